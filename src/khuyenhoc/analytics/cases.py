"""The lists behind the numbers: which cases a count counts, and how far a round has come."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import Column, Order, not_leading

WIDE = 10_000
AFTER_DECISION = frozenset({State.RECOGNISED, State.TO_BE_REVIEWED, State.EXPIRED, State.REVOKED})


_NAME = Column("subject__sort_key")
ORDERS = {  # points from the most, those without last; days from the latest
    "name": Order([_NAME]),
    "points": Order([Column("scored", int, is_falling=True), _NAME]),
    "place": Order([Column("home"), _NAME]),
    "day": Order([Column("effective_on", date.fromisoformat, is_falling=True), _NAME]),
}


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """One number of the table, and what narrows its list further.

    measure: domain.tallies.Measure or a workflow state. after: the key of the last row seen, as CasePage.next
    gives it. sort: a key of ORDERS. wide: a list of more cases is read along the
    names instead of being gathered and sorted. Organisations are listed whoever manages them when no level is named,
    as their number counts them.
    """

    place_id: int
    year: int
    title: Title
    measure: str
    level: Level = Level.NONE
    search: str = ""
    rating: str = ""
    sort: str = "name"
    after: tuple[str, int] | None = None
    limit: int = 50
    wide: int = WIDE


@dataclass(frozen=True, slots=True)
class CaseRow:
    """points, max_points and percent in hundredths, None where there are none yet."""

    registration_id: int
    subject_id: int
    name: str
    is_sample: bool
    place_id: int
    place: str
    state: str
    rating: str
    points: int | None
    max_points: int | None
    percent: int | None
    passed: bool | None
    registered_on: date


@dataclass(frozen=True, slots=True)
class CasePage:
    rows: tuple[CaseRow, ...]
    next: tuple[str, int] | None = field(default=None)


def find(query: CaseQuery, *, seen_by: User, on: date) -> CasePage:
    """One page of the cases that a count counts, in the order asked for; only what the person may see.

    Paged by key: how far down the list one is costs nothing.
    """
    column = "at" if query.sort == "name" and _is_wide(query) else "place"
    rows = access.visible(counted(query, column), seen_by, on, place=column)
    rows = subjects.named(rows, query.search, "subject__search_key")
    if query.rating:
        rows = rows.filter(assessment__rating=query.rating)
    rows = rows.select_related("subject", "assessment__recognition")
    if query.sort == "points":
        rows = rows.annotate(scored=Coalesce(F("assessment__points"), -1))
    if query.sort == "place":
        rows = rows.annotate(home=places.sort_key_of(OuterRef("place"), last_day(query.year)))
    order = ORDERS[query.sort]
    found = order.page(rows, query.after, query.limit)
    shown, more = found[: query.limit], len(found) > query.limit
    labels = places.labels({row.place_id for row in shown}, last_day(query.year))
    return CasePage(
        rows=tuple(_row(row, labels) for row in shown),
        next=order.position(shown[-1]) if more else None,
    )


def everything(query: CaseQuery, *, seen_by: User, on: date) -> Iterator[CaseRow]:
    """The whole list in its order, read page by page."""
    asked: CaseQuery | None = replace(query, after=None, limit=1_000)
    while asked is not None:
        page = find(asked, seen_by=seen_by, on=on)
        yield from page.rows
        asked = replace(asked, after=page.next) if page.next else None


def _is_wide(query: CaseQuery) -> bool:
    """By the roll-up: so many that a page of names is soon full wherever one begins to read."""
    here = places.ids_below(query.place_id, last_day(query.year), with_custody=True)
    number = counts.number(here, title=query.title, level=query.level, year=query.year, state=query.measure)
    return number > query.wide


def counted(query: CaseQuery, column: str = "place") -> QuerySet[Registration]:
    """The registrations behind one count, whoever looks.

    column: "at" for very many of them in the order of their names, where no index on places leads the way.
    """
    here = places.ids_below(query.place_id, last_day(query.year), with_custody=True)
    rows = Registration.objects.filter(title=query.title)
    if column == "at":
        rows = rows.annotate(at=not_leading("place_id")).filter(subject__kind=query.title)
    rows = rows.filter(**{f"{column}__in": here})
    if query.level or query.title is not Title.ORGANISATION:
        rows = rows.filter(level=query.level)
    if query.measure == Measure.HELD:
        return rows.filter(year__lte=query.year, assessment__recognition__counted_to__gte=query.year).exclude(
            assessment__recognition__state=State.REVOKED
        )
    rows = rows.filter(year=query.year)
    if query.measure == Measure.REGISTRATIONS:
        return rows.filter(withdrawn_at__isnull=True)
    if query.measure == State.WITHDRAWN:
        return rows.filter(withdrawn_at__isnull=False)
    if query.measure == State.REGISTERED:
        return rows.filter(withdrawn_at__isnull=True, assessment__isnull=True)
    if query.measure in AFTER_DECISION:
        return rows.filter(assessment__recognition__state=query.measure)
    return rows.filter(assessment__state=query.measure)


def state_of(row: Registration) -> State:
    """Where a case stands, after its decision too; `row` read with its assessment and recognition."""
    if row.withdrawn_at is not None:
        return State.WITHDRAWN
    assessment = getattr(row, "assessment", None)
    if assessment is None:
        return State.REGISTERED
    recognition = getattr(assessment, "recognition", None)
    return State(recognition.state if recognition is not None else assessment.state)


def _row(row: Registration, labels: dict[int, str]) -> CaseRow:
    assessment = getattr(row, "assessment", None)
    return CaseRow(
        registration_id=row.pk,
        subject_id=row.subject_id,
        name=row.subject.name,
        is_sample=row.subject.is_sample,
        place_id=row.place_id,
        place=labels[row.place_id],
        state=state_of(row),
        rating=assessment.rating if assessment else "",
        points=assessment.points if assessment else None,
        max_points=assessment.max_points if assessment else None,
        percent=assessment.percent if assessment else None,
        passed=assessment.passed if assessment else None,
        registered_on=row.effective_on,
    )


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many cases of a title stand at each station; registrations are all that were not withdrawn."""

    title: Title
    level: Level
    registrations: int
    standing: dict[State, int]


def funnel(place_id: int, year: int) -> tuple[Funnel, ...]:
    """The state of the year's rounds below a place, from the roll-ups; titles without a round are left out."""
    states = [Measure.REGISTRATIONS, *State]
    sums = counts.below(place_id, last_day(year), years=[year], states=states)
    order = list(Title)
    rows = sorted({(order.index(Title(t)), level) for t, level, _, _ in sums if t in order})
    return tuple(
        Funnel(
            title=order[position],
            level=Level(level),
            registrations=sums.get((order[position], level, year, Measure.REGISTRATIONS), 0),
            standing={
                state: sums[order[position], level, year, state]
                for state in State
                if sums.get((order[position], level, year, state))
            },
        )
        for position, level in rows
    )
