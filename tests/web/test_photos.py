"""Evidence photos on pages: put on the form without a script, seen by who sees the case, taken off again."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.models import Draft
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.photos.models import Photo
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds.models import Consent, Registration
from khuyenhoc.domain.roles import Role
from khuyenhoc.storing import pictures
from tests import make, scene
from tests.make import NOON

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's


def upload(size: tuple[int, int] = (60, 40), form: str = "JPEG") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, form)
    return SimpleUploadedFile("IMG_2026_nha-ong-Mau.jpg", out.getvalue(), "image/jpeg")


def address(row: Registration) -> str:
    return reverse("assess_photo", args=[row.pk, "1.1"])


def test_the_button_keeps_the_form_and_leads_to_the_photo_of_its_question(
    shown: scene.Scene, as_user: SignIn
) -> None:
    row = shown.waiting[0]
    client, form = as_user(shown.who.branch), reverse("assess", args=[row.pk])

    sent = client.post(form, {"revision": 0, "n:1.1": "Có giấy khen", "photo": "1.1"})
    page = client.get(sent.headers["Location"]).content.decode()

    assert sent.headers["Location"] == address(row)
    assert Draft.objects.get().evidence["1.1"]["note"] == "Có giấy khen"
    assert "nặng nhất 15 MB" in page
    assert 'capture="environment"' in page


def test_a_photo_stands_on_the_form_and_pressing_twice_keeps_one(shown: scene.Scene, as_user: SignIn) -> None:
    row, client = shown.waiting[0], as_user(shown.who.branch)

    sent = client.post(address(row), {"key": "k", "taken": upload()})
    client.post(address(row), {"key": "k", "taken": upload()})

    photo = Photo.objects.get()
    assert sent.headers["Location"].endswith("#q-1.1")
    page = client.get(reverse("assess", args=[row.pk])).content.decode()
    assert reverse("photo_file", args=[photo.name, "small"]) in page
    assert "IMG_2026" not in page + "".join(str(one.facts) for one in Event.objects.all())
    assert Event.objects.filter(deed="photo.added").count() == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "Chưa có ảnh nào"),
        (SimpleUploadedFile("a.jpg", b"%PDF-1.7"), "không phải ảnh JPEG"),
        (upload((6000, 5000), "PNG"), "30 triệu điểm ảnh"),
    ],
    ids=["none", "no picture", "too large"],
)
def test_what_cannot_be_taken_is_said_on_the_form(
    file: SimpleUploadedFile | None, said: str, shown: scene.Scene, as_user: SignIn
) -> None:
    answer = as_user(shown.who.branch).post(
        address(shown.waiting[0]), {"key": "k"} | ({"chosen": file} if file else {})
    )

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Photo.objects.exists()


def test_a_file_that_is_too_heavy_is_refused_before_it_is_read(shown: scene.Scene, as_user: SignIn) -> None:
    heavy = SimpleUploadedFile("a.jpg", b"\xff" * (pictures.MOST_BYTES + 1))

    answer = as_user(shown.who.branch).post(address(shown.waiting[0]), {"key": "k", "chosen": heavy})

    assert "nặng hơn 15 MB" in answer.content.decode()


def test_a_photo_is_taken_off_while_the_form_is_open(shown: scene.Scene, as_user: SignIn) -> None:
    scene.photo(shown)
    client, row = as_user(shown.who.branch), shown.waiting[0]

    client.post(reverse("assess_photo_remove", args=[row.pk, "1.1"]), {"key": "k"})

    assert not Photo.objects.exists()
    assert "Thêm ảnh minh chứng" in client.get(reverse("assess", args=[row.pk])).content.decode()


def test_a_photo_is_served_as_a_file_of_its_own_kind_and_only_for_who_sees_the_case(
    shown: scene.Scene, as_user: SignIn
) -> None:
    photo = scene.photo(shown)
    foreign = scene.stranger(shown.land.other_commune)
    tied = make.user("tied", Role.BRANCH, shown.land.commune, titles=["clan"])
    at = [reverse("photo_file", args=[photo.name, size]) for size in ("small", "large")]
    pages = [*at, reverse("photo", args=[photo.name])]

    answers = [as_user(shown.who.association).get(one) for one in at]

    for answer in answers:
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"].startswith("private")
    for user in (foreign, tied):
        assert [as_user(user).get(one).status_code for one in pages] == [404, 404, 404]
    assert as_user(shown.who.branch).get(reverse("photo_file", args=[photo.name, "huge"])).status_code == 404
    assert as_user(shown.who.branch).get(reverse("photo_file", args=["0" * 32, "small"])).status_code == 404
    assert (
        as_user(foreign).post(address(shown.waiting[0]), {"key": "k", "taken": upload()}).status_code == 404
    )


def test_a_photo_handed_in_is_seen_in_verification_and_on_the_case_with_its_hand_in(
    shown: scene.Scene, as_user: SignIn
) -> None:
    photo, row, who = scene.photo(shown), shown.waiting[0], shown.who
    cells = make.best(make.sets.rules(row.round.criteria_set))
    draft = assessments.keep_draft(row.pk, cells, {}, revision=0, by=who.branch, at=NOON)
    done = recognition.hand_in(
        row.pk, revision=draft.revision, consent=Consent.SPOKEN, by=who.branch, at=scene.LATER
    )
    make.reviewed([done], shown.land.hamlet, by=who.branch)
    small = reverse("photo_file", args=[photo.name, "small"])
    client = as_user(who.association)

    look = client.get(reverse("verify_case", args=[row.round_id, shown.land.commune.pk, row.pk]))
    case = client.get(reverse("case", args=[row.pk])).content.decode()
    alone = client.get(reverse("photo", args=[photo.name])).content.decode()

    assert small in look.content.decode()
    assert small in case
    assert "Nộp cùng phiếu lúc 18:00 10/10/2023" in case
    assert "18:00 10/10/2023" in alone


def test_a_form_full_of_photos_stays_light(shown: scene.Scene, as_user: SignIn) -> None:
    row, client = shown.waiting[0], as_user(shown.who.branch)
    noisy = io.BytesIO()
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(noisy, "JPEG", quality=90)
    noisy.seek(0)
    made = pictures.read(noisy, len(noisy.getvalue()))
    codes = [one.code for one in make.sets.rules(row.round.criteria_set).indicators]
    for code in codes:
        assessments.show_photo(row.pk, code, made, by=shown.who.branch, at=scene.LATER)

    page = client.get(reverse("assess", args=[row.pk])).content.decode()

    assert page.count('loading="lazy"') == len(codes)
    assert len(made.small) < 25_000
