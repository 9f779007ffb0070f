"""What the page of a figure may be asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.domain.catalogue import Indicator
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.sentences import formulas
from khuyenhoc.web.days import DayField
from khuyenhoc.web.indicators.showing import language


class FigureForm(forms.Form):
    """Level, base, basis and day of knowledge of one figure; all may be left out."""

    level = forms.ChoiceField(label=_("Cấp"), required=False)
    base = forms.ChoiceField(label=_("Tỷ lệ so với"), required=False)
    basis = forms.ChoiceField(label=_("Địa giới"), required=False)
    known_on = DayField(label=_("Như đã biết đến hết ngày"), required=False)

    def __init__(self, indicator: Indicator, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, as Django's own forms take it
        known, said = figures.catalogue(), language()
        levels = [
            (one, known.level_name(indicator, one, said) or str(_("không phân cấp")))
            for one in indicator.levels
        ]
        bases = [("", str(_("tổng số thường dùng")))]
        bases += [
            (kind, known.bases[kind].name.told(said)) for kind in indicator.bases if kind in known.bases
        ]
        self._offer("level", levels if len(levels) > 1 else [])
        self._offer("base", bases if len(bases) > 2 else [])
        self._offer("basis", [(one.value, formulas.told(formulas.BASES, one.value, said)) for one in Basis])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if not choices:
            del self.fields[name]
            return
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
