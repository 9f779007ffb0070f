"""Setting by which day returns are due, and taking that back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures.models import Deadline
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import PeriodKind, reported_period
from khuyenhoc.domain.roles import Permission

MOST_DAYS = 366


class DeadlineTooEarly(RuleBroken):
    """Nothing can be handed in before its period has begun; facts: period, day."""

    code = "DEADLINE_TOO_EARLY"


class DeadlineFarOff(RuleBroken):
    """More than a year before or after the period's end; facts: days, most."""

    code = "DEADLINE_FAR_OFF"


class DeadlineGone(RuleBroken):
    """The deadline does not stand any more; facts: deadline."""

    code = "DEADLINE_GONE"


@dataclass(frozen=True, slots=True)
class NewDeadline:
    """Of one period by a day, or (kind) of every period of a length, so many days after its last one.

    place: who sets it, for all below; only: for this one of them.
    """

    place: int
    period: str = ""
    due: date | None = None
    kind: PeriodKind | None = None
    days_after: int = 0
    only: int | None = None
    note: str = ""


@transaction.atomic
def set_deadline(new: NewDeadline, *, by: User, at: datetime) -> Deadline:
    """Set one; what the place had set for the same period, or kind, and the same places is superseded.

    Errors: OutsideScope (also where `only` does not lie below), PeriodUnclear, DeadlineTooEarly, DeadlineFarOff.
    """
    access.require(by, Permission.SET_FIGURES, [new.place], at=at)
    if new.only is not None and new.only not in set(places.ids_below(new.place, day_of(at))) - {new.place}:
        raise access.OutsideScope(permission=Permission.SET_FIGURES.value)
    row = Deadline(
        place_id=new.place, only_id=new.only, note=new.note.strip()[:400], set_by=by, recorded_at=at
    )
    if new.kind is not None:
        if abs(new.days_after) > MOST_DAYS:
            raise DeadlineFarOff(days=new.days_after, most=MOST_DAYS)
        row.kind, row.days_after = new.kind.value, new.days_after
    else:
        _key, row.first, row.until = reported_period(new.period)
        row.period_written, row.due = " ".join(new.period.split())[:80], new.due
        if new.due is None or new.due < row.first:
            raise DeadlineTooEarly(period=row.period_written, day=new.due or row.first)
    _alike(row).update(superseded_at=at)
    row.save()
    _tell("deadline.set", row, by=by, at=at)
    return row


@transaction.atomic
def take_deadline_away(deadline: int, *, again: bool = False, by: User, at: datetime) -> Deadline | None:
    """It holds no more; again: what it had replaced holds once more, and is returned.

    Errors: DeadlineGone, OutsideScope.
    """
    row = Deadline.objects.filter(pk=deadline, superseded_at__isnull=True).first()
    if row is None:
        raise DeadlineGone(deadline=deadline)
    access.require(by, Permission.SET_FIGURES, [row.place_id], at=at)
    Deadline.objects.filter(pk=row.pk).update(superseded_at=at)
    _tell("deadline.taken_away", row, by=by, at=at)
    if not again:
        return None
    before = _alike(row, superseded_at=row.recorded_at).exclude(pk=row.pk).order_by("pk").last()
    if before is None:
        return None
    before.pk, before.set_by, before.recorded_at, before.superseded_at = None, by, at, None
    before.save(force_insert=True)
    _tell("deadline.set", before, by=by, at=at)
    return before


def _alike(row: Deadline, superseded_at: datetime | None = None) -> QuerySet[Deadline]:
    rows = Deadline.objects.filter(place=row.place_id, only=row.only_id, kind=row.kind)
    rows = rows.filter(first=row.first, until=row.until) if not row.kind else rows
    return (
        rows.filter(superseded_at=superseded_at) if superseded_at else rows.filter(superseded_at__isnull=True)
    )


def _tell(deed: str, row: Deadline, *, by: User, at: datetime) -> None:
    audit.record(deed, by=by.username, at=at, kind="deadline", object_id=row.pk, place_id=row.place_id)
