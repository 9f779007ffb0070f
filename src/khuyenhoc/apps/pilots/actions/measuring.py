"""What was measured for a goal."""

from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.pilots.actions.planning import GoalUnknown, record, touch
from khuyenhoc.apps.pilots.models import Goal, Result
from khuyenhoc.domain import goals
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.goals import Band, Outcome
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean


class NothingMeasured(RuleBroken):
    """A result has a number or a rating, or a person's word with a note; facts: none."""

    code = "NOTHING_MEASURED"


class ResultToCome(RuleBroken):
    """Nothing is measured on a day to come; facts: day."""

    code = "RESULT_TO_COME"


@transaction.atomic
def measure(
    goal: Goal,
    *,
    written: str = "",
    whole: str = "",
    band: str = "",
    judged: str = "",
    note: str = "",
    measured_on: date,
    by: User,
    at: datetime,
) -> Result:
    """Note a result, as written; the latest one holds. judged: only asked where numbers give no answer.

    Errors: OutsideScope, PilotClosed, GoalUnknown, NumberUnreadable, MeasuresDiffer, NothingMeasured, ResultToCome.
    """
    access.require(by, Permission.KEEP_BOOKS, [goal.pilot.place_id], at=at)
    touch(goal.pilot)
    if goal.dropped_at is not None:
        raise GoalUnknown()
    if measured_on > day_of(at):
        raise ResultToCome(day=measured_on)
    said = clean(note)
    number, base = goals.read_goal(written), goals.read_goal(whole)
    if number is None and not band and not (judged and said):
        raise NothingMeasured()
    if judged and not said:
        raise NothingMeasured()
    if not goal.band:
        goals.outcome(goals.read_goal(goal.written), number, base)  # refused when they cannot be compared
    made = Result.objects.create(
        goal=goal,
        written=clean(written),
        whole=clean(whole),
        band=Band(band) if band else "",
        judged=Outcome(judged) if judged else "",
        note=said,
        measured_on=measured_on,
        told_by=by,
        told_at=at,
    )
    record("pilot.measured", goal.pilot, by, at, goal=goal.pk, result=made.pk)
    return made
