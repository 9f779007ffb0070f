"""This year's rounds of the demonstration, in the middle of their way, so that every page has something to do.

They run where the province and the communes are since the reform; people and answers are made up ("mẫu").
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from khuyenhoc.apps.accounts import queries as people
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Attendance, Entry
from khuyenhoc.apps.criteria import queries as sets
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds import queries as held
from khuyenhoc.apps.rounds.actions import RoundPlan
from khuyenhoc.apps.rounds.models import Consent, Registration
from khuyenhoc.demo.chance import chance
from khuyenhoc.demo.outcomes import Outcome
from khuyenhoc.demo.plan import Race
from khuyenhoc.demo.stage import Stage
from khuyenhoc.demo.timetable import moment
from khuyenhoc.domain.review import Votes
from khuyenhoc.domain.roles import Role

YEAR = 2026
RACES = (Race.CITIZEN, Race.HOUSEHOLD, Race.CLAN, Race.HAMLET, Race.ORGANISATION)
BODY_UNSAID = "Ủy ban nhân dân cấp xã"
OPENED = moment(date(YEAR, 1, 6))
REGISTERED, ASSESSED = moment(date(YEAR, 3, 2)), moment(date(YEAR, 10, 12))
MET, VERIFIED = moment(date(YEAR, 10, 26)), moment(date(YEAR, 11, 4))
SENT_BACK, PROPOSED = moment(date(YEAR, 11, 5)), moment(date(YEAR, 11, 9))
BACK = "Chưa có giấy xác nhận của trường (tình huống mẫu)"
# Of the first hamlet's households so many came so far; the rest of those before wait there.
FAR = {"registered": 30, "assessed": 22, "met": 14, "sent back": 1, "verified": 8, "proposed": 4}


def open_rounds(stage: Stage) -> dict[str, Any]:
    """The province of today opens the year's rounds; the first commune names its committee."""
    by, at = officer(stage, Role.PROVINCE), OPENED
    commune = stage.ground.communes_today[0]
    for race in RACES:
        opened = rounds.open_round(
            stage.province_today,
            RoundPlan(
                year=YEAR,
                title=race.of,
                level=race.level,
                criteria_set=sets.get(stage.plan.sets[race]),
                registration_from=date(YEAR, 1, 15),
                registration_to=date(YEAR, 12, 15),
                cut_off=date(YEAR, 9, 1),
                decide_to=date(YEAR + 1, 1, 31),
                quorum=stage.plan.quorum,
                majority=stage.plan.majority,
                deciding_body=BODY_UNSAID,
                decision_suffix="QĐ-UBND",
            ),
            by=by,
            at=at,
        )
        body = f"Ủy ban nhân dân {places.version(commune, at.date())}"
        rounds.derive_round(
            opened, commune, deciding_body=body, by=officer(stage, Role.COMMUNE_ASSOCIATION), at=at
        )
    return {}


def begin(stage: Stage) -> dict[str, Any]:
    """The first hamlet's households on their way, some at each step; a few citizens are registered."""
    branch, association = officer(stage, Role.BRANCH), officer(stage, Role.COMMUNE_ASSOCIATION)
    hamlet, commune = stage.hamlets[0][0], stage.ground.communes_today[0]
    homes = _register(stage, Race.HOUSEHOLD, stage.towns[0].households[0][: FAR["registered"]], branch)
    _register(stage, Race.CITIZEN, stage.towns[0].grown_ups[0][: FAR["registered"]], branch)
    cases = _assess(stage, homes[: FAR["assessed"]], branch)
    _meet(hamlet, cases[: FAR["met"]], branch)
    back, rest = cases[: FAR["sent back"]], cases[FAR["sent back"] : FAR["met"]]
    assessments.send_back(back, reason=BACK, indicators=["1.1"], by=association, at=SENT_BACK)
    assessments.verify(rest[: FAR["verified"]], by=association, at=VERIFIED)
    recognition.propose(rest[: FAR["proposed"]], place=commune, by=association, at=PROPOSED)
    return {}


def officer(stage: Stage, role: Role) -> User:
    """The account of the role that visitors can sign in to."""
    name = next(account.name for account in stage.plan.accounts if account.role is role)
    return people.by_usernames([name])[name]


def _register(stage: Stage, race: Race, wanted: Sequence[int], by: User) -> list[Registration]:
    opened = held.covering(
        stage.ground.communes_today[0], year=YEAR, title=race.of, level=race.level, on=REGISTERED.date()
    )
    return rounds.register(opened, wanted, consent=Consent.SPOKEN, by=by, at=REGISTERED)


def _assess(stage: Stage, homes: Sequence[Registration], by: User) -> list[int]:
    forms, luck = stage.forms[Race.HOUSEHOLD], chance(stage.plan.seed, YEAR, Race.HOUSEHOLD)
    done = recognition.assess(
        [Entry(one.pk, forms.form(Outcome.RECOGNISED, whole=2, nothing=False, luck=luck)) for one in homes],
        consent=Consent.SPOKEN,
        by=by,
        at=ASSESSED,
    )
    return [case.pk for case in done]


def _meet(hamlet: int, cases: Sequence[int], by: User) -> None:
    there = Attendance(
        held_on=MET.date(), invited=40, present=34, chair="Chi hội trưởng (mẫu)", secretary="Thư ký (mẫu)"
    )
    votes = {case: Votes(agree=34, disagree=0, abstain=0) for case in cases}
    assessments.review_cases(hamlet, votes, attendance=there, not_carried="", by=by, at=MET)
