"""When somebody was a member: branches come and go, a person is one member however many they sit in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """A time of being a member somewhere, [joined, left); told: what the caller keeps of its first membership."""

    joined: date
    told: T
    left: date | None


def spans(memberships: Iterable[tuple[date, T, date | None]]) -> list[Span[T]]:
    """One person's memberships (joined, told, left) in order of joining, as the times in which they were a member.

    Memberships that overlap or meet on a day are one time: changing the branch is neither joining nor leaving.
    """
    merged: list[Span[T]] = []
    for joined, told, left in memberships:
        last = merged[-1] if merged else None
        if last is None or (last.left is not None and joined > last.left):
            merged.append(Span(joined, told, left))
        elif last.left is not None and (left is None or left > last.left):
            merged[-1] = replace(last, left=left)
    return merged


class Answer(StrEnum):
    """What became of a member offered to another branch; nothing while that branch has not answered."""

    WAITING = ""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Due(StrEnum):
    """How a member stands with the fee of a year."""

    PAID = "paid"
    EXEMPT = "exempt"
    OPEN = "open"
    NO_RATE = "no_rate"


def rate_of(line: Sequence[int], rates: Mapping[int, int]) -> int | None:
    """The rate in force at a branch, in whole đồng: its own, else that of the nearest branch above that has one.

    line: the branch, then what leads it, upwards. None where nobody set one.
    """
    return next((rates[branch] for branch in line if branch in rates), None)
