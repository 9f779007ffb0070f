"""Confirming titles in doubt, or taking them back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import Ids

LONGEST = 500  # signs of a reason


class AskForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    after = forms.CharField(required=False, max_length=500)


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Lý do"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do; câu này nằm trong hồ sơ mãi về sau.")},
    )


class ChooseForm(forms.Form):
    """Ticked titles and what is to become of them; the next page asks once more."""

    title = Ids(required=False)
    deed = forms.ChoiceField(choices=[("confirm", "confirm"), ("revoke", "revoke")])
    reason = _reason()

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        if not told.get("title") and "title" not in self.errors:
            raise forms.ValidationError(
                _("Chưa đánh dấu danh hiệu nào. Hãy bấm vào ô vuông trước tên rồi làm lại.")
            )
        return told


class SettleForm(DeedForm):
    title = Ids()
    deed = forms.ChoiceField(choices=[("confirm", "confirm"), ("revoke", "revoke")], widget=forms.HiddenInput)
    reason = _reason()


class OneForm(DeedForm):
    """One title, from its case: keep it or take it back."""

    deed = forms.ChoiceField(
        label=_("Việc cần làm"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một trong các việc dưới đây.")},
    )
    reason = _reason()

    def __init__(self, *args: object, in_doubt: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        keep = [("confirm", _("Giữ danh hiệu: đã xem lại, vẫn đủ điều kiện"))] if in_doubt else []
        self.fields["deed"].choices = [  # type: ignore[attr-defined]  # a choice field has them
            *keep,
            ("revoke", _("Thu hồi danh hiệu và giấy công nhận")),
        ]
