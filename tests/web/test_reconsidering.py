"""Titles after the decision: why one is in doubt, keeping it, taking it back, many at once or from its case."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Recognition, StandingChange
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from tests import make, scene

SignIn = Callable[[User], Client]


class Doubted:
    """A clan whose title stands on ten households; one of them has lost its own since."""

    def __init__(self) -> None:
        self.land = make.country()
        make.published_sets()
        self.who = make.people(self.land)
        homes = make.households(10, self.land.hamlet, by=self.who.branch)
        opened = make.a_round(Title.HOUSEHOLD, self.land.province, by=self.who.province)
        make.recognised(opened, homes, self.land.hamlet, self.who, commune=self.land.commune)
        self.clan: Subject = make.subject(
            Title.CLAN, self.land.hamlet, by=self.who.branch, name="Dòng họ Mẫu"
        )
        make.belongs(Belonging.CLAN_HOUSEHOLD, homes, self.clan, by=self.who.branch)
        self.round: Round = make.a_round(Title.CLAN, self.land.province, by=self.who.province)
        make.recognised(self.round, [self.clan], self.land.hamlet, self.who, commune=self.land.commune)
        self.home = homes[0]
        lost = Recognition.objects.get(subject=self.home)
        recognition.revoke([lost.pk], reason="Gian dối", by=self.who.committee, at=scene.LATER)

    def title(self) -> Recognition:
        return Recognition.objects.get(subject=self.clan)

    def address(self, name: str) -> str:
        return reverse(name, args=[self.round.pk, self.land.commune.pk])

    def case(self, name: str) -> str:
        found = Assessment.objects.get(subject=self.clan)
        return reverse(name, args=[found.registration_id])


@pytest.fixture
def doubted(db: None) -> Doubted:
    return Doubted()


@pytest.fixture
def committee(doubted: Doubted, as_user: SignIn) -> Client:
    return as_user(doubted.who.committee)


def test_the_cause_of_a_doubt_is_shown_with_the_case_it_came_from(
    doubted: Doubted, committee: Client
) -> None:
    page = committee.get(doubted.address("reconsider")).content.decode()

    assert "Dòng họ Mẫu" in page
    assert "Danh hiệu làm căn cứ đã thay đổi" in page
    assert doubted.home.name in page


def test_keeping_a_title_is_asked_once_more_and_ends_the_doubt(doubted: Doubted, committee: Client) -> None:
    chosen = {"title": [doubted.title().pk], "deed": "confirm", "reason": "Vẫn đủ chín hộ"}

    asked = committee.post(doubted.address("reconsider"), chosen)
    before = doubted.title().state
    done = committee.post(doubted.address("reconsider_do"), chosen | {"key": "k1"})

    assert asked.status_code == 200
    assert before == State.TO_BE_REVIEWED
    assert done.status_code == 302
    assert doubted.title().state == State.RECOGNISED
    last = StandingChange.objects.order_by("pk").last()
    assert last is not None
    assert last.reason == "Vẫn đủ chín hộ"


def test_taking_a_title_back_twice_over_takes_it_back_once(doubted: Doubted, committee: Client) -> None:
    sent = {"title": [doubted.title().pk], "deed": "revoke", "reason": "Không đủ hộ", "key": "k1"}

    for _ in range(2):
        assert committee.post(doubted.address("reconsider_do"), sent).status_code == 302

    assert doubted.title().state == State.REVOKED
    assert StandingChange.objects.filter(recognition=doubted.title(), after=State.REVOKED).count() == 1


def test_without_a_reason_nothing_is_done_and_the_tick_stays(doubted: Doubted, committee: Client) -> None:
    answer = committee.post(
        doubted.address("reconsider"), {"title": [doubted.title().pk], "deed": "revoke", "reason": ""}
    )

    assert answer.status_code == 400
    assert f'value="{doubted.title().pk}" checked' in answer.content.decode()
    assert doubted.title().state == State.TO_BE_REVIEWED


def test_a_title_is_taken_back_from_its_case_with_what_stands_on_it_told(
    doubted: Doubted, committee: Client
) -> None:
    other = Assessment.objects.filter(subject__kind=Title.HOUSEHOLD).order_by("-pk").first()
    assert other is not None
    recognition.confirm(
        [doubted.title().pk],
        reason="Đủ",
        by=doubted.who.committee,
        at=scene.LATER + timedelta(hours=1),
    )
    Recognition.objects.update(valid_to=make.NOON.date().replace(year=2099))
    address = reverse("case_standing", args=[other.registration_id])

    asked = committee.get(address).content.decode()
    done = committee.post(address, {"deed": "revoke", "reason": "Đính chính", "key": "k1"})

    assert "Có 1 danh hiệu khác dựa trên danh hiệu này" in asked
    assert "Giữ danh hiệu" not in asked
    assert done.headers["Location"] == reverse("case", args=[other.registration_id])
    assert Recognition.objects.get(assessment=other).state == State.REVOKED
    assert doubted.title().state == State.TO_BE_REVIEWED


def test_the_case_leads_there_only_for_who_may(doubted: Doubted, committee: Client, as_user: SignIn) -> None:
    link = doubted.case("case_standing")

    assert link in committee.get(doubted.case("case")).content.decode()
    assert link not in as_user(doubted.who.association).get(doubted.case("case")).content.decode()
    assert as_user(doubted.who.association).get(link).status_code == 404


def test_the_association_sees_the_doubts_and_cannot_settle_them(doubted: Doubted, as_user: SignIn) -> None:
    association = as_user(doubted.who.association)
    sent = {"title": [doubted.title().pk], "deed": "confirm", "reason": "Đủ", "key": "k1"}

    page = association.get(doubted.address("reconsider")).content.decode()
    done = association.post(doubted.address("reconsider_do"), sent)

    assert "Bạn chỉ xem được danh sách này" in page
    assert done.status_code == 404
    assert doubted.title().state == State.TO_BE_REVIEWED


def test_an_outsider_settles_nothing(doubted: Doubted, as_user: SignIn) -> None:
    outsider = as_user(scene.stranger(doubted.land.other_commune))

    for name in ("reconsider", "reconsider_do"):
        answer = outsider.post(
            doubted.address(name),
            {"title": [doubted.title().pk], "deed": "revoke", "reason": "x", "key": "k"},
        )
        assert answer.status_code == 404
        assert "Dòng họ Mẫu" not in answer.content.decode()
