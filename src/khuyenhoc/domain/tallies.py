"""What is counted with every event, and under which key."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Measure(StrEnum):
    """Counted beside the workflow states, because a case passes through several of those."""

    REGISTRATIONS = "registrations"  # registered and not withdrawn
    HELD = "held"  # recognised in the year and neither refused nor revoked since; expiry does not lower it
    JOINED = "joined"  # members who joined in the year and were members nowhere else
    LEFT = "left"


MEMBER = "member"  # stands where a title stands in the tallies of the association's members


@dataclass(frozen=True, slots=True, order=True)
class Tally:
    """The key of a count: the event's own place, never an ancestor."""

    place: int
    title: str
    level: str
    year: int
    state: str

    def in_state(self, state: str) -> "Tally":
        return replace(self, state=state)


def moved(cases: Mapping[Tally, int], *, to: str) -> Counter[Tally]:
    """What changes when so many cases of each tally go to another state of the same key."""
    changes: Counter[Tally] = Counter()
    for tally, number in cases.items():
        changes[tally] -= number
        changes[tally.in_state(to)] += number
    return changes


@dataclass(frozen=True, slots=True)
class Difference:
    """A count that is not what its cases add up to."""

    tally: Tally
    kept: int
    counted: int


def differences(kept: Mapping[Tally, int], counted: Mapping[Tally, int]) -> list[Difference]:
    """Every tally on which the two disagree, in order; a tally missing on one side is 0 there."""
    return [
        Difference(tally, kept.get(tally, 0), counted.get(tally, 0))
        for tally in sorted(kept.keys() | counted.keys())
        if kept.get(tally, 0) != counted.get(tally, 0)
    ]
