"""The steps of a lane, each through the same action the pages call, one call a desk or a commune."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Attendance, Entry, Minutes
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Consent, Round
from khuyenhoc.demo import answers, names
from khuyenhoc.demo.answers import Forms
from khuyenhoc.demo.chance import chance
from khuyenhoc.demo.lanes import Case, Desk, Detour, Lane
from khuyenhoc.demo.outcomes import Outcome
from khuyenhoc.demo.timetable import moment, step
from khuyenhoc.domain.review import Votes

CONSENTS = (Consent.SIGNED, Consent.SPOKEN, Consent.SELF)
NOT_CARRIED = "Cuộc họp bình xét đề nghị bổ sung minh chứng"
SENT_BACK = "Phiếu còn tiêu chí chưa trả lời, đề nghị bổ sung"
AGAIN_FOR_THE_MEETING = "Bổ sung minh chứng theo ý kiến cuộc họp bình xét"
AGAIN_FOR_THE_VERIFIER = "Trả lời tiêu chí còn thiếu theo ý kiến thẩm định"

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """A lane whose turn it is, with its round, its forms and the step's own luck."""

    lane: Lane
    opened: Round
    forms: Forms
    luck: Random


def register(turn: Turn) -> Answer:
    at = moment(step(turn.lane.race, turn.lane.year, "register"))
    made = [
        row
        for clerk, cases in turn.lane.lists
        if (ids := [case.subject for case in cases if case.is_registered])
        for row in rounds.register(turn.opened, ids, consent=turn.luck.choice(CONSENTS), by=clerk, at=at)
    ]
    return {"registrations": [[row.subject_id, row.pk] for row in made]}


def assess(turn: Turn) -> Answer:
    """Early withdrawals, then every form; those that will be sent back are first filled in worse."""
    at = moment(step(turn.lane.race, turn.lane.year, "assess"))
    found: list[list[int]] = []
    luck = _forms_luck(turn.lane)
    for clerk, cases in turn.lane.lists:
        gone = [turn.lane.registrations[c.subject] for c in cases if c.outcome is Outcome.WITHDRAWN_EARLY]
        if gone:
            reason = Outcome.WITHDRAWN_EARLY.reason
            rounds.withdraw(gone, reason=reason, by=clerk, at=moment(at.date(), 8))
        entries = [
            Entry(turn.lane.registrations[case.subject], _first_form(turn.forms, case, luck))
            for case in cases
            if case.is_assessed
        ]
        if entries:
            made = recognition.assess(entries, consent=turn.luck.choice(CONSENTS), by=clerk, at=at)
            found += [[one.subject_id, one.pk] for one in made]
    return {"assessments": found}


def meet(turn: Turn) -> Answer:
    at = moment(step(turn.lane.race, turn.lane.year, "meet"), 8)
    for (clerk, cases), (recorder, desks) in zip(turn.lane.lists, turn.lane.minutes, strict=True):
        gone = [turn.lane.assessments[case.subject] for case in cases if case.outcome is Outcome.WITHDRAWN]
        if gone:
            assessments.withdraw(gone, reason=Outcome.WITHDRAWN.reason, by=clerk, at=at)
        held = [(desk, [case for case in desk.cases if case.is_reviewed]) for desk in desks]
        _record(turn, held, "meet", by=recorder)
    return {}


def verify(turn: Turn) -> Answer:
    """What is complete is verified; forms with a gap go back, named by the gap."""
    at = moment(step(turn.lane.race, turn.lane.year, "verify"))
    luck = _forms_luck(turn.lane)
    gaps: dict[int, list[str]] = {}
    fine = []
    for case in turn.lane.cases:
        if not case.is_assessed:
            continue
        cells = _first_form(turn.forms, case, luck)
        if not case.is_reviewed or case.detour is Detour.MEETING:
            continue
        if case.detour is Detour.VERIFIER or case.outcome is Outcome.LEFT:
            gaps[turn.lane.assessments[case.subject]] = answers.missing(turn.forms.rules, cells)
        else:
            fine.append(turn.lane.assessments[case.subject])
    if gaps:
        assessments.send_back_each(gaps, reason=SENT_BACK, by=turn.lane.verifier, at=at)
    if fine:
        assessments.verify(fine, by=turn.lane.verifier, at=at)
    return {}


def assess_again(turn: Turn) -> Answer:
    at = moment(step(turn.lane.race, turn.lane.year, "assess_again"))
    for clerk, cases in turn.lane.lists:
        for detour, reason in (
            (Detour.MEETING, AGAIN_FOR_THE_MEETING),
            (Detour.VERIFIER, AGAIN_FOR_THE_VERIFIER),
        ):
            entries = [
                Entry(turn.lane.registrations[case.subject], _form(turn.forms, case, case.outcome, turn.luck))
                for case in cases
                if case.detour is detour
            ]
            if entries:
                recognition.assess(entries, consent=Consent.SIGNED, by=clerk, at=at, reason=reason)
    return {}


