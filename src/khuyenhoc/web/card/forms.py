"""The code on the card, and handing one's own form in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.web.posting import DeedForm


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã trên thẻ"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Hãy gõ mã in trên thẻ.")},
    )


class OwnFormForm(DeedForm):
    """Whoever answers for themselves agrees by pressing."""

    revision = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Bạn đã sửa gì so với lần trước?"), required=False, max_length=500)

    def __init__(self, *args: object, asks_reason: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        if asks_reason:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _(
                "Hãy ghi một câu: đã sửa gì so với lần trước."
            )
        else:
            del self.fields["reason"]
