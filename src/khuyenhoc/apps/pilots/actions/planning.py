"""A pilot is opened, its goals are set, and the places where it runs are rated."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.pilots.models import Goal, Pilot, Practice, Site
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import goals
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.goals import Band
from khuyenhoc.domain.pilots import months
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean
from khuyenhoc.storing import among


class PilotClosed(RuleBroken):
    """What is closed stays as it was when it was summed up; facts: none."""

    code = "PILOT_CLOSED"


class PilotChanged(RuleBroken):
    """Somebody else changed the pilot since the page was opened; facts: none."""

    code = "PILOT_CHANGED"


class SiteElsewhere(RuleBroken):
    """A pilot runs at its own place and below it; facts: places."""

    code = "SITE_ELSEWHERE"


class SiteUnknown(RuleBroken):
    """The pilot does not run there; facts: none."""

    code = "SITE_UNKNOWN"


class GoalUnknown(RuleBroken):
    """The goal is none of this pilot's, or was dropped; facts: none."""

    code = "GOAL_UNKNOWN"


class SetNotThere(RuleBroken):
    """No criteria set has this name; facts: key."""

    code = "SET_NOT_THERE"


@dataclass(frozen=True, slots=True)
class NewGoal:
    """written: as people write it, "800 – 1.000", "100%", "15 hộ", "" for none. band: see models.Goal."""

    whom: str
    aim: str
    written: str = ""
    band: str = ""
    indicator: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class NewPilot:
    """first, until: months as written. sites: places where it runs. criteria_set: "code@version", "" for none."""

    name: str
    first: str
    until: str = ""
    theme: str = ""
    title: str = ""
    sites: Sequence[int] = ()
    criteria_set: str = ""
    goals: Sequence[NewGoal] = field(default=())


@transaction.atomic
def open_pilot(
    place: int, told: NewPilot, *, by: User, at: datetime, copied_from: Practice | None = None
) -> Pilot:
    """Errors: OutsideScope, PeriodUnclear, EndsBeforeItBegins, SiteElsewhere, SetNotThere, as `set_goal`."""
    access.require(by, Permission.KEEP_BOOKS, {place, *told.sites}, at=at)
    first, until = months(told.first, told.until)
    sites = _sites(place, told.sites, day_of(at))
    pilot = Pilot.objects.create(
        place_id=place,
        name=clean(told.name),
        theme=clean(told.theme),
        title=told.title,
        first=first,
        until=until,
        criteria_set=_set(told.criteria_set),
        copied_from=copied_from,
        opened_by=by,
        opened_at=at,
    )
    Site.objects.bulk_create(Site(pilot=pilot, place_id=one) for one in sites)
    Goal.objects.bulk_create(_goal(pilot, one, by, at) for one in told.goals)
    record("pilot.opened", pilot, by, at, sites=sorted(sites))
    return pilot


@transaction.atomic
def change(pilot: Pilot, told: NewPilot, *, revision: int, by: User, at: datetime) -> None:
    """What the plan says; its goals are changed one by one. A place keeps its rating while it stays.

    Errors: as `open_pilot`; PilotClosed, PilotChanged.
    """
    access.require(by, Permission.KEEP_BOOKS, {pilot.place_id, *told.sites}, at=at)
    first, until = months(told.first, told.until)
    touch(pilot, revision=revision)
    sites = _sites(pilot.place_id, told.sites, day_of(at))
    Pilot.objects.filter(pk=pilot.pk).update(
        name=clean(told.name),
        theme=clean(told.theme),
        title=told.title,
        first=first,
        until=until,
        criteria_set=_set(told.criteria_set),
    )
    here = Site.objects.filter(pilot=pilot)
    here.exclude(among("place", sites)).delete()
    there = set(here.values_list("place", flat=True))
    Site.objects.bulk_create(Site(pilot=pilot, place_id=one) for one in sites if one not in there)
    record("pilot.changed", pilot, by, at, sites=sorted(sites))


@transaction.atomic
def describe(
    pilot: Pilot, *, strengths: str, limits: str, lessons: str, revision: int, by: User, at: datetime
) -> None:
    """What went well, what did not and what was learnt. Errors: OutsideScope, PilotClosed, PilotChanged."""
    access.require(by, Permission.KEEP_BOOKS, [pilot.place_id], at=at)
    touch(pilot, revision=revision)
    Pilot.objects.filter(pk=pilot.pk).update(
        strengths=strengths.strip(), limits=limits.strip(), lessons=lessons.strip()
    )
    record("pilot.described", pilot, by, at)


