"""One case from registration to today: every step, who took it, when and why, and how its points came about."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from khuyenhoc.analytics.cases import state_of
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts import queries as accounts
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import AnswerChange, Assessment, Return, Revisit, TakenBack, Vote
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognitions
from khuyenhoc.apps.recognition.models import Distinction, Recognition, StandingChange
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.domain import answers
from khuyenhoc.domain.answers import Answer
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened; `by`: the name of whoever did it.

    what: a workflow state, "changed", "set_switched", "drawn", "revisited", "taken_back" or "distinguished".
    """

    what: str
    at: datetime
    on: date
    by: str
    facts: dict[str, Any] = field(default_factory=dict)


# Of what was recorded at one moment: what comes first on a case's way, and whatever ends it last.
_ORDER = {
    what: position
    for position, what in enumerate(
        (
            State.REGISTERED,
            State.SELF_ASSESSED,
            "changed",
            State.REVIEWED,
            "drawn",
            "revisited",
            State.VERIFIED,
            State.PROPOSED,
            "taken_back",
            State.RETURNED,
            State.NOT_RECOGNISED,
        )
    )
}


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """A case as a whole; case_id and answers are None until something was filled in."""

    registration_id: int
    case_id: int | None
    subject_id: int
    name: str
    is_sample: bool
    title: str
    level: str
    year: int
    place_id: int
    place: str
    state: State
    deciding_body: str
    set_key: str
    steps: tuple[Step, ...]
    rules: CriteriaSet
    answers: dict[str, Answer] | None
    passed: bool | None
    decision_number: str
    certificate_number: str
    certificate_code: str
    valid_to: date | None
    local_name: str
    distinctions: tuple[Distinction, ...]


def of_case(registration_id: int, *, seen_by: User, on: date) -> CaseHistory:
    """Errors: Registration.DoesNotExist, the same for what is unknown and what is foreign."""
    rows = Registration.objects.select_related(
        "subject",
        "round__criteria_set",
        "assessment__criteria_set",
        "registered_by",
        "withdrawn_by",
        "assessment__entered_by",
        "assessment__verified_by",
        "assessment__closed_by",
        "assessment__proposal__proposed_by",
        "assessment__recognition__decision__decided_by",
        "assessment__recognition__certificate",
    )
    row = access.visible(rows, seen_by, on).get(pk=registration_id)
    assessment: Assessment | None = getattr(row, "assessment", None)
    recognition: Recognition | None = getattr(assessment, "recognition", None)
    # what was answered keeps its own set, whatever asks in the round since
    asked_by = rounds.set_on(row.round, on) if assessment is None else assessment.criteria_set
    rules = criteria.rules(asked_by)
    steps = [_registered(row), *_switched(row, assessment, on)]
    if assessment is not None:
        steps += _assessed(assessment)
    if recognition is not None:
        steps += _recognised(recognition, on)
    if row.withdrawn_at is not None and row.withdrawn_by is not None:
        steps.append(_step(State.WITHDRAWN, row.withdrawn_at, row.withdrawn_by, reason=row.withdrawn_reason))
    return CaseHistory(
        registration_id=row.pk,
        case_id=assessment.pk if assessment else None,
        subject_id=row.subject_id,
        name=row.subject.name,
        is_sample=row.subject.is_sample,
        title=row.title,
        level=row.level,
        year=row.year,
        place_id=row.place_id,
        place=places.label(row.place_id, row.effective_on, now=on),
        state=state_of(row),
        deciding_body=rounds.worked_in(row.round, on).deciding_body
        if recognition is None
        else recognitions.signed_by(recognition.decision, on),
        set_key=asked_by.key,
        steps=tuple(sorted(steps, key=lambda step: (step.at, _ORDER.get(step.what, len(_ORDER))))),
        rules=rules,
        answers=answers.from_json(rules, assessment.answers) if assessment else None,
        passed=assessment.passed if assessment else None,
        decision_number=recognition.decision.number if recognition else "",
        certificate_number=recognition.certificate.number if recognition else "",
        certificate_code=recognition.certificate.code if recognition else "",
        valid_to=recognition.valid_to if recognition else None,
        local_name=rounds.alias(row.place_id, Title(row.title), row.effective_on),
        distinctions=()
        if recognition is None
        else tuple(recognitions.distinctions_of([recognition.pk]).get(recognition.pk, ())),
    )


def _step(what: str, at: datetime, by: User, on: date | None = None, **facts: Any) -> Step:
    return Step(what=what, at=at, on=on or day_of(at), by=by.full_name, facts=facts)


def _registered(row: Registration) -> Step:
    return _step(
        State.REGISTERED, row.recorded_at, row.registered_by, on=row.effective_on, consent=row.consent
    )


def _switched(row: Registration, assessment: Assessment | None, today: date) -> list[Step]:
    """The switches of the round's set that took effect while the case was in it and not closed."""
    closed = assessment.closed_at if assessment else row.withdrawn_at
    met = [
        switch
        for switch in rounds.switches([row.round_id], until=today)
        if row.effective_on < switch.effective_on
        and (closed is None or day_of(closed) >= switch.effective_on)
    ]
    people = accounts.by_usernames({switch.switched_by for switch in met}) if met else {}
    return [
        Step(
            what="set_switched",
            at=switch.recorded_at,
            on=switch.effective_on,
            by=people[switch.switched_by].full_name if switch.switched_by in people else switch.switched_by,
            facts={
                "old_version": switch.before.key,
                "new_version": switch.after.key,
                "legal_reference": switch.legal_reference,
                "reason": switch.reason,
                "takes_new": assessment is None
                or assessment.state == State.RETURNED
                or day_of(assessment.entered_at) >= switch.effective_on,
            },
        )
        for switch in met
    ]