def meet_again(turn: Turn) -> Answer:
    for recorder, desks in turn.lane.minutes:
        held = [(desk, [case for case in desk.cases if case.detour is not Detour.NONE]) for desk in desks]
        _record(turn, held, "meet_again", by=recorder)
    return {}


def verify_again(turn: Turn) -> Answer:
    at = moment(step(turn.lane.race, turn.lane.year, "verify_again"))
    ids = [turn.lane.assessments[case.subject] for case in turn.lane.cases if case.detour is not Detour.NONE]
    if ids:
        assessments.verify(ids, by=turn.lane.verifier, at=at)
    return {}


def propose(turn: Turn) -> Answer:
    at = moment(step(turn.lane.race, turn.lane.year, "propose"))
    passing = turn.lane.assessed(Outcome.RECOGNISED, Outcome.REVOKED)
    if passing:
        recognition.propose(passing, place=turn.lane.decides_at, by=turn.lane.verifier, at=at)
    return {}


def decide(turn: Turn) -> Answer:
    at = moment(step(turn.lane.race, turn.lane.year, "decide"))
    turned_down = (Outcome.POINTS, Outcome.MISSING, Outcome.EXCLUSION, Outcome.PREREQUISITE)
    refuse = {
        turn.lane.assessments[case.subject]: case.outcome.reason
        for case in turn.lane.cases
        if case.outcome in turned_down
    }
    passing = turn.lane.assessed(Outcome.RECOGNISED, Outcome.REVOKED)
    if passing or refuse:
        recognition.decide(
            passing, refuse, place=turn.lane.decides_at, signer=turn.lane.signer, by=turn.lane.decider, at=at
        )
    return {}


STEPS: Mapping[str, Callable[[Turn], Answer]] = {
    "register": register,
    "assess": assess,
    "meet": meet,
    "verify": verify,
    "assess_again": assess_again,
    "meet_again": meet_again,
    "verify_again": verify_again,
    "propose": propose,
    "decide": decide,
}


def _forms_luck(lane: Lane) -> Random:
    """First forms are drawn twice, to fill them in and to see what they lacked: each time from the start."""
    return chance(lane.seed, "first forms", lane.year, lane.race, lane.code)


def _first_form(forms: Forms, case: Case, luck: Random) -> answers.Cells:
    first = {Detour.MEETING: Outcome.POINTS, Detour.VERIFIER: Outcome.MISSING}.get(case.detour, case.outcome)
    return _form(forms, case, first, luck)


def _form(forms: Forms, case: Case, outcome: Outcome, luck: Random) -> answers.Cells:
    return forms.form(outcome, whole=case.whole, nothing=case.nothing, luck=luck)


def _record(turn: Turn, held: list[tuple[Desk, list[Case]]], name: str, *, by: User) -> None:
    """The minutes of the desks' meetings; what a meeting sends back the first time gets few votes."""
    day = step(turn.lane.race, turn.lane.year, name)
    told = [_minutes(turn, desk, cases, day, first=name == "meet") for desk, cases in held]
    minutes = [one for one in told if one is not None]
    if minutes:
        assessments.review_meetings(minutes, not_carried=NOT_CARRIED, by=by, at=moment(day, 15))


def _minutes(turn: Turn, desk: Desk, cases: list[Case], day: date, *, first: bool) -> Minutes | None:
    invited = max(9, desk.invited)
    present = invited - turn.luck.randint(0, invited // 4)
    votes = {
        turn.lane.assessments[case.subject]: _votes(
            present, turn.luck, carried=not (first and case.detour is Detour.MEETING)
        )
        for case in cases
    }
    if not votes:
        return None
    people = names.people_of(turn.luck)
    chair, secretary = (
        names.person(people, names.family_name(people, turn.luck), female=female, chance=turn.luck)
        for female in (False, True)
    )
    attendance = Attendance(
        held_on=day,
        invited=invited,
        present=present,
        chair=f"{chair} (mẫu)",
        secretary=f"{secretary} (mẫu)",
    )
    return Minutes(desk.place, votes, attendance)


def _votes(present: int, luck: Random, *, carried: bool) -> Votes:
    if carried:
        against = luck.choice((0, 0, 0, 0, 1, 1, 2)) if present > 8 else 0
        abstain = luck.choice((0, 0, 1)) if present > 8 else 0
        return Votes(present - against - abstain, against, abstain)
    agree = present // 3
    return Votes(agree, present - agree - 1, 1)
