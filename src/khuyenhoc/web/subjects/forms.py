"""What may be asked of the register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.web.choices import any_or, spoken


class RegisterForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=spoken("subject", Title))
    level = forms.ChoiceField(
        label=_("Cấp"), required=False, choices=any_or("level", [level for level in Level if level])
    )
    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1900, max_value=2099)
    place = forms.IntegerField(required=False, min_value=1, max_value=10**18, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
