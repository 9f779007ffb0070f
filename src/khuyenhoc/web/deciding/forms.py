"""What may be asked of the list, marking cases on it, sending them back, signing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import Ids

LONGEST = 500  # signs of a reason


class ListForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    q = forms.CharField(required=False, max_length=200)
    rating = forms.CharField(required=False, max_length=32)
    home = forms.IntegerField(required=False, min_value=1, max_value=10**18)
    after = forms.CharField(required=False, max_length=500)


class MarkForm(forms.Form):
    """What to do with the ticked cases; nothing is signed by it."""

    case = Ids(required=False)
    mark = forms.ChoiceField(choices=[(one, one) for one in ("refuse", "aside", "recognise", "back")])
    reason = forms.CharField(
        label=_("Lý do"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        if not told.get("case") and "case" not in self.errors:
            raise forms.ValidationError(
                _("Chưa đánh dấu hồ sơ nào. Hãy bấm vào ô vuông trước tên rồi làm lại.")
            )
        if told.get("mark") in ("refuse", "back") and not told.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Hãy ghi lý do; chi hội và người được xét sẽ đọc câu này."))
        return told


class BackForm(DeedForm):
    case = Ids()
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do; chi hội và người được xét sẽ đọc câu này.")},
    )


class SignerForm(forms.Form):
    """Who signs, under which day, and the number where the body's own register of papers gives it."""

    signer = forms.CharField(
        label=_("Chức vụ người ký"),
        max_length=200,
        error_messages={"required": _("Hãy ghi chức vụ người ký, ví dụ: Chủ tịch Ủy ban nhân dân xã.")},
    )
    signer_name = forms.CharField(
        label=_("Họ tên người ký (in trên quyết định và giấy công nhận)"), required=False, max_length=200
    )
    effective_on = DayField(label=_("Ngày ký"))
    first = forms.IntegerField(
        label=_("Số theo sổ văn bản của cơ quan (để trống thì lấy số tiếp theo)"),
        required=False,
        min_value=1,
        max_value=99_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Chỉ ghi phần số, ví dụ 215 của 215/2026/QĐ-UBND.")},
    )


class SignForm(DeedForm):
    """What the signer looked at; whatever has changed since stops the signing."""

    signer = forms.CharField(max_length=200, widget=forms.HiddenInput)
    signer_name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    first = forms.IntegerField(required=False, min_value=1, max_value=99_999, widget=forms.HiddenInput)
    effective_on = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    numbers = forms.CharField(max_length=1000, widget=forms.HiddenInput)
