"""Money as people here write it: 1.500.000, 1,5 triệu, 200 nghìn."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain import ledger
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.sentences import sentence


class MoneyField(forms.CharField):
    """An exact amount of đồng; what is no such amount is told in the rule's own sentence."""

    def __init__(self, **kwargs: Any) -> None:
        hints = {"inputmode": "text", "autocomplete": "off", "placeholder": _("ví dụ: 500.000")}
        kwargs.setdefault("widget", forms.TextInput(attrs=hints))
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("error_messages", {"required": _("Chưa ghi số tiền.")})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return ledger.dong(text)
        except RuleBroken as error:
            raise forms.ValidationError(sentence(error, get_language() or "vi")) from error
