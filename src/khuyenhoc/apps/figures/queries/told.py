"""A figure as somebody tells it, read and held against what is known before it is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from khuyenhoc.apps.figures.models import Reported, Target
from khuyenhoc.apps.figures.queries.catalogue import catalogue
from khuyenhoc.apps.figures.queries.known import known
from khuyenhoc.apps.figures.queries.reported import approved
from khuyenhoc.domain.catalogue import Indicator
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import Entry, Period, Reader, Row, RowFault, check, known_period
from khuyenhoc.domain.text import clean

LARGEST = 10**18  # in 10^-places: what either database keeps as a whole number


class BaseNotOfIndicator(RuleBroken):
    """The indicator's rate is never a share of that; facts: indicator, base, allowed."""

    code = "BASE_NOT_OF_INDICATOR"


class NothingTold(RuleBroken):
    """Neither a value nor a rate nor a base; facts: indicator, period."""

    code = "FIGURE_EMPTY"


class SourceMissing(RuleBroken):
    """A told number names where it comes from; facts: text."""

    code = "FIGURES_SOURCE_MISSING"


class FigureUnreadable(RuleBroken):
    """A number, or the word before it, that nobody can read; facts: ref, text."""

    code = "FIGURE_UNREADABLE"


class FigureTwice(RuleBroken):
    """One source tells one figure once; facts: indicator, period, number (which one repeats an earlier)."""

    code = "FIGURE_TWICE"


class NumberTooLarge(RuleBroken):
    """More digits than are kept; facts: text."""

    code = "FIGURE_NUMBER_TOO_LARGE"


class TextTooLong(RuleBroken):
    """A text that does not fit; facts: text, longest."""

    code = "FIGURE_TEXT_TOO_LONG"


