"""What may be asked of the page of a place."""

from django import forms

from khuyenhoc.web.places.year import NAMES


class YearForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    year = forms.IntegerField(required=False, min_value=2000, max_value=2100)
    by = forms.ChoiceField(required=False, choices=[("", ""), *((name, name) for name in NAMES)])
    sort = forms.ChoiceField(required=False, choices=[("", ""), ("rate", "rate"), ("name", "name")])
