"""The commune's verification, sending back, and taking a case out of the round."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions.cases import (
    log,
    move,
    read_cases,
    require,
    require_reason,
    return_cases,
)
from khuyenhoc.apps.assessments.actions.visiting import require_visited
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import MAY_SEND_BACK, Permission
from khuyenhoc.domain.workflow import Step


class VerifiesOwnEntry(RuleBroken):
    """Nobody verifies what they entered; facts: cases, number."""

    code = "VERIFIES_OWN_ENTRY"


@transaction.atomic
def verify(assessment_ids: Collection[int], *, by: User, at: datetime) -> None:
    """Confirm that the answers are true.

    Errors: as move, OutsideScope, VerifiesOwnEntry, RevisitMissing, RevisitDiffers.
    """
    cases = read_cases(assessment_ids)
    require(by, Permission.VERIFY, cases, at)
    own = [case.pk for case in cases if by.pk in case.authors]
    if own:
        raise VerifiesOwnEntry(cases=own, number=len(own))
    require_visited(cases)
    counts.add(move(cases, Step.VERIFY, verified_by_id=by.pk, verified_at=at))
    log("assessment.verified", cases, by, at)


def send_back(
    assessment_ids: Collection[int],
    *,
    reason: str,
    indicators: Sequence[str] = (),
    permission: Permission = Permission.VERIFY,
    by: User,
    at: datetime,
) -> None:
    """Return cases to whoever entered them, all of them for the same indicators or for all.

    Errors: as send_back_each.
    """
    gaps = dict.fromkeys(assessment_ids, indicators)
    send_back_each(gaps, reason=reason, permission=permission, by=by, at=at)


@transaction.atomic
def send_back_each(
    gaps: Mapping[int, Sequence[str]],
    *,
    reason: str,
    permission: Permission = Permission.VERIFY,
    by: User,
    at: datetime,
) -> None:
    """Return cases to whoever entered them, with a reason, each for some indicators or, with none, for all.

    permission: that of the station which sends back; it must be one the cases have come to, so that nobody
    takes back what already lies before somebody else.
    Errors: as move, OutsideScope, ReasonMissing.
    """
    require_reason(reason)
    cases = read_cases(gaps)
    require(by, permission, cases, at)
    if any(permission not in MAY_SEND_BACK.get(case.state, {permission}) for case in cases):
        raise OutsideScope(permission=permission.value)
    counts.add(return_cases(cases, reason=reason, gaps=gaps, by=by, at=at))
    log("assessment.returned", cases, by, at)


@transaction.atomic
def withdraw(assessment_ids: Collection[int], *, reason: str, by: User, at: datetime) -> None:
    """Take cases out of the round before the decision. Errors: as move, OutsideScope, ReasonMissing."""
    require_reason(reason)
    cases = read_cases(assessment_ids)
    require(by, Permission.REGISTER, cases, at)
    changes = move(cases, Step.WITHDRAW, closed_at=at, closed_by_id=by.pk, closed_reason=reason)
    registered = [case.registration for case in cases]
    changes.update(rounds.take_back(registered, is_assessed=True, reason=reason, by=by, at=at))
    counts.add(changes)
    log("assessment.withdrawn", cases, by, at)
