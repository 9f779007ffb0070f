"""Places in the order of a number: equal ones share a rank, and the next are counted on (1, 2, 2, 4)."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def ranked(ones: Iterable[T], number: Callable[[T], int | None]) -> tuple[list[tuple[int, T]], list[T]]:
    """(rank, one), the highest first, of equals in the order given; and those whose number is not known."""
    numbered, unknown = list[tuple[int, T]](), list[T]()
    for one in ones:
        value = number(one)
        if value is None:
            unknown.append(one)
        else:
            numbered.append((value, one))
    numbered.sort(key=lambda row: -row[0])
    found: list[tuple[int, T]] = []
    for at, (value, one) in enumerate(numbered):
        is_shared = at > 0 and numbered[at - 1][0] == value
        found.append((found[-1][0] if is_shared else at + 1, one))
    return found, unknown
