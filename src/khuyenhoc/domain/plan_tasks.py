"""Tasks of a place's plan for a year: how one stands, from its reviews and its deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken

SOON = timedelta(days=21)  # this product's choice: as long before the deadline a task is told at home


class Stage(StrEnum):
    INTERIM = "interim"
    FINAL = "final"


class Outcome(StrEnum):
    """What a review found. The first two are of an interim review, the others of the final one."""

    ON_TRACK = "on_track"
    BEHIND = "behind"
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


OUTCOMES = {
    Stage.INTERIM: (Outcome.ON_TRACK, Outcome.BEHIND),
    Stage.FINAL: (Outcome.DONE, Outcome.PARTLY, Outcome.NOT_DONE),
}


class TaskState(StrEnum):
    """Where a task stands; in the order in which a list shows it."""

    LATE = "late"
    SOON = "soon"
    BEHIND = "behind"
    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


CLOSED = frozenset({TaskState.DONE, TaskState.PARTLY, TaskState.NOT_DONE})


class OutcomeOfAnotherStage(RuleBroken):
    """Only the final review closes a task; facts: none."""

    code = "OUTCOME_OF_ANOTHER_STAGE"


class ReviewedAlready(RuleBroken):
    """After the final review there is no other; facts: none."""

    code = "TASK_REVIEWED_ALREADY"


class ReviewTooEarly(RuleBroken):
    """A review is not held before an earlier one; facts: day, before."""

    code = "REVIEW_TOO_EARLY"


@dataclass(frozen=True, slots=True)
class Review:
    stage: Stage
    outcome: Outcome
    on: date


def check_review(new: Review, before: Sequence[Review]) -> None:
    """before: the task's reviews so far, in order. Errors: OutcomeOfAnotherStage, ReviewedAlready, ReviewTooEarly."""
    if new.outcome not in OUTCOMES[new.stage]:
        raise OutcomeOfAnotherStage()
    if any(one.stage is Stage.FINAL for one in before):
        raise ReviewedAlready()
    if before and new.on < before[-1].on:
        raise ReviewTooEarly(day=new.on, before=before[-1].on)


def state(deadline: date, reviews: Sequence[Review], on: date) -> TaskState:
    """reviews: in order. A final one decides; else the deadline, then what the last interim one found."""
    if reviews and reviews[-1].stage is Stage.FINAL:
        return TaskState(reviews[-1].outcome.value)
    if deadline < on:
        return TaskState.LATE
    if deadline - on <= SOON:
        return TaskState.SOON
    return TaskState.BEHIND if reviews and reviews[-1].outcome is Outcome.BEHIND else TaskState.OPEN
