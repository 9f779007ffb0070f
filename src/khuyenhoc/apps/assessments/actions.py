"""The deeds of a case between registration and decision; each takes many cases at once, all or none."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import (
    AnswerChange,
    Assessment,
    Proposal,
    Return,
    ReviewMeeting,
    Vote,
)
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds import queries as registrations
from khuyenhoc.apps.rounds.models import Consent, Registration, Round
from khuyenhoc.domain import answers, review, scoring
from khuyenhoc.domain.answers import Answer
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.review import Votes
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.scoring import Scorecard
from khuyenhoc.domain.tallies import Tally
from khuyenhoc.domain.workflow import RULES, State, Step, StepNotAllowed, next_state

BATCH = 2_000


class CasesUnknown(RuleBroken):
    """Some of the cases named do not exist; facts: number."""

    code = "CASES_UNKNOWN"


class ChangedMeanwhile(RuleBroken):
    """Somebody was quicker: some cases are no longer as they were read; facts: cases, number."""

    code = "CHANGED_MEANWHILE"


class VerifiesOwnEntry(RuleBroken):
    """Nobody verifies what they entered; facts: cases, number."""

    code = "VERIFIES_OWN_ENTRY"


class ReasonMissing(RuleBroken):
    """A return, withdrawal, refusal or changed answer without a reason; facts: none."""

    code = "REASON_MISSING"


class NotPassing(RuleBroken):
    """Only what passes its set may be proposed; facts: cases, number."""

    code = "NOT_PASSING"


class OtherRound(RuleBroken):
    """Cases of several rounds in one meeting or proposal; facts: none."""

    code = "OTHER_ROUND"


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled-in form: cells as typed, keyed as the answer file's columns are ("1.1", "P1.part")."""

    registration: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """What a step reads of an assessment before it moves it."""

    pk: int
    registration: int
    round: int
    place: int
    title: str
    level: str
    year: int
    state: State
    revision: int
    passed: bool
    authors: tuple[int, ...]
    verified_by: int | None
    verified_at: datetime | None
    proposal: int | None

    @property
    def tally(self) -> Tally:
        return Tally(self.place, self.title, self.level, self.year, self.state)


_CASE = (
    "pk",
    "registration",
    "round",
    "place",
    "title",
    "level",
    "year",
    "state",
    "revision",
    "passed",
    "authors",
    "verified_by",
    "verified_at",
    "proposal",
)


def read_cases(assessment_ids: Collection[int]) -> list[Case]:
    """The cases named, in order of id. Errors: NothingNamed, CasesUnknown."""
    wanted = set(assessment_ids)
    if not wanted:
        raise rounds.NothingNamed()
    rows = Assessment.objects.filter(pk__in=wanted).order_by("pk").values_list(*_CASE)
    found = [
        Case(
            pk=pk,
            registration=registration,
            round=in_round,
            place=place,
            title=title,
            level=level,
            year=year,
            state=State(state),
            revision=revision,
            passed=passed,
            authors=tuple(authors),
            verified_by=verified_by,
            verified_at=verified_at,
            proposal=proposal,
        )
        for (
            pk,
            registration,
            in_round,
            place,
            title,
            level,
            year,
            state,
            revision,
            passed,
            authors,
            verified_by,
            verified_at,
            proposal,
        ) in rows
    ]
    if len(found) < len(wanted):
        raise CasesUnknown(number=len(wanted) - len(found))
    return found


