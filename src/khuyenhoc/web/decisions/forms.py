"""What may be asked of the decisions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.titles import Title
from khuyenhoc.web.choices import any_or


class DecisionsForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    q = forms.CharField(label=_("Tìm theo số quyết định"), required=False, max_length=64)
    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1900, max_value=2099)
    title = forms.ChoiceField(label=_("Danh hiệu"), required=False, choices=any_or("title", Title))
    place = forms.IntegerField(required=False, min_value=1, max_value=10**18, widget=forms.HiddenInput)
    after = forms.RegexField(
        r"^[0-9]{1,18}\.[0-9]{4}-[0-9]{2}-[0-9]{2}$", required=False, widget=forms.HiddenInput
    )


class NamesForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    after = forms.CharField(required=False, max_length=500)


class PartForm(forms.Form):
    start = forms.IntegerField(required=False, min_value=0, max_value=10**6)
