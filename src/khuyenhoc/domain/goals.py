"""A pilot's goals against what was measured: below, met or exceeded, or for a person to judge.

Numbers are what people wrote, with their qualifiers. Nothing is rounded and no tolerance is made up: where what was
written leaves the answer open ("khoảng 100", "hơn 800" against "800 - 1.000"), there is none and a person says.
"""

from collections.abc import Collection
from enum import StrEnum
from fractions import Fraction
from typing import Final

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.written_numbers import Qualifier, WrittenNumber, read


class Outcome(StrEnum):
    BELOW = "below"
    MET = "met"
    EXCEEDED = "exceeded"


class Band(StrEnum):
    """Ratings of a place in order, the lowest first: chưa đạt, trung bình, khá, tốt."""

    NOT_REACHED = "not_reached"
    AVERAGE = "average"
    FAIR = "fair"
    GOOD = "good"


class MeasuresDiffer(RuleBroken):
    """A share is compared with a share, or with a number whose whole is said; facts: goal, result."""

    code = "MEASURES_DIFFER"


BANDS: Final = tuple(Band)
WHOLE: Final = read("100%")
_Point = tuple[Fraction | float, int]  # a value, and -1, 0 or 1 for just below it, at it, just above it
_LEAST: Final[_Point] = (float("-inf"), 0)
_MOST: Final[_Point] = (float("inf"), 0)


def read_goal(text: str) -> WrittenNumber | None:
    """The number, range or percentage of a goal; None for a goal without one. Errors: NumberUnreadable."""
    return read(text) if clean(text) else None


def is_share(number: WrittenNumber) -> bool:
    return number.unit.startswith("%")


def outcome(
    goal: WrittenNumber | None, result: WrittenNumber | None, whole: WrittenNumber | None = None
) -> Outcome | None:
    """How the result stands to the goal; None while either is missing or what was written leaves it open.

    whole: of which the result is a part, where the goal is a share and the result a number. A range is met from its
    lower end to its upper. "Ít nhất n" is met at n and exceeded above; "trên n" is met by whatever is above n; of
    "không quá n" and "dưới n" less is better. Errors: MeasuresDiffer.
    """
    if goal is None or result is None:
        return None
    if is_share(goal) and not is_share(result) and whole is None:
        raise MeasuresDiffer(goal=told(goal), result=told(result))
    if is_share(result) and not is_share(goal):
        raise MeasuresDiffer(goal=told(goal), result=told(result))
    factor = Fraction(1)
    if is_share(goal) and not is_share(result):
        if whole is None or whole.qualifier is not Qualifier.EXACT or whole.low <= 0:
            return None
        factor = 100 / whole.lowest
    ends = {_at(goal, (end * factor, side)) for end, side in _span(result)}
    return ends.pop() if len(ends) == 1 else None


def rated(wanted: Band, share: WrittenNumber, bands: Collection[Band | None]) -> Outcome | None:
    """Ratings of places against "so many of them at least so high"; None among them: not rated yet.

    All above the rating wanted exceed it, as does a larger share than was wanted.
    """
    if not bands:
        return None
    ends = {
        _rated(wanted, share, [missing if one is None else one for one in bands])
        for missing in (Band.NOT_REACHED, Band.GOOD)
    }
    return ends.pop() if len(ends) == 1 else None


def rated_as_told(
    wanted: Band, share: WrittenNumber, reached: Band, reached_share: WrittenNumber
) -> Outcome | None:
    """The same where only a share was told: "100% xã đạt tốt" against "100% xã từ khá trở lên"."""
    found = outcome(share, reached_share)
    if _rank(reached) == _rank(wanted):
        return found
    if _rank(reached) > _rank(wanted):
        return Outcome.EXCEEDED if found in (Outcome.MET, Outcome.EXCEEDED) else None
    return Outcome.BELOW if found is Outcome.BELOW else None


def told(number: WrittenNumber) -> str:
    """Plainly, for a sentence: "800 - 1000"."""
    low, high = (f"{float(end):g}" for end in (number.lowest, number.highest))
    unit = number.unit if number.unit.startswith("%") or not number.unit else f" {number.unit}"
    return f"{low if low == high else f'{low} - {high}'}{unit}"


def _rated(wanted: Band, share: WrittenNumber, bands: Collection[Band]) -> Outcome | None:
    reached = sum(1 for one in bands if _rank(one) >= _rank(wanted))
    above = sum(1 for one in bands if _rank(one) > _rank(wanted))
    if above == len(bands):
        return Outcome.EXCEEDED
    return _at(share, (Fraction(100 * reached, len(bands)), 0))


def _rank(band: Band) -> int:
    return BANDS.index(band)


def _span(number: WrittenNumber) -> tuple[_Point, _Point]:
    """Between which points the number may lie."""
    low, high = (number.lowest, 0), (number.highest, 0)
    match number.qualifier:
        case Qualifier.EXACT | Qualifier.RANGE:
            return low, high
        case Qualifier.MORE_THAN:
            return (number.lowest, 1), _MOST
        case Qualifier.AT_LEAST:
            return low, _MOST
        case Qualifier.LESS_THAN | Qualifier.NEARLY:
            return _LEAST, (number.highest, -1)
        case Qualifier.AT_MOST:
            return _LEAST, high
        case Qualifier.ABOUT:
            return _LEAST, _MOST
    raise AssertionError(number.qualifier)


def _at(goal: WrittenNumber, point: _Point) -> Outcome | None:
    """The answer for one exact result; as results grow it never falls (never rises, where less is better)."""
    low, high = (goal.lowest, 0), (goal.highest, 0)
    match goal.qualifier:
        case Qualifier.EXACT | Qualifier.RANGE | Qualifier.AT_LEAST:
            return _between(low, high, point)
        case Qualifier.MORE_THAN:
            return _between((goal.lowest, 1), _MOST, point)
        case Qualifier.AT_MOST:
            return _turned(_between(low, high, point))
        case Qualifier.LESS_THAN:
            return _turned(_between(_LEAST, (goal.highest, -1), point))
        case Qualifier.NEARLY:  # whoever reaches it does more than come near; how near is enough nobody said
            return Outcome.EXCEEDED if point >= low else None
        case Qualifier.ABOUT:
            return Outcome.MET if point == low else None
    raise AssertionError(goal.qualifier)


def _between(low: _Point, high: _Point, point: _Point) -> Outcome:
    if point < low:
        return Outcome.BELOW
    return Outcome.EXCEEDED if point > high else Outcome.MET


def _turned(found: Outcome) -> Outcome:
    return {Outcome.BELOW: Outcome.EXCEEDED, Outcome.EXCEEDED: Outcome.BELOW}.get(found, found)
