"""The history of a case: every step in order, with who took it and why."""

from datetime import timedelta

import pytest

from khuyenhoc.analytics.history import CaseHistory, Step, of_case
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Entry
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Consent, Registration, Round
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.review import Votes
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from tests import make
from tests.make import NOON, Country, People

DAY = timedelta(days=1)


@pytest.fixture
def opened(land: Country, who: People) -> Round:
    return make.a_round(Title.HOUSEHOLD, land.province, by=who.province)


@pytest.fixture
def home(land: Country, who: People) -> Subject:
    return make.households(1, land.hamlet, by=who.branch)[0]


def case_of(subject: Subject) -> Registration:
    return Registration.objects.get(subject=subject)


def told(subject: Subject, who: People) -> CaseHistory:
    return of_case(case_of(subject).pk, seen_by=who.centre, on=NOON.date())


def line(steps: tuple[Step, ...]) -> list[tuple[str, str]]:
    return [(str(step.what), step.by) for step in steps]


def test_the_straight_way_is_told_with_names_days_and_papers(
    opened: Round, home: Subject, land: Country, who: People
) -> None:
    decision = make.recognised(opened, [home], land.hamlet, who, commune=land.commune)

    found = told(home, who)

    assert line(found.steps) == [
        ("registered", "Branch"),
        ("self_assessed", "Branch"),
        ("reviewed", "Branch"),
        ("verified", "Association"),
        ("proposed", "Association"),
        ("recognised", "Committee"),
    ]
    assert found.state == State.RECOGNISED
    assert found.decision_number == decision.number == found.steps[-1].facts["number"]
    assert found.certificate_number == "00001/2023"
    assert found.steps[2].on == make.MEETING.held_on
    assert found.steps[2].facts["agree"] == 24
    assert found.place == "thôn Bản Một, xã Mẫu Đông, huyện Mẫu Hà, tỉnh Mẫu Sơn"


def test_a_case_that_was_sent_back_twice_tells_each_turn(
    opened: Round, home: Subject, land: Country, who: People
) -> None:
    registration = make.registered(opened, [home], by=who.branch)[0]
    case = make.assessed([registration], by=who.branch)[0]
    assessments.review_cases(
        land.hamlet.pk,
        {case.pk: Votes(3, 21, 0)},
        attendance=make.MEETING,
        not_carried="Chưa nhất trí",
        by=who.branch,
        at=NOON + DAY,
    )
    answers = make.best(make.sets.rules(opened.criteria_set))
    changed, worse = next((code, "0") for code in answers if code == "1.1")
    recognition.assess(
        [Entry(registration.pk, {**answers, changed: worse})],
        consent=Consent.SIGNED,
        by=who.branch,
        at=NOON + 2 * DAY,
        reason="Nhập lại",
    )
    meet = NOON + 3 * DAY
    assessments.review_cases(
        land.hamlet.pk,
        {case.pk: make.ALL_AGREE},
        attendance=make.MEETING,
        not_carried="Chưa nhất trí",
        by=who.branch,
        at=meet,
    )
    assessments.verify([case.pk], by=who.association, at=meet + DAY)
    assessments.send_back(
        [case.pk], reason="Xem lại 1.1", indicators=["1.1"], by=who.association, at=meet + 2 * DAY
    )

    found = told(home, who)

    assert [step.what for step in found.steps] == [
        "registered",
        "self_assessed",
        "reviewed",
        "returned",
        "self_assessed",
        "changed",
        "reviewed",
        "verified",
        "returned",
    ]
    assert [step.facts["reason"] for step in found.steps if step.what == "returned"] == [
        "Chưa nhất trí",
        "Xem lại 1.1",
    ]
    assert [step.facts["carried"] for step in found.steps if step.what == "reviewed"] == [False, True]
    change = next(step for step in found.steps if step.what == "changed")
    assert (change.by, change.facts["indicator"], change.facts["reason"]) == ("Branch", "1.1", "Nhập lại")
    assert found.state == State.RETURNED


