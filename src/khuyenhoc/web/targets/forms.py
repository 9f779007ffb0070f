"""The form that sets one target, and the one that takes it back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.domain.catalogue import Indicator
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.walking.forms import NOTHING_TO_UNDO


class TargetForm(DeedForm):
    """What an indicator is to reach in a year; the numbers as written ("70%", "ít nhất 4.000")."""

    year = forms.IntegerField(label=_("Năm phải đạt"), min_value=2000, max_value=2100)
    level = forms.ChoiceField(label=_("Cấp"), required=False)
    rate = forms.CharField(label=_("Tỷ lệ phải đạt (%)"), max_length=40, required=False)
    base = forms.ChoiceField(label=_("Tỷ lệ so với"), required=False)
    value = forms.CharField(label=_("Hoặc con số phải đạt"), max_length=80, required=False)
    source = forms.CharField(label=_("Theo văn bản nào"), max_length=200)
    for_difficult_areas = forms.BooleanField(label=_("Chỉ cho địa bàn khó khăn"), required=False)
    kept_with_note = forms.CharField(
        label=_("Vì sao vẫn đặt (nếu thấp hơn mức đã đạt)"), max_length=400, required=False
    )
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, indicator: Indicator, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known, said = figures.catalogue(), language()
        levels: list[tuple[str, str]] = [
            (one, known.level_name(indicator, one, said) or str(_("không phân cấp")))
            for one in indicator.levels
        ]
        bases: list[tuple[str, str]] = [
            (kind, known.bases[kind].name.told(said)) for kind in indicator.bases if kind in known.bases
        ]
        for name, choices, fewest in (("level", levels, 2), ("base", [("", "–"), *bases], 2)):
            field = self.fields[name]
            if len(choices) < fewest:
                del self.fields[name]
            elif isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("rate") and not told.get("value"):
            self.add_error("rate", _("Ghi tỷ lệ hoặc con số phải đạt."))
        return told


class UndoForm(DeedForm):
    """The targets that were just set."""

    target = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": NOTHING_TO_UNDO})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data.getlist("target") if hasattr(self.data, "getlist") else []
        field = self.fields["target"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(one, one) for one in given if one.isdecimal()]
