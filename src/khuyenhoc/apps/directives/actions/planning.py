"""Tasks of a place's plan: set, changed, reviewed, dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.directives import queries
from khuyenhoc.apps.directives.models import PlanTask, TaskReview
from khuyenhoc.domain import plan_tasks
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.plan_tasks import Review
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, search_key


class DeadlineOutsidePlan(RuleBroken):
    """A task of a year ends in it or in the next one; facts: day, year."""

    code = "DEADLINE_OUTSIDE_PLAN"


class TaskChanged(RuleBroken):
    """Somebody changed the task meanwhile; facts: none."""

    code = "TASK_CHANGED"


class TaskDropped(RuleBroken):
    """The task was dropped; facts: none."""

    code = "TASK_DROPPED"


@dataclass(frozen=True, slots=True)
class NewTask:
    """As apps.directives.models.PlanTask."""

    year: int
    title: str
    deadline: date
    lead: str = ""
    partners: str = ""
    instrument: int | None = None
    note: str = ""


@transaction.atomic
def set_tasks(place: int, new: Sequence[NewTask], *, by: User, at: datetime) -> list[PlanTask]:
    """Errors: OutsideScope, DeadlineOutsidePlan, Instrument.DoesNotExist."""
    access.require(by, Permission.KEEP_BOOKS, [place], at=at)
    made = [
        PlanTask.objects.create(
            place_id=place, **_columns(one, by, at), recorded_by=by.username, recorded_at=at
        )
        for one in new
    ]
    for row in made:
        _tell("plan_task.set", row, by=by, at=at)
    return made


@transaction.atomic
def change_task(task: int, new: NewTask, *, revision: int, by: User, at: datetime) -> PlanTask:
    """revision: of what the person saw.

    Errors: PlanTask.DoesNotExist, OutsideScope, DeadlineOutsidePlan, TaskChanged, Instrument.DoesNotExist.
    """
    row = _open(task, by, at)
    changed = PlanTask.objects.filter(pk=row.pk, revision=revision, dropped_at__isnull=True).update(
        **_columns(new, by, at), revision=revision + 1, recorded_by=by.username, recorded_at=at
    )
    if not changed:
        raise TaskChanged()
    _tell("plan_task.changed", row, by=by, at=at)
    row.refresh_from_db()
    return row


@transaction.atomic
def review_task(task: int, review: Review, *, note: str = "", by: User, at: datetime) -> TaskReview:
    """Errors: PlanTask.DoesNotExist, OutsideScope, TaskDropped and those of domain.plan_tasks.check_review."""
    _open(task, by, at)
    row = PlanTask.objects.select_for_update().get(pk=task)  # two final reviews at once: the second waits
    plan_tasks.check_review(review, queries.reviews_of(row))
    made = TaskReview.objects.create(
        task=row,
        stage=review.stage.value,
        outcome=review.outcome.value,
        on=review.on,
        note=note.strip()[:1_000],
        recorded_by=by.username,
        recorded_at=at,
    )
    _tell("plan_task.reviewed", row, by=by, at=at)
    return made


@transaction.atomic
def drop_task(task: int, *, reason: str, by: User, at: datetime) -> PlanTask:
    """Errors: PlanTask.DoesNotExist, OutsideScope, TaskDropped."""
    row = _open(task, by, at)
    PlanTask.objects.filter(pk=row.pk).update(dropped_at=at, dropped_reason=clean(reason)[:400])
    _tell("plan_task.dropped", row, by=by, at=at)
    return row


@transaction.atomic
def take_up_again(task: int, *, by: User, at: datetime) -> PlanTask:
    """A task that was dropped by mistake; one that was not stays. Errors: PlanTask.DoesNotExist, OutsideScope."""
    row = PlanTask.objects.get(pk=task)
    access.require(by, Permission.KEEP_BOOKS, [row.place_id], at=at)
    if PlanTask.objects.filter(pk=row.pk, dropped_at__isnull=False).update(
        dropped_at=None, dropped_reason=""
    ):
        _tell("plan_task.taken_up", row, by=by, at=at)
    return row


def _open(task: int, by: User, at: datetime) -> PlanTask:
    row = PlanTask.objects.get(pk=task)
    access.require(by, Permission.KEEP_BOOKS, [row.place_id], at=at)
    if row.dropped_at is not None:
        raise TaskDropped()
    return row


def _columns(new: NewTask, by: User, at: datetime) -> dict[str, Any]:
    if not new.year <= new.deadline.year <= new.year + 1:
        raise DeadlineOutsidePlan(day=new.deadline, year=new.year)
    if new.instrument is not None:
        queries.instrument(new.instrument, seen_by=by, on=day_of(at))
    title, lead, partners = clean(new.title), clean(new.lead), clean(new.partners)
    return {
        "year": new.year,
        "title": title,
        "lead": lead,
        "partners": partners,
        "deadline": new.deadline,
        "instrument_id": new.instrument,
        "note": clean(new.note),
        "search_key": search_key(" ".join((title, lead, partners))),
    }


def _tell(deed: str, row: PlanTask, *, by: User, at: datetime) -> None:
    audit.record(deed, by=by.username, at=at, kind="plan_task", object_id=row.pk, place_id=row.place_id)
