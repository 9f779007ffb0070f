"""Questions about pilots: which run where, how their goals stand, what others may copy."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from django.db.models import Count, Q, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.pilots.models import (
    Goal,
    Participant,
    Pilot,
    Practice,
    Reopening,
    Result,
    Site,
    Spread,
)
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on, named
from khuyenhoc.domain import goals
from khuyenhoc.domain.goals import BANDS, Band, Outcome
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.written_numbers import Qualifier
from khuyenhoc.storing import by_name

HeldPilot: TypeAlias = Pilot  # what pages call them; they touch no models
HeldGoal: TypeAlias = Goal
HeldSpread: TypeAlias = Spread
CLASSES: Final = "pilot_centre_classes"  # codes of the catalogue
CENTRE_INDICATORS: Final = (CLASSES, "pilot_centre_attendances")


class Phase(StrEnum):
    TO_COME = "to_come"
    RUNNING = "running"
    OVER = "over"  # its months are over, and nobody summed it up yet
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Standing:
    """A goal and the result that holds. outcome: None while nobody can tell. by_person: a person's word.

    rolled_up: how many places have which rating, the best first, where the goal is one of ratings.
    """

    goal: Goal
    result: Result | None
    outcome: Outcome | None
    by_person: bool
    earlier: tuple[Result, ...]
    rolled_up: tuple[tuple[Band, int], ...] = ()
    unrated: int = 0


def get(pk: int, *, seen_by: User, on: date) -> Pilot:
    """Errors: Pilot.DoesNotExist, the same for what is unknown and what is foreign.

    Whoever answers for one of its places sees a pilot too, not only who keeps it.
    """
    return _seen(seen_by, on).select_related("criteria_set", "copied_from").get(pk=pk)


def below(place: int, *, seen_by: User, on: date) -> list[Pilot]:
    """Pilots kept or running at the place or below it, the latest first."""
    here = places.ids_below(place, on, with_custody=True)
    running = Site.objects.filter(place__in=here).values("pilot")
    rows = Pilot.objects.filter(Q(place__in=here) | Q(pk__in=running))
    return list(rows.filter(pk__in=_seen(seen_by, on).values("pk")).order_by("-first", "-pk"))


def phase(pilot: Pilot, on: date) -> Phase:
    if pilot.closed_on is not None:
        return Phase.CLOSED
    if on < pilot.first:
        return Phase.TO_COME
    return Phase.OVER if pilot.until is not None and pilot.until < on else Phase.RUNNING


def sites_of(pilots: Collection[int]) -> dict[int, list[Site]]:
    """pilot → its places, in the order they were named."""
    found: dict[int, list[Site]] = defaultdict(list)
    for site in Site.objects.filter(pilot__in=pilots).order_by("pk"):
        found[site.pilot_id].append(site)
    return found


def where_now(pilot: Pilot, on: date) -> set[int]:
    """Where the register of the pilot's places is kept on the day: of a closed one by who answers for it."""
    sites = Site.objects.filter(pilot=pilot).values_list("place", flat=True)
    return set(places.custodians(list(sites), on).values())


def standings(pilots: Collection[int]) -> dict[int, list[Standing]]:
    """pilot → how its goals stand, in the order they were set."""
    rows = list(Goal.objects.filter(pilot__in=pilots, dropped_at__isnull=True).order_by("pk"))
    results: dict[int, list[Result]] = defaultdict(list)
    for one in Result.objects.filter(goal__in=[goal.pk for goal in rows]).order_by("-pk"):
        results[one.goal_id].append(one)
    sites = sites_of({goal.pilot_id for goal in rows})
    found: dict[int, list[Standing]] = defaultdict(list)
    for goal in rows:
        found[goal.pilot_id].append(_standing(goal, results[goal.pk], sites[goal.pilot_id]))
    return found


def _standing(goal: Goal, told: list[Result], sites: list[Site]) -> Standing:
    result = told[0] if told else None
    if goal.band:
        here = [site for site in sites if goal.place_id in (None, site.place_id)]
        rolled = [(band, sum(site.band == band for site in here)) for band in reversed(BANDS)]
        answer = _of_ratings(goal, result, here)
    else:
        here, rolled = [], []
        answer = None
        if result is not None:
            answer = goals.outcome(
                goals.read_goal(goal.written), goals.read_goal(result.written), goals.read_goal(result.whole)
            )
    is_judged = answer is None and result is not None and bool(result.judged)
    if is_judged and result is not None:
        answer = Outcome(result.judged)
    return Standing(
        goal=goal,
        result=result,
        outcome=answer,
        by_person=is_judged,
        earlier=tuple(told[1:]),
        rolled_up=tuple((band, number) for band, number in rolled if number),
        unrated=sum(not site.band for site in here),
    )


def _of_ratings(goal: Goal, result: Result | None, sites: list[Site]) -> Outcome | None:
    """What was told of all places together goes before what is known of each."""
    wanted, share = Band(goal.band), goals.read_goal(goal.written) or goals.WHOLE
    if result is not None and result.band:
        reached = goals.read_goal(result.written) or goals.WHOLE
        return goals.rated_as_told(wanted, share, Band(result.band), reached)
    return goals.rated(wanted, share, [Band(site.band) if site.band else None for site in sites])


def goal(pk: int, *, seen_by: User, on: date) -> Goal:
    """Errors: Goal.DoesNotExist."""
    rows = Goal.objects.select_related("pilot").filter(dropped_at__isnull=True)
    return rows.filter(pilot__in=_seen(seen_by, on)).get(pk=pk)