@dataclass(frozen=True, slots=True)
class NewFigure:
    """One figure as written. period: "2023", "12/2023", "2016..2021", "target 2024" …

    value, rate, base: as written, with their qualifier or without; qualifier: of the value (of the rate where there
    is no value) when it stands in a cell of its own. indicator, level, base_kind: codes or names of the catalogue.
    place_written: as in the source, "" for the place's own name. places: of a figure of several places, each of
    them; `place` is then the smallest that holds them all. ref: what findings call it, "" for its position from 1.
    kept_with_note: why it is kept whatever the checks find; "" keeps nothing they object to.
    """

    place: int
    period: str
    indicator: str
    source: str
    level: str = ""
    base_kind: str = ""
    value: str = ""
    rate: str = ""
    base: str = ""
    qualifier: str = ""
    unit: str = ""
    note: str = ""
    kept_with_note: str = ""
    place_written: str = ""
    places: tuple[int, ...] = ()
    ref: str = ""
    for_difficult_areas: bool = False


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A told figure whose every part was understood. row: as the checks read it."""

    told: NewFigure
    indicator: Indicator
    level: str
    base_kind: str
    period: Period
    row: Row

    @property
    def key(self) -> tuple[str | int, ...]:
        """What two tellings of one figure by one source have in common."""
        return (
            self.told.place,
            self.told.place_written if self.told.places else "",
            self.indicator.code,
            self.level,
            self.base_kind,
            self.period.key,
            self.told.source,
        )


_LONGEST = {
    "period": 80,
    "value": 80,
    "base": 80,
    "rate": 40,
    "unit": 64,
    "source": 200,
    "place_written": 200,
    "note": 400,
    "kept_with_note": 400,
}


def read_figures(told: Sequence[NewFigure]) -> list[ReadFigure]:
    """Each figure understood, in their order.

    Errors: IndicatorUnknown, LevelUnknown, BaseKindUnknown, BaseNotOfIndicator, PeriodUnclear, NothingTold,
    SourceMissing, FigureTwice, NumberTooLarge, TextTooLong, FigureUnreadable.
    """
    reader = Reader("")
    read = [_read(one, at, reader) for at, one in enumerate(told, start=1)]
    seen = set()
    for at, one in enumerate(read, start=1):
        key = (*one.key, one.told.for_difficult_areas)
        if key in seen:
            raise FigureTwice(indicator=one.indicator.name.vi, period=clean(one.told.period), number=at)
        seen.add(key)
    return read


def examine(
    figures: Sequence[ReadFigure], *, report: int | None = None, replacing: Collection[int] = ()
) -> list[Entry]:
    """What the checks find in each figure, in their order, held against one another and against what is known.

    Known is what counts by now, with the figures of the same return; left out is what the new ones replace, by key
    or by id (`replacing`). An entry's findings may name a known figure: "#" and its id, or "@" and a target's.
    """
    if not figures:
        return []
    places = {one.told.place for one in figures if not one.told.places}
    taken = {one.key for one in figures}
    counts = approved(None) if report is None else approved(None) | Q(report=report)
    stored = (
        Reported.objects.filter(known(None), counts, place__in=places, several=False)
        .exclude(pk__in=list(replacing))
        .order_by("until", "pk")
    )
    aimed = Target.objects.filter(known(None), place__in=places).order_by("year", "pk")
    reader = Reader("")
    rows = [_row_of_figure(one, reader) for one in stored if _key_of_figure(one) not in taken]
    aims = {
        (one.told.place, one.indicator.code, one.level, one.base_kind, one.period.until[0]) for one in figures
    }
    rows += [
        _row_of_target(one, reader)
        for one in aimed
        if (one.place_id, one.indicator, one.level, one.base_kind, one.year) not in aims
    ]
    return check([*rows, *(one.row for one in figures)])[len(rows) :]


def _read(told: NewFigure, at: int, reader: Reader) -> ReadFigure:
    for name, longest in _LONGEST.items():
        if len(getattr(told, name)) > longest:
            raise TextTooLong(text=clean(getattr(told, name))[:60], longest=longest)
    listed = catalogue()
    indicator = listed.indicator(told.indicator)
    level = listed.level(indicator, told.level)
    base_kind = listed.base(told.base_kind).kind if clean(told.base_kind) else ""
    if base_kind and base_kind not in indicator.bases:
        raise BaseNotOfIndicator(
            indicator=indicator.name.vi,
            base=listed.bases[base_kind].name.vi,
            allowed=", ".join(listed.bases[kind].name.vi for kind in indicator.bases) or "–",
        )
    period = known_period(told.period)
    cells = _cells(told, told.ref or str(at))
    try:
        read = reader.row(cells, at)
    except RowFault as error:
        raise FigureUnreadable(ref=told.ref or at, text=error.facts["text"]) from error
    row = read._replace(
        place=_place_key(told.place, told.places),
        indicator=indicator.code,
        level=level,
        base_kind=base_kind,
        period=period,
    )
    if not clean(told.source):
        raise SourceMissing(text=clean(told.value or told.rate or told.base))
    if row.value is None and row.rate is None and row.base is None:
        raise NothingTold(indicator=indicator.name.vi, period=clean(told.period))
    for number in (row.value, row.rate, row.base):
        if number is not None and max(abs(number.low), abs(number.high)) >= LARGEST:
            raise NumberTooLarge(text=clean(told.value or told.rate or told.base))
    plain = replace(told, place_written=clean(told.place_written), source=clean(told.source))
    return ReadFigure(plain, indicator, level, base_kind, period, row)


def _place_key(place: int, several: Sequence[int]) -> str:
    return "+".join(f"#{one}" for one in (sorted(several) or [place]))


def _cells(told: NewFigure, ref: str) -> dict[str, str]:
    return {
        "id": ref,
        "place_then": told.place_written,
        "period": told.period,
        "indicator": told.indicator,
        "level": told.level,
        "value": told.value,
        "qualifier": told.qualifier,
        "rate_percent": told.rate,
        "base_kind": told.base_kind,
        "base_value_or_range": told.base,
        "unit": told.unit,
    }


def _key_of_figure(one: Reported) -> tuple[str | int, ...]:
    return (one.place_id, "", one.indicator, one.level, one.base_kind, one.period_key, one.source)


def _row_of_figure(one: Reported, reader: Reader) -> Row:
    told = NewFigure(
        place=one.place_id,
        period=one.period_written,
        indicator=one.indicator,
        source=one.source,
        level=one.level,
        base_kind=one.base_kind,
        value=one.value_text,
        rate=one.rate_text,
        base=one.base_text,
        qualifier=one.value_qualifier or one.rate_qualifier,
        unit=one.unit,
        place_written=one.place_written,
    )
    return _keyed(reader.row(_cells(told, f"#{one.pk}"), one.pk), told)


def _row_of_target(one: Target, reader: Reader) -> Row:
    percent = one.percent_text or (
        "" if one.percent is None else f"{one.percent // 100},{one.percent % 100:02d}"
    )
    told = NewFigure(
        place=one.place_id,
        period=f"target {one.year}",
        indicator=one.indicator,
        source=one.source,
        level=one.level,
        base_kind=one.base_kind,
        value=one.amount_text or ("" if one.amount is None else str(one.amount)),
        rate=percent,
        qualifier=(one.amount_qualifier if one.amount is not None else one.percent_qualifier),
        unit=one.unit,
    )
    return _keyed(reader.row(_cells(told, f"@{one.pk}"), one.pk), told)


def _keyed(row: Row, told: NewFigure) -> Row:
    return row._replace(
        place=_place_key(told.place, ()),
        indicator=told.indicator,
        level=told.level,
        base_kind=told.base_kind,
    )
