"""Meetings, courses, briefings and events of the association: what is told of one, and when it holds."""

import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import clean

FIRST_YEAR, MOST_YEARS = 1996, 10  # the association was founded in 1996; no term is longer than ten years
MOST_DAYS = 366
MOST_PEOPLE = 1_000_000
_HOUR = re.compile(r"\s*(\d{1,2})\s*(?:(?:[:.hg]|giờ)\s*(?:(\d{1,2})\s*(?:phút|ph|p)?)?)?\s*")
_TERM = re.compile(r"\s*(\d{4})\s*[-–—/]\s*(\d{4})\s*")


class GatheringKind(StrEnum):
    MEETING = "meeting"
    COURSE = "course"
    BRIEFING = "briefing"
    EVENT = "event"


class Occasion(StrEnum):
    """What an event belongs to."""

    LEARNING_WEEK = "learning_week"
    FOUNDING_DAY = "founding_day"  # 2 October
    OTHER = "other"


# Who taught or briefed cadres is counted; the other kinds tell only how many people came.
WITH_CADRES = frozenset({GatheringKind.COURSE, GatheringKind.BRIEFING})


class TermUnreadable(RuleBroken):
    """A term is written as its first and last year, 2021–2026; facts: text."""

    code = "TERM_UNREADABLE"


class HourUnreadable(RuleBroken):
    """A time of day is written as 7:30, 7h30 or 19 giờ; facts: text."""

    code = "HOUR_UNREADABLE"


class EndHourAlone(RuleBroken):
    """When something ends is told only beside when it begins; facts: none."""

    code = "END_HOUR_ALONE"


class EndsBeforeItsHour(RuleBroken):
    """On one day the end lies after the beginning; facts: first, last (as 7:30)."""

    code = "ENDS_BEFORE_ITS_HOUR"


class OutsideTerm(RuleBroken):
    """A meeting counted within a term is held in its years; facts: day, term."""

    code = "OUTSIDE_TERM"


class NumberNeedsTerm(RuleBroken):
    """The number of a meeting counts within a term of a body; facts: none."""

    code = "NUMBER_NEEDS_TERM"


class EndsBeforeItBegins(RuleBroken):
    """The last day lies before the first; facts: first, last."""

    code = "GATHERING_ENDS_BEFORE_IT_BEGINS"


class LastsTooLong(RuleBroken):
    """Longer than a year; facts: most (days)."""

    code = "GATHERING_LASTS_TOO_LONG"


class MoreCadresThanPeople(RuleBroken):
    """Cadres are some of those who came; facts: cadres, present."""

    code = "MORE_CADRES_THAN_PEOPLE"


class NotHeldYet(RuleBroken):
    """Who came is told on the day itself or later; facts: day."""

    code = "NOT_HELD_YET"


@dataclass(frozen=True, slots=True)
class Term:
    """The years of a committee's term, both named in it: 2021–2026."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


def term(text: str) -> Term | None:
    """ "2021-2026", with any dash; None for nothing. Errors: TermUnreadable."""
    if not text.strip():
        return None
    found = _TERM.fullmatch(text)
    if found is None:
        raise TermUnreadable(text=text.strip()[:40])
    first, last = int(found[1]), int(found[2])
    if not FIRST_YEAR <= first < last <= first + MOST_YEARS:
        raise TermUnreadable(text=text.strip()[:40])
    return Term(first, last)


def hour(text: str) -> time | None:
    """A time of day as people here write it: "7:30", "7h30", "7 giờ 30 phút", "19h"; None for nothing.

    Errors: HourUnreadable.
    """
    if not text.strip():
        return None
    found = _HOUR.fullmatch(clean(text).lower())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise HourUnreadable(text=text.strip()[:40])
    return time(int(found[1]), int(found[2] or 0))


def hour_told(hour: time) -> str:
    return f"{hour.hour}:{hour.minute:02}"


def check_hours(first: time | None, last: time | None, *, one_day: bool) -> None:
    """Errors: EndHourAlone, EndsBeforeItsHour."""
    if last is None:
        return
    if first is None:
        raise EndHourAlone()
    if one_day and last <= first:
        raise EndsBeforeItsHour(first=hour_told(first), last=hour_told(last))


def check_days(first: date, last: date | None) -> None:
    """last: None for one day. Errors: EndsBeforeItBegins, LastsTooLong."""
    if last is None:
        return
    if last < first:
        raise EndsBeforeItBegins(first=first, last=last)
    if (last - first).days > MOST_DAYS:
        raise LastsTooLong(most=MOST_DAYS)


def check_number(number: int | None, held_in: Term | None, first: date) -> None:
    """A numbered meeting names the term it counts in. Errors: NumberNeedsTerm, OutsideTerm."""
    if number is not None and held_in is None:
        raise NumberNeedsTerm()
    if held_in is not None and not held_in.first <= first.year <= held_in.last:
        raise OutsideTerm(day=first, term=str(held_in))


def check_numbers(present: int | None, cadres: int | None) -> None:
    """Errors: MoreCadresThanPeople."""
    if present is not None and cadres is not None and cadres > present:
        raise MoreCadresThanPeople(cadres=cadres, present=present)


@dataclass(frozen=True, slots=True)
class Came:
    """One on the list of those who were asked to come: what identifies them, where they work, whether they came."""

    person: str
    place: int
    is_cadre: bool
    is_present: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one place's cadres: known by name, of these who came; base: how many there are by the books, or None."""

    known: int
    reached: int
    base: int | None

    @property
    def whole(self) -> int:
        """What a rate is a share of: the base, unless more are known by name than it says."""
        return max(self.base or 0, self.known, self.reached)


def reached(rows: list[Came]) -> dict[int, set[str]]:
    """place → the cadres of it who came at least once; who came twice, or for two places, is once in each."""
    found: dict[int, set[str]] = {}
    for row in rows:
        if row.is_present and row.is_cadre:
            found.setdefault(row.place, set()).add(row.person)
    return found
