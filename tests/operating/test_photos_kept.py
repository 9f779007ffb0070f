"""A backup holds every photo as it is; restored, each is there again and nothing else is."""

import json
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association.queries import SHEETS
from khuyenhoc.apps.photos import queries
from khuyenhoc.apps.photos.models import Photo
from khuyenhoc.apps.photos.queries import FOLDER
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.titles import Title
from khuyenhoc.operating import backup, restore
from khuyenhoc.operating.backup import BackupDamaged
from khuyenhoc.storing import pictures
from tests import scene


@pytest.fixture
def photo(db: None, settings: object, tmp_path: Path) -> Photo:
    settings.DATA_DIR = tmp_path / "data"  # type: ignore[attr-defined]  # pytest-django's
    return scene.photo(scene.build())


def left() -> set[str]:
    root = Path(settings.DATA_DIR) / "photos"
    return {file.name for file in root.rglob("*") if file.is_file()}


def test_a_photo_lost_or_added_after_the_backup_is_as_before_once_restored(
    photo: Photo, tmp_path: Path
) -> None:
    made = backup.write(tmp_path / "one.backup", at=scene.LATER)
    before = left()
    FOLDER.drop(photo.name)
    FOLDER.keep("a" * 32, {"large": b"x", "small": b"y"}, at=scene.LATER)

    restore.restore(tmp_path / "one.backup", replace=True)

    assert left() == before == set(made.photos)
    assert list(queries.damaged()) == []
    assert FOLDER.path(photo.name, "small").stat().st_mode & 0o077 == 0


def test_a_photo_that_was_not_there_is_told_and_the_rest_is_kept(photo: Photo, tmp_path: Path) -> None:
    FOLDER.path(photo.name, "small").unlink()

    made = backup.write(tmp_path / "one.backup", at=scene.LATER)

    assert made.missing == (f"{photo.name}-small",)
    assert set(backup.verify(tmp_path / "one.backup").photos) == {f"{photo.name}-large"}


def test_an_altered_photo_spoils_the_backup(photo: Photo, tmp_path: Path) -> None:
    whole, spoilt = tmp_path / "one.backup", tmp_path / "two.backup"
    backup.write(whole, at=scene.LATER)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"other" if name.startswith("photos/") else old.read(name))

    with pytest.raises(BackupDamaged):
        backup.verify(spoilt)


def test_a_backup_cannot_write_outside_the_folder(photo: Photo, tmp_path: Path) -> None:
    whole, spoilt = tmp_path / "one.backup", tmp_path / "two.backup"
    backup.write(whole, at=scene.LATER)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == backup.MANIFEST:
                told = json.loads(content)
                told["photos"]["../../outside-large"] = "0" * 64
                content = json.dumps(told).encode()
            new.writestr(name, content)

    with pytest.raises(BackupDamaged):
        backup.verify(spoilt, other_secret=True)


def test_pictures_of_a_clans_papers_are_kept_and_put_back_as_photos_are(photo: Photo, tmp_path: Path) -> None:
    by = User.objects.get(username="branch")
    clan = Subject.objects.filter(kind=Title.CLAN)[0]
    paper = association.keep_paper(
        clan, kind="rules", title="Nội quy mẫu", dated=scene.LATER.date(), text="", by=by, at=scene.LATER
    )
    picture = pictures.Picture(b"large", b"small", 3, 2)
    sheet = association.add_sheet(paper, picture, by=by, at=scene.LATER)
    made = backup.write(tmp_path / "one.backup", at=scene.LATER)
    SHEETS.drop(sheet.name)
    SHEETS.keep("b" * 32, {"large": b"x", "small": b"y"}, at=scene.LATER)

    restore.restore(tmp_path / "one.backup", replace=True)

    assert {f"papers/{sheet.name}-large", f"{photo.name}-large"} < set(made.photos)
    assert SHEETS.read(sheet.name, "large")
    assert [name for name, _ in SHEETS.names()] == [sheet.name]
