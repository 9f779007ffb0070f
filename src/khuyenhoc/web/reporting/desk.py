"""A return as its pages know it: who may open it, its figures in rows, what was counted beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.indicators import Figure, Wanted
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.queries import Report, Reported, ReportState
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import numbers
from khuyenhoc.domain.figures import days_of, known_period
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.written_numbers import WrittenNumber
from khuyenhoc.sentences.counting import so_many
from khuyenhoc.sentences.reporting import as_written
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.request import SignedInRequest, today

OPEN = frozenset({ReportState.DRAFT, ReportState.RETURNED})


def require(request: SignedInRequest, place: int) -> None:
    """Errors: OutsideScope unless the person sets figures at the place."""
    if not access.may(request.user, Permission.SET_FIGURES, place, on=today()):
        raise access.OutsideScope(permission=Permission.SET_FIGURES.value)


def opened(request: SignedInRequest, pk: int) -> Report:
    """The return, for who sets figures where it belongs. Errors: OutsideScope, ReportUnknown."""
    found = figures.report(pk)
    require(request, found.place_id)
    return found


def is_open(report: Report) -> bool:
    return ReportState(report.state) in OPEN


def standings(place: int, period: str) -> list[figures.Standing]:
    """Those right below at the end of the period; none where the place began later. Errors: PeriodUnclear."""
    day = days_of(known_period(period))[1]
    return figures.standings(place, period) if places.paths([place], day) else []


def name_of(place: int, day: date) -> str:
    """The place's name on the day; of one that began later, its latest."""
    return places.labels([place], day)[place] or places.labels([place], places.LATEST)[place]


def about(report: Report) -> dict[str, object]:
    return {
        "section": "figures",
        "report": report,
        "state": report.state,
        "place": report.place_id,
        "label": name_of(report.place_id, report.until),
        "is_open": is_open(report),
    }


def read_as(number: WrittenNumber) -> str:
    """How a written number was understood, in digits, with its qualifier."""
    said = showing.language()
    low, high = (_digits(one, number.places, said) for one in (number.low, number.high))
    return f"{low}–{high}" if low != high else as_written(low, number.qualifier.value, said)


def _digits(digits: int, decimals: int, said: str) -> str:
    whole, rest = divmod(abs(digits), 10**decimals)
    sign = "−" if digits < 0 else ""
    tail = f"{'.' if said == 'en' else ','}{rest:0{decimals}d}" if decimals else ""
    return f"{sign}{numbers.grouped(whole, language=said)}{tail}"


def named(one: Reported) -> str:
    """The indicator with its level."""
    known, said = figures.catalogue(), showing.language()
    indicator = known.indicators[one.indicator]
    level = known.level_name(indicator, one.level, said)
    return f"{indicator.name.told(said)} ({level})" if level else indicator.name.told(said)


def told(one: Reported) -> str:
    """Its numbers in one line, each with its qualifier: "gần 1.250 · 66,6% / 1.878"."""
    said = showing.language()
    parts = (
        as_written(one.value_text, one.value_qualifier, said) if one.value_text else "",
        f"{as_written(one.rate_text, one.rate_qualifier, said).rstrip('%')}%" if one.rate_text else "",
        f"/ {as_written(one.base_text, one.base_qualifier, said)}" if one.base_text else "",
    )
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of a return beside what was counted.

    computed, difference (computed less told): None where there is none. before: what it was before a correction.
    """

    figure: Reported
    name: str
    level: str
    value: str
    rate: str
    base: str
    base_name: str
    unit: str
    computed: int | None
    difference: int | None
    before: str

    @property
    def is_far(self) -> bool:
        return is_far(self.computed, self.difference)


def lines(report: Report) -> list[tuple[str, list[Line]]]:
    """The figures of a return by area of the catalogue, in its order."""
    held = figures.in_report(report.pk)
    known, said = figures.catalogue(), showing.language()
    counted = computed(report, [(one.indicator, one.level) for one in held])
    found: list[tuple[str, list[Line]]] = []
    for area, title in known.areas.items():
        rows = [one for one in held if known.indicators[one.indicator].area == area]
        if rows:
            found.append((title.told(said), [_line(one, counted) for one in rows]))
    return found


def computed(report: Report, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """(indicator, level) → the number counted here for the return's place and period, where there is one."""
    known = figures.catalogue()
    asked = {
        one: Wanted(one[0], one[1], "") for one in dict.fromkeys(wanted) if known.indicators[one[0]].query
    }
    if not asked:
        return {}
    found: dict[tuple[Wanted, int], Figure] = figured.several(
        list(asked.values()), [report.place_id], report.period_written
    )
    return {
        one: figure.amount.value
        for one, want in asked.items()
        if (figure := found.get((want, report.place_id))) is not None and figure.amount is not None
    }


def difference(counted: int | None, told: WrittenNumber | None) -> int | None:
    """Counted less told; None unless both are one whole number."""
    if counted is None or told is None or told.places or told.low != told.high:
        return None
    return counted - told.low


def is_far(counted: int | None, less: int | None) -> bool:
    """Whether what was told differs from what was counted by more than half of that; less: counted less told."""
    return counted is not None and less is not None and abs(less) * 2 > counted


def _line(one: Reported, counted: dict[tuple[str, str], int]) -> Line:
    known, said = figures.catalogue(), showing.language()
    indicator = known.indicators[one.indicator]
    number = counted.get((one.indicator, one.level))
    rate = as_written(one.rate_text, one.rate_qualifier, said)
    return Line(
        figure=one,
        name=indicator.name.told(said),
        level=known.level_name(indicator, one.level, said),
        value=as_written(one.value_text, one.value_qualifier, said),
        rate=rate if not rate or "%" in rate else f"{rate}%",
        base=as_written(one.base_text, one.base_qualifier, said),
        base_name=known.bases[one.base_kind].name.told(said) if one.base_kind in known.bases else "",
        unit=one.unit if one.unit and said == "vi" else so_many(indicator.unit(said), one.value_text),
        computed=number,
        difference=difference(number, figures.written(one, "value")),
        before=told(one.replaces) if one.reason and one.replaces is not None else "",
    )
