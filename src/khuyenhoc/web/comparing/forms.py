"""What is compared, and how."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from khuyenhoc.analytics.indicators import Wanted
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.web.days import DayField
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.indicators.views import levels_of

USUAL = "recognised_household."


def offered() -> list[tuple[str, Any]]:
    """Every indicator at its levels as "code.level", grouped by area."""
    known, said = figures.catalogue(), language()
    groups = []
    for area, name in known.areas.items():
        rows = []
        for one in known.indicators.values():
            if one.area != area:
                continue
            for level in levels_of(one):
                told = known.level_name(one, level, said)
                rows.append((f"{one.code}.{level}", one.name.told(said) + (f" ({told})" if told else "")))
        groups.append((name.told(said), rows))
    return groups


class CompareForm(forms.Form):
    """what: "code.level". by: the rate, or the number. apart: difficult areas ranked among themselves."""

    what = forms.ChoiceField(label=_("So sánh chỉ số"))
    by = forms.ChoiceField(
        label=_("Xếp theo"), choices=[("rate", _("tỷ lệ")), ("number", _("con số"))], required=False
    )
    apart = forms.BooleanField(label=_("Xếp riêng địa bàn khó khăn"), required=False)

    def __init__(self, data: QueryDict) -> None:
        told = data.copy()
        if not told.get("what"):
            told["what"] = USUAL
        super().__init__(told)
        field = self.fields["what"]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered()

    @property
    def wanted(self) -> Wanted:
        code, _dot, level = (self.cleaned_data["what"]).partition(".")
        return Wanted(code, level)


class ClusterForm(CompareForm):
    cluster = forms.CharField(label=_("Cụm"), max_length=200, required=False)


class CorrectedForm(CompareForm):
    known_on = DayField(label=_("Như đã biết đến hết ngày"), required=False)
