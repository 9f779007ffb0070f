"""A backup holds every table as it was; restored elsewhere it is the same to the last row, or nothing happens."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.audit import queries as log
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.titles import Title
from khuyenhoc.operating import backup, restore, tables
from tests import make
from tests.make import NOON

Summed = dict[str, tuple[int, str]]


def summed() -> Summed:
    return {
        model._meta.db_table: ((told := tables.checked(model)).rows, told.sum)
        for model in tables.models_in_order()
    }


@pytest.fixture
def filled(land: make.Country, who: make.People) -> make.People:
    """A register, a round worked through to its decision, and a sealed log."""
    homes = make.households(3, land.hamlet, by=who.branch)
    opened = make.a_round(Title.HOUSEHOLD, land.commune, by=who.association)
    make.recognised(opened, homes, land.hamlet, who, commune=land.commune)
    audit.seal(at=NOON + timedelta(days=1))
    return who


@pytest.fixture
def file(filled: make.People, tmp_path: Path) -> Path:
    backup.write(tmp_path / "one.backup", at=NOON)
    return tmp_path / "one.backup"


@pytest.mark.django_db
def test_a_backup_names_every_table_with_its_rows_and_sum(file: Path) -> None:
    manifest = backup.verify(file)

    assert {name: (one.rows, one.sum) for name, one in manifest.tables.items()} == summed()
    # the stamp of the places' tree is drawn anew by whatever puts the places back
    not_in_it = {"django_migrations", "places_stamp", "counts_bundling"}
    assert set(manifest.tables) | not_in_it == set(connection.introspection.table_names())
    assert manifest.head == "{}:{}".format(*log.head())
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_what_was_restored_is_the_same_in_every_table(file: Path, filled: make.People) -> None:
    before = summed()
    Subject.objects.update(name="khác")
    make.user("later")

    restore.restore(file, replace=True)

    assert summed() == before
    assert list(log.breaks()) == []


@pytest.mark.django_db
def test_the_next_rows_get_keys_of_their_own(file: Path, land: make.Country, filled: make.People) -> None:
    last = Subject.objects.latest("pk").pk

    restore.restore(file, replace=True)
    new = make.households(60, land.hamlet, by=filled.branch)

    assert min(one.pk for one in new) > last


@pytest.mark.django_db
def test_what_guards_published_sets_stands_again(file: Path) -> None:
    from django.db import DatabaseError, transaction

    restore.restore(file, replace=True)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        CriteriaSetVersion.objects.filter(status="sample").update(code="khác")


@pytest.mark.django_db
def test_a_database_with_work_in_it_is_kept(file: Path) -> None:
    with pytest.raises(restore.RestoreNotEmpty):
        restore.restore(file)


def rewritten(file: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same backup with parts changed."""
    other = file.with_name("other.backup")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return other


@pytest.mark.django_db
def test_a_row_changed_in_the_file_is_found_before_anything_is_touched(file: Path) -> None:
    before = summed()
    other = rewritten(
        file,
        lambda name, told: (
            told.replace("Hộ mẫu 1".encode(), "Hộ mẫu 9".encode())
            if name == "tables/subjects_subject.jsonl"
            else told
        ),
    )

    with pytest.raises(backup.BackupDamaged) as refused:
        restore.restore(other, replace=True)

    assert refused.value.facts["detail"] == "subjects_subject"
    assert summed() == before


@pytest.mark.django_db
def test_a_rewritten_manifest_is_not_ours(file: Path) -> None:
    other = rewritten(
        file,
        lambda name, told: told.replace(b'"version"', b' "version"') if name == backup.MANIFEST else told,
    )

    with pytest.raises(backup.BackupSignedOtherwise):
        restore.restore(other, replace=True)


@pytest.mark.django_db
def test_another_servers_backup_needs_a_word(file: Path, settings_of: Callable[[str], None]) -> None:
    before = summed()
    settings_of("another secret " * 5)

    with pytest.raises(backup.BackupSignedOtherwise):
        restore.restore(file, replace=True)
    restore.restore(file, replace=True, other_secret=True)

    assert summed() == before


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda secret: monkeypatch.setattr(settings, "SECRET_KEY", secret)


@pytest.mark.django_db
def test_a_log_that_does_not_hold_is_refused_and_nothing_changes(filled: make.People, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET deed = 'x' WHERE sequence = 3")
    backup.write(tmp_path / "bad.backup", at=NOON)
    before = summed()

    with pytest.raises(restore.RestoreLogBroken) as refused:
        restore.restore(tmp_path / "bad.backup", replace=True)

    assert refused.value.facts == {"number": 1, "sequence": 3}
    assert summed() == before


@pytest.mark.django_db
def test_a_backup_of_other_tables_is_refused(file: Path) -> None:
    def older(name: str, told: bytes) -> bytes:
        if name != backup.MANIFEST:
            return told
        content = json.loads(told)
        content["migrations"].pop()
        return json.dumps(content).encode()

    with pytest.raises(restore.RestoreOtherTables) as refused:
        restore.restore(rewritten(file, older), replace=True, other_secret=True)

    assert refused.value.facts["number"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kept", [0, 1, 100, 2_000, 5_000])
def test_a_file_cut_short_is_told_in_one_sentence(file: Path, kept: int) -> None:
    cut = file.with_name("cut.backup")
    cut.write_bytes(file.read_bytes()[:kept])

    with pytest.raises(backup.BackupDamaged):
        restore.restore(cut, replace=True)


@pytest.mark.django_db
def test_flipped_bytes_never_get_in(file: Path) -> None:
    whole, before = file.read_bytes(), summed()
    for at in range(10, len(whole), len(whole) // 12):
        flipped = file.with_name("flipped.backup")
        flipped.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            restore.restore(flipped, replace=True)
        except backup.BackupDamaged:
            continue
        except backup.BackupSignedOtherwise:
            continue
        assert summed() == before, at  # the byte said nothing, such as a time stamp in the packing
