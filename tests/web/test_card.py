"""A citizen without an account answers for themselves by the code on a card, and opens nothing else."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, Draft
from khuyenhoc.apps.cards import actions as cards
from khuyenhoc.apps.cards.models import Card
from khuyenhoc.apps.photos.models import Photo
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make
from tests.papers import reading
from tests.working import work

SignIn = Callable[[User], Client]


@pytest.fixture
def land(db: None) -> make.Country:
    make.published_sets()
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


@pytest.fixture
def waiting(land: make.Country, who: make.People) -> Registration:
    opened = make.a_round(Title.CITIZEN, land.province, by=who.province, year=today().year)
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name="Mẫu Thị Sáng")
    return make.registered(opened, [person], by=who.branch)[0]


@pytest.fixture
def code(waiting: Registration, who: make.People) -> str:
    return cards.issue([waiting.pk], draw=lambda _: 12345, by=who.branch, at=timezone.now())[0].code


@pytest.fixture
def own_folder(settings: object, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's


def upload() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    return SimpleUploadedFile("anh.jpg", out.getvalue(), "image/jpeg")


def opened(code: str) -> Client:
    client = Client()
    client.post(reverse("card"), {"code": code})
    return client


def answer(client: Client) -> None:
    client.post(reverse("card_form"), {"revision": 0, "a:1.1": "a"})


def test_more_cards_than_one_may_wait_for_come_from_the_worker_and_open_forms(
    waiting: Registration,
    who: make.People,
    own_folder: None,
    as_user: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = make.subject(Title.CITIZEN, waiting.place, by=who.branch, name="Mẫu Văn Hai")
    make.registered(waiting.round, [other], by=who.branch)
    monkeypatch.setattr("khuyenhoc.web.card.issuing.AT_ONCE", 1)
    client, address = as_user(who.branch), reverse("cards", args=[waiting.round_id, waiting.place_id])

    led = client.post(address, {"key": "k"}).headers["Location"]
    before = Card.objects.count()
    work()
    sheet = reading.whole(client.get(f"{led}files/0/").content)
    codes = re.findall(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", sheet)

    assert before == 0
    assert "Đã cấp 2 thẻ" in client.get(led).content.decode()
    assert len(set(codes)) == 2
    names = [opened(one).get(reverse("card_form")).content.decode() for one in sorted(set(codes))]
    assert sorted("Mẫu Văn Hai" in page for page in names) == [False, True]


def test_the_code_opens_ones_own_form(code: str) -> None:
    page = opened(code.lower().replace("-", "")).get(reverse("card_form")).content.decode()

    assert "Mẫu Thị Sáng" in page
    assert "Hãy trả lời đúng như việc bạn đã làm trong năm." in page


def test_the_address_in_the_qr_opens_it_and_leaves_no_code_in_the_address_bar(code: str) -> None:
    response = Client().get(reverse("card_scan", args=[code]))

    assert response.headers["Location"] == reverse("card_form")


def test_what_a_citizen_hands_in_is_their_own_word(code: str) -> None:
    client = opened(code)
    answer(client)

    client.post(reverse("card_look"), {"key": "k", "revision": 1, "incomplete": "on"})

    case = Assessment.objects.get()
    assert case.consent == "self"
    assert case.entered_by.username == cards.HOLDER
    assert "Phiếu của bạn đã nộp." in client.get(reverse("card_form")).content.decode()


def test_the_last_change_of_ones_own_form_is_undone_as_often_as_there_was_one(code: str) -> None:
    client, strange = opened(code), Client()
    answer(client)
    client.post(reverse("card_form"), {"revision": 1, "a:1.1": "3"})

    foreign = strange.post(reverse("card_undo"))
    told = [client.post(reverse("card_undo"), follow=True).content.decode() for _ in range(2)]

    assert (foreign.status_code, foreign.headers["Location"]) == (302, reverse("card"))
    assert "Đã trở lại như trước lần sửa cuối." in told[0]
    assert "Đã trở lại như trước lần sửa cuối." not in told[1]  # nothing more to go back to
    assert "Hoàn tác lần sửa cuối" not in told[1]
    assert Draft.objects.get().cells == {"1.1": "a"}


def test_a_form_that_was_handed_in_is_not_undone(code: str) -> None:
    client = opened(code)
    answer(client)
    client.post(reverse("card_look"), {"key": "k", "revision": 1, "incomplete": "on"})

    page = client.post(reverse("card_undo"), follow=True)

    assert "Đã trở lại như trước lần sửa cuối." not in page.content.decode()
    assert Assessment.objects.get().state == "self_assessed"


def test_the_account_behind_the_cards_cannot_sign_in(code: str) -> None:
    answer(opened(code))

    assert not User.objects.get(username=cards.HOLDER).has_usable_password()


def test_a_card_revoked_meanwhile_opens_nothing_more(
    code: str, waiting: Registration, who: make.People
) -> None:
    client = opened(code)
    cards.revoke([waiting.pk], reason="Mất thẻ", by=who.branch, at=timezone.now())

    response = client.get(reverse("card_form"))

    assert response.headers["Location"] == reverse("card")


def test_a_card_of_a_round_that_is_over_opens_nothing(code: str) -> None:
    Round.objects.update(decide_to=today() - timedelta(days=1), registration_to=today() - timedelta(days=1))

    response = Client().post(reverse("card"), {"code": code})

    assert response.status_code == 400
    assert "Mẫu Thị Sáng" not in response.content.decode()


@pytest.mark.parametrize("typed", ["", "7KD4P-XM2WA", "không phải mã", "' OR 1=1 --", "x" * 500])
def test_a_wrong_code_is_told_and_opens_nothing(typed: str, code: str) -> None:
    client = Client()

    response = client.post(reverse("card"), {"code": typed})

    assert response.status_code == 400
    assert client.get(reverse("card_form")).headers["Location"] == reverse("card")


def test_guessing_is_stopped_after_a_while_and_the_hall_is_not(code: str) -> None:
    statuses = [
        Client(REMOTE_ADDR="203.0.113.7").post(reverse("card"), {"code": "7KD4P-XM2WA"}).status_code
        for _ in range(31)
    ]
    neighbour = Client(REMOTE_ADDR="203.0.113.7").post(reverse("card"), {"code": code})

    assert statuses == [400] * 30 + [429]
    assert neighbour.status_code == 302


def test_a_card_is_no_sign_in(code: str, waiting: Registration) -> None:
    client = opened(code)

    pages = [reverse("home"), reverse("assess", args=[waiting.pk]), reverse("case", args=[waiting.pk])]

    assert [client.get(page).headers["Location"].split("?")[0] for page in pages] == ["/sign-in/"] * 3


def test_closing_leaves_nothing_for_who_comes_next(code: str) -> None:
    client = opened(code)

    client.post(reverse("card_close"))

    assert client.get(reverse("card_form")).headers["Location"] == reverse("card")


def test_a_branch_prints_a_card_for_everybody_who_has_none(
    waiting: Registration, land: make.Country, who: make.People, as_user: SignIn
) -> None:
    address = reverse("cards", args=[waiting.round_id, land.hamlet.pk])
    client = as_user(who.branch)

    page = client.get(address).content.decode()
    file = client.post(address, {"key": "k"})
    after = client.get(address).content.decode()

    assert "1 người chưa có thẻ" in page
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.content.startswith(b"%PDF")
    assert "0 người chưa có thẻ" in after


def test_when_everybody_has_a_card_nothing_is_printed_unless_it_is_asked_for(
    code: str, waiting: Registration, land: make.Country, who: make.People, as_user: SignIn
) -> None:
    address = reverse("cards", args=[waiting.round_id, land.hamlet.pk])
    client = as_user(who.branch)

    idle = client.post(address, {"key": "k"})
    anew = client.post(address, {"key": "k", "again": "1"})

    assert idle.status_code == 400
    assert anew.status_code == 200
    assert Client().post(reverse("card"), {"code": code}).status_code == 400  # the earlier card is useless


def test_another_communes_branch_prints_no_card_here(
    waiting: Registration, land: make.Country, as_user: SignIn
) -> None:
    stranger = as_user(make.user("stranger", Role.BRANCH, land.other_commune))

    assert (
        stranger.post(reverse("cards", args=[waiting.round_id, land.hamlet.pk]), {"key": "k"}).status_code
        == 404
    )


def test_a_citizen_shows_a_photo_that_nobody_else_is_served(
    code: str, waiting: Registration, own_folder: None
) -> None:
    client, stranger, address = opened(code), Client(), reverse("card_photo", args=["1.1"])
    answer(client)
    led = client.post(reverse("card_form"), {"revision": 1, "a:1.1": "1", "photo": "1.1"})

    empty = client.post(address, {"key": "none"})
    for _ in range(2):
        client.post(address, {"key": "p", "taken": upload()})
    page = client.get(reverse("card_form")).content.decode()
    picture = reverse("card_photo_file", args=["1.1"])
    served, refused = client.get(picture), stranger.get(picture)
    photo = Photo.objects.get()

    assert led.headers["Location"] == address
    assert "Chưa có ảnh nào" in empty.content.decode()
    assert picture in page
    assert (served.status_code, served.headers["Cache-Control"]) == (200, "private, no-store")
    assert b"Exif" not in served.content
    assert refused.status_code == 404
    assert stranger.get(address).headers["Location"] == reverse("card")
    assert client.get(reverse("photo_file", args=[photo.name, "small"])).status_code == 302
    assert (photo.registration_id, photo.added_by.username) == (waiting.pk, cards.HOLDER)

    client.post(reverse("card_photo_remove", args=["1.1"]), {"key": "r"})
    assert not Photo.objects.exists()


def test_a_photo_goes_on_no_form_that_was_handed_in(code: str, own_folder: None) -> None:
    client = opened(code)
    answer(client)
    client.post(reverse("card_look"), {"key": "k", "revision": 1, "incomplete": "on"})

    sent = client.post(reverse("card_photo", args=["1.1"]), {"key": "p", "taken": upload()})

    assert sent.headers["Location"] == reverse("card_form")
    assert not Photo.objects.exists()