def require_reason(reason: str) -> None:
    """Errors: ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing()


def _require(by: User, permission: Permission, cases: Collection[Case], at: datetime) -> None:
    access.require(by, permission, {c.place for c in cases}, at=at, titles={c.title for c in cases})


def _one_round(cases: Collection[Case]) -> int:
    found = {case.round for case in cases}
    if len(found) != 1:
        raise OtherRound()
    return found.pop()


def _move(cases: Collection[Case], step: Step, **columns: Any) -> State:
    """Take the step for every case or for none, and move the counts; returns the state reached.

    Guarded by the state and revision that were read: whoever was quicker wins, the other is told.
    Errors: StepNotAllowed, ChangedMeanwhile.
    """
    wrong = [case for case in cases if case.state not in RULES[step].before]
    if wrong:
        raise StepNotAllowed(step=step.value, state=wrong[0].state.value, cases=[c.pk for c in wrong])
    after = next_state(next(iter(cases)).state, step)
    groups: dict[tuple[State, int], list[int]] = defaultdict(list)
    for case in cases:
        groups[case.state, case.revision].append(case.pk)
    for (state, revision), ids in sorted(groups.items()):
        untouched = Assessment.objects.filter(pk__in=ids, state=state, revision=revision)
        if untouched.update(state=after, revision=F("revision") + 1, **columns) != len(ids):
            raise ChangedMeanwhile(cases=ids, number=len(ids))
    counts.move(Counter(case.tally for case in cases), to=after)
    return after


@transaction.atomic
def self_assess(
    entries: Sequence[Entry],
    *,
    measured: Mapping[int, Mapping[str, tuple[int, int]]],
    consent: Consent,
    by: User,
    at: datetime,
    reason: str = "",
) -> list[Assessment]:
    """Submit filled-in forms; they are scored and frozen. A returned form comes back with a reason.

    measured: subject → code → (part, whole) of what the system counts (recognition.actions.assess fills it in).
    Errors: NothingNamed, CasesUnknown, OutsideScope, StepNotAllowed, ReasonMissing, ChangedMeanwhile.
    """
    if not entries:
        raise rounds.NothingNamed()
    cells = {entry.registration: entry.cells for entry in entries}
    found = registrations.registrations(cells.keys())
    if len(found) < len(entries):
        raise CasesUnknown(number=len(entries) - len(found))
    access.require(
        by,
        Permission.ASSESS,
        {registration.place_id for registration in found},
        at=at,
        titles={registration.title for registration in found},
    )
    withdrawn = [registration.pk for registration in found if registration.withdrawn_at is not None]
    if withdrawn:
        raise StepNotAllowed(step=Step.SELF_ASSESS.value, state=State.WITHDRAWN.value, cases=withdrawn)
    before = {a.registration_id: a for a in Assessment.objects.filter(registration__in=cells)}
    fresh, again = [], []
    for registration in found:
        rules = criteria.rules(registration.round.criteria_set)
        given = _answers(rules, cells[registration.pk], measured.get(registration.subject_id, {}))
        card = scoring.score(rules, given)
        known = before.get(registration.pk)
        if known is None:
            fresh.append(_new(registration, given, card, consent, by, at))
        else:
            again.append(_resubmit(known, given, card, consent, by, at, reason))
    try:
        with transaction.atomic():
            made = Assessment.objects.bulk_create(fresh, batch_size=BATCH)
    except IntegrityError as error:
        cases = [one.registration_id for one in fresh]
        raise ChangedMeanwhile(cases=cases, number=len(cases)) from error
    counts.move(
        Counter(Tally(a.place_id, a.title, a.level, a.year, State.REGISTERED) for a in made),
        to=State.SELF_ASSESSED,
    )
    done = sorted([*made, *again], key=lambda assessment: assessment.pk)
    audit.record(
        "assessment.self_assessed",
        by=by.username,
        at=at,
        kind="assessment",
        cases=[assessment.pk for assessment in done],
        facts={"consent": str(consent)},
    )
    return done


def _answers(
    rules: CriteriaSet, cells: Mapping[str, str], measured: Mapping[str, tuple[int, int]]
) -> dict[str, Answer]:
    counted = {
        f"{code}.{column}": str(number)
        for code, pair in measured.items()
        for column, number in zip(("part", "whole"), pair, strict=True)
    }
    return answers.read(rules, {**cells, **counted})


def _scored(card: Scorecard) -> dict[str, Any]:
    return {
        "points": card.total_points,
        "max_points": card.max_points,
        "percent": card.percent,
        "rating": card.rating,
        "passed": card.passed,
        "reasons": list(card.reasons),
    }


def _new(
    registration: Registration,
    given: Mapping[str, Answer],
    card: Scorecard,
    consent: Consent,
    by: User,
    at: datetime,
) -> Assessment:
    return Assessment(
        registration=registration,
        round_id=registration.round_id,
        subject_id=registration.subject_id,
        place_id=registration.place_id,
        year=registration.year,
        title=registration.title,
        level=registration.level,
        state=State.SELF_ASSESSED,
        revision=1,
        answers=answers.to_json(given),
        authors=[by.pk],
        entered_by=by,
        entered_at=at,
        consent=consent,
        bucket=registration.bucket,
        **_scored(card),
    )


def _resubmit(
    known: Assessment,
    given: Mapping[str, Answer],
    card: Scorecard,
    consent: Consent,
    by: User,
    at: datetime,
    reason: str,
) -> Assessment:
    require_reason(reason)
    case = read_cases([known.pk])[0]
    after = answers.to_json(given)
    _move(
        [case],
        Step.SELF_ASSESS,
        answers=after,
        authors=sorted({*known.authors, by.pk}),
        entered_by=by,
        entered_at=at,
        consent=consent,
        **_scored(card),
    )
    _note_changes(known, after, reason=reason, by=by, at=at)
    known.refresh_from_db()
    return known


def _note_changes(
    known: Assessment, after: Mapping[str, Any], *, reason: str, by: User, at: datetime
) -> None:
    AnswerChange.objects.bulk_create(
        AnswerChange(
            assessment=known,
            indicator=code,
            before=known.answers.get(code),
            after=after.get(code),
            reason=reason,
            changed_by=by,
            recorded_at=at,
        )
        for code in sorted(known.answers.keys() | after.keys())
        if known.answers.get(code) != after.get(code)
    )


@dataclass(frozen=True, slots=True)
class Attendance:
    """Of a review meeting; chair and secretary are names as the minutes give them."""

    held_on: date
    invited: int
    present: int
    chair: str
    secretary: str


@transaction.atomic
def review_cases(
    place: int,
    votes: Mapping[int, Votes],
    *,
    attendance: Attendance,
    not_carried: str,
    by: User,
    at: datetime,
) -> ReviewMeeting:
    """Record a meeting: what was carried is reviewed, the rest goes back with `not_carried` as the reason.

    votes: assessment → votes. Errors: NothingNamed, CasesUnknown, OutsideScope, OtherRound, NoQuorum,
    AttendanceImpossible, VotesDoNotAdd, StepNotAllowed, ChangedMeanwhile.
    """
    cases = read_cases(votes)
    access.require(by, Permission.REVIEW, [place], at=at, titles={case.title for case in cases})
    _require(by, Permission.REVIEW, cases, at)
    held_in = Round.objects.get(pk=_one_round(cases))
    review.require_quorum(present=attendance.present, invited=attendance.invited, quorum=held_in.quorum)
    carried = {
        case.pk: review.carried(
            votes[case.pk], present=attendance.present, majority=held_in.majority, case=case.pk
        )
        for case in cases
    }
    meeting = ReviewMeeting.objects.create(
        round=held_in,
        place_id=place,
        held_on=attendance.held_on,
        invited=attendance.invited,
        present=attendance.present,
        chair=attendance.chair,
        secretary=attendance.secretary,
        recorded_by=by,
        recorded_at=at,
    )
    Vote.objects.bulk_create(
        (
            Vote(
                meeting=meeting,
                assessment_id=case.pk,
                agree=votes[case.pk].agree,
                disagree=votes[case.pk].disagree,
                abstain=votes[case.pk].abstain,
                carried=carried[case.pk],
            )
            for case in cases
        ),
        batch_size=BATCH,
    )
    agreed = [case for case in cases if carried[case.pk]]
    refused = [case for case in cases if not carried[case.pk]]
    if agreed:
        _move(agreed, Step.REVIEW, meeting=meeting)
    if refused:
        _send_back(refused, reason=not_carried, indicators=(), by=by, at=at)
    audit.record(
        "assessment.reviewed",
        by=by.username,
        at=at,
        kind="meeting",
        object_id=meeting.pk,
        place_id=place,
        cases=[case.pk for case in agreed],
        facts={"returned": [case.pk for case in refused]},
    )
    return meeting


@transaction.atomic
def verify(assessment_ids: Collection[int], *, by: User, at: datetime) -> None:
    """Confirm that the answers are true. Errors: as _move, OutsideScope, VerifiesOwnEntry."""
    cases = read_cases(assessment_ids)
    _require(by, Permission.VERIFY, cases, at)
    own = [case.pk for case in cases if by.pk in case.authors]
    if own:
        raise VerifiesOwnEntry(cases=own, number=len(own))
    _move(cases, Step.VERIFY, verified_by=by, verified_at=at)
    _log("assessment.verified", cases, by, at)


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
    Errors: as _move, OutsideScope, ReasonMissing.
    """
    require_reason(reason)
    cases = read_cases(assessment_ids)
    _require(by, permission, cases, at)
    _send_back(cases, reason=reason, indicators=indicators, by=by, at=at)
    _log("assessment.returned", cases, by, at)


