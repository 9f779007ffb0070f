"""Which branches go over, into which one and from which day."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.branches import MOST_NUMBERED, BodyOf, BranchKind, Post
from khuyenhoc.web.choices import Choices, spoken, spoken_at
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import today
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


NO_NAME = {"required": _("Chưa ghi tên.")}


class Led(forms.TypedChoiceField):
    """The branch that leads another; none of the book."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Tổ chức cấp trên"))
        super().__init__(coerce=int, empty_value=None, required=False, **kwargs)

    def offer(self, above: Iterable[tuple[int, str]]) -> None:
        self.choices = [("", _("– không có trong sổ –")), *((str(pk), name) for pk, name in above)]


class OpenForm(DeedForm):
    kind = forms.ChoiceField(label=_("Loại"), choices=spoken("branch_kind", reversed(BranchKind)))
    name = forms.CharField(label=_("Tên"), max_length=200, error_messages=NO_NAME)
    since = DayField(label=_("Ngày thành lập"))
    where = forms.TypedChoiceField(label=_("Ở thôn nào, hay của cả nơi này"), coerce=int, required=False)
    parent = Led()
    body = forms.TypedChoiceField(
        label=_("Của dòng họ, đơn vị trong sổ"), coerce=int, empty_value=None, required=False
    )
    body_kind = forms.ChoiceField(
        label=_("Hoặc của nơi chưa có trong sổ"), required=False, choices=spoken("body_of", ["", *BodyOf])
    )

    def __init__(
        self,
        *args: Any,
        above: Iterable[tuple[int, str]],
        bodies: Iterable[tuple[int, str]],
        homes: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = homes  # type: ignore[attr-defined]  # a ChoiceField's
        self.fields["parent"].offer(above)  # type: ignore[attr-defined]  # a Led's
        self.fields["body"].choices = [  # type: ignore[attr-defined]  # a ChoiceField's
            ("", _("– không phải –")),
            *((str(pk), name) for pk, name in bodies),
        ]

    def clean_since(self) -> Any:
        if self.cleaned_data["since"] > today():
            raise forms.ValidationError(_("Ngày này chưa đến."))
        return self.cleaned_data["since"]


class ChangeForm(DeedForm):
    name = forms.CharField(label=_("Tên"), max_length=200, error_messages=NO_NAME)
    kind = forms.ChoiceField(label=_("Loại"), choices=spoken("branch_kind", BranchKind))
    parent = Led()
    slip = forms.BooleanField(label=_("Sổ ghi sai từ đầu, sửa lại cho đúng"), required=False)
    on = DayField(label=_("Thay đổi từ ngày"), required=False)
    why = forms.CharField(label=_("Theo văn bản (nếu có)"), max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        above: Iterable[tuple[int, str]],
        held: tuple[int, str] | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known = dict(above) | (dict([held]) if held else {})
        self.fields["parent"].offer(known.items())  # type: ignore[attr-defined]  # a Led's

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("slip") and not told.get("on") and "on" not in self.errors:
            self.add_error("on", _("Hãy ghi ngày thay đổi, hoặc đánh dấu là sổ ghi sai."))
        told["from_day"] = None if told.get("slip") else told.get("on")
        return told


class CloseForm(DeedForm):
    on = DayField(label=_("Kết thúc từ ngày"))
    with_members = forms.BooleanField(
        label=_("Hội viên đang ở đây thôi tham gia từ cùng ngày"), required=False
    )


class OfficerForm(DeedForm):
    """Somebody takes a post up: ticked from the register, or written."""

    post = forms.ChoiceField(label=_("Chức vụ"))
    person = forms.TypedChoiceField(
        label=_("Người trong sổ"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Hoặc ghi họ và tên"), max_length=200, required=False)
    since = DayField(label=_("Từ ngày"))
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], branch: str, **kwargs: Any) -> None:
        """branch: the kind, which words the posts."""
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = spoken_at("post", Post, branch)  # type: ignore[attr-defined]  # a ChoiceField's
        known = [(str(pk), name) for pk, name in people]
        self.fields["person"].choices = [  # type: ignore[attr-defined]  # a ChoiceField's
            *known,
            ("", _("người ghi tên ở dưới")),
        ]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("person") is None and not told.get("name") and "person" not in self.errors:
            self.add_error("name", _("Hãy chọn một người trong sổ, hoặc ghi họ và tên."))
        return told


class HandOverForm(OfficerForm):
    """The same for who comes after; nobody named: the post stays free."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["post"]
        self.fields["since"].label = _("Bàn giao (hoặc thôi giữ) từ ngày")
        self.fields["note"].label = _("Đã bàn giao những gì (sổ sách, quỹ, con dấu …)")

    def clean(self) -> dict[str, Any]:
        if "leave" in self.data:  # somebody steps down, nobody follows yet
            return forms.Form.clean(self) or {}
        return super().clean()


class TermForm(DeedForm):
    number = forms.IntegerField(label=_("Đại hội lần thứ"), min_value=1, max_value=MOST_NUMBERED)
    held_on = DayField(label=_("Ngày đại hội"))
    until = DayField(label=_("Nhiệm kỳ đến ngày"), required=False)
    delegates = forms.IntegerField(label=_("Số đại biểu"), min_value=0, max_value=100_000, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)
