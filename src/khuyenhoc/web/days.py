"""Days as people here write them: 5/11/2026, day before month, whatever the browser's own habit is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WRITTEN = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A text box, because a browser's calendar shows 11/05/2026 to whoever's telephone speaks English."""

    def __init__(self, **kwargs: Any) -> None:
        hints = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "placeholder": _("ngày/tháng/năm"),
            "maxlength": 10,
        }
        kwargs.setdefault("input_formats", WRITTEN)
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=hints))
        kwargs.setdefault(
            "error_messages",
            {"required": _("Chưa ghi ngày."), "invalid": _("Ghi ngày như 5/11/2026: ngày, tháng, năm.")},
        )
        super().__init__(**kwargs)
