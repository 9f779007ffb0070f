"""The review meeting: agenda, attendance, votes all at once or one by one, minutes."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, ReviewMeeting, Vote
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make

SignIn = Callable[[User], Client]


@pytest.fixture
def land(db: None) -> make.Country:
    make.published_sets()
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


@pytest.fixture
def opened(land: make.Country, who: make.People) -> Round:
    return make.a_round(Title.HOUSEHOLD, land.province, by=who.province, year=today().year)


@pytest.fixture
def cases(opened: Round, land: make.Country, who: make.People) -> list[Assessment]:
    homes = make.households(3, land.hamlet, by=who.branch)
    return make.assessed(make.registered(opened, homes, by=who.branch), by=who.branch)


@pytest.fixture
def address(opened: Round, land: make.Country) -> str:
    return reverse("meeting", args=[opened.pk, land.hamlet.pk])


def held(cases: list[Assessment], **more: object) -> dict[str, object]:
    return {
        "key": "k",
        "held_on": today().strftime("%d/%m/%Y"),
        "invited": "30",
        "present": "24",
        "chair": "Chi hội trưởng",
        "secretary": "Thư ký",
        "case": [str(case.pk) for case in cases],
        **more,
    }


def test_everybody_agreed_unless_somebody_said_otherwise(
    address: str, cases: list[Assessment], who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.branch)

    page = client.post(
        address,
        held(cases, **{f"no:{cases[1].pk}": "3", f"none:{cases[1].pk}": "1"}),
        follow=True,
    ).content.decode()

    votes = {vote.assessment_id: (vote.agree, vote.disagree, vote.abstain) for vote in Vote.objects.all()}
    assert votes == {cases[0].pk: (24, 0, 0), cases[1].pk: (20, 3, 1), cases[2].pk: (24, 0, 0)}
    assert "Biên bản họp bình xét" in page
    assert "Thông qua 3 hồ sơ, không thông qua 0 hồ sơ." in page


def test_a_case_not_carried_goes_back_with_the_reason(
    address: str, cases: list[Assessment], who: make.People, as_user: SignIn
) -> None:
    sent = held(cases, not_carried="Bà con đề nghị bổ sung", **{f"no:{cases[0].pk}": "20"})

    as_user(who.branch).post(address, sent)

    assert [Assessment.objects.get(pk=case.pk).state for case in cases] == [
        "returned",
        "reviewed",
        "reviewed",
    ]


def test_what_was_not_talked_about_stays_for_the_next_meeting(
    address: str, cases: list[Assessment], who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.branch)

    client.post(address, held(cases[:1]))

    page = client.get(address).content.decode()
    assert "2 hồ sơ đưa ra họp" in page
    assert 'value="Chi hội trưởng"' in page  # the last meeting's people are there to begin with


def test_recording_twice_makes_one_meeting(
    address: str, cases: list[Assessment], who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.branch)

    answers = [client.post(address, held(cases)) for _ in range(2)]

    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert ReviewMeeting.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"present": "10"}, "chỉ có 10 trên 30 người"),
        ({"present": ""}, "Chưa ghi số người."),
        ({"held_on": "1/1/2020"}, "Ngày họp phải từ"),
        ({"held_on": "hôm qua"}, "Ghi ngày như 5/11/2026"),
        ({"case": []}, "Chưa chọn hồ sơ nào đưa ra họp."),
    ],
)
def test_a_meeting_that_cannot_be_says_why_and_keeps_what_was_typed(
    more: dict[str, object],
    said: str,
    address: str,
    cases: list[Assessment],
    who: make.People,
    as_user: SignIn,
) -> None:
    response = as_user(who.branch).post(address, held(cases, **more))

    page = response.content.decode()
    assert response.status_code == 400
    assert said in page
    assert 'value="Thư ký"' in page
    assert ReviewMeeting.objects.count() == 0


@pytest.mark.parametrize(
    ("votes", "said"), [("25", "nhiều hơn 24 người có mặt"), ("ba", "Số phiếu “ba” không đọc được.")]
)
def test_votes_that_cannot_be_are_refused(
    votes: str, said: str, address: str, cases: list[Assessment], who: make.People, as_user: SignIn
) -> None:
    response = as_user(who.branch).post(address, held(cases, **{f"no:{cases[0].pk}": votes}))

    assert response.status_code == 400
    assert said in response.content.decode()


def test_the_association_sees_how_many_wait_and_cannot_hold_the_meeting(
    opened: Round, cases: list[Assessment], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.association)
    commune = reverse("meeting", args=[opened.pk, land.commune.pk])

    page = client.get(commune).content.decode()
    sent = client.post(commune, held(cases))

    assert "3 hồ sơ đang chờ họp bình xét ở thôn." in page
    assert sent.status_code == 404


def test_minutes_of_another_commune_are_not_there(
    address: str, cases: list[Assessment], land: make.Country, who: make.People, as_user: SignIn
) -> None:
    as_user(who.branch).post(address, held(cases))
    stranger = as_user(make.user("stranger", Role.BRANCH, land.other_commune))

    response = stranger.get(reverse("minutes", args=[ReviewMeeting.objects.get().pk]))

    assert response.status_code == 404
    assert cases[0].subject.name not in response.content.decode()
