"""What was known on an earlier day: the same numbers from the cases themselves, as far as they were recorded by then.

Roll-ups say what is known now. An old report run again must give the numbers of its own day, and whoever asks why
they differ today gets the cases one by one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import Membership
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition.models import Recognition, StandingChange
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Relocation, Subject
from khuyenhoc.domain.days import VIETNAM, last_day
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.workflow import State


def end_of(day: date) -> datetime:
    """The first moment after the day in Vietnam: what was recorded before it was known on the day."""
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM)


def total(
    below: QuerySet[Any, int] | Collection[int],
    *,
    title: str,
    years: Iterable[int],
    before: datetime,
) -> dict[tuple[str, int, str], int]:
    """(level, year, measure) → number, in the shape of counts.queries.total, as known before the moment."""
    wanted = list(years)
    found: Counter[tuple[str, int, str]] = Counter()
    entered = registrations(below, title=title, years=wanted, before=before)
    for level, year, number in (
        entered.values_list("level", "year").annotate(number=Count("pk")).order_by("level", "year")
    ):
        found[level, year, Measure.REGISTRATIONS] += number
    rows = recognitions(below, title=title, before=before).values_list("level", "year", "counted_to", "stood")
    for level, year, counted_to, stood, number in rows.annotate(number=Count("pk")).order_by():
        for counted in set(wanted) & set(range(year, counted_to + 1)):
            found[level, counted, Measure.HELD] += number
        if stood == State.TO_BE_REVIEWED and year in wanted:
            found[level, year, State.TO_BE_REVIEWED] += number
    return dict(found)


def registrations(
    below: QuerySet[Any, int] | Collection[int], *, title: str, years: Collection[int], before: datetime
) -> QuerySet[Registration]:
    """Registrations that were known and not known to be withdrawn."""
    known = Registration.objects.filter(_entered(before), year__in=years)
    return known.filter(place__in=below, title=title)


def _entered(before: datetime) -> Q:
    return Q(recorded_at__lt=before) & (Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=before))


def where_counted(
    years: Collection[int], before: datetime
) -> dict[tuple[str, str, int, str], dict[int, int]]:
    """(title, level, year, measure) → place → number of the whole country, as known before the moment.

    In the shape of counts.queries.where_counted.
    """
    found: dict[tuple[str, str, int, str], Counter[int]] = defaultdict(Counter)
    entered = Registration.objects.filter(_entered(before), year__in=years)
    rows = entered.values_list("title", "level", "year", "place").annotate(number=Count("pk")).order_by()
    for title, level, year, place, number in rows:
        found[title, level, year, Measure.REGISTRATIONS][place] += number
    held = standing(Recognition.objects.filter(year__lte=max(years), counted_to__gte=min(years)), before)
    columns = ("title", "level", "year", "counted_to", "stood", "place")
    grouped = held.values_list(*columns).annotate(number=Count("pk")).order_by()
    for title, level, year, counted_to, stood, place, number in grouped:
        for counted in set(years) & set(range(year, counted_to + 1)):
            found[title, level, counted, Measure.HELD][place] += number
        if stood == State.TO_BE_REVIEWED and year in years:
            found[title, level, year, State.TO_BE_REVIEWED][place] += number
    return {key: dict(by_place) for key, by_place in found.items()}


def members_by_place(year: int, *, before: datetime) -> dict[int, int]:
    """Place → members at the end of the year who lived there, as known before the moment, each person once."""
    end = last_day(year)
    people = Membership.objects.filter(_member(end, before)).values("person")
    if not subjects.has_moved_after(end):
        there = Subject.objects.filter(pk__in=people).values_list("place")
        return dict(there.annotate(number=Count("pk")).order_by())
    moved = Relocation.objects.filter(subject=OuterRef("pk"), on__gt=end).order_by("on").values("before_id")
    home = Coalesce(Subquery(moved[:1]), F("place_id"), output_field=BigIntegerField())
    rows = Subject.objects.filter(pk__in=people).annotate(home=home).values_list("home")
    return dict(rows.annotate(number=Count("pk")).order_by())


def _member(end: date, before: datetime) -> Q:
    stays = Q(left__isnull=True) | Q(left__gt=end) | Q(left_recorded_at__gte=before)
    return stays & Q(joined__lte=end, joined_recorded_at__lt=before)


def recognitions(
    below: QuerySet[Any, int] | Collection[int], *, title: str, before: datetime
) -> QuerySet[Any]:
    """Recognitions that were known and not known to be revoked, with `stood`, the last change known of each."""
    return standing(Recognition.objects.filter(place__in=below, title=title), before)


def standing(rows: QuerySet[Recognition], before: datetime) -> QuerySet[Any]:
    """Those of the rows that were known and not known to be revoked, with `stood`, the last change known of each."""
    last = (
        StandingChange.objects.filter(recognition=OuterRef("pk"), recorded_at__lt=before)
        .order_by("-pk")
        .values("after")[:1]
    )
    known = rows.filter(recorded_at__lt=before)
    stood = Coalesce(Subquery(last), Value(State.RECOGNISED.value))  # nothing befell most of them
    return known.annotate(stood=stood).exclude(stood=State.REVOKED)


def members(below: QuerySet[Any, int], year: int, *, before: datetime) -> int:
    """Members at the end of the year as known before the moment, each person once."""
    end = last_day(year)
    return (
        Membership.objects.filter(_member(end, before), subjects.living_in(below, end, "person__"))
        .values("person")
        .distinct()
        .count()
    )


@dataclass(frozen=True, slots=True)
class Correction:
    """A case that a number counts differently than it did: +1 came in, -1 fell out. recorded_at: when told."""

    registration_id: int
    subject_id: int
    name: str
    place_id: int
    measure: str
    change: int
    because: State
    recorded_at: datetime | None


def corrections(
    place_id: int, year: int, *, title: str, known_on: date, now_known_on: date, seen_by: User | None = None
) -> list[Correction]:
    """Case by case, why the registered and recognised of a year differ between two days of knowledge.

    Adding the changes of a measure to its earlier number gives the later one. Only cases the person may see are
    named; None is the server's own command line, which sees all.
    """
    below = places.ids_below(place_id, last_day(year), with_custody=True)
    earlier, later = end_of(known_on), end_of(now_known_on)
    visible = Q() if seen_by is None else access.scope(seen_by, now_known_on).matching("place")
    before = registrations(below, title=title, years=[year], before=earlier).filter(visible)
    after = registrations(below, title=title, years=[year], before=later).filter(visible)
    registered = after.exclude(pk__in=before.values("pk")).select_related("subject").order_by("pk")
    withdrawn = before.exclude(pk__in=after.values("pk")).select_related("subject").order_by("pk")
    counted = Q(year__lte=year, counted_to__gte=year)
    held_then = recognitions(below, title=title, before=earlier).filter(counted, visible)
    held_later = recognitions(below, title=title, before=later).filter(counted, visible)
    with_names = "assessment__registration__subject"
    gained = held_later.exclude(pk__in=held_then.values("pk")).select_related(with_names).order_by("pk")
    lost = held_then.exclude(pk__in=held_later.values("pk")).select_related(with_names).order_by("pk")
    return [
        *(_of(row, Measure.REGISTRATIONS, +1, State.REGISTERED, row.recorded_at) for row in registered),
        *(_of(row, Measure.REGISTRATIONS, -1, State.WITHDRAWN, row.withdrawn_at) for row in withdrawn),
        *(_of(_case(one), Measure.HELD, +1, State.RECOGNISED, one.recorded_at) for one in gained),
        *(_of(_case(one), Measure.HELD, -1, State.REVOKED, _revoked_at(one)) for one in lost),
    ]


def _case(recognition: Recognition) -> Registration:
    return recognition.assessment.registration


def _revoked_at(recognition: Recognition) -> datetime | None:
    revoked = recognition.changes.filter(after=State.REVOKED).order_by("-pk").first()
    return revoked.recorded_at if revoked else None


def _of(row: Registration, measure: Measure, change: int, because: State, at: datetime | None) -> Correction:
    return Correction(
        registration_id=row.pk,
        subject_id=row.subject_id,
        name=row.subject.name,
        place_id=row.place_id,
        measure=measure,
        change=change,
        because=because,
        recorded_at=at,
    )
