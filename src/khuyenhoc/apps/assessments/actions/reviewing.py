"""The hamlet's review meeting."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions.cases import (
    move,
    one_round,
    read_cases,
    require,
    require_reason,
    return_cases,
)
from khuyenhoc.apps.assessments.models import ReviewMeeting, Vote
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.counts import actions as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain import review
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.review import Votes
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Tally
from khuyenhoc.domain.workflow import Step
from khuyenhoc.storing import insert_columns


class OtherPlace(RuleBroken):
    """A meeting reviews what lives at or below its own place; facts: cases, number."""

    code = "OTHER_PLACE"


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

    votes: assessment → votes. Errors: NothingNamed, CasesUnknown, OutsideScope, OtherRound, OtherPlace,
    NoQuorum, AttendanceImpossible, VotesDoNotAdd, ReasonMissing, StepNotAllowed, ChangedMeanwhile.
    """
    cases = read_cases(votes)
    access.require(by, Permission.REVIEW, [place], at=at, titles={case.title for case in cases})
    require(by, Permission.REVIEW, cases, at)
    held_in = Round.objects.get(pk=one_round(cases))
    below = places.ids_below(place, day_of(at), with_custody=True)
    here = set(below.filter(pk__in={case.place for case in cases}))
    elsewhere = [case.pk for case in cases if case.place not in here]
    if elsewhere:
        raise OtherPlace(cases=elsewhere, number=len(elsewhere))
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
    told = ((case.pk, votes[case.pk]) for case in cases)
    insert_columns(
        Vote,
        ("assessment_id", "agree", "disagree", "abstain", "carried"),
        [(pk, said.agree, said.disagree, said.abstain, carried[pk]) for pk, said in told],
        meeting_id=meeting.pk,
    )
    agreed = [case for case in cases if carried[case.pk]]
    refused = [case for case in cases if not carried[case.pk]]
    changes: Counter[Tally] = Counter()
    if agreed:
        changes.update(move(agreed, Step.REVIEW, meeting=meeting))
    if refused:
        require_reason(not_carried)
        changes.update(return_cases(refused, reason=not_carried, indicators=(), by=by, at=at))
    counts.add(changes)
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