def _assessed(assessment: Assessment) -> list[Step]:
    changes = list(
        AnswerChange.objects.filter(assessment=assessment).select_related("changed_by").order_by("pk")
    )
    steps = []
    if assessment.state != State.RETURNED:  # a returned case's last submission stands with its return
        by, at = assessment.entered_by, assessment.entered_at
        steps.append(_step(State.SELF_ASSESSED, at, by, consent=assessment.consent))
    steps += [
        _step(
            "changed",
            change.recorded_at,
            change.changed_by,
            indicator=change.indicator,
            before=change.before,
            after=change.after,
            reason=change.reason,
        )
        for change in changes
    ]
    votes = Vote.objects.filter(assessment=assessment).select_related("meeting__recorded_by").order_by("pk")
    steps += [
        _step(
            State.REVIEWED,
            vote.meeting.recorded_at,
            vote.meeting.recorded_by,
            on=vote.meeting.held_on,
            carried=vote.carried,
            agree=vote.agree,
            disagree=vote.disagree,
            abstain=vote.abstain,
            present=vote.meeting.present,
            invited=vote.meeting.invited,
            chair=vote.meeting.chair,
            secretary=vote.meeting.secretary,
        )
        for vote in votes
    ]
    for back in (
        Return.objects.filter(assessment=assessment)
        .select_related("returned_by", "entered_by", "verified_by", "proposal__proposed_by")
        .order_by("pk")
    ):
        steps.append(_step(State.SELF_ASSESSED, back.entered_at, back.entered_by, consent=back.consent))
        if back.verified_by is not None and back.verified_at is not None:
            steps.append(_step(State.VERIFIED, back.verified_at, back.verified_by))
        if back.proposal is not None:
            steps.append(
                _step(
                    State.PROPOSED,
                    back.proposal.recorded_at,
                    back.proposal.proposed_by,
                    on=back.proposal.effective_on,
                )
            )
        steps.append(
            _step(
                State.RETURNED,
                back.recorded_at,
                back.returned_by,
                reason=back.reason,
                indicators=back.indicators,
                from_state=back.from_state,
            )
        )
    steps += _visited(assessment)
    steps += _taken_back(assessment)
    if assessment.verified_by is not None and assessment.verified_at is not None:
        steps.append(_step(State.VERIFIED, assessment.verified_at, assessment.verified_by))
    if assessment.proposal is not None:
        listed = assessment.proposal
        steps.append(_step(State.PROPOSED, listed.recorded_at, listed.proposed_by, on=listed.effective_on))
    closed_at, closed_by = assessment.closed_at, assessment.closed_by
    if assessment.state == State.NOT_RECOGNISED and closed_at is not None and closed_by is not None:
        steps.append(_step(State.NOT_RECOGNISED, closed_at, closed_by, reason=assessment.closed_reason))
    return steps


def _visited(assessment: Assessment) -> list[Step]:
    """The draw by lot that named the case, and what was found there."""
    row = (
        Revisit.objects.filter(assessment=assessment)
        .select_related("spot_check__drawn_by", "visited_by")
        .first()
    )
    if row is None:
        return []
    steps = [_step("drawn", row.spot_check.recorded_at, row.spot_check.drawn_by)]
    if row.visited_by is not None and row.noted_at is not None:
        steps.append(_step("revisited", row.noted_at, row.visited_by, result=row.result, note=row.note))
    return steps


def _taken_back(assessment: Assessment) -> list[Step]:
    """What was verified or proposed and then taken back, with the taking back."""
    steps = []
    for row in (
        TakenBack.objects.filter(assessment=assessment)
        .select_related("verified_by", "taken_back_by", "proposal__proposed_by")
        .order_by("pk")
    ):
        if row.proposal is not None:
            listed = row.proposal
            steps.append(
                _step(State.PROPOSED, listed.recorded_at, listed.proposed_by, on=listed.effective_on)
            )
        else:
            steps.append(_step(State.VERIFIED, row.verified_at, row.verified_by))
        steps.append(
            _step(
                "taken_back", row.recorded_at, row.taken_back_by, reason=row.reason, from_state=row.from_state
            )
        )
    return steps


def _recognised(recognition: Recognition, today: date) -> list[Step]:
    decision = recognition.decision
    steps = [
        _step(
            State.RECOGNISED,
            decision.recorded_at,
            decision.decided_by,
            on=decision.effective_on,
            number=decision.number,
            body=recognitions.signed_by(decision, today),
            signer=decision.signer,
            certificate=recognition.certificate.number,
            valid_to=recognition.valid_to,
        )
    ]
    steps += [
        _step(
            change.after,
            change.recorded_at,
            change.changed_by,
            on=change.effective_on,
            reason=change.reason,
            cause=change.cause.assessment.registration_id if change.cause else None,
        )
        for change in StandingChange.objects.filter(recognition=recognition)
        .select_related("changed_by", "cause__assessment")
        .order_by("pk")
    ]
    steps += [
        _step(
            "distinguished",
            given.recorded_at,
            given.given_by,
            on=given.effective_on,
            kind=given.kind,
            by_decision=given.number,
            reason=given.reason,
        )
        for given in recognitions.distinctions_of([recognition.pk]).get(recognition.pk, ())
    ]
    return steps
