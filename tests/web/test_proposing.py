"""Making the list for the deciding body, printing it, taking it back; withdrawing and sending back one case."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.models import Assessment, Proposal, Return
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.web.request import today
from tests import make
from tests.web.test_verifying import client, land, opened, reviewed, states, ticked, who

__all__ = ["client", "land", "opened", "who"]  # fixtures
SignIn = Callable[[User], Client]


@pytest.fixture
def five(opened: Round, land: make.Country, who: make.People) -> list[Assessment]:
    """Verified; the last one does not pass."""
    cases = reviewed(opened, land, who, 5, by=who.branch)
    Assessment.objects.filter(pk=cases[-1].pk).update(passed=False, answers={}, rating="")
    assessments.verify([case.pk for case in cases], by=who.association, at=timezone.now())
    return cases


def address(opened: Round, land: make.Country, name: str = "propose") -> str:
    return reverse(name, args=[opened.pk, land.commune.pk])


def day() -> str:
    return f"{today():%d/%m/%Y}"


def test_all_that_pass_are_proposed_with_one_press_and_the_others_stand_apart(
    client: Client, opened: Round, land: make.Country, five: list[Assessment]
) -> None:
    page = client.get(address(opened, land)).content.decode()
    assert "4 hồ sơ đã xác minh và đạt" in page
    assert "1 hồ sơ đã xác minh nhưng chưa đạt" in page

    sent = {"key": "p1", "everything": "1", "effective_on": day()}
    response = client.post(address(opened, land), sent, follow=True)

    listed = Proposal.objects.get()
    assert response.redirect_chain[-1][0] == reverse("proposal", args=[listed.pk])
    assert "Đã đề nghị 4 hồ sơ." in response.content.decode()
    assert states(five[:4]) == {State.PROPOSED}
    assert states(five[4:]) == {State.VERIFIED}


def test_only_ticked_cases_are_proposed_and_undoing_takes_them_back(
    client: Client, opened: Round, land: make.Country, five: list[Assessment]
) -> None:
    response = client.post(address(opened, land), ticked(five[:2], effective_on=day()), follow=True)
    assert states(five[:2]) == {State.PROPOSED}

    offered = response.context["undo"]
    lists = [value for name, value in offered["fields"] if name == "proposal"]
    client.post(offered["address"], {"key": offered["key"], "proposal": lists})

    assert states(five[:2]) == {State.VERIFIED}


def test_pressing_twice_makes_one_list(
    client: Client, opened: Round, land: make.Country, five: list[Assessment]
) -> None:
    sent = ticked(five[:2], effective_on=day())

    answers = [client.post(address(opened, land), sent).headers["Location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert Proposal.objects.count() == 1


def test_what_does_not_pass_cannot_be_ticked_in_either(
    client: Client, opened: Round, land: make.Country, five: list[Assessment]
) -> None:
    response = client.post(address(opened, land), ticked(five[3:], effective_on=day()))

    assert response.status_code == 400
    assert "1 hồ sơ chưa đạt tiêu chí" in response.content.decode()
    assert states(five) == {State.VERIFIED}


def test_a_day_that_cannot_be_read_says_how_to_write_it(
    client: Client, opened: Round, land: make.Country, five: list[Assessment]
) -> None:
    response = client.post(address(opened, land), ticked(five[:1], effective_on="mai"))

    assert response.status_code == 400
    assert "Ghi ngày như" in response.content.decode()


class TestCountedAnew:
    @pytest.fixture
    def clans(self, land: make.Country, who: make.People) -> tuple[Round, list[Assessment]]:
        """Two clans that passed; since then the only household of the second lost its title."""
        year = today().year
        homes_round = make.a_round(Title.HOUSEHOLD, land.province, by=who.province, year=year)
        homes = make.households(2, land.hamlet, by=who.branch)
        cases = make.assessed(make.registered(homes_round, homes, by=who.branch), by=who.branch)
        ids = [case.pk for case in cases]
        make.reviewed(cases, land.hamlet, by=who.branch)
        now = timezone.now()
        assessments.verify(ids, by=who.association, at=now)
        recognition.propose(ids, place=land.commune.pk, by=who.association, at=now)
        recognition.decide(ids, {}, place=land.commune.pk, signer="Chủ tịch", by=who.committee, at=now)
        opened = make.a_round(Title.CLAN, land.province, by=who.province, year=year)
        clans = [
            make.subject(Title.CLAN, land.hamlet, by=who.branch, name=name)
            for name in ("Dòng họ Mẫu Giữ", "Dòng họ Mẫu Mất")
        ]
        for home, clan in zip(homes, clans, strict=True):
            make.belongs(Belonging.CLAN_HOUSEHOLD, [home], clan, by=who.branch)
        registered = make.registered(opened, clans, by=who.branch)
        entries = [
            assessments.Entry(one.pk, make.best(make.sets.rules(opened.criteria_set))) for one in registered
        ]
        scored = recognition.assess(entries, consent="spoken", by=who.branch, at=now)  # type: ignore[arg-type]
        make.reviewed(scored, land.hamlet, by=who.branch)
        assessments.verify([case.pk for case in scored], by=who.association, at=now)
        title = recognised_of(cases[1])
        recognition.revoke([title], reason="Khai sai", by=who.committee, at=now)
        return opened, scored

    def test_those_that_no_longer_pass_are_named_and_may_be_left_out(
        self, client: Client, land: make.Country, clans: tuple[Round, list[Assessment]]
    ) -> None:
        opened, cases = clans
        sent = {"key": "p1", "everything": "1", "effective_on": day()}

        refused = client.post(address(opened, land), sent)

        assert refused.status_code == 400
        assert "không còn đạt: Dòng họ Mẫu Mất." in refused.content.decode()
        assert 'name="leave_out"' in refused.content.decode()
        assert not Proposal.objects.filter(round=opened).exists()

        client.post(address(opened, land), {**sent, "key": "p2", "leave_out": "1"})

        assert states(cases[:1]) == {State.PROPOSED}
        assert states(cases[1:]) == {State.VERIFIED}


def recognised_of(case: Assessment) -> int:
    return int(Assessment.objects.get(pk=case.pk).recognition.pk)


class TestTheListMade:
    @pytest.fixture
    def listed(self, five: list[Assessment], land: make.Country, who: make.People) -> Proposal:
        return recognition.propose(
            [case.pk for case in five[:4]], place=land.commune.pk, by=who.association, at=timezone.now()
        )

    def test_the_list_is_shown_and_printed(self, client: Client, listed: Proposal) -> None:
        page = client.get(reverse("proposal", args=[listed.pk])).content.decode()
        paper = client.get(reverse("proposal_paper", args=[listed.pk]))

        assert page.count("Đã đề nghị</span>") == 4
        assert paper.headers["Content-Type"] == "application/pdf"
        assert paper.content.startswith(b"%PDF")

    def test_some_cases_are_taken_off_with_a_reason_that_stays_to_be_read(
        self, client: Client, listed: Proposal, five: list[Assessment]
    ) -> None:
        sent = ticked(five[:1], reason="Còn thiếu giấy tờ")

        page = client.post(reverse("proposal", args=[listed.pk]), sent, follow=True).content.decode()

        assert states(five[:1]) == {State.VERIFIED}
        assert states(five[1:4]) == {State.PROPOSED}
        assert "Còn thiếu giấy tờ" in page

    def test_without_ticks_the_whole_list_is_taken_back(
        self, client: Client, listed: Proposal, five: list[Assessment]
    ) -> None:
        client.post(reverse("proposal", args=[listed.pk]), {"key": "t1", "reason": "Lập lại"})

        assert states(five) == {State.VERIFIED}

    def test_a_foreign_list_answers_as_one_that_is_not_there(
        self, listed: Proposal, land: make.Country, as_user: SignIn
    ) -> None:
        stranger = as_user(make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune))

        for pk in (listed.pk, 10**9):
            for name in ("proposal", "proposal_paper"):
                response = stranger.get(reverse(name, args=[pk]))
                assert response.status_code == 404
                assert b"H\xe1\xbb\x99 m\xe1\xba\xabu" not in response.content

    def test_the_committee_sees_the_list_and_cannot_take_it_back(
        self, listed: Proposal, who: make.People, five: list[Assessment], as_user: SignIn
    ) -> None:
        committee = as_user(who.committee)
        where = reverse("proposal", args=[listed.pk])

        assert "Rút khỏi danh sách" not in committee.get(where).content.decode()
        assert committee.post(where, {"key": "t1", "reason": "x"}).status_code == 404
        assert states(five[:4]) == {State.PROPOSED}


class TestFromTheCaseItself:
    def test_a_verified_case_is_sent_back_from_its_page(self, client: Client, five: list[Assessment]) -> None:
        case = five[0]
        page = client.get(reverse("case", args=[case.registration_id])).content.decode()
        where = reverse("case_send_back", args=[case.registration_id])
        assert where in page

        client.post(where, {"key": "b1", "indicator": ["1.1"], "usual": ["0"]})

        assert states([case]) == {State.RETURNED}
        assert Return.objects.get(assessment=case).indicators == ["1.1"]

    def test_a_case_is_withdrawn_with_a_reason(self, client: Client, five: list[Assessment]) -> None:
        case = five[0]
        where = reverse("case_withdraw", args=[case.registration_id])

        refused = client.post(where, {"key": "w1"})
        client.post(where, {"key": "w2", "reason": "Chuyển đi nơi khác"})

        assert "Hãy ghi vì sao rút hồ sơ này." in refused.content.decode()
        assert states([case]) == {State.WITHDRAWN}
        assert Assessment.objects.get(pk=case.pk).closed_reason == "Chuyển đi nơi khác"

    def test_a_registration_without_a_form_is_withdrawn_too(
        self, client: Client, opened: Round, land: make.Country, who: make.People
    ) -> None:
        home = make.households(1, land.other_hamlet, by=who.branch)
        (row,) = make.registered(opened, home, by=who.branch)

        client.post(reverse("case_withdraw", args=[row.pk]), {"key": "w1", "reason": "Đổi ý"})

        assert Registration.objects.get(pk=row.pk).withdrawn_reason == "Đổi ý"

    @pytest.mark.parametrize("name", ["case_send_back", "case_withdraw"])
    def test_who_may_not_finds_no_such_page(
        self, name: str, five: list[Assessment], land: make.Country, as_user: SignIn
    ) -> None:
        stranger = as_user(make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune))
        observer = as_user(make.user("observer", Role.OBSERVER, land.commune))

        for person in (stranger, observer):
            where = reverse(name, args=[five[0].registration_id])
            assert person.post(where, {"key": "w1", "reason": "x"}).status_code == 404
        assert states(five) == {State.VERIFIED}


def test_cases_of_two_rounds_at_one_place_go_forward_together_on_a_list_each(
    client: Client, opened: Round, land: make.Country, five: list[Assessment], who: make.People
) -> None:
    own = make.a_round(Title.HOUSEHOLD, land.commune, by=who.association, year=today().year)
    others = reviewed(own, land, who, 2, by=who.branch)
    assessments.verify([case.pk for case in others], by=who.association, at=timezone.now())

    client.post(address(opened, land), {"key": "p1", "everything": "1", "effective_on": day()})

    lists = {listed.round_id: listed.assessments.count() for listed in Proposal.objects.all()}
    assert lists == {opened.pk: len(five) - 1, own.pk: 2}
