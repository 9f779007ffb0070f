"""Community learning centres: who runs them, how many learn there, and how much they do.

A commune has one; it comes and goes with its commune. Attendances (lượt người) are not people: who came to three
sessions is three attendances and one person, and a head count of people nobody named is attendances alone.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from khuyenhoc.domain import written_numbers
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.written_numbers import Qualifier

MANY_FROM: Final = 5  # classes a year; this product's own line between few and many, no decree's
MOST_SESSIONS: Final = 1_000  # of one class
MOST_HEADS: Final = 100_000  # of one session; more is a slip of the finger


class Post(StrEnum):
    """What somebody does at the centre; member: active there without being in its management."""

    DIRECTOR = "director"
    DEPUTY = "deputy"
    MEMBER = "member"


MANAGING: Final = (Post.DIRECTOR, Post.DEPUTY)


class Office(StrEnum):
    """What a manager of the centre is in the commune's association besides."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    NONE = "none"


class Field(StrEnum):
    """What a class is about."""

    LITERACY = "literacy"
    TRADE = "trade"
    DIGITAL = "digital"
    HEALTH = "health"
    LAW = "law"
    CULTURE = "culture"
    OTHER = "other"


class Activity(StrEnum):
    """How much a centre did in a year, by the classes that began in it."""

    NONE = "none"
    FEW = "few"
    MANY = "many"


class HeadCountUnreadable(RuleBroken):
    """The number of others present is one number, perhaps with a word before it; facts: text."""

    code = "HEAD_COUNT_UNREADABLE"


class NobodyCame(RuleBroken):
    """A session has somebody who came: named, or counted; facts: none."""

    code = "NOBODY_CAME"


class DaysOutOfOrder(RuleBroken):
    """An end lies before its beginning; facts: since, until."""

    code = "CENTRE_DAYS_OUT_OF_ORDER"


@dataclass(frozen=True, slots=True)
class HeadCount:
    """People who came and were not named. text: as it was typed, "" for nobody."""

    number: int = 0
    qualifier: Qualifier = Qualifier.EXACT
    text: str = ""


class TotalsUnsound(RuleBroken):
    """A class told in totals met at least once, and each of its people came at least once; facts: none."""

    code = "CLASS_TOTALS_UNSOUND"


@dataclass(frozen=True, slots=True)
class Totals:
    """A class of which only this is known: sessions, people (0: nobody said), attendances with their qualifier."""

    sessions: int
    people: int
    attendances: int
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True)
class Turnout:
    """people: those named, each once. attendances: named and counted, over all sessions, with their qualifier."""

    people: int
    attendances: int
    qualifier: Qualifier


def read_head_count(typed: str) -> HeadCount:
    """ "hơn 30" → 30, more than; blank is nobody. A range has no one number and is refused.

    Errors: HeadCountUnreadable.
    """
    if not typed.strip():
        return HeadCount()
    try:
        read = written_numbers.read(typed)
    except written_numbers.NumberUnreadable as error:
        raise HeadCountUnreadable(text=typed[:40]) from error
    if read.qualifier is Qualifier.RANGE or read.places or not 0 <= read.low <= MOST_HEADS:
        raise HeadCountUnreadable(text=typed[:40])
    return HeadCount(read.low, read.qualifier, str(read.low))


def together(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """What stands before a sum: one word when all that are not exact say the same, else "about"."""
    told = {one for one in qualifiers if one is not Qualifier.EXACT}
    if not told:
        return Qualifier.EXACT
    return told.pop() if len(told) == 1 else Qualifier.ABOUT


def turnout(sessions: Collection[tuple[Collection[int], HeadCount]]) -> Turnout:
    """sessions: who was named and how many others were counted, of each."""
    people = {person for named, _ in sessions for person in named}
    attendances = sum(len(set(named)) + others.number for named, others in sessions)
    return Turnout(
        len(people), attendances, together(others.qualifier for _, others in sessions if others.number)
    )


def require_totals(told: Totals) -> None:
    """Errors: TotalsUnsound."""
    if not 1 <= told.sessions <= MOST_SESSIONS or not 1 <= told.attendances <= MOST_HEADS:
        raise TotalsUnsound()
    if not 0 <= told.people <= told.attendances:
        raise TotalsUnsound()


def with_totals(came: Turnout, told: Collection[Totals]) -> Turnout:
    """What sessions tell and what classes known in totals tell; people of the latter are not known by name."""
    said = [one.qualifier for one in told] + ([came.qualifier] if came.attendances else [])
    return Turnout(
        came.people + sum(one.people for one in told),
        came.attendances + sum(one.attendances for one in told),
        together(said),
    )


def activity(classes: int) -> Activity:
    if classes <= 0:
        return Activity.NONE
    return Activity.MANY if classes >= MANY_FROM else Activity.FEW


def in_management(offices: Iterable[str]) -> bool:
    """Whether the chair or a vice-chair of the association helps run the centre (Decision 387/QĐ-TTg)."""
    return any(office in (Office.CHAIR, Office.VICE_CHAIR) for office in offices)


def require_order(since: date, until: date | None) -> None:
    """Errors: DaysOutOfOrder."""
    if until is not None and until < since:
        raise DaysOutOfOrder(since=since, until=until)


# What an answer of a set claims of the classes held in the year: set and question → answer → from, to.
CLASSES_CLAIMED: dict[tuple[str, str], dict[str, tuple[int, int | None]]] = {
    ("centre-mau", "2.1"): {"a": (10, None), "b": (5, 9), "c": (1, 4), "d": (0, 0)},
}


def contradicts(code: str, question: str, answer: object, classes: int) -> bool:
    """Whether an answer claims another number of classes than were counted. code: the set's."""
    claimed = CLASSES_CLAIMED.get((code, question), {}).get(answer) if isinstance(answer, str) else None
    return claimed is not None and not (
        claimed[0] <= classes and (claimed[1] is None or classes <= claimed[1])
    )
