"""The code on the card, and handing one's own form in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.web.assessing.forms import LookedOverForm


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã trên thẻ"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Hãy gõ mã in trên thẻ.")},
    )


class OwnFormForm(LookedOverForm):
    """Whoever answers for themselves agrees by pressing."""

    reason = forms.CharField(label=_("Bạn đã sửa gì so với lần trước?"), required=False, max_length=500)
