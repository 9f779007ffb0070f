"""Which branches go over, into which one and from which day."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.web.choices import Choices
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import Ids

NEW = "new"


class WhereForm(forms.Form):
    place = forms.IntegerField(required=False, min_value=1, max_value=10**18)


class MergeForm(DeedForm):
    """into: a branch of the place or below it, or NEW for one that is opened with it."""

    branch = Ids(required=False)
    into = forms.ChoiceField(
        label=_("Nhập vào"),
        error_messages={
            "required": _("Hãy chọn nơi nhập vào."),
            "invalid_choice": _("Hãy chọn một chi hội, ban khuyến học trong danh sách."),
        },
    )
    name = forms.CharField(label=_("Tên chi hội, ban khuyến học mới"), max_length=200, required=False)
    since = DayField(label=_("Ngày lập"), required=False)
    on = DayField(label=_("Nhập từ ngày"))

    def __init__(self, *args: Any, waiting: Iterable[int], standing: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting = frozenset(waiting)
        choices = [("", _("– hãy chọn –")), *standing, (NEW, _("Lập chi hội, ban khuyến học mới ở đây"))]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField's

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        chosen = [pk for pk in told.get("branch", ()) if pk in self._waiting]
        if "branch" in told and not chosen:
            raise forms.ValidationError(_("Chưa đánh dấu chi hội, ban khuyến học nào."))
        told["branch"] = chosen
        if told.get("into") == NEW:
            if not told.get("name"):
                self.add_error("name", _("Hãy ghi tên chi hội, ban khuyến học mới."))
            if not told.get("since") and "since" not in self.errors:
                self.add_error("since", _("Hãy ghi ngày lập chi hội, ban khuyến học mới."))
        return told
