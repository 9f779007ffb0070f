"""What may be asked of the verified cases; proposing them, taking them back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import Ids, UndoneIds


class ListForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    q = forms.CharField(required=False, max_length=200)
    after = forms.CharField(required=False, max_length=500)


class ProposeForm(DeedForm):
    """Ticked cases, or all that pass; leave_out: go on without those that pass no longer."""

    case = Ids(required=False)
    everything = forms.BooleanField(required=False)
    leave_out = forms.BooleanField(required=False)
    effective_on = DayField(label=_("Ngày lập danh sách"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("case") and not told.get("everything") and "case" not in self.errors:
            raise forms.ValidationError(
                _("Chưa đánh dấu hồ sơ nào. Hãy bấm vào ô vuông trước tên rồi làm lại.")
            )
        return told


class UndoForm(DeedForm):
    proposal = UndoneIds()


class TakeBackForm(DeedForm):
    """case: none for the whole list."""

    case = Ids(required=False)
    reason = forms.CharField(
        label=_("Lý do rút khỏi danh sách"),
        max_length=500,
        error_messages={"required": _("Hãy ghi lý do rút khỏi danh sách.")},
    )
