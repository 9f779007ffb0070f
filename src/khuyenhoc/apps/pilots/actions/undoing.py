"""Pilots just opened are taken back, as if they had never been written."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.pilots.models import Goal, Participant, Pilot, Practice, Result, Site
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.storing import among


class PilotBuiltOn(RuleBroken):
    """Some were not opened today, or something was done to them since; facts: number."""

    code = "PILOT_BUILT_ON"


@transaction.atomic
def take_openings_back(pilots: Collection[int], *, by: User, at: datetime) -> int:
    """Pilots opened by one deed go with the goals and results which that deed set; returns how many went.

    All of them or none: only on the day they were opened, and only while nothing else was done to them.
    Errors: OutsideScope, PilotBuiltOn.
    """
    wanted = set(pilots)
    found = list(Pilot.objects.filter(among("pk", wanted)).order_by("pk").select_for_update(no_key=True))
    access.require(by, Permission.KEEP_BOOKS, {pilot.place_id for pilot in found}, at=at)
    if built_on := len(wanted) - sum(_untouched(pilot, at) for pilot in found):
        raise PilotBuiltOn(number=built_on)
    Result.objects.filter(goal__pilot__in=found).delete()
    Goal.objects.filter(pilot__in=found).delete()
    Site.objects.filter(pilot__in=found).delete()
    Pilot.objects.filter(pk__in=[pilot.pk for pilot in found]).delete()
    facts = {"pilots": [pilot.pk for pilot in found], "places": sorted({pilot.place_id for pilot in found})}
    audit.record("pilots.opening_taken_back", by=by.username, at=at, kind="pilot", facts=facts)
    return len(found)


def _untouched(pilot: Pilot, at: datetime) -> bool:
    """Every deed raises the revision; those of a workbook have the hour of the opening."""
    goals, results = Goal.objects.filter(pilot=pilot), Result.objects.filter(goal__pilot=pilot)
    later = ~Q(set_at=pilot.opened_at) | Q(dropped_at__isnull=False)
    return (
        day_of(pilot.opened_at) == day_of(at)
        and pilot.closed_on is None
        and pilot.revision == goals.count() + results.count()
        and not goals.filter(later).exists()
        and not results.exclude(told_at=pilot.opened_at).exists()
        and not Participant.objects.filter(pilot=pilot).exists()
        and not Practice.objects.filter(pilot=pilot).exists()
    )
