"""Undoing a verification or a proposal that was pressed by mistake, before the next station went on from it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions.cases import Case, log, move, read_cases, require, require_reason
from khuyenhoc.apps.assessments.models import TakenBack
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.workflow import Step
from khuyenhoc.storing import insert


@transaction.atomic
def take_back_verification(assessment_ids: Collection[int], *, reason: str, by: User, at: datetime) -> None:
    """Let verified cases wait for verification again. Errors: as move, OutsideScope, ReasonMissing."""
    require_reason(reason)
    cases = read_cases(assessment_ids)
    require(by, Permission.VERIFY, cases, at)
    counts.add(move(cases, Step.UNVERIFY, verified_by_id=None, verified_at=None))
    _keep(cases, reason=reason, by=by, at=at)
    log("assessment.verification_taken_back", cases, by, at)


@transaction.atomic
def take_back_proposal(assessment_ids: Collection[int], *, reason: str, by: User, at: datetime) -> None:
    """Take cases off their list, as long as nothing was decided on them; they stay verified.

    Errors: as move, OutsideScope, ReasonMissing.
    """
    require_reason(reason)
    cases = read_cases(assessment_ids)
    require(by, Permission.PROPOSE, cases, at)
    counts.add(move(cases, Step.UNPROPOSE, proposal_id=None))
    _keep(cases, reason=reason, by=by, at=at)
    log("assessment.proposal_taken_back", cases, by, at)


def _keep(cases: Collection[Case], *, reason: str, by: User, at: datetime) -> None:
    insert(
        [
            TakenBack(
                assessment_id=case.pk,
                from_state=case.state,
                verified_by_id=case.verified_by,
                verified_at=case.verified_at,
                proposal_id=case.proposal,
                reason=reason,
                taken_back_by=by,
                recorded_at=at,
            )
            for case in cases
            if case.verified_by is not None and case.verified_at is not None  # the steps before see to it
        ]
    )
