"""The hamlet's review meeting."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions.cases import (
    Case,
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
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.actions import NothingNamed
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain import review
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.review import Votes
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Tally
from khuyenhoc.domain.workflow import Step
from khuyenhoc.storing import insert, insert_columns


class OtherPlace(RuleBroken):
    """A meeting reviews what lives at or below its own place; facts: cases, number."""

    code = "OTHER_PLACE"


class ReviewedTwice(RuleBroken):
    """The minutes of several meetings name the same case; facts: none."""

    code = "REVIEWED_TWICE"


class MeetingOutOfTime(RuleBroken):
    """Nobody meets before the round takes registrations, nor on a day to come; facts: day, opens, today."""

    code = "MEETING_OUT_OF_TIME"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Of a review meeting; chair and secretary are names as the minutes give them."""

    held_on: date
    invited: int
    present: int
    chair: str
    secretary: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """Of one review meeting; votes: assessment → votes."""

    place: int
    votes: Mapping[int, Votes]
    attendance: Attendance


def review_cases(
    place: int,
    votes: Mapping[int, Votes],
    *,
    attendance: Attendance,
    not_carried: str,
    by: User,
    at: datetime,
) -> ReviewMeeting:
    """Record one meeting. Errors: as review_meetings."""
    minutes = [Minutes(place, votes, attendance)]
    (meeting,) = review_meetings(minutes, not_carried=not_carried, by=by, at=at)
    return meeting


@transaction.atomic
def review_meetings(
    minutes: Sequence[Minutes], *, not_carried: str, by: User, at: datetime
) -> list[ReviewMeeting]:
    """Record meetings, all or none, with an event for each: what was carried is reviewed, the rest goes back with
    `not_carried` as the reason.

    Errors: NothingNamed, CasesUnknown, OutsideScope, OtherRound, ReviewedTwice, OtherPlace, MeetingOutOfTime,
    NoQuorum, AttendanceImpossible, VotesDoNotAdd, ReasonMissing, StepNotAllowed, ChangedMeanwhile.
    """
    if not all(one.votes for one in minutes):
        raise NothingNamed()
    cases = read_cases([pk for one in minutes for pk in one.votes])
    if len(cases) < sum(len(one.votes) for one in minutes):
        raise ReviewedTwice()
    titles = {case.title for case in cases}
    access.require(by, Permission.REVIEW, {one.place for one in minutes}, at=at, titles=titles)
    require(by, Permission.REVIEW, cases, at)
    held_in = rounds.by_ids([one_round(cases)])[one_round(cases)]
    by_pk = {case.pk: case for case in cases}
    meetings = [(one, [by_pk[pk] for pk in sorted(one.votes)]) for one in minutes]
    _require_living_there(meetings, day_of(at))
    _require_in_time(minutes, held_in, today=day_of(at))
    carried = [_carried(one, reviewed, held_in) for one, reviewed in meetings]
    made = insert(
        [
            ReviewMeeting(
                round_id=held_in.pk,
                place_id=one.place,
                held_on=one.attendance.held_on,
                invited=one.attendance.invited,
                present=one.attendance.present,
                chair=one.attendance.chair,
                secretary=one.attendance.secretary,
                recorded_by_id=by.pk,
                recorded_at=at,
            )
            for one in minutes
        ]
    )
    insert_columns(
        Vote,
        ("assessment_id", "agree", "disagree", "abstain", "carried", "meeting_id"),
        [
            (case.pk, said.agree, said.disagree, said.abstain, case.pk in agreed, meeting.pk)
            for meeting, (one, reviewed), agreed in zip(made, meetings, carried, strict=True)
            for case in reviewed
            for said in [one.votes[case.pk]]
        ],
    )
    held_at = [
        (case, meeting.pk) for meeting, (_, reviewed) in zip(made, meetings, strict=True) for case in reviewed
    ]
    agreed = set().union(*carried)
    passed = {case.pk: meeting for case, meeting in held_at if case.pk in agreed}
    refused = [case for case, _ in held_at if case.pk not in agreed]
    changes: Counter[Tally] = Counter()
    if passed:
        changes.update(move([by_pk[pk] for pk in passed], Step.REVIEW, each={"meeting": passed}))
    if refused:
        require_reason(not_carried)
        changes.update(return_cases(refused, reason=not_carried, gaps={}, by=by, at=at))
    told = [
        audit.Told(
            meeting.pk,
            one.place,
            [case.pk for case in reviewed if case.pk in agreed],
            {"returned": [case.pk for case in reviewed if case.pk not in agreed]},
        )
        for meeting, (one, reviewed) in zip(made, meetings, strict=True)
    ]
    audit.record_each("assessment.reviewed", told, by=by.username, at=at, kind="meeting")
    counts.add(changes)
    return made


def _require_living_there(meetings: Sequence[tuple[Minutes, Sequence[Case]]], on: date) -> None:
    """Errors: OtherPlace."""
    elsewhere: list[int] = []
    for one, reviewed in meetings:
        away = {case.place for case in reviewed} - {one.place}  # most review nothing but their own
        if away:
            away -= set(places.ids_below(one.place, on, with_custody=True).filter(pk__in=away))
        elsewhere += [case.pk for case in reviewed if case.place in away]
    if elsewhere:
        raise OtherPlace(cases=elsewhere, number=len(elsewhere))


def _require_in_time(minutes: Sequence[Minutes], held_in: Round, *, today: date) -> None:
    """Errors: MeetingOutOfTime."""
    opens = held_in.registration_from
    for one in minutes:
        if not opens <= one.attendance.held_on <= today:
            raise MeetingOutOfTime(day=one.attendance.held_on, opens=opens, today=today)


def _carried(one: Minutes, reviewed: Sequence[Case], held_in: Round) -> set[int]:
    """The cases that the meeting carried. Errors: NoQuorum, AttendanceImpossible, VotesDoNotAdd."""
    present = one.attendance.present
    review.require_quorum(present=present, invited=one.attendance.invited, quorum=held_in.quorum)
    return {
        case.pk
        for case in reviewed
        if review.carried(one.votes[case.pk], present=present, majority=held_in.majority, case=case.pk)
    }
