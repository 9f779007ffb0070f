"""What a written number may stand for, and the whole bases a rate allows; exact, without trying bases."""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from khuyenhoc.domain.written_numbers import Qualifier, WrittenNumber

Number = int | Fraction


class How(StrEnum):
    """How the publisher came from the exact rate to the printed one."""

    HALF_UP = "half_up"
    TRUNCATED = "truncated"
    STATED = "stated"  # the rate has a qualifier or is a range: neither rounding is known


class Extent(NamedTuple):
    """Both ends belong to it; high None is without end."""

    low: Number
    high: Number | None

    def meets(self, other: "Extent | Bases") -> bool:
        return (other.high is None or self.low <= other.high) and (
            self.high is None or other.low <= self.high
        )


class Bases(NamedTuple):
    """The whole bases, both ends included, that give the rate; high None is without end (a rate of 0)."""

    low: int
    high: int | None
    how: How


def extent(number: WrittenNumber) -> Extent:
    """What the number may stand for.

    An exact whole number is itself. Rounded to its last digit is what has decimals or a scale word: "7,4 tỷ"
    reaches from 7.35 to 7.45 thousand million. "Hơn 1.660" reaches up to the next number as round, 1.670;
    "gần" and "khoảng" half as far, down or both ways.
    """
    low, high = number.low, number.high
    match number.qualifier:
        case Qualifier.EXACT if number.places:
            half = Fraction(number.last, 2)
            return _extent(number, low - half, high + half)
        case Qualifier.EXACT if number.scaled:
            return Extent(low - number.last // 2, high + (number.last - 1) // 2)
        case Qualifier.EXACT | Qualifier.RANGE:
            return _extent(number, low, high)
        case Qualifier.NEARLY:
            return _extent(number, low - _half(number), high)
        case Qualifier.ABOUT:
            return _extent(number, low - _half(number), high + _half(number))
        case Qualifier.MORE_THAN:
            return _extent(number, low, high + number.round_to)
        case Qualifier.AT_LEAST:
            return _extent(number, low, None)
    return _extent(number, 0, high)


def _half(number: WrittenNumber) -> int:
    return (number.round_to + 1) // 2


def _extent(number: WrittenNumber, low: Number, high: Number | None) -> Extent:
    if number.places == 0:
        return Extent(low, high)
    unit = 10**number.places
    return Extent(Fraction(low, unit), None if high is None else Fraction(high, unit))


def allowed(part: Extent, rate: WrittenNumber) -> Bases | None:
    """The whole bases that this rate of this part allows: rounded half up or, where none does, cut off.

    A rate of 100 allows bases a little below the part too, as far as its decimals leave open. None when no
    whole base gives the rate. A part that is no single number may leave gaps in the interval.
    """
    return rounded(part, rate) or cut_off(part, rate)


def rounded(part: Extent, rate: WrittenNumber) -> Bases | None:
    """As `allowed`, rounded half up only: r - ½ ≤ 100 · part / base < r + ½ of its last digit."""
    low, high = 2 * rate.low, 2 * rate.high
    step = 2 * rate.round_to if rate.qualifier not in (Qualifier.EXACT, Qualifier.RANGE) else 1
    match rate.qualifier:
        case Qualifier.EXACT:
            return _bases(part, low - 1, high + 1, rate.places, How.HALF_UP)
        case Qualifier.RANGE:
            return _bases(part, low - 1, high + 1, rate.places, How.STATED)
        case Qualifier.NEARLY:
            return _bases(part, low - step // 2, high, rate.places, How.STATED)
        case Qualifier.ABOUT:
            return _bases(part, low - step // 2, high + step // 2, rate.places, How.STATED)
        case Qualifier.MORE_THAN:
            return _bases(part, low, high + step, rate.places, How.STATED)
        case Qualifier.AT_LEAST:
            return _bases(part, low - 1, None, rate.places, How.STATED)
        case Qualifier.LESS_THAN:
            return _bases(part, 0, high, rate.places, How.STATED)
    return _bases(part, 0, high + 1, rate.places, How.STATED)


def cut_off(part: Extent, rate: WrittenNumber) -> Bases | None:
    """As `allowed`, cut off only: r ≤ 100 · part / base < r + 1 of its last digit."""
    if rate.qualifier is not Qualifier.EXACT:
        return None
    return _bases(part, 2 * rate.low, 2 * rate.low + 2, rate.places, How.TRUNCATED)


def _bases(part: Extent, low: int, high: int | None, places: int, how: How) -> Bases | None:
    """Bases with low ≤ part / base < high, both in halves of the rate's last digit; a base is 1 or more."""
    whole = 200 * 10**places
    if part.high is not None and part.high < 0:
        return None
    if high is not None and high <= 0:
        return None
    smallest = 1 if high is None else max(1, max(part.low, 0) * whole // high + 1)
    largest = None if low <= 0 or part.high is None else part.high * whole // low
    return Bases(smallest, largest, how) if largest is None or smallest <= largest else None


def share(part: Number, base: Number, places: int) -> int:
    """100 · part / base rounded half up, in 10^-places of a percent; `base` is not 0."""
    whole: int = 200 * 10**places
    return (whole * part + base) // (2 * base)
