"""What kind of report is asked for."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from khuyenhoc.analytics.reports import Asked, Length, Span, span
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.titles import FIVE_TITLES, TitleRow
from khuyenhoc.sentences import words
from khuyenhoc.web import scope
from khuyenhoc.web.days import DayField
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.request import today

_LENGTHS = [
    (Length.YEAR.value, _("cả năm")),
    (Length.HALF.value, _("6 tháng đầu năm")),
    (Length.YEARS.value, _("nhiều năm (giai đoạn, nhiệm kỳ)")),
]
_BASES = [
    (Basis.REPORTED.value, _("theo địa giới của kỳ báo cáo")),
    (Basis.RESTATED.value, _("quy về địa giới hôm nay")),
    (Basis.LIKE_FOR_LIKE.value, _("chỉ những xã so sánh được với năm trước")),
]
USUAL_RANK = 1  # of FIVE_TITLES: households


def _rows() -> list[tuple[str, str]]:
    said = language() == "en"
    return [(str(at), words.SHORT_TITLES[row.title, row.level][said]) for at, row in enumerate(FIVE_TITLES)]


class ReportForm(forms.Form):
    """length and years are always there; the rest may be left out."""

    length = forms.ChoiceField(label=_("Báo cáo"), choices=_LENGTHS)
    last = forms.TypedChoiceField(label=_("Năm"), coerce=int)
    first = forms.TypedChoiceField(
        label=_("Từ năm (khi báo cáo nhiều năm)"), coerce=int, required=False, empty_value=None
    )
    basis = forms.ChoiceField(label=_("Địa giới"), choices=_BASES)
    rank_by = forms.TypedChoiceField(label=_("Xếp hạng các đơn vị theo"), coerce=int)
    known_on = DayField(label=_("Như đã biết đến hết ngày (để trống là hiện nay)"), required=False)

    def __init__(self, data: QueryDict) -> None:
        told = data.copy()
        usual: dict[str, Any] = {
            "length": Length.YEAR.value,
            "last": scope.latest_year(),
            "basis": Basis.REPORTED.value,
            "rank_by": USUAL_RANK,
        }
        for name, value in usual.items():
            if not told.get(name):
                told[name] = str(value)
        super().__init__(told)
        years = [(str(year), str(year)) for year in reversed(scope.years_known())]
        self._offer("last", years)
        self._offer("first", [("", "–"), *years])
        self._offer("rank_by", _rows())

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def span(self) -> Span:
        """Errors: PeriodUnclear, ReportTooLong."""
        told = self.cleaned_data
        return span(Length(told["length"]), told["last"], told["first"] or None)

    @property
    def ground(self) -> Basis:
        return Basis(self.cleaned_data["basis"])

    @property
    def rank_by_row(self) -> TitleRow:
        return FIVE_TITLES[self.cleaned_data["rank_by"]]

    @property
    def day(self) -> date:
        """Of the places it tells of."""
        return self.span.until if self.ground is Basis.REPORTED else today()

    def asked(self, place: int, time: Span) -> Asked:
        return Asked(
            place=place,
            span=time,
            on=today(),
            basis=self.ground,
            known_on=self.cleaned_data["known_on"],
            rank_by=self.rank_by_row,
            language=language(),
        )
