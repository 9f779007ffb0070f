"""Who stands out: titles held for years in a row, distinctions on top of them, titles of other movements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from khuyenhoc.apps.access.queries import Scope
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognitions
from khuyenhoc.apps.recognition.models import HELD_STATES, Distinction, OtherTitle, Recognition
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.streaks import longest, streak
from khuyenhoc.domain.titles import FIVE_TITLES, Level, Title


@dataclass(frozen=True, slots=True)
class Streak:
    """years: in a row up to the year asked for. since: the first of them. longest: ever, in years."""

    subject_id: int
    name: str
    title: Title
    level: Level
    place: str
    years: int
    since: int
    longest: int


@dataclass(frozen=True, slots=True)
class Distinguished:
    """number, reason: of the giver's own decision."""

    subject_id: int
    name: str
    title: Title
    level: Level
    place: str
    kind: str
    number: str
    reason: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class Noted:
    """A title of another movement; holds_title: whether the year's table counts the subject's own title too."""

    subject_id: int
    name: str
    title: Title
    level: Level
    place: str
    movement: str
    reference: str
    holds_title: bool


@dataclass(frozen=True, slots=True)
class Crossing:
    """Of those who hold another movement's title, how many hold the learning title of the same year."""

    movement: str
    title: Title
    level: Level
    noted: int
    both: int