@transaction.atomic
def set_goal(pilot: Pilot, told: NewGoal, *, by: User, at: datetime) -> Goal:
    """Errors: OutsideScope, PilotClosed, NumberUnreadable, SiteUnknown."""
    access.require(by, Permission.KEEP_BOOKS, [pilot.place_id], at=at)
    touch(pilot)
    goal = _goal(pilot, told, by, at)
    _require_site(pilot, told)
    goal.save()
    record("pilot.goal_set", pilot, by, at, goal=goal.pk)
    return goal


@transaction.atomic
def change_goal(goal: Goal, told: NewGoal, *, by: User, at: datetime) -> Goal:
    """The goal as it should have read; what was measured stays with it. Errors: as `set_goal`; GoalUnknown."""
    access.require(by, Permission.KEEP_BOOKS, [goal.pilot.place_id], at=at)
    touch(goal.pilot)
    new = _goal(goal.pilot, told, by, at)
    _require_site(goal.pilot, told)
    if not Goal.objects.filter(pk=goal.pk, dropped_at__isnull=True).update(
        whom=new.whom,
        aim=new.aim,
        written=new.written,
        band=new.band,
        indicator=new.indicator,
        place=new.place_id,
    ):
        raise GoalUnknown()
    record("pilot.goal_changed", goal.pilot, by, at, goal=goal.pk)
    goal.refresh_from_db()
    return goal


@transaction.atomic
def drop_goal(goal: Goal, *, by: User, at: datetime) -> None:
    """Errors: OutsideScope, PilotClosed, GoalUnknown."""
    access.require(by, Permission.KEEP_BOOKS, [goal.pilot.place_id], at=at)
    touch(goal.pilot)
    if not Goal.objects.filter(pk=goal.pk, dropped_at__isnull=True).update(dropped_at=at):
        raise GoalUnknown()
    record("pilot.goal_dropped", goal.pilot, by, at, goal=goal.pk)


@transaction.atomic
def rate(pilot: Pilot, bands: Mapping[int, str], *, by: User, at: datetime) -> None:
    """place → its rating, "" for none yet. Errors: OutsideScope, PilotClosed, SiteUnknown."""
    access.require(by, Permission.KEEP_BOOKS, [pilot.place_id], at=at)
    touch(pilot)
    for place, band in bands.items():
        if not Site.objects.filter(pilot=pilot, place=place).update(band=Band(band) if band else ""):
            raise SiteUnknown()
    record("pilot.rated", pilot, by, at, sites=sorted(bands))


def touch(pilot: Pilot, *, revision: int | None = None) -> None:
    """The pilot's row is this deed's alone until it ends. Errors: PilotClosed, PilotChanged."""
    rows = Pilot.objects.filter(pk=pilot.pk, closed_on__isnull=True)
    if not rows.update(revision=F("revision") + 1):
        raise PilotClosed()
    if revision is not None and not rows.filter(revision=revision + 1).exists():
        raise PilotChanged()


def record(deed: str, pilot: Pilot, by: User, at: datetime, **facts: object) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="pilot",
        object_id=pilot.pk,
        place_id=pilot.place_id,
        facts=facts,
    )


def _goal(pilot: Pilot, told: NewGoal, by: User, at: datetime) -> Goal:
    goals.read_goal(told.written)  # or it is refused
    return Goal(
        pilot=pilot,
        place_id=told.place,
        whom=clean(told.whom),
        aim=clean(told.aim),
        written=clean(told.written),
        band=Band(told.band) if told.band else "",
        indicator=told.indicator,
        set_by=by,
        set_at=at,
    )


def _require_site(pilot: Pilot, told: NewGoal) -> None:
    if told.place is not None and not Site.objects.filter(pilot=pilot, place=told.place).exists():
        raise SiteUnknown()


def _sites(place: int, wanted: Collection[int], on: date) -> set[int]:
    """At least the pilot's own place."""
    asked = set(wanted) or {place}
    below = places.ids_below(place, on, with_custody=True)
    inside = set(below.filter(among("pk", asked)))
    if away := asked - inside:
        raise SiteElsewhere(places=sorted(places.labels(away, on).values()))
    return asked


def _set(key: str) -> CriteriaSetVersion | None:
    if not key:
        return None
    code, _, version = key.partition("@")
    found = CriteriaSetVersion.objects.filter(code=code, version=version).first()
    if found is None:
        raise SetNotThere(key=key)
    return found
