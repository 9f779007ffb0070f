"""The commune's verification, sending back, and taking a case out of the round."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions.cases import (
    log,
    move,
    read_cases,
    require,
    require_reason,
    return_cases,
)
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.workflow import State, Step


class VerifiesOwnEntry(RuleBroken):
    """Nobody verifies what they entered; facts: cases, number."""

    code = "VERIFIES_OWN_ENTRY"


@transaction.atomic
def verify(assessment_ids: Collection[int], *, by: User, at: datetime) -> None:
    """Confirm that the answers are true. Errors: as move, OutsideScope, VerifiesOwnEntry."""
    cases = read_cases(assessment_ids)
    require(by, Permission.VERIFY, cases, at)
    own = [case.pk for case in cases if by.pk in case.authors]
    if own:
        raise VerifiesOwnEntry(cases=own, number=len(own))
    move(cases, Step.VERIFY, verified_by=by, verified_at=at)
    log("assessment.verified", cases, by, at)


@transaction.atomic
def send_back(
    assessment_ids: Collection[int],
    *,
    reason: str,
    indicators: Sequence[str] = (),
    permission: Permission = Permission.VERIFY,
    by: User,
    at: datetime,
) -> None:
    """Return cases to whoever entered them, with a reason, for some indicators or all.

    permission: that of the station which sends back (review, verify, propose or decide).
    Errors: as move, OutsideScope, ReasonMissing.
    """
    require_reason(reason)
    cases = read_cases(assessment_ids)
    require(by, permission, cases, at)
    return_cases(cases, reason=reason, indicators=indicators, by=by, at=at)
    log("assessment.returned", cases, by, at)


@transaction.atomic
def withdraw(assessment_ids: Collection[int], *, reason: str, by: User, at: datetime) -> None:
    """Take cases out of the round before the decision. Errors: as move, OutsideScope, ReasonMissing."""
    require_reason(reason)
    cases = read_cases(assessment_ids)
    require(by, Permission.REGISTER, cases, at)
    move(cases, Step.WITHDRAW, closed_at=at, closed_reason=reason)
    # the states were moved above; here only the registration is taken back
    rounds.withdraw([c.registration for c in cases], state=State.WITHDRAWN, reason=reason, by=by, at=at)
    log("assessment.withdrawn", cases, by, at)
