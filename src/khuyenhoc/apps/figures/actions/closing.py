"""Closing a period."""

from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures.models import Lock
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import reported_period
from khuyenhoc.domain.roles import Permission


class LockedAlready(RuleBroken):
    """The place closed that period before; facts: period, day."""

    code = "LOCKED_ALREADY"


@transaction.atomic
def lock_period(place: int, period: str, *, note: str = "", by: User, at: datetime) -> Lock:
    """Close a period for a place and all below it: what changes later is a correction with a reason.

    It holds for every figure and base whose period ends inside. Errors: OutsideScope, PeriodUnclear, LockedAlready.
    """
    access.require(by, Permission.SET_FIGURES, [place], at=at)
    _key, first, until = reported_period(period)
    made, fresh = Lock.objects.get_or_create(
        place_id=place,
        first=first,
        until=until,
        defaults={
            "period_written": " ".join(period.split())[:80],
            "note": note.strip()[:400],
            "locked_by": by,
            "recorded_at": at,
        },
    )
    if not fresh:
        raise LockedAlready(period=made.period_written, day=made.recorded_at.date())
    audit.record("figures.locked", by=by.username, at=at, kind="lock", object_id=made.pk, place_id=place)
    return made
