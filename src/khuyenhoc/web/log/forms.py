"""What may be asked of the log."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.sentences.deeds import DEEDS
from khuyenhoc.web.choices import Choices, any_or
from khuyenhoc.web.days import DayField


def _deeds() -> Choices:
    told = any_or("deed", DEEDS)()
    return [told[0], *sorted(told[1:], key=lambda one: one[1])]


class LogForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    person = forms.CharField(label=_("Ai làm"), required=False, max_length=200)
    deed = forms.ChoiceField(label=_("Việc gì"), required=False, choices=_deeds)
    day = DayField(label=_("Ngày"), required=False)
    place = forms.IntegerField(required=False, min_value=1, max_value=10**18, widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, min_value=1, max_value=10**18, widget=forms.HiddenInput)
