"""Targets held against the latest result before them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import Final, NamedTuple

from khuyenhoc.domain.figures import intervals
from khuyenhoc.domain.figures.finding import Code, Fact, Finding, Percent
from khuyenhoc.domain.figures.row import Row
from khuyenhoc.domain.figures.shares import part_of
from khuyenhoc.domain.written_numbers import Qualifier, WrittenNumber

_SHOWN_PLACES: Final = 2  # of a rate that nobody published and that is computed here
_EXACT: Final = {Qualifier.EXACT, Qualifier.RANGE}
_AGE: Final = itemgetter(0, 1)  # of a result: when it ends, then its place in the file
_END: Final = itemgetter(0)
_CEILINGS: Final = {Qualifier.LESS_THAN, Qualifier.AT_MOST}


class _Reached(NamedTuple):
    """The least that a result says was reached; is_more: and certainly more than that."""

    least: Fraction
    is_more: bool
    shown: Fact

    def is_above(self, aim: Fraction) -> bool:
        return aim < self.least or (self.is_more and aim == self.least)


class _Result(NamedTuple):
    until: tuple[int, int]
    position: int
    row: Row


_Subject = tuple[str, str, str]  # place, indicator, level
_Series = dict[tuple[str, str], list[_Result]]  # base kind, unit → results from old to new


@dataclass(slots=True)
class _Results:
    """Results of one place, indicator and level."""

    rates: _Series
    values: _Series


def findings_against(rows: Sequence[Row]) -> Iterator[tuple[Row, Finding]]:
    """Each target row with the finding that it lies below what was reached before its year.

    The result is the latest of the same place, indicator and level that can be compared: whose base kind is the
    target's, or one of the two blank; rate with rate (computed from part and base where none is published),
    else value with value of one unit. Numbers count as published; a "gần" reaches half a round step lower.
    """
    targets = [row for row in rows if row.place and row.period is not None and row.period.is_target]
    results = _by_subject(rows, {_subject(row) for row in targets})
    for row in targets:
        known = results.get(_subject(row))
        finding = None if known is None else _against(row, known)
        if finding is not None:
            yield row, finding


def _subject(row: Row) -> _Subject:
    return row.place, row.indicator, row.level


def _by_subject(rows: Iterable[Row], wanted: set[_Subject]) -> dict[_Subject, _Results]:
    found: dict[_Subject, _Results] = {}
    for position, row in enumerate(rows):
        if row.period is None or row.period.is_target or _subject(row) not in wanted:
            continue
        known = found.setdefault(_subject(row), _Results(defaultdict(list), defaultdict(list)))
        result = _Result(row.period.until, position, row)
        if _has_rate(row):
            known.rates[row.base_kind, ""].append(result)
        if _has_least(row.value):
            known.values[row.base_kind, row.unit].append(result)
    for known in found.values():
        for series in (*known.rates.values(), *known.values.values()):
            series.sort(key=_AGE)
    return found


def _against(target: Row, known: _Results) -> Finding | None:
    return _below(target, _rate_aimed_at(target), "rate_percent", known.rates, "") or _below(
        target, _aim(target.value), "value", known.values, target.unit
    )


def _below(target: Row, aim: Fraction | None, column: str, series: _Series, unit: str) -> Finding | None:
    result = None if aim is None else _latest(series, target, unit)
    if aim is None or result is None:
        return None
    is_rate = column == "rate_percent"
    reached = _rate_reached(result.row) if is_rate else _value_reached(result.row)
    if reached is None or not reached.is_above(aim):
        return None
    facts: dict[str, Fact] = {
        "target": target.text(column) or _computed(aim),
        "result": reached.shown,
        "other": result.row.id,
        "period": result.row.text("period"),
    }
    wording = "rate" if is_rate else ""
    return Finding(Code.TARGET_BELOW_RESULT, facts, wording=wording, other=result.row.id)


def _latest(series: _Series, target: Row, unit: str) -> _Result | None:
    """The latest result that ends before the target's year; of two that end together the later row."""
    found = None
    year = target.period.until[0] if target.period is not None else 0
    base_kind = target.base_kind
    for (kind, measured_in), results in series.items():
        if (kind and base_kind and kind != base_kind) or (unit and measured_in and unit != measured_in):
            continue
        before = bisect_left(results, (year, 0), key=_END)
        if before and (found is None or results[before - 1][:2] > found[:2]):
            found = results[before - 1]
    return found


def _aim(number: WrittenNumber | None) -> Fraction | None:
    """What a target asks for: the number under its qualifier, the upper end of a range; None for a ceiling."""
    return None if number is None or number.qualifier in _CEILINGS else number.highest


def _rate_aimed_at(row: Row) -> Fraction | None:
    if row.rate is not None:
        return _aim(row.rate)
    part, base = _aim(row.value), _aim(row.base)
    return 100 * part / base if part is not None and base else None


def _has_least(number: WrittenNumber | None) -> bool:
    return number is not None and number.qualifier not in _CEILINGS


def _has_rate(row: Row) -> bool:
    """Published, or computable from part and base."""
    if row.rate is not None:
        return _has_least(row.rate)
    has_part = _has_least(row.value) and part_of(row) is not None
    return has_part and row.base is not None and bool(_largest_base(row.base))


def _largest_base(base: WrittenNumber) -> Fraction | int | None:
    return base.highest if base.qualifier in _EXACT else intervals.extent(base).high


def _value_reached(row: Row) -> _Reached | None:
    return _reached(row.value, row, "value")


def _rate_reached(row: Row) -> _Reached | None:
    if row.rate is not None:
        return _reached(row.rate, row, "rate_percent")
    value = _value_reached(row)
    base = None if row.base is None else _largest_base(row.base)
    if value is None or not base:
        return None
    rate = 100 * value.least / base
    return _Reached(rate, value.is_more, _computed(rate))


def _reached(number: WrittenNumber | None, row: Row, column: str) -> _Reached | None:
    if number is None or number.qualifier in _CEILINGS:
        return None
    least = number.lowest
    if number.qualifier in (Qualifier.NEARLY, Qualifier.ABOUT):
        least -= Fraction(number.round_to, 2 * 10**number.places)
    return _Reached(least, number.qualifier is Qualifier.MORE_THAN, row.text(column))


def _computed(rate: Fraction) -> Percent:
    return Percent(intervals.share(rate.numerator, 100 * rate.denominator, _SHOWN_PLACES), _SHOWN_PLACES)