def spreads_of(pilot: Pilot) -> list[Spread]:
    """Decisions that stand, in their order."""
    rows = pilot.spreads.filter(taken_back_at__isnull=True).prefetch_related("places")
    return list(rows.order_by("decided_on", "pk"))


def get_spread(pk: int, *, seen_by: User, on: date) -> Spread:
    """Errors: Spread.DoesNotExist."""
    rows = Spread.objects.select_related("pilot").filter(taken_back_at__isnull=True)
    return rows.filter(pilot__in=_seen(seen_by, on)).get(pk=pk)


def reopenings_of(pilot: Pilot) -> list[Reopening]:
    """The latest first."""
    return list(pilot.reopenings.select_related("reopened_by").order_by("-pk"))


def by_centres(pilot: Pilot, on: date) -> dict[int, tuple[int, Qualifier]]:
    """goal → what the books of learning centres where it is aimed at hold for the pilot's months so far.

    Of goals about classes or attendances; without those where no centre keeps a book.
    """
    rows = pilot.goals.filter(dropped_at__isnull=True, indicator__in=CENTRE_INDICATORS)
    wanted = list(rows.values_list("pk", "indicator", "place"))
    if not wanted:
        return {}
    until = min(day for day in (pilot.until, pilot.closed_on, on) if day is not None)
    sites = set(pilot.sites.values_list("place", flat=True))
    found: dict[int, tuple[int, Qualifier]] = {}
    for goal, indicator, place in wanted:
        inside = _inside(sites if place is None else {place}, pilot.first, until)
        told = centres.kept_between(inside, pilot.first, until)
        if told is not None:
            classes, came = told
            is_classes = indicator == CLASSES
            found[goal] = (classes, Qualifier.EXACT) if is_classes else (came.attendances, came.qualifier)
    return found


def _inside(sites: Collection[int], first: date, until: date) -> set[int]:
    """The sites and what lay below them on either day: one that was closed meanwhile has nothing below it."""
    found: set[int] = set()
    for site in sites:
        for day in (first, until):
            with suppress(places.PlaceUnknownThen):
                found |= set(places.ids_below(site, day))
    return found


def numbers_taking_part(pilots: Collection[int]) -> dict[int, dict[str, int]]:
    """pilot → kind → how many take part."""
    rows = Participant.objects.filter(pilot__in=pilots, left_at__isnull=True)
    told = rows.values_list("pilot", "subject__kind").annotate(number=Count("pk"))
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for pilot, kind, number in told.order_by("pilot", "subject__kind"):
        found[pilot][kind] = number
    return found


def candidates(
    pilot: Pilot,
    kind: Title,
    *,
    search: str,
    seen_by: User,
    on: date,
    only_taking_part: bool = False,
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> tuple[list[tuple[Subject, Participant | None]], tuple[str, int] | None]:
    """One page by name of the kind's subjects at the pilot's places with their part in it; where the next begins."""
    below = Q(pk__in=Participant.objects.filter(pilot=pilot, left_at__isnull=True).values("subject"))
    for where in where_now(pilot, on):
        below |= Q(place__in=places.ids_below(where, on, with_custody=True))
    rows = access.visible(
        Subject.objects.filter(existing_on(on), below, kind=kind), seen_by, on, title="kind"
    )
    part = Participant.objects.filter(pilot=pilot, left_at__isnull=True)
    if only_taking_part:
        rows = rows.filter(pk__in=part.values("subject"))
    if search:
        rows = named(rows, search)
    shown, following = by_name(rows, after, limit)
    taking = {one.subject_id: one for one in part.filter(subject__in=[row.pk for row in shown])}
    return [(row, taking.get(row.pk)) for row in shown], following


def practices(
    search: str = "", *, title: str = "", after: int | None = None, limit: int = 30
) -> tuple[list[Practice], int | None]:
    """Good practices that are still told, in any spelling, the latest first; and where the next page begins."""
    rows = Practice.objects.filter(taken_back_at__isnull=True)
    if title:
        rows = rows.filter(title=title)
    if search:
        rows = named(rows, search)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.select_related("pilot").order_by("-pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def practice(pk: int) -> Practice:
    """Everybody who signed in may read it. Errors: Practice.DoesNotExist."""
    return Practice.objects.select_related("pilot").get(pk=pk, taken_back_at__isnull=True)


def practice_ever(pk: int) -> Practice:
    """Also one that was taken back. Errors: Practice.DoesNotExist."""
    return Practice.objects.get(pk=pk)


def practices_of(pilot: Pilot) -> list[Practice]:
    return list(pilot.practices.filter(taken_back_at__isnull=True).order_by("pk"))


def copies_of(practices: Iterable[int]) -> dict[int, int]:
    """practice → how many plans were made from it."""
    rows = Pilot.objects.filter(copied_from__in=list(practices)).values_list("copied_from")
    return dict(rows.annotate(number=Count("pk")).order_by("copied_from"))


def _seen(seen_by: User, on: date) -> QuerySet[Pilot]:
    kept = access.visible(Pilot.objects.all(), seen_by, on, title=None)
    sites = access.visible(Site.objects.all(), seen_by, on, title=None)
    return Pilot.objects.filter(Q(pk__in=kept.values("pk")) | Q(pk__in=sites.values("pilot")))
