"""A pilot is summed up and closed; what proved itself is decided to be done elsewhere."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.pilots.actions.measuring import ResultToCome
from khuyenhoc.apps.pilots.actions.planning import record, touch
from khuyenhoc.apps.pilots.models import Pilot, Spread
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean


class NoSummary(RuleBroken):
    """A pilot closes with a summary; facts: none."""

    code = "PILOT_NO_SUMMARY"


class NotClosed(RuleBroken):
    """Only what was summed up is spread; facts: none."""

    code = "PILOT_NOT_CLOSED"


class SpreadTwice(RuleBroken):
    """The decision with this number is noted already; facts: number."""

    code = "SPREAD_TWICE"


@transaction.atomic
def close(pilot: Pilot, *, summary: str, on: date, by: User, at: datetime) -> None:
    """Nothing of it changes any more. Errors: OutsideScope, PilotClosed, NoSummary, ResultToCome."""
    access.require(by, Permission.KEEP_BOOKS, [pilot.place_id], at=at)
    touch(pilot)
    if not summary.strip():
        raise NoSummary()
    if on > day_of(at):
        raise ResultToCome(day=on)
    Pilot.objects.filter(pk=pilot.pk).update(
        summary=summary.strip(), closed_on=on, closed_by=by, closed_at=at
    )
    record("pilot.closed", pilot, by, at, on=on.isoformat())


@transaction.atomic
def spread(
    pilot: Pilot,
    *,
    number: str,
    decided_on: date,
    body: str,
    where: Collection[int],
    note: str = "",
    by: User,
    at: datetime,
) -> Spread:
    """Note the decision by which others do the same; it takes whoever approves the books there.

    where: places below the pilot's own or elsewhere, which learn nothing by it. Errors: OutsideScope, NotClosed,
    SpreadTwice, ResultToCome.
    """
    access.require(by, Permission.APPROVE_BOOKS, {pilot.place_id, *where}, at=at)
    # the row is locked, so that one number is noted once
    found = Pilot.objects.filter(pk=pilot.pk).select_for_update(no_key=True).get()
    if found.closed_on is None:
        raise NotClosed()
    if decided_on > day_of(at):
        raise ResultToCome(day=decided_on)
    if Spread.objects.filter(pilot=pilot, number=clean(number)).exists():
        raise SpreadTwice(number=clean(number))
    made = Spread.objects.create(
        pilot=pilot,
        number=clean(number),
        decided_on=decided_on,
        body=clean(body),
        note=clean(note),
        recorded_by=by,
        recorded_at=at,
    )
    made.places.set(sorted(set(where)))
    record("pilot.spread", pilot, by, at, places=sorted(set(where)))
    return made