def test_a_refusal_names_who_refused_and_why(
    opened: Round, home: Subject, land: Country, who: People
) -> None:
    case = make.assessed(make.registered(opened, [home], by=who.branch), by=who.branch)[0]
    make.reviewed([case], land.hamlet, by=who.branch)
    assessments.verify([case.pk], by=who.association, at=NOON + DAY)
    recognition.decide(
        [],
        {case.pk: "Chưa đủ minh chứng"},
        place=land.commune.pk,
        signer="Chủ tịch",
        by=who.committee,
        at=NOON + 2 * DAY,
    )

    last = told(home, who).steps[-1]

    assert (last.what, last.by, last.facts["reason"]) == (
        "not_recognised",
        "Committee",
        "Chưa đủ minh chứng",
    )


def test_what_befell_a_title_afterwards_is_told_with_its_cause(
    opened: Round, land: Country, who: People
) -> None:
    homes = make.households(4, land.hamlet, by=who.branch)
    clan = make.subject(Title.CLAN, land.hamlet, by=who.branch)
    make.belongs(Belonging.CLAN_HOUSEHOLD, homes, clan, by=who.branch)
    make.recognised(opened, homes, land.hamlet, who, commune=land.commune)
    clans = make.a_round(Title.CLAN, land.province, by=who.province)
    make.recognised(clans, [clan], land.hamlet, who, commune=land.commune)
    lost = Recognition.objects.get(subject=homes[0])
    recognition.revoke([lost.pk], reason="Khai sai", by=who.committee, at=NOON + DAY)
    doubted = Recognition.objects.get(subject=clan)
    recognition.confirm([doubted.pk], reason="Vẫn đủ tỷ lệ", by=who.committee, at=NOON + 2 * DAY)

    assert [(step.what, step.facts["reason"]) for step in told(homes[0], who).steps[6:]] == [
        ("revoked", "Khai sai")
    ]
    after = told(clan, who).steps[6:]
    assert [step.what for step in after] == ["to_be_reviewed", "recognised"]
    assert after[0].facts["cause"] == case_of(homes[0]).pk
    assert after[1].facts["reason"] == "Vẫn đủ tỷ lệ"


def test_a_revocation_dated_back_reaches_what_was_recognised_since_on_its_strength(
    opened: Round, land: Country, who: People
) -> None:
    homes = make.households(4, land.hamlet, by=who.branch)
    clan = make.subject(Title.CLAN, land.hamlet, by=who.branch)
    make.belongs(Belonging.CLAN_HOUSEHOLD, homes, clan, by=who.branch)
    make.recognised(opened, homes, land.hamlet, who, commune=land.commune)
    clans = make.a_round(Title.CLAN, land.province, by=who.province)
    make.recognised(clans, [clan], land.hamlet, who, commune=land.commune)
    lost = Recognition.objects.get(subject=homes[0])

    recognition.revoke(
        [lost.pk],
        reason="Khai sai từ đầu",
        by=who.committee,
        at=NOON + DAY,
        effective_on=(NOON - 40 * DAY).date(),
    )

    assert Recognition.objects.get(subject=clan).state == State.TO_BE_REVIEWED


def test_a_withdrawal_is_the_last_step(opened: Round, home: Subject, land: Country, who: People) -> None:
    registration = make.registered(opened, [home], by=who.branch)[0]
    rounds.withdraw([registration.pk], reason="Đổi ý", by=who.branch, at=NOON + DAY)

    found = told(home, who)

    assert line(found.steps) == [("registered", "Branch"), ("withdrawn", "Branch")]
    assert found.answers is None


def test_a_foreign_case_answers_as_one_that_is_not_there(
    opened: Round, home: Subject, land: Country, who: People
) -> None:
    registration = make.registered(opened, [home], by=who.branch)[0]
    stranger = make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune)

    for pk in (registration.pk, 999_999):
        with pytest.raises(Registration.DoesNotExist):
            of_case(pk, seen_by=stranger, on=NOON.date())
