"""Dividing a whole number by shares."""

from collections.abc import Sequence

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import WHOLE_SHARE


class SharesAboveWhole(RuleBroken):
    """The shares of one place add up to more than 100 %; facts: sum (hundredths of a percent), place."""

    code = "SHARES_ABOVE_WHOLE"


def apportion(value: int, shares: Sequence[int]) -> tuple[int, ...]:
    """Divide by the largest remainder; the last number is what no share speaks of. They add up to the value.

    shares: hundredths of a percent, none negative, together at most 10,000. value: not negative.
    Of equal remainders the earlier share is served first, what is left over last.
    Errors: SharesAboveWhole.
    """
    if sum(shares) > WHOLE_SHARE:
        raise SharesAboveWhole(sum=sum(shares), place=None)
    weights = [*shares, WHOLE_SHARE - sum(shares)]
    parts = [value * weight // WHOLE_SHARE for weight in weights]
    remainders = [value * weight % WHOLE_SHARE for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-remainders[at], at))
    for at in by_remainder[: value - sum(parts)]:
        parts[at] += 1
    return tuple(parts)
