"""Photos shown as evidence: kept plain and private, handed in with the form, gone when nobody handed them in."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from PIL import Image

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.criteria.actions import IndicatorNotInSet
from khuyenhoc.apps.photos import actions, queries
from khuyenhoc.apps.photos.models import HandedIn, Photo
from khuyenhoc.apps.photos.queries import FOLDER
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Consent, Registration
from khuyenhoc.domain.roles import Permission, Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import StepNotAllowed
from khuyenhoc.storing import pictures
from khuyenhoc.storing.pictures import Picture
from tests import make
from tests.make import NOON, Country, People

LATER = NOON + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's


def picture(colour: str = "green") -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    out.seek(0)
    return pictures.read(out, len(out.getvalue()))


@pytest.fixture
def row(land: Country, who: People) -> Registration:
    opened = make.a_round(Title.CITIZEN, land.province, by=who.province)
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    return make.registered(opened, [person], by=who.branch)[0]


def show(row: Registration, who: People, colour: str = "green", code: str = "1.1") -> Photo:
    return assessments.show_photo(row.pk, code, picture(colour), by=who.branch, at=NOON)


def files() -> set[str]:
    return {file.name[:32] for file in (Path(settings.DATA_DIR) / "photos").rglob("*") if file.is_file()}


def handed_in(row: Registration, who: People, *, reason: str = "") -> None:
    cells = make.best(make.sets.rules(row.round.criteria_set))
    draft = assessments.keep_draft(row.pk, cells, {}, revision=0, by=who.branch, at=NOON)
    at = LATER + timedelta(hours=2 * Event.objects.filter(deed="assessment.self_assessed").count())
    recognition.hand_in(
        row.pk, revision=draft.revision, consent=Consent.SPOKEN, by=who.branch, at=at, reason=reason
    )


@pytest.mark.django_db
def test_a_photo_is_kept_readable_by_the_server_alone_and_its_event_names_no_file(
    row: Registration, who: People
) -> None:
    photo = show(row, who)

    file = FOLDER.path(photo.name, "large")
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    assert (photo.width, photo.height, photo.size) == (40, 30, file.stat().st_size)
    event = Event.objects.latest("pk")
    assert (event.deed, event.facts) == ("photo.added", {"indicator": "1.1"})
    assert list(queries.damaged()) == []


@pytest.mark.django_db(transaction=True)
def test_another_photo_of_an_answer_takes_the_place_of_the_first_and_its_file_is_gone(
    row: Registration, who: People
) -> None:
    first = show(row, who)
    second = show(row, who, "red")

    assert [one.name for one in Photo.objects.all()] == [second.name]
    assert files() == {second.name}
    assert first.name != second.name


@pytest.mark.django_db(transaction=True)
def test_a_photo_taken_off_before_the_form_was_handed_in_leaves_nothing(
    row: Registration, who: People
) -> None:
    show(row, who)

    assessments.remove_photo(row.pk, "1.1", by=who.branch, at=NOON)

    assert (Photo.objects.count(), files()) == (0, set())


@pytest.mark.django_db
def test_each_hand_in_keeps_the_photos_it_was_handed_in_with(row: Registration, who: People) -> None:
    first, stays = show(row, who), show(row, who, code="1.2")
    handed_in(row, who)
    case = row.assessment
    assessments.send_back([case.pk], reason="Ảnh mờ", permission=Permission.REVIEW, by=who.branch, at=LATER)
    second = show(row, who, "red")
    handed_in(row, who, reason="Đã chụp lại")

    told = queries.versions(row.pk)

    assert [{one.name for one in version.photos} for version in told] == [
        {second.name, stays.name},
        {first.name, stays.name},
    ]
    first.refresh_from_db()
    assert first.removed_at is not None
    assert FOLDER.read(first.name, "large") is not None
    assert set(queries.handed_in(row.pk, LATER)) == {"1.1", "1.2"}


@pytest.mark.django_db
def test_a_form_that_was_handed_in_takes_no_photo_and_loses_none(row: Registration, who: People) -> None:
    show(row, who)
    handed_in(row, who)

    with pytest.raises(StepNotAllowed):
        show(row, who, "red")
    with pytest.raises(StepNotAllowed):
        assessments.remove_photo(row.pk, "1.1", by=who.branch, at=LATER)

    assert HandedIn.objects.count() == 1


@pytest.mark.django_db
def test_only_who_fills_in_the_form_puts_a_photo_on_an_answer_its_set_asks(
    row: Registration, land: Country, who: People
) -> None:
    other = make.user("other", Role.BRANCH, land.far_hamlet)

    with pytest.raises(OutsideScope):
        assessments.show_photo(row.pk, "1.1", picture(), by=other, at=NOON)
    with pytest.raises(IndicatorNotInSet):
        assessments.show_photo(row.pk, "9.9", picture(), by=who.branch, at=NOON)
    photo = show(row, who)

    with pytest.raises(Photo.DoesNotExist):
        queries.get(photo.name, seen_by=other, on=NOON.date())
    assert queries.get(photo.name, seen_by=who.association, on=NOON.date()) == photo


@pytest.mark.django_db
def test_an_answer_has_one_photo_whoever_writes(row: Registration, who: People) -> None:
    photo = show(row, who)

    with pytest.raises(IntegrityError), transaction.atomic():
        make.copy_of(photo, name="0" * 32)


@pytest.mark.django_db
def test_sweeping_takes_what_no_row_names_after_an_hour_and_never_what_one_names(
    row: Registration, who: People
) -> None:
    photo = show(row, who)
    content = {"large": b"x", "small": b"y"}
    FOLDER.keep("a" * 32, content, at=NOON - timedelta(hours=2))
    FOLDER.keep("b" * 32, content, at=NOON)

    swept = actions.sweep(at=NOON + timedelta(minutes=30))

    assert (swept, files()) == (1, {photo.name, "b" * 32})
    assert actions.sweep(at=NOON + timedelta(minutes=30)) == 0


@pytest.mark.django_db(transaction=True)
def test_photos_never_handed_in_go_when_the_registration_was_withdrawn(
    row: Registration, who: People
) -> None:
    show(row, who)
    rounds.withdraw([row.pk], reason="Nhầm", by=who.branch, at=NOON)

    assert actions.sweep(at=LATER) == 1
    assert (Photo.objects.count(), files()) == (0, set())


@pytest.mark.django_db
def test_a_deed_that_falls_through_leaves_no_row_and_a_file_that_is_swept(
    row: Registration, who: People
) -> None:
    with transaction.atomic():
        show(row, who)
        transaction.set_rollback(True)

    assert Photo.objects.count() == 0
    assert len(files()) == 1
    assert actions.sweep(at=LATER) == 1
    assert files() == set()


@pytest.mark.django_db
def test_a_file_that_is_gone_or_altered_is_told(row: Registration, who: People) -> None:
    one, two = show(row, who), show(row, who, code="1.2")
    FOLDER.path(one.name, "large").unlink()
    FOLDER.path(two.name, "large").write_bytes(b"other")

    assert [(photo.pk, what) for photo, what in queries.damaged()] == [
        (one.pk, "missing"),
        (two.pk, "altered"),
    ]
