"""Putting cases before the deciding body, and closing them as it decides."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions.cases import (
    Case,
    ChangedMeanwhile,
    move,
    one_round,
    read_cases,
    require,
    require_reason,
)
from khuyenhoc.apps.assessments.actions.entering import answers_changed, read_answers, scored
from khuyenhoc.apps.assessments.models import AnswerChange, Assessment, Proposal
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.domain import answers, scoring
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Tally
from khuyenhoc.domain.workflow import Step
from khuyenhoc.storing import among, insert


class NotPassing(RuleBroken):
    """Only what passes its set may be proposed; facts: cases, number."""

    code = "NOT_PASSING"


@transaction.atomic
def propose(
    assessment_ids: Collection[int],
    *,
    place: int,
    measured: Mapping[int, Mapping[str, tuple[int, int]]],
    by: User,
    at: datetime,
    effective_on: date | None = None,
) -> Proposal:
    """Put cases of one round on a list for the deciding body.

    measured: subject → what the system counts today; a case scored with other counts is scored again, and one
    that no longer passes stops the whole list. Errors: as move, OutsideScope, OtherRound, NotPassing.
    """
    cases = read_cases(assessment_ids)
    access.require(by, Permission.PROPOSE, [place], at=at, titles={case.title for case in cases})
    require(by, Permission.PROPOSE, cases, at)
    one_round(cases)
    if measured and _score_again(cases, measured, by=by, at=at):
        cases = read_cases(assessment_ids)
    short = [case.pk for case in cases if not case.passed]
    if short:
        raise NotPassing(cases=short, number=len(short))
    proposal = Proposal.objects.create(
        round_id=one_round(cases),
        place_id=place,
        proposed_by=by,
        effective_on=effective_on or day_of(at),
        recorded_at=at,
    )
    counts.add(move(cases, Step.PROPOSE, proposal_id=proposal.pk))
    audit.record(
        "assessment.proposed",
        by=by.username,
        at=at,
        kind="proposal",
        object_id=proposal.pk,
        place_id=place,
        cases=[case.pk for case in cases],
    )
    return proposal


def _score_again(
    cases: Collection[Case],
    measured: Mapping[int, Mapping[str, tuple[int, int]]],
    *,
    by: User,
    at: datetime,
) -> int:
    """Returns how many changed."""
    sets = criteria.by_ids({case.criteria_set for case in cases})
    reanswered: list[AnswerChange] = []
    number = 0
    for known in Assessment.objects.filter(among("pk", [case.pk for case in cases])).order_by("pk"):
        rules = criteria.rules(sets[known.criteria_set_id])  # each by its own, whatever asks in the round now
        given = {
            **answers.from_json(rules, known.answers),
            **read_answers(rules, {}, measured.get(known.subject_id, {})),
        }
        after = answers.to_json(given)
        if after == known.answers:
            continue
        changed = Assessment.objects.filter(pk=known.pk, revision=known.revision).update(
            answers=after, revision=F("revision") + 1, **scored(scoring.score(rules, given))
        )
        if not changed:
            raise ChangedMeanwhile(cases=[known.pk], number=1)
        number += 1
        reanswered += answers_changed(known, after, reason="Hệ thống đếm lại khi đề nghị", by=by, at=at)
    insert(reanswered)
    return number


def conclude(cases: Collection[Case], refuse: Mapping[int, str], *, by: User, at: datetime) -> Counter[Tally]:
    """Close cases as the decision says: those in `refuse` (assessment → reason) are not recognised, the others are.

    A part of recognition.actions.decide, which checks who may do it, on the very cases it read and checked;
    returns what it changes in the counts. Errors: as move, ReasonMissing.
    """
    changes: Counter[Tally] = Counter()
    recognised = [case for case in cases if case.pk not in refuse]
    if recognised:
        changes.update(move(recognised, Step.RECOGNISE, closed_at=at, closed_by_id=by.pk))
    reasons: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.pk in refuse:
            require_reason(refuse[case.pk])
            reasons[refuse[case.pk]].append(case)
    for reason, turned_down in sorted(reasons.items()):
        changes.update(move(turned_down, Step.REFUSE, closed_at=at, closed_by_id=by.pk, closed_reason=reason))
    return changes
