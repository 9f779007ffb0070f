"""A pilot is summed up and closed, or taken up again; what proved itself is decided to be done elsewhere."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.pilots.actions.measuring import ResultToCome
from khuyenhoc.apps.pilots.actions.planning import record, touch
from khuyenhoc.apps.pilots.models import Pilot, Reopening, Spread
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


class NoReason(RuleBroken):
    """Taking up again and taking back say why; facts: none."""

    code = "PILOT_NO_REASON"


class SpreadStands(RuleBroken):
    """A decision to spread rests on the summary, and is taken back first; facts: number."""

    code = "PILOT_SPREAD_STANDS"


class SpreadGone(RuleBroken):
    """The decision was taken back before; facts: none."""

    code = "SPREAD_GONE"


class SpreadTwice(RuleBroken):
    """The decision with this number is noted already; facts: number."""

    code = "SPREAD_TWICE"


@transaction.atomic
def close(pilot: Pilot, *, summary: str, on: date, by: User, at: datetime) -> None:
    """Nothing of it changes until it is reopened. Errors: OutsideScope, PilotClosed, NoSummary, ResultToCome."""
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
def reopen(pilot: Pilot, *, why: str, by: User, at: datetime) -> Reopening:
    """Take a closed pilot up again; how it had been closed is kept. Whoever may close may reopen.

    Errors: OutsideScope, NoReason, NotClosed, SpreadStands.
    """
    access.require(by, Permission.KEEP_BOOKS, [pilot.place_id], at=at)
    if not clean(why):
        raise NoReason()
    found = Pilot.objects.filter(pk=pilot.pk).select_for_update(no_key=True).get()
    if found.closed_on is None:
        raise NotClosed()
    standing = found.spreads.filter(taken_back_at__isnull=True).order_by("pk").first()
    if standing is not None:
        raise SpreadStands(number=standing.number)
    made = Reopening.objects.create(
        pilot=found,
        closed_on=found.closed_on,
        summary=found.summary,
        why=clean(why),
        reopened_by=by,
        reopened_at=at,
    )
    Pilot.objects.filter(pk=pilot.pk).update(
        closed_on=None, closed_by=None, closed_at=None, revision=F("revision") + 1
    )
    record("pilot.reopened", pilot, by, at)
    return made


@transaction.atomic
def take_spread_back(spread: Spread, *, why: str, by: User, at: datetime) -> None:
    """It was noted by mistake. Errors: OutsideScope, NoReason, SpreadGone."""
    access.require(by, Permission.APPROVE_BOOKS, [spread.pilot.place_id], at=at)
    if not clean(why):
        raise NoReason()
    if not Spread.objects.filter(pk=spread.pk, taken_back_at__isnull=True).update(
        taken_back_at=at, why_taken_back=clean(why)
    ):
        raise SpreadGone()
    record("pilot.spread_taken_back", spread.pilot, by, at, spread=spread.pk)


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
    if found.spreads.filter(number=clean(number), taken_back_at__isnull=True).exists():
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
