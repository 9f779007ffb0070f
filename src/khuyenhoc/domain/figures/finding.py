"""What is found in published figures: a code that never changes, and the facts of its sentence."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from khuyenhoc.domain.figures.intervals import Bases, Extent


class Code(StrEnum):
    PART_ABOVE_WHOLE = "PART_ABOVE_WHOLE"
    NO_WHOLE_BASE = "NO_WHOLE_BASE"
    TRUNCATED = "TRUNCATED"
    RATE_DISAGREES = "RATE_DISAGREES"
    TARGET_BELOW_RESULT = "TARGET_BELOW_RESULT"
    BASE_CONFLICT = "BASE_CONFLICT"


class Percent(NamedTuple):
    """A percentage in whole 10^-places."""

    digits: int
    places: int


Fact = str | int | Percent | Extent | Bases | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What contradicts what.

    wording: which sentence of the code tells it, "" where there is one only. other: the id of the second row.
    facts: published cells as text, computed numbers and intervals as such.
    """

    code: Code
    facts: dict[str, Fact] = field(default_factory=dict)
    wording: str = ""
    other: str | None = None
