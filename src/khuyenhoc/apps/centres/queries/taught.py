"""Classes, who came to them, and what each person of the register learned there."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db.models import Count, Q, QuerySet, Sum

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.centres.models import Attendance, Class, Session
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on, living_in, named
from khuyenhoc.domain.centres import HeadCount, Totals, Turnout, turnout, with_totals
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.written_numbers import Qualifier
from khuyenhoc.storing import among

HeldClass: TypeAlias = Class  # what pages call it; they touch no models


def get_class(pk: int, *, seen_by: User, on: date) -> Class:
    """By where it is held. Errors: Class.DoesNotExist, the same for what is unknown and what is foreign."""
    rows = Class.objects.select_related("centre")
    return access.visible(rows, seen_by, on, title=None).get(pk=pk)


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class in a list, with how many sessions it had and how many came."""

    of_class: Class
    sessions: int
    turnout: Turnout


def classes(where: "QuerySet[Any, int]", year: int, *, seen_by: User, on: date) -> list[ClassLine]:
    """Classes held at the places that began in the year, or had a session in it; the latest first."""
    rows = Class.objects.select_related("centre").filter(place__in=where)
    rows = rows.filter(
        Q(begins__year=year)
        | Q(pk__in=Session.objects.filter(held_on__year=year, of_class__place__in=where).values("of_class"))
    )
    found = list(access.visible(rows, seen_by, on, title=None).order_by("-begins", "-pk"))
    return lines(found)


def lines(found: Collection[Class]) -> list[ClassLine]:
    """The classes with their sessions added up, in two questions for all together."""
    ids = [one.pk for one in found]
    told = list(
        Session.objects.filter(among("of_class", ids)).values_list("pk", "of_class", "others", "qualifier")
    )
    came = _came([pk for pk, *_ in told])
    by_class: dict[int, list[tuple[Collection[int], HeadCount]]] = defaultdict(list)
    for pk, of_class, others, qualifier in told:
        by_class[of_class].append((came.get(pk, ()), HeadCount(others, Qualifier(qualifier))))
    return [_line(one, by_class[one.pk]) for one in found]


def _line(one: Class, held: list[tuple[Collection[int], HeadCount]]) -> ClassLine:
    if one.totals is not None:
        return ClassLine(one, one.totals.sessions, with_totals(turnout([]), [one.totals]))
    return ClassLine(one, len(held), turnout(held))


