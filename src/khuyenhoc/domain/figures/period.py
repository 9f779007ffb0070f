"""The time a figure is about: a month, a year, a span of them, or a target for a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import clean

_TARGET = re.compile("(?:target|chỉ tiêu|mục tiêu|kế hoạch)(?: năm| đến năm)? ?(.*)")
_POINT = "(?:([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-[0-3][0-9])?)?|(0?[1-9]|1[0-2])/([0-9]{4}))"
_SPAN = re.compile(rf"{_POINT}(?: ?(?:\.\.|…|–|-|đến) ?{_POINT})?")
_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_YEARS: Final = range(1900, 2101)


class PeriodUnclear(RuleBroken):
    """A text that is no period, or one that ends before it begins; facts: text."""

    code = "PERIOD_UNCLEAR"


@dataclass(frozen=True, slots=True)
class Period:
    """`first` and `until`: (year, month) of its first and last month. `key` is equal for two spellings of it."""

    until: tuple[int, int]
    key: str
    is_target: bool
    first: tuple[int, int]


def read_period(text: str) -> Period | None:
    """2023 · 2023-12 · 12/2023 · 2016..2021 · 2020-06..2021-12 · target 2024 · chỉ tiêu 2024.

    Of any other wording with a year in it ("nhiệm kỳ 2020-2025", "quý IV năm 2023") the years count, from the first
    to the last. None when there is no year at all.
    """
    plain = clean(text).lower()
    target = _TARGET.fullmatch(plain)
    words = target[1] if target else plain
    kind = "target " if target else ""
    span = _SPAN.fullmatch(words)
    if span is None:
        years = [int(year) for year in _YEAR.findall(words)]
        return Period((years[-1], 12), kind + words, bool(target), (years[0], 1)) if years else None
    first, last = (_point(span.groups()[at : at + 4]) for at in (0, 4))
    first = first or (0, 0)
    until = last or first
    key = f"{kind}{first[0]}-{first[1]}..{until[0]}-{until[1]}"
    return Period((until[0], until[1] or 12), key, bool(target), (first[0], first[1] or 1))


def known_period(text: str) -> Period:
    """The period of a figure that is to be kept: one with a first and a last day. Errors: PeriodUnclear."""
    found = read_period(text)
    if (
        found is None
        or found.first > found.until
        or found.first[0] not in _YEARS
        or found.until[0] not in _YEARS
    ):
        raise PeriodUnclear(text=clean(text))
    return found


def days_of(period: Period) -> tuple[date, date]:
    """Its first and its last day; both belong to it. period: as `known_period` gives it."""
    (year, month), (last_year, last_month) = period.first, period.until
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def reported_period(text: str) -> tuple[str, date, date]:
    """Key, first and last day of a period that can be reported on. Errors: PeriodUnclear, also for a target."""
    found = known_period(text)
    if found.is_target:
        raise PeriodUnclear(text=clean(text))
    return found.key, *days_of(found)


def _point(found: tuple[str | None, ...]) -> tuple[int, int] | None:
    """(year, month), month 0 for a whole year."""
    year, month = found[0] or found[3], found[1] or found[2]
    return (int(year), int(month or 0)) if year else None
