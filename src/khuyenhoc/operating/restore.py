"""Making the database from a backup again: all of it, compared before and after, or nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from django.db import connection, transaction

from khuyenhoc.apps.audit import queries as audit
from khuyenhoc.apps.photos import actions as photos
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.operating import backup, shelves, tables
from khuyenhoc.operating.backup import Manifest


class RestoreNotEmpty(RuleBroken):
    """The database holds somebody's work, and nobody said to replace it; facts: none."""

    code = "RESTORE_NOT_EMPTY"


class RestoreOtherTables(RuleBroken):
    """The backup was made with other tables than this version has; facts: version, number."""

    code = "RESTORE_OTHER_TABLES"


class RestoreDiffers(RuleBroken):
    """What was put in is not what the backup holds; everything is as before; facts: table."""

    code = "RESTORE_DIFFERS"


class RestoreLogBroken(RuleBroken):
    """The log in the backup does not hold; everything is as before; facts: number, sequence."""

    code = "RESTORE_LOG_BROKEN"


def restore(file: Path, *, replace: bool = False, other_secret: bool = False) -> Manifest:
    """Put a backup in the place of whatever the database holds.

    The file is read whole and compared with its manifest first; rows, checksums, references and the log's chain are
    compared in the same transaction that wrote them, so whatever stops it leaves the old state. The database has the
    tables already, in the same version as the backup's. Photos are put in before the rows that name them, and what
    no row names afterwards is thrown away. other_secret: the seals of the log cannot be proved then.
    Errors: BackupDamaged, BackupSignedOtherwise, RestoreNotEmpty, RestoreOtherTables, RestoreDiffers,
    RestoreLogBroken.
    """
    manifest = backup.verify(file, other_secret=other_secret)
    found = tables.models_in_order()
    here = {model._meta.db_table: tuple(tables.columns_of(model)) for model in found}
    there = {name: content.columns for name, content in manifest.tables.items()}
    other = {name for name in here.keys() | there.keys() if here.get(name) != there.get(name)}
    other |= set(tables.migrations()) ^ set(manifest.migrations)
    if other:
        raise RestoreOtherTables(version=manifest.version, number=len(other))
    with transaction.atomic(), backup.opened(file, file) as packed:
        if not replace and not tables.is_empty():
            raise RestoreNotEmpty()
        _put_photos(packed, manifest, file)
        with tables.unguarded():
            tables.empty(found)
            for model in found:
                tables.fill(model, _rows(packed, model._meta.db_table, file))
        tables.reset_sequences(found)
        for model in found:
            told, content = tables.checked(model), manifest.tables[model._meta.db_table]
            if (told.rows, told.sum) != (content.rows, content.sum):
                raise RestoreDiffers(table=model._meta.db_table)
        connection.check_constraints()
        _require_log(other_secret)
    photos.drop_unnamed()
    shelves.sweep(at=None)
    return manifest


def _put_photos(packed: ZipFile, manifest: Manifest, file: Path) -> None:
    """Names are never used twice: a file of the name that is there already is this one."""
    for key, digest in manifest.photos.items():
        content, found = backup.photo(packed, file, key, digest), shelves.of_key(key)
        if found is not None:  # else the line above refused it
            folder, name, size = found
            folder.put(name, size, content, at=manifest.made_at)


def _rows(packed: ZipFile, table: str, file: Path) -> Iterator[tables.Row]:
    for line in backup.lines_of(packed, table, file):
        yield tuple(json.loads(line))


def _require_log(other_secret: bool) -> None:
    breaks = [one for one in audit.breaks() if not (other_secret and one.what == "unsigned")]
    if breaks:
        raise RestoreLogBroken(number=len(breaks), sequence=breaks[0].sequence)