def _send_back(
    cases: Collection[Case], *, reason: str, indicators: Sequence[str], by: User, at: datetime
) -> None:
    require_reason(reason)
    _move(cases, Step.RETURN, meeting=None, verified_by=None, verified_at=None, proposal=None)
    Return.objects.bulk_create(
        Return(
            assessment_id=case.pk,
            from_state=case.state,
            reason=reason,
            indicators=list(indicators),
            returned_by=by,
            verified_by_id=case.verified_by,
            verified_at=case.verified_at,
            proposal_id=case.proposal,
            recorded_at=at,
        )
        for case in cases
    )


@transaction.atomic
def withdraw(assessment_ids: Collection[int], *, reason: str, by: User, at: datetime) -> None:
    """Take cases out of the round before the decision. Errors: as _move, OutsideScope, ReasonMissing."""
    require_reason(reason)
    cases = read_cases(assessment_ids)
    _require(by, Permission.REGISTER, cases, at)
    _move(cases, Step.WITHDRAW, closed_at=at, closed_reason=reason)
    # the states were moved above; here only the registration is taken back
    rounds.withdraw([c.registration for c in cases], state=State.WITHDRAWN, reason=reason, by=by, at=at)
    _log("assessment.withdrawn", cases, by, at)


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
    that no longer passes stops the whole list. Errors: as _move, OutsideScope, OtherRound, NotPassing.
    """
    cases = read_cases(assessment_ids)
    access.require(by, Permission.PROPOSE, [place], at=at, titles={case.title for case in cases})
    _require(by, Permission.PROPOSE, cases, at)
    held_in = Round.objects.select_related("criteria_set").get(pk=_one_round(cases))
    if measured:
        _score_again(cases, held_in, measured, by=by, at=at)
        cases = read_cases(assessment_ids)
    short = [case.pk for case in cases if not case.passed]
    if short:
        raise NotPassing(cases=short, number=len(short))
    proposal = Proposal.objects.create(
        round=held_in,
        place_id=place,
        proposed_by=by,
        effective_on=effective_on or day_of(at),
        recorded_at=at,
    )
    _move(cases, Step.PROPOSE, proposal=proposal)
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
    held_in: Round,
    measured: Mapping[int, Mapping[str, tuple[int, int]]],
    *,
    by: User,
    at: datetime,
) -> None:
    rules = criteria.rules(held_in.criteria_set)
    for known in Assessment.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk"):
        given = {
            **answers.from_json(rules, known.answers),
            **_answers(rules, {}, measured.get(known.subject_id, {})),
        }
        after = answers.to_json(given)
        if after == known.answers:
            continue
        changed = Assessment.objects.filter(pk=known.pk, revision=known.revision).update(
            answers=after, revision=F("revision") + 1, **_scored(scoring.score(rules, given))
        )
        if not changed:
            raise ChangedMeanwhile(cases=[known.pk], number=1)
        _note_changes(known, after, reason="Hệ thống đếm lại khi đề nghị", by=by, at=at)


def conclude(recognise: Collection[int], refuse: Mapping[int, str], *, at: datetime) -> None:
    """Close cases as the decision says; only recognition.actions.decide calls it, inside its transaction.

    refuse: assessment → reason. Errors: as _move, ReasonMissing.
    """
    if recognise:
        _move(read_cases(recognise), Step.RECOGNISE, closed_at=at)
    reasons: dict[str, list[int]] = defaultdict(list)
    for pk, reason in refuse.items():
        require_reason(reason)
        reasons[reason].append(pk)
    for reason, ids in sorted(reasons.items()):
        _move(read_cases(ids), Step.REFUSE, closed_at=at, closed_reason=reason)


def _log(deed: str, cases: Collection[Case], by: User, at: datetime) -> None:
    audit.record(deed, by=by.username, at=at, kind="assessment", cases=[case.pk for case in cases])
