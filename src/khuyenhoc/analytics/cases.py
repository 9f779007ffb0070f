"""The lists behind the numbers: which cases a count counts, and how far a round has come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, cast

from django.db.models import F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import SCORED, Assessment
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognitions
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import Column, Key, Order, among, apart, in_order, looked_at

M = TypeVar("M", bound=Model)
WIDE = 10_000
NO_POINTS = -1  # below all who have some
AFTER_DECISION = frozenset({State.RECOGNISED, State.TO_BE_REVIEWED, State.EXPIRED, State.REVOKED})
AT_STATIONS = frozenset(
    {State.SELF_ASSESSED, State.REVIEWED, State.VERIFIED, State.PROPOSED, State.NOT_RECOGNISED}
)
WITHOUT_FORM = frozenset({Measure.REGISTRATIONS.value, State.REGISTERED.value, State.WITHDRAWN.value})


_NAME = Column("subject__sort_key")
_POINTS = Column("scored", int, is_falling=True)
_DAY = Column("effective_on", date.fromisoformat, is_falling=True)
ORDERS = {  # points from the most, those without last; days from the latest
    "name": Order([_NAME]),
    "points": Order([_POINTS, _NAME]),
    "place": Order([Column("home"), Column("place_id", int), _NAME]),
    "day": Order([_DAY, _NAME]),
}
LONG_ORDERS = ORDERS | {"points": Order([_POINTS]), "day": Order([_DAY])}  # of equals the earliest registered


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """One number of the table, and what narrows its list further.

    measure: domain.tallies.Measure or a workflow state. after: the key of the last row seen, as CasePage.next
    gives it. sort: a key of ORDERS. wide: a list of more cases is read along an index instead of being gathered and
    sorted; then those of equal points, or of one day, stand as they registered and not by name. Organisations are
    listed whoever manages them when no level is named, as their number counts them.
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

    Paged by key: how far down the list one is costs nothing. First which rows, then the rows themselves.
    """
    is_long = _is_long(query)
    called = subjects.few_called(query.search, query.title) if is_long and query.search else None
    along = is_long and called is None
    order = (LONG_ORDERS if along else ORDERS)[query.sort]
    if along and (query.sort != "name" or query.measure in AT_STATIONS):
        keys = _LONG[query.sort](query, order, seen_by, on)
    else:
        column = "at" if is_long else "place"
        rows = _seen(counted(query, column), seen_by, on, column)
        rows = (
            _narrowed(rows, query) if called is None else _rated(rows.filter(among("subject", called)), query)
        )
        keys = order.keys(_told(rows, query), query.after, query.limit, along=along)
    shown = keys[: query.limit]
    found = in_order(
        Registration.objects.select_related("subject", "assessment__recognition"), [key[-1] for key in shown]
    )
    labels = places.labels({row.place_id for row in found}, last_day(query.year))
    return CasePage(
        rows=tuple(_row(row, labels) for row in found),
        next=order.position(shown[-1]) if len(keys) > query.limit else None,
    )


def _narrowed(rows: QuerySet[M], query: CaseQuery, *, case: str = "assessment__") -> QuerySet[M]:
    """By name and rating; case: the way from a row to its assessment."""
    return _rated(subjects.named(rows, query.search, "subject__search_key"), query, case=case)


def _rated(rows: QuerySet[M], query: CaseQuery, *, case: str = "assessment__") -> QuerySet[M]:
    return rows.filter(**{f"{case}rating": query.rating}) if query.rating else rows


def _told(rows: QuerySet[Registration], query: CaseQuery) -> QuerySet[Registration]:
    """With what the list is sorted by."""
    if query.sort == "points":
        return rows.annotate(scored=Coalesce(F("assessment__points"), -1))
    if query.sort == "place":
        return rows.annotate(home=places.sort_key_of(OuterRef("place"), last_day(query.year)))
    return rows


def _by_points(query: CaseQuery, order: Order, seen_by: User, on: date) -> list[Key]:
    """Along `assessment_by_points`, a year after the other, places looked at row by row; then those without a form.

    SQLite: SEARCH assessments_assessment USING INDEX assessment_by_points (<expr>=? AND title=?).
    """
    cases = Order(order.columns, pk="registration_id")
    found = []
    if query.measure != State.REGISTERED:
        rows = _of_measure(_below(Assessment.objects.annotate(scored=SCORED), query), query, case="")
        rows = _narrowed(_seen(rows, seen_by, on), query, case="")
        found += [
            cases.keys(_of_year(rows, year), query.after, query.limit, along=True) for year in _years(query)
        ]
    above = [key for key in order.merged(found, query.limit) if key[0] > NO_POINTS]
    if len(above) <= query.limit and query.measure in WITHOUT_FORM and not query.rating:
        blank = _of_measure(_below(Registration.objects.filter(is_assessed=False), query), query)
        blank = _narrowed(_seen(blank, seen_by, on), query)
        blank = _of_year(blank.annotate(scored=Value(NO_POINTS)), query.year)
        found.append(order.keys(blank, query.after, query.limit, along=True))
    return order.merged(found, query.limit)


def _by_name(query: CaseQuery, order: Order, seen_by: User, on: date) -> list[Key]:
    """Along `subject_by_name`, whoever has a case at the station looked up in `assessment_of_subject` alone.

    SQLite: SEARCH assessments_assessment USING INDEX assessment_of_subject (subject_id=? AND year=? AND state=?).
    """
    rows = _of_measure(_below(Assessment.objects.filter(year=query.year), query), query, case="")
    rows = _narrowed(_seen(rows.filter(subject__kind=query.title), seen_by, on), query, case="")
    return Order(order.columns, pk="registration_id").keys(rows, query.after, query.limit, along=True)


def _of_year(rows: QuerySet[M], year: int) -> QuerySet[M]:
    """As the indexes of long lists name it."""
    return cast("QuerySet[M]", rows.alias(its_year=apart("year"))).filter(its_year=year)


def _by_day(query: CaseQuery, order: Order, seen_by: User, on: date) -> list[Key]:
    """Along `registration_by_day`, a year after the other, places looked at row by row.

    SQLite: SEARCH rounds_registration USING INDEX registration_by_day (<expr>=? AND title=?).
    """
    rows = _of_measure(_below(Registration.objects.all(), query), query)
    rows = _narrowed(_seen(rows, seen_by, on), query)
    years = _years(query)
    return order.merged(
        [order.keys(_of_year(rows, year), query.after, query.limit, along=True) for year in years],
        query.limit,
    )


def _by_place(query: CaseQuery, order: Order, seen_by: User, on: date) -> list[Key]:
    """Place by place: the roll-ups tell in which places the page lies, and only their rows are gathered.

    SQLite: SEARCH rounds_registration USING INDEX registration_list (place_id=? AND year=? AND title=?).
    """
    at = None if query.after is None else order.values(query.after[0])
    here = places.ids_below(query.place_id, last_day(query.year), with_custody=True)
    left = counts.by_place_in_order(
        here,
        title=query.title,
        level=query.level,
        year=query.year,
        state=query.measure,
        on=last_day(query.year),
        beginning=None if at is None else (at[0], at[1]),
    )
    rows = _narrowed(access.visible(counted(query), seen_by, on), query)
    found: list[Key] = []
    for some in _covering(left, query.limit + 1):
        told = _told(rows.filter(place__in=some), query)
        found += order.keys(told, query.after, query.limit - len(found))
        if len(found) > query.limit:
            break
    return found


def _covering(left: Iterable[tuple[int, int]], number: int) -> Iterator[list[int]]:
    """Places in turn, so many at once that they hold a page by their roll-ups."""
    some: list[int] = []
    held = 0
    for place, value in left:
        some.append(place)
        held += value
        if held >= number:
            yield some
            some, held = [], 0
    if some:
        yield some


_LONG = {"name": _by_name, "points": _by_points, "day": _by_day, "place": _by_place}


def everything(query: CaseQuery, *, seen_by: User, on: date) -> Iterator[CaseRow]:
    """The whole list in its order, read page by page."""
    asked: CaseQuery | None = replace(query, after=None, limit=1_000)
    while asked is not None:
        page = find(asked, seen_by=seen_by, on=on)
        yield from page.rows
        asked = replace(asked, after=page.next) if page.next else None


def is_longer(query: CaseQuery, than: int) -> bool:
    """By the roll-up: more cases than that, whatever the list is narrowed to."""
    here = places.ids_below(query.place_id, last_day(query.year), with_custody=True)
    number = counts.number(here, title=query.title, level=query.level, year=query.year, state=query.measure)
    return number > than


def _is_long(query: CaseQuery) -> bool:
    """So many that a page is soon full wherever one begins to read."""
    return is_longer(query, query.wide)


def counted(query: CaseQuery, column: str = "place") -> QuerySet[Registration]:
    """The registrations behind one count, whoever looks.

    column: "at" for very many of them in the order of their names, where neither an index on places nor one on years
    leads the way.
    """
    rows = _of_measure(_below(Registration.objects.all(), query, column), query)
    of_year = Q(**{"year__lte" if query.measure == Measure.HELD else "year": query.year})
    if column == "at":
        return looked_at(rows, of_year, "of_year").filter(subject__kind=query.title)
    return rows.filter(of_year)


def _below(rows: QuerySet[M], query: CaseQuery, column: str = "at") -> QuerySet[M]:
    """Registrations or assessments of the title and level at and below the place."""
    here = places.ids_below(query.place_id, last_day(query.year), with_custody=True)
    # looked at row by row the places are numbers: PostgreSQL expects a question in their place to be asked for each
    rows = looked_at(rows, among("place", here), "inside") if column == "at" else rows.filter(place__in=here)
    rows = rows.filter(title=query.title)
    if query.level or query.title is not Title.ORGANISATION:
        rows = rows.filter(level=query.level)
    return rows


def _seen(rows: QuerySet[M], seen_by: User, on: date, column: str = "at") -> QuerySet[M]:
    """What the person may see; of a long list looked at row by row, as the places are."""
    if column == "place":
        return access.visible(rows, seen_by, on)
    return looked_at(rows, access.scope(seen_by, on).matching(named=True), "seen")


def _of_measure(rows: QuerySet[M], query: CaseQuery, *, case: str = "assessment__") -> QuerySet[M]:
    """Those that the measure counts, of whichever year; case: the way from a row to its assessment."""
    withdrawn = "withdrawn_at__isnull" if case else "registration__withdrawn_at__isnull"
    if query.measure == Measure.HELD:
        return rows.filter(**{f"{case}recognition__counted_to__gte": query.year}).exclude(
            **{f"{case}recognition__state": State.REVOKED}
        )
    if query.measure == Measure.REGISTRATIONS:
        return rows.filter(**{withdrawn: True})
    if query.measure == State.WITHDRAWN:
        return rows.filter(**{withdrawn: False})
    if query.measure == State.REGISTERED:
        return rows.filter(withdrawn_at__isnull=True, assessment__isnull=True)
    if query.measure in AFTER_DECISION:
        return rows.filter(**{f"{case}recognition__state": query.measure})
    return rows.filter(**{f"{case}state": query.measure})


def _years(query: CaseQuery) -> range:
    """The years in which the cases of a list registered: the table's own, and earlier ones whose titles last."""
    first = recognitions.first_counted_in(query.title, query.year) if query.measure == Measure.HELD else None
    return range(query.year if first is None else first, query.year + 1)


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
