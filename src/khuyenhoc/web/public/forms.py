"""What anybody may ask of the public pages."""

from django import forms

from khuyenhoc.domain.titles import Level, Title


class HonoursForm(forms.Form):
    title = forms.ChoiceField(required=False, choices=[(title.value, title.value) for title in Title])
    level = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Level if one])
    after = forms.CharField(required=False, max_length=500)
