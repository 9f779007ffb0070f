"""Filling in a form: kept as it goes, taken back, looked over, handed in once."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from khuyenhoc.analytics import filling
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.models import Assessment, Draft, Evidence
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds.models import Consent, Registration
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make

SignIn = Callable[[User], Client]
GOOD = {
    "a:1.1": "a",
    "a:1.2": "9,5",
    "a:1.3": "có",
    "a:2.1.part": "2",
    "a:2.1.whole": "2",
    "a:2.2": "a",
    "a:2.3": "10",
}


@pytest.fixture
def land(db: None) -> make.Country:
    make.published_sets()
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


@pytest.fixture
def waiting(land: make.Country, who: make.People) -> Registration:
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province, year=today().year)
    return make.registered(opened, make.households(1, land.hamlet, by=who.branch), by=who.branch)[0]


@pytest.fixture
def client(who: make.People, as_user: SignIn) -> Client:
    return as_user(who.branch)


def fill_in(client: Client, waiting: Registration, answers: dict[str, str], revision: int = 0) -> int:
    sent = {"revision": revision, **GOOD, **answers}
    return client.post(reverse("assess", args=[waiting.pk]), sent).status_code


def hand_in(client: Client, waiting: Registration, revision: int, **more: str) -> int:
    sent = {"key": "k", "revision": revision, "consent": "spoken", "incomplete": "on", **more}
    return client.post(reverse("assess_look", args=[waiting.pk]), sent).status_code


def test_the_form_asks_every_question_with_its_help_and_evidence(
    client: Client, waiting: Registration
) -> None:
    page = client.get(reverse("assess", args=[waiting.pk])).content.decode()

    assert "Trẻ trong độ tuổi đều được đi học" in page
    assert "Kể cả mẫu giáo 5 tuổi." in page
    assert "Giấy báo của trường" in page
    assert "Có người trong nhà bị xử lý hình sự trong năm" in page


def test_what_is_typed_is_kept_and_stands_there_the_next_time(client: Client, waiting: Registration) -> None:
    fill_in(client, waiting, {"e:1.1": "1", "n:1.1": "Trưởng thôn xác nhận"})

    page = client.get(reverse("assess", args=[waiting.pk])).content.decode()

    assert 'value="a" checked' in page
    assert 'value="9,5"' in page
    assert "Trưởng thôn xác nhận" in page
    assert Assessment.objects.count() == 0


def test_each_change_is_kept_by_itself_and_tells_its_state(client: Client, waiting: Registration) -> None:
    address = reverse("assess", args=[waiting.pk])

    first = client.post(address, {"revision": 0, "a:1.1": "a", "autosave": "1"}).json()
    second = client.post(address, {"revision": first["revision"], "a:1.1": "b", "autosave": "1"}).json()

    assert (first["revision"], second["revision"]) == (1, 2)
    assert second["said"].startswith("Đã lưu lúc ")
    assert Draft.objects.get().cells == {"1.1": "b"}


def test_the_last_change_can_be_taken_back(client: Client, waiting: Registration) -> None:
    fill_in(client, waiting, {})
    fill_in(client, waiting, {"a:1.1": "c"}, 1)

    client.post(reverse("assess_undo", args=[waiting.pk]))

    assert Draft.objects.get().cells["1.1"] == "a"


def test_two_who_fill_in_the_same_form_do_not_write_over_each_other(
    client: Client, waiting: Registration, who: make.People, as_user: SignIn
) -> None:
    fill_in(client, waiting, {})

    late = as_user(who.association).post(reverse("assess", args=[waiting.pk]), {"revision": 0, "a:1.1": "c"})

    assert late.status_code == 400
    assert 'value="c" checked' in late.content.decode()  # what was typed stays on the page
    assert Draft.objects.get().cells["1.1"] == "a"


def test_the_look_over_tells_the_score_and_what_was_left_out(client: Client, waiting: Registration) -> None:
    fill_in(client, waiting, {})

    page = client.get(reverse("assess_look", args=[waiting.pk])).content.decode()

    assert "Những câu chưa trả lời:" in page
    assert "3.1" in page
    assert "9,5 / 10 điểm" in page


def test_a_form_is_handed_in_once_with_what_was_shown_for_it(client: Client, waiting: Registration) -> None:
    fill_in(client, waiting, {"e:1.1": "1", "n:1.1": "Trưởng thôn xác nhận"})

    sent = {"key": "k", "revision": 1, "consent": "spoken", "incomplete": "on"}

    answers = [client.post(reverse("assess_look", args=[waiting.pk]), sent, follow=True) for _ in range(2)]

    told = ["Đã nộp phiếu của" in answer.content.decode() for answer in answers]
    assert told == [True, True]  # also when the answer to the first was lost on its way
    case = Assessment.objects.get()
    assert case.answers["1.2"] == 950
    assert list(Evidence.objects.values_list("indicator", "ticks", "note")) == [
        ("1.1", [1], "Trưởng thôn xác nhận")
    ]
    assert Draft.objects.count() == 0


def test_a_form_that_somebody_kept_since_it_was_read_is_not_handed_in(
    client: Client, waiting: Registration, who: make.People
) -> None:
    fill_in(client, waiting, {})
    read = filling.of(waiting.pk, seen_by=who.branch, on=today()).read
    fill_in(client, waiting, {"a:1.1": "c"}, 1)

    with pytest.raises(assessments.ChangedMeanwhile):
        recognition.hand_in(
            waiting.pk, revision=1, consent=Consent.SPOKEN, by=who.branch, at=timezone.now(), read=read
        )

    assert Assessment.objects.count() == 0
    assert Draft.objects.get().cells["1.1"] == "c"
    assert not Registration.objects.get(pk=waiting.pk).is_assessed


def test_keeping_and_handing_in_ask_each_thing_once(client: Client, waiting: Registration) -> None:
    client.get(reverse("assess", args=[waiting.pk]))  # the session knows by now that no second step is due

    with CaptureQueriesContext(connection) as kept:
        assert fill_in(client, waiting, {}) == 302
    with CaptureQueriesContext(connection) as handed_in:
        assert hand_in(client, waiting, 1) == 302

    asked = [[one["sql"] for one in told if "SAVEPOINT" not in one["sql"]] for told in (kept, handed_in)]
    assert [len(asked[0]), len(asked[1])] == [15, 21], asked
    for told in asked:
        for table in ("access_grant", "rounds_round", "criteria_criteriasetversion", "rounds_featurestart"):
            assert len([one for one in told if f"FROM {table} " in one.replace('"', "")]) == 1


def test_nobody_hands_in_without_saying_how_the_family_agreed(client: Client, waiting: Registration) -> None:
    fill_in(client, waiting, {})

    response = hand_in(client, waiting, 1, consent="")

    assert response == 400
    assert Assessment.objects.count() == 0


def test_what_cannot_be_read_is_not_handed_in_and_gaps_only_with_a_tick(
    client: Client, waiting: Registration
) -> None:
    fill_in(client, waiting, {"a:1.2": "mười"})
    unreadable = hand_in(client, waiting, 1)
    fill_in(client, waiting, {"a:1.2": ""}, 1)

    unsaid = hand_in(client, waiting, 2, key="k2", incomplete="")
    handed_in = hand_in(client, waiting, 2, key="k3")

    assert (unreadable, unsaid, handed_in) == (400, 400, 302)
    assert "1.2" not in Assessment.objects.get().answers


def test_what_was_changed_after_the_look_over_must_be_looked_over_again(
    client: Client, waiting: Registration
) -> None:
    fill_in(client, waiting, {})
    fill_in(client, waiting, {"a:1.1": "c"}, 1)

    response = hand_in(client, waiting, 1)

    assert response == 400
    assert Assessment.objects.count() == 0


def test_a_form_that_came_back_says_why_marks_the_question_and_asks_what_was_mended(
    client: Client, waiting: Registration, who: make.People, land: make.Country
) -> None:
    case = make.assessed([waiting], by=who.branch)[0]
    make.reviewed([case], land.hamlet, by=who.branch)
    assessments.send_back(
        [case.pk], reason="Thiếu minh chứng", indicators=["1.1"], by=who.association, at=make.NOON
    )

    page = client.get(reverse("assess", args=[waiting.pk])).content.decode()
    fill_in(client, waiting, {})
    silent = hand_in(client, waiting, 1)
    told = hand_in(client, waiting, 1, key="k2", reason="Đã bổ sung giấy của trường")

    assert "Thiếu minh chứng" in page
    assert "Xã đề nghị xem lại câu này." in page
    assert silent == 400
    assert told == 302
    assert Assessment.objects.get().state == "self_assessed"


def test_what_does_not_apply_is_an_answer(client: Client, waiting: Registration) -> None:
    fill_in(client, waiting, {"a:1.1": "KAD", "a:1.2": "", "na:1.2": "1"})

    page = client.get(reverse("assess", args=[waiting.pk])).content.decode()

    assert 'name="a:1.1" value="KAD" checked' in page
    assert 'name="na:1.2" value="1" checked' in page


def test_a_case_that_was_handed_in_is_shown_and_not_filled_in(
    client: Client, waiting: Registration, who: make.People
) -> None:
    make.assessed([waiting], by=who.branch)

    response = client.get(reverse("assess", args=[waiting.pk]))

    assert response.headers["Location"] == reverse("case", args=[waiting.pk])


@pytest.mark.parametrize("name", ["assess", "assess_look"])
def test_a_form_of_another_commune_is_not_there(
    name: str, waiting: Registration, land: make.Country, as_user: SignIn
) -> None:
    stranger = as_user(make.user("stranger", Role.BRANCH, land.other_commune))

    assert stranger.get(reverse(name, args=[waiting.pk])).status_code == 404
    assert stranger.post(reverse(name, args=[waiting.pk]), GOOD).status_code == 404


def test_whoever_may_only_look_on_cannot_fill_in(
    waiting: Registration, land: make.Country, as_user: SignIn
) -> None:
    observer = as_user(make.user("observer", Role.OBSERVER, land.province))

    assert observer.get(reverse("assess", args=[waiting.pk])).status_code == 404