def _came(sessions: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Attendance.objects.filter(among("session", sessions)).values_list("session", "person")
    for session, person in rows:
        found[session].add(person)
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """A session: its named people by name, and the others."""

    session: Session
    people: tuple[Subject, ...]
    others: HeadCount

    @property
    def number(self) -> int:
        return len(self.people) + self.others.number


def sessions_of(of_class: Class) -> list[Held]:
    """The latest first."""
    rows = list(of_class.sessions.select_related("recorded_by").order_by("-held_on"))
    came: dict[int, list[Subject]] = defaultdict(list)
    told = Attendance.objects.filter(session__in=[one.pk for one in rows]).select_related("person")
    for one in told.order_by("person__sort_key", "pk"):
        came[one.session_id].append(one.person)
    return [
        Held(
            one,
            tuple(came[one.pk]),
            HeadCount(one.others, Qualifier(one.qualifier), str(one.others) if one.others else ""),
        )
        for one in rows
    ]


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session by its numbers. people: those named, by id; number: with those counted."""

    pk: int
    held_on: date
    topic: str
    people: tuple[int, ...]
    others: int
    qualifier: str
    recorded_at: datetime

    @property
    def number(self) -> int:
        return len(self.people) + self.others


def session_lines(found: Collection[Class]) -> dict[int, list[SessionLine]]:
    """class → its sessions by day, in two questions for all together."""
    rows = Session.objects.filter(among("of_class", [one.pk for one in found])).order_by("held_on")
    sessions = list(rows)
    came = _came([one.pk for one in sessions])
    lines: dict[int, list[SessionLine]] = defaultdict(list)
    for one in sessions:
        people = tuple(sorted(came.get(one.pk, ())))
        lines[one.of_class_id].append(
            SessionLine(one.pk, one.held_on, one.topic, people, one.others, one.qualifier, one.recorded_at)
        )
    return lines


def every_class(where: "QuerySet[Any, int]", *, seen_by: User, on: date) -> list[Class]:
    """All held at the places whatever the year, by id."""
    rows = Class.objects.select_related("centre").filter(place__in=where)
    return list(access.visible(rows, seen_by, on, title=None).order_by("pk"))


def known_learners(of_class: Class) -> set[int]:
    """Whoever came to an earlier session: they stand first in the list to tick."""
    return set(Attendance.objects.filter(session__of_class=of_class).values_list("person", flat=True))


def people_to_tick(
    of_class: Class,
    *,
    seen_by: User,
    on: date,
    search: str = "",
    hamlet: int | None = None,
    ticked: Collection[int] = (),
    limit: int = 40,
) -> list[Subject]:
    """Citizens of where the class is held whom the person may see; those ticked, then those who came before, first.

    ticked: they stand on the list whatever is searched for, besides the limit.
    """

    def living_at(around: int) -> QuerySet[Subject]:
        inside = places.ids_below(places.custodian(around, on), on, with_custody=True)
        rows = Subject.objects.filter(existing_on(on), living_in(inside, on), kind=Title.CITIZEN)
        return access.visible(rows, seen_by, on, title="kind")

    chosen = (
        list(living_at(of_class.place_id).filter(among("pk", ticked)).order_by("sort_key", "pk"))
        if ticked
        else []
    )
    rows = living_at(hamlet or of_class.place_id)
    if ticked:
        rows = rows.exclude(among("pk", ticked))
    if search:
        rows = named(rows, search)
    known = known_learners(of_class)
    first = list(rows.filter(among("pk", known)).order_by("sort_key", "pk")) if known else []
    rest = rows.exclude(among("pk", known)) if known else rows
    return [*chosen, *first, *rest.order_by("sort_key", "pk")[: max(0, limit - len(first))]]


def classes_of(centres: Collection[int], year: int) -> dict[int, int]:
    """centre → classes that began in the year."""
    rows = Class.objects.filter(among("centre", centres), begins__year=year).values_list("centre")
    return dict(rows.annotate(number=Count("pk")).order_by("centre"))


def attendances_of(centres: Collection[int], year: int) -> dict[int, int]:
    """centre → attendances of the year, those named, those counted and those of classes known in totals."""
    held = Session.objects.filter(among("of_class__centre", centres), held_on__year=year)
    others = held.values_list("of_class__centre").annotate(number=Sum("others")).order_by("of_class__centre")
    rows = Attendance.objects.filter(among("session__of_class__centre", centres), session__held_on__year=year)
    named_ones = (
        rows.values_list("session__of_class__centre")
        .annotate(number=Count("pk"))
        .order_by("session__of_class__centre")
    )
    in_totals = (
        Class.objects.filter(among("centre", centres), begins__year=year, total_sessions__isnull=False)
        .values_list("centre")
        .annotate(number=Sum("total_attendances"))
        .order_by("centre")
    )
    found = dict(others)
    for centre, number in (*named_ones, *in_totals):
        found[centre] = found.get(centre, 0) + number
    return found


def kept_between(where: Collection[int], first: date, last: date) -> tuple[int, Turnout] | None:
    """How many classes of the places began or met on these days, and who came; None where no centre keeps a book.

    A place keeps one when a class was ever entered for it.
    """
    known = Class.objects.filter(among("place", where))
    if not known.exists():
        return None
    held = Session.objects.filter(of_class__in=known, held_on__gte=first, held_on__lte=last)
    began = Q(begins__gte=first, begins__lte=last) | Q(pk__in=held.values("of_class"))
    in_totals = _totals(known.filter(begins__gte=first, begins__lte=last))
    return known.filter(began).count(), with_totals(_turnout(held), in_totals)


def year_of(centre: int, year: int) -> Turnout:
    """People and attendances of a centre in a year, everybody known by name once."""
    held = _turnout(Session.objects.filter(of_class__centre=centre, held_on__year=year))
    return with_totals(held, _totals(Class.objects.filter(centre=centre, begins__year=year)))


def _totals(rows: QuerySet[Class]) -> list[Totals]:
    return [one.totals for one in rows.filter(total_sessions__isnull=False) if one.totals is not None]


def _turnout(sessions: QuerySet[Session]) -> Turnout:
    held = list(sessions.values_list("pk", "others", "qualifier"))
    came = _came([pk for pk, *_ in held])
    return turnout([(came.get(pk, ()), HeadCount(others, Qualifier(said))) for pk, others, said in held])


@dataclass(frozen=True, slots=True)
class Learned:
    """What a person came to: a class and how many of its sessions in the year."""

    person: str
    topic: str
    sessions: int


def learned(people: Collection[int], year: int) -> list[Learned]:
    """What these people learned at a learning centre in the year, by topic and name."""
    rows = Attendance.objects.filter(among("person", people), session__held_on__year=year)
    told = (
        rows.values("person", "person__name", "person__sort_key", "session__of_class__topic")
        .annotate(number=Count("pk"))
        .order_by("session__of_class__topic", "person__sort_key", "person")
    )
    return [Learned(one["person__name"], one["session__of_class__topic"], one["number"]) for one in told]
