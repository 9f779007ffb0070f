"""Whether a target will be reached if things go on as they went, and the fewest who could close its gap."""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Outcome(StrEnum):
    REACHED = "reached"
    LIKELY = "likely"
    MISSED = "missed"
    UNKNOWN = "unknown"  # fewer than two years are known


def line_through(points: Sequence[tuple[int, int | None]], year: int) -> int | None:
    """The rate of a year on the straight line through the first and the last year known; None of fewer than two.

    Hundredths of a percent, half up, kept between 0 and 10.000.
    """
    known = [(at, rate) for at, rate in points if rate is not None]
    if len(known) < 2:
        return None
    (first, low), (last, high) = known[0], known[-1]
    span = last - first
    found = (2 * (high * span + (high - low) * (year - last)) + span) // (2 * span)
    return min(max(found, 0), 10_000)


def outcome(reached: int | None, expected: int | None, percent: int) -> Outcome:
    """Against a target, all in hundredths of a percent; expected: of its year, None where nothing can be said."""
    if reached is not None and reached >= percent:
        return Outcome.REACHED
    if expected is None:
        return Outcome.UNKNOWN
    return Outcome.LIKELY if expected >= percent else Outcome.MISSED


def fewest(possible: Mapping[int, int], gap: int) -> tuple[list[tuple[int, int]], int]:
    """(who, how many more) in the order of whom to ask first, and what stays open when all together cannot close it.

    Whoever has most to give comes first, then the next, until the gap is closed: no shorter list can do it.
    """
    chosen, left = list[tuple[int, int]](), gap
    for one, most in sorted(possible.items(), key=lambda row: (-row[1], row[0])):
        if left <= 0 or not most:
            break
        more = min(left, most)
        chosen.append((one, more))
        left -= more
    return chosen, max(0, left)