@dataclass(frozen=True, slots=True)
class Held:
    """One title of one subject by one decision. local_name: what it was called there, "" for nothing else.

    counted_to: the last year whose table counts it. valid_to: the first day after; is_over: it was held until then.
    """

    registration_id: int
    year: int
    counted_to: int
    title: Title
    level: Level
    local_name: str
    state: str
    number: str
    body: str
    effective_on: date
    valid_to: date
    is_over: bool
    certificate: str
    set_key: str
    distinctions: tuple[Distinction, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """How long one subject has held its title. until: the latest year counted; years: in a row up to then."""

    title: Title
    level: Level
    years: int
    until: int
    longest: int


def streaks(
    place_id: int, year: int, *, at_least: int, title: Title | None = None, scope: Scope | None = None
) -> list[Streak]:
    """Who holds a title in the year and did in each year before, below the place; the longest first.

    scope: of whoever asks; None is the server's own command line, which sees all. Errors: PlaceUnknownThen.
    """
    rows = _seen(recognitions.counted_in(_below(place_id, year), year), scope)
    if title is not None:
        rows = rows.filter(title=title)
    held = {row.subject_id: row for row in rows.select_related("subject").order_by("pk")}
    counted = recognitions.years_counted(held)
    long = {pk: length for pk in held if (length := streak(counted[pk], year)) >= at_least}
    labels = _labels({held[pk].place_id for pk in long}, year)
    found = [
        Streak(
            subject_id=pk,
            name=held[pk].subject.name,
            title=Title(held[pk].title),
            level=Level(held[pk].level),
            place=labels[held[pk].place_id],
            years=length,
            since=year - length + 1,
            longest=longest(counted[pk]),
        )
        for pk, length in long.items()
    ]
    keys = {pk: row.subject.sort_key for pk, row in held.items()}
    return sorted(
        found,
        key=lambda one: (_order(one.title, one.level), -one.years, keys[one.subject_id], one.subject_id),
    )


def distinctions(place_id: int, year: int, *, scope: Scope | None = None) -> list[Distinguished]:
    """Distinctions on top of titles that the year's table counts below the place, by title, kind and name."""
    counted = _seen(recognitions.counted_in(_below(place_id, year), year), scope)
    rows = list(
        Distinction.objects.filter(recognition__in=counted, recognition__year=year)
        .select_related("recognition__subject")
        .order_by("kind", "recognition__subject__sort_key", "pk")
    )
    labels = _labels({row.recognition.place_id for row in rows}, year)
    found = [
        Distinguished(
            subject_id=row.recognition.subject_id,
            name=row.recognition.subject.name,
            title=Title(row.recognition.title),
            level=Level(row.recognition.level),
            place=labels[row.recognition.place_id],
            kind=row.kind,
            number=row.number,
            reason=row.reason,
            effective_on=row.effective_on,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: _order(one.title, one.level))


def other_titles(place_id: int, year: int, *, movement: str = "", scope: Scope | None = None) -> list[Noted]:
    """Who holds another movement's title of the year below the place, and whether the learning title too."""
    below = _below(place_id, year)
    there = Subject.objects.filter(subjects.living_in(below, last_day(year)))
    if scope is not None:
        there = there.filter(scope.matching("place", "kind"))
    rows = OtherTitle.objects.filter(subject__in=there, year=year).select_related("subject")
    if movement:
        rows = rows.filter(movement=movement)
    found = list(rows.order_by("movement", "subject__kind", "subject__sort_key", "pk"))
    counted = recognitions.years_counted({row.subject_id for row in found})
    labels = _labels({row.subject.place_id for row in found}, year)
    return [
        Noted(
            subject_id=row.subject_id,
            name=row.subject.name,
            title=Title(row.subject.kind),
            level=Level(row.subject.level),
            place=labels[row.subject.place_id],
            movement=row.movement,
            reference=row.reference,
            holds_title=year in counted[row.subject_id],
        )
        for row in found
    ]


def crossings(noted: Sequence[Noted]) -> list[Crossing]:
    """The list added up, a line each movement, title and level."""
    groups: dict[tuple[str, Title, Level], list[Noted]] = {}
    for one in noted:
        groups.setdefault((one.movement, one.title, one.level), []).append(one)
    return [
        Crossing(movement, title, level, len(rows), sum(row.holds_title for row in rows))
        for (movement, title, level), rows in groups.items()
    ]


def held_by(subject_id: int, *, on: date) -> list[Held]:
    """The subject's titles, the latest first; on: the day for whose reader "(nay là …)" is added to the bodies."""
    rows = recognitions.history([subject_id])
    given = recognitions.distinctions_of([row.pk for row in rows])
    return [
        Held(
            registration_id=row.assessment.registration_id,
            year=row.year,
            counted_to=row.counted_to,
            title=Title(row.title),
            level=Level(row.level),
            local_name=rounds.alias(row.place_id, Title(row.title), row.effective_on),
            state=row.state,
            number=row.decision.number,
            body=recognitions.signed_by(row.decision, on),
            effective_on=row.decision.effective_on,
            valid_to=row.valid_to,
            is_over=row.state in HELD_STATES and row.valid_to <= on,
            certificate=row.certificate.number,
            set_key=row.assessment.criteria_set.key,
            distinctions=tuple(given.get(row.pk, ())),
        )
        for row in rows
    ]


def run_of(subject_id: int) -> Run | None:
    """How many years in a row the subject holds its title, up to the latest; None when it never did."""
    last = Recognition.objects.filter(subject=subject_id).order_by("-counted_to", "-pk").first()
    counted = recognitions.years_counted([subject_id])[subject_id]
    if last is None or not counted:
        return None
    until = max(counted)
    return Run(Title(last.title), Level(last.level), streak(counted, until), until, longest(counted))


def _below(place_id: int, year: int) -> "QuerySet[Any, int]":
    return places.ids_below(place_id, last_day(year), with_custody=True)


def _labels(ids: Collection[int], year: int) -> dict[int, str]:
    """As on the year's last day; as today when somebody has moved to a place that was not there yet."""
    try:
        return places.labels(ids, last_day(year))
    except places.PlaceUnknownThen:
        return places.labels(ids, places.LATEST)


def _seen(rows: QuerySet[Recognition], scope: Scope | None) -> QuerySet[Recognition]:
    return rows if scope is None else rows.filter(scope.matching())


def _order(title: Title, level: Level) -> int:
    return next((n for n, row in enumerate(FIVE_TITLES) if row.takes(title, level)), len(FIVE_TITLES))
