"""How late a return is on a day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Lateness:
    """day: the last one. late: days past it; left: days until it; 0 where it is the other, both on the day itself."""

    day: date
    late: int
    left: int


def lateness(day: date, on: date) -> Lateness:
    return Lateness(day, max(0, (on - day).days), max(0, (day - on).days))
