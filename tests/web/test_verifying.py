"""The commune's verification: many at once, one after the other, sent back, drawn by lot, undone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Attendance
from khuyenhoc.apps.assessments.models import Assessment, Return, Revisit, SpotCheck
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
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
    """A round that runs today, whenever that is."""
    return make.a_round(Title.HOUSEHOLD, land.province, by=who.province, year=today().year)


def reviewed(
    opened: Round, land: make.Country, who: make.People, number: int, *, by: User
) -> list[Assessment]:
    homes = make.households(number, land.hamlet, by=who.branch)
    cases = make.assessed(make.registered(opened, homes, by=who.branch), by=by)
    meeting = Attendance(today(), invited=30, present=24, chair="Chi hội trưởng", secretary="Thư ký")
    assessments.review_cases(
        land.hamlet.pk,
        {case.pk: make.ALL_AGREE for case in cases},
        attendance=meeting,
        not_carried="Chưa nhất trí",
        by=who.branch,
        at=timezone.now() - timedelta(minutes=5),
    )
    return cases


@pytest.fixture
def five(opened: Round, land: make.Country, who: make.People) -> list[Assessment]:
    return reviewed(opened, land, who, 5, by=who.branch)


@pytest.fixture
def client(who: make.People, as_user: SignIn) -> Client:
    return as_user(who.association)


def address(opened: Round, land: make.Country, name: str = "verify", *more: int) -> str:
    return reverse(name, args=[opened.pk, land.commune.pk, *more])


def ticked(cases: list[Assessment], **more: object) -> dict[str, object]:
    return {"key": "k1", "case": [str(case.pk) for case in cases], **more}


def states(cases: list[Assessment]) -> set[str]:
    return set(Assessment.objects.filter(pk__in=[case.pk for case in cases]).values_list("state", flat=True))


class TestTheList:
    def test_many_are_verified_with_one_press_and_undone_with_another(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment]
    ) -> None:
        response = client.post(address(opened, land), ticked(five), follow=True)

        assert "Đã xác minh 5 hồ sơ." in response.content.decode()
        assert states(five) == {State.VERIFIED}
        assert Event.objects.filter(deed="assessment.verified").count() == 1

        offered = response.context["undo"]
        cases = [value for name, value in offered["fields"] if name == "case"]
        client.post(offered["address"], {"key": offered["key"], "case": cases})

        assert states(five) == {State.REVIEWED}

    def test_pressing_twice_verifies_once_and_answers_alike(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment]
    ) -> None:
        answers = [client.post(address(opened, land), ticked(five)).status_code for _ in range(2)]

        assert answers == [302, 302]
        assert Event.objects.filter(deed="assessment.verified").count() == 1

    def test_what_one_entered_oneself_cannot_be_ticked_and_the_page_says_why(
        self, client: Client, opened: Round, land: make.Country, who: make.People
    ) -> None:
        own = reviewed(opened, land, who, 1, by=who.association)

        page = client.get(address(opened, land)).content.decode()
        forced = client.post(address(opened, land), ticked(own))

        assert "do bạn nhập" in page
        assert f'value="{own[0].pk}"' not in page
        assert forced.status_code == 400
        assert "Không ai được xác minh hồ sơ do chính mình nhập" in forced.content.decode()
        assert states(own) == {State.REVIEWED}

    def test_ticking_nobody_says_so(self, client: Client, opened: Round, land: make.Country) -> None:
        response = client.post(address(opened, land), {"key": "k1"})

        assert response.status_code == 400
        assert "Chưa đánh dấu hồ sơ nào" in response.content.decode()

    def test_a_drawn_case_ticked_with_others_is_left_out_and_alone_is_refused_by_name(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment], who: make.People
    ) -> None:
        check = assessments.draw_spot_check(
            opened, place=land.commune.pk, number=1, seed="m", by=who.association, at=timezone.now()
        )

        drawn = check.revisits.get().assessment

        alone = client.post(address(opened, land), ticked([drawn]) | {"key": "other"}).content.decode()
        mixed = client.post(address(opened, land), ticked(five), follow=True).content.decode()

        assert "chưa ghi kết quả" in alone
        assert f'{drawn.registration_id}/">{drawn.subject.name}</a>' in alone
        assert alone.count(" checked>") == alone.count("data-held") == 1
        assert "Bỏ qua 1 hồ sơ" in mixed
        assert states([case for case in five if case.pk != drawn.pk]) == {State.VERIFIED}
        assert states([drawn]) == {State.REVIEWED}

    def test_fifty_cases_take_few_questions_to_the_database(
        self,
        client: Client,
        opened: Round,
        land: make.Country,
        who: make.People,
        django_assert_max_num_queries: Callable[..., object],
    ) -> None:
        reviewed(opened, land, who, 50, by=who.branch)
        client.get(address(opened, land))

        with django_assert_max_num_queries(43):  # type: ignore[attr-defined]  # a context manager
            page = client.get(address(opened, land)).content.decode()

        assert page.count('name="case"') == 50


class TestSendingBack:
    def test_ticked_cases_go_back_with_one_reason_after_it_was_asked_for(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment]
    ) -> None:
        asked = client.post(address(opened, land, "verify_return"), ticked(five[:2]))
        client.post(
            address(opened, land, "verify_return"),
            ticked(five[:2], sent="1", usual=["0"], reason="Xem lại mục 1.1."),
        )

        assert "Lý do thường gặp" in asked.content.decode()
        assert states(five[:2]) == {State.RETURNED}
        assert set(Return.objects.values_list("reason", flat=True)) == {"Thiếu minh chứng. Xem lại mục 1.1."}
        assert states(five[2:]) == {State.REVIEWED}

    def test_a_reason_is_needed(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment]
    ) -> None:
        response = client.post(address(opened, land, "verify_return"), ticked(five[:2], sent="1"))

        assert response.status_code == 400
        assert "Hãy chọn hoặc ghi lý do" in response.content.decode()
        assert states(five) == {State.REVIEWED}

    def test_single_answers_of_one_case_go_back(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment]
    ) -> None:
        case = five[0]
        sent = ticked([case], indicator=["1.1", "2.1"], usual=["1"]) | {"return": "1"}

        client.post(address(opened, land, "verify_case", case.registration_id), sent)

        assert Return.objects.get(assessment=case).indicators == ["1.1", "2.1"]


class TestOneAfterTheOther:
    def test_a_case_shows_its_answers_its_votes_and_the_next_one(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment]
    ) -> None:
        page = client.get(address(opened, land, "verify_case", five[0].registration_id)).content.decode()

        assert "1.1." in page
        assert "24/24" in page
        assert "Xác minh, mở hồ sơ tiếp theo" in page

    def test_fifty_cases_are_gone_through_with_one_press_each(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment]
    ) -> None:
        at, presses = address(opened, land, "verify_case", five[0].registration_id), 0
        while "verify/" in at and not at.endswith("/verify/"):
            case = Assessment.objects.get(registration=int(at.rstrip("/").rpartition("/")[2]))
            at = client.post(at, {"key": f"k{presses}", "case": [str(case.pk)]}).headers["Location"]
            presses += 1

        assert (presses, states(five)) == (5, {State.VERIFIED})

    def test_a_case_that_somebody_verified_meanwhile_opens_as_it_stands(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment], who: make.People
    ) -> None:
        assessments.verify([five[0].pk], by=who.association, at=timezone.now())

        response = client.get(address(opened, land, "verify_case", five[0].registration_id))

        assert response.headers["Location"] == reverse("case", args=[five[0].registration_id])


class TestVisits:
    def test_a_case_found_to_differ_offers_no_verification_until_it_is_handed_in_anew(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment]
    ) -> None:
        client.post(address(opened, land, "verify_draw"), {"key": "d1", "number": "1"})
        case = Revisit.objects.get().assessment
        said = {f"found-{case.pk}": "differs", f"note-{case.pk}": "Không có sách"}
        client.post(address(opened, land, "verify_visits"), {"key": "v1", **said})
        at = address(opened, land, "verify_case", case.registration_id)

        assert "khác với phiếu nên chưa xác minh được" in client.get(at).content.decode()

        Assessment.objects.filter(pk=case.pk).update(entered_at=timezone.now())  # as handing in does
        assert "khác với phiếu nên chưa xác minh được" not in client.get(at).content.decode()
        assert client.post(at, {"key": "k1", "case": [str(case.pk)]}).status_code == 302
        assert states([case]) == {State.VERIFIED}
        assert len(five) == 5

    def test_cases_are_drawn_visited_and_noted(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment]
    ) -> None:
        client.post(address(opened, land, "verify_draw"), {"key": "d1", "number": "2"})
        first, second = (
            SpotCheck.objects.get().revisits.order_by("assessment").values_list("assessment", flat=True)
        )
        said = {f"found-{first}": "matches", f"found-{second}": "differs", f"note-{second}": "Không có sách"}

        response = client.post(address(opened, land, "verify_visits"), {"key": "v1", **said}, follow=True)

        assert "Đã ghi kết quả thẩm tra của 2 hồ sơ." in response.content.decode()
        assert Revisit.objects.get(assessment=second).note == "Không có sách"
        assert "2 trong 5 hồ sơ" in response.content.decode()
        assert states(five) == {State.REVIEWED}

    def test_drawing_twice_in_a_row_is_refused_in_words(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment]
    ) -> None:
        client.post(address(opened, land, "verify_draw"), {"key": "d1", "number": "2"})
        again = client.post(address(opened, land, "verify_draw"), {"key": "d2", "number": "2"})

        assert again.status_code == 400
        assert "Còn 2 hồ sơ đã rút thăm" in again.content.decode()
        assert (SpotCheck.objects.count(), len(five)) == (1, 5)

    def test_a_difference_without_a_note_keeps_what_was_said(
        self, client: Client, opened: Round, land: make.Country, five: list[Assessment]
    ) -> None:
        client.post(address(opened, land, "verify_draw"), {"key": "d1", "number": "1"})
        drawn = Revisit.objects.get().assessment_id

        response = client.post(
            address(opened, land, "verify_visits"), {"key": "v1", f"found-{drawn}": "differs"}
        )

        page = response.content.decode()
        assert "ghi rõ khác ở điểm nào" in page
        assert 'value="differs" checked' in page
        assert drawn in {case.pk for case in five}


class TestWhoMay:
    @pytest.mark.parametrize("name", ["verify", "verify_visits"])
    def test_the_pages_of_another_commune_are_not_there(
        self, name: str, opened: Round, land: make.Country, five: list[Assessment], as_user: SignIn
    ) -> None:
        stranger = as_user(make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune))

        for response in (
            stranger.get(address(opened, land, name)),
            stranger.post(address(opened, land, name), ticked(five)),
            stranger.get(address(opened, land, "verify_case", five[0].registration_id)),
            stranger.post(address(opened, land, "verify_return"), ticked(five, sent="1", reason="x")),
        ):
            assert response.status_code == 404
            assert "Hộ mẫu" not in response.content.decode()
        assert states(five) == {State.REVIEWED}

    def test_who_may_only_look_gets_no_boxes_and_no_deed(
        self, opened: Round, land: make.Country, five: list[Assessment], who: make.People, as_user: SignIn
    ) -> None:
        committee = as_user(who.committee)

        page = committee.get(address(opened, land)).content.decode()

        assert "Hộ mẫu" in page
        assert 'name="case"' not in page
        for name in ("verify", "verify_undo", "verify_return", "verify_draw", "verify_visits"):
            assert committee.post(address(opened, land, name), ticked(five, number="2")).status_code == 404
        assert states(five) == {State.REVIEWED}

    def test_nobody_verifies_through_an_own_place_what_lies_elsewhere(
        self, opened: Round, land: make.Country, five: list[Assessment], as_user: SignIn
    ) -> None:
        stranger = as_user(make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune))
        own = reverse("verify", args=[opened.pk, land.other_commune.pk])

        assert stranger.post(own, ticked(five)).status_code == 404
        assert states(five) == {State.REVIEWED}
