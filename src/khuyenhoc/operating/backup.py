"""A backup: every table of ours, and the photos, in one file that either database can be made from again."""

import hashlib
import hmac
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection

from khuyenhoc import __version__
from khuyenhoc.apps.audit import queries as audit
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.operating import shelves, tables

FORMAT = 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
LONGEST_LINE = 64 * 1024 * 1024


class BackupUnwritable(RuleBroken):
    """The file cannot be written; facts: file, detail."""

    code = "BACKUP_UNWRITABLE"


class BackupDamaged(RuleBroken):
    """The file is no backup, was cut short, or its content is not what its manifest says; facts: file, detail."""

    code = "BACKUP_DAMAGED"


class BackupSignedOtherwise(RuleBroken):
    """Another server's secret signed the manifest, or somebody rewrote it; facts: file."""

    code = "BACKUP_SIGNED_OTHERWISE"


@dataclass(frozen=True, slots=True)
class Content:
    """columns: names in the database, in the order of the values. sum: SHA-256 of the lines."""

    columns: tuple[str, ...]
    rows: int
    sum: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """tables: by name. head: the last sealed event of the log, "number:hash".

    photos: key (`shelves.key_of`) → SHA-256 of the file. missing: those whose files were not there when it was made.
    """

    version: str
    made_at: datetime
    engine: str
    migrations: tuple[str, ...]
    head: str
    tables: Mapping[str, Content]
    photos: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.tables.values())

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": self.version,
            "made_at": self.made_at.astimezone(UTC).isoformat(),
            "engine": self.engine,
            "migrations": list(self.migrations),
            "head": self.head,
            "tables": {
                name: {"columns": list(one.columns), "rows": one.rows, "sha256": one.sum}
                for name, one in self.tables.items()
            },
            "photos": dict(self.photos),
            "missing": list(self.missing),
        }


def write(file: Path, *, at: datetime) -> Manifest:
    """Back up the database as it is at one moment, while others work on; then read the file again and compare.

    Whoever stops it leaves no file, or the one that was there. Readable by its owner alone: it holds personal data
    and the hashes of passphrases, but not the server's secret.
    Errors: BackupUnwritable, BackupDamaged when what was written cannot be read.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(descriptor, "wb") as out:
                manifest = _write(out, at)
                out.flush()
                os.fsync(out.fileno())
            verify(Path(name), told=file)
            os.replace(name, file)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(name)
    except OSError as error:
        raise BackupUnwritable(file=file, detail=os.strerror(error.errno or 0)) from error
    return manifest


def _write(out: IO[bytes], at: datetime) -> Manifest:
    found: dict[str, Content] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed, tables.moment():
        for model in tables.models_in_order():
            name = model._meta.db_table
            summed = tables.Checked()
            with packed.open(f"tables/{name}.jsonl", "w", force_zip64=True) as part:
                for row in tables.rows_of(model):
                    told = tables.line(row)
                    summed.add(told)
                    part.write(told)
            found[name] = Content(tuple(tables.columns_of(model)), summed.rows, summed.sum)
        kept, missing = _write_photos(packed)
        sequence, last = audit.head()
        head = f"{sequence}:{last}"
        manifest = Manifest(
            __version__, at, connection.vendor, tuple(tables.migrations()), head, found, kept, missing
        )
        text = json.dumps(manifest.as_json(), ensure_ascii=False, indent=1, sort_keys=True).encode()
        packed.writestr(MANIFEST, text)
        packed.writestr(SIGNATURE, _signature(text))
    return manifest


def _write_photos(packed: zipfile.ZipFile) -> tuple[dict[str, str], tuple[str, ...]]:
    """The files that rows name at this moment, photos and others; one taken off meanwhile is missing."""
    kept: dict[str, str] = {}
    missing = []
    for kind, shelf in shelves.SHELVES.items():
        for name in shelf.names():
            for size in shelf.folder.sizes:
                key, content = shelves.key_of(kind, name, size), shelf.folder.read(name, size)
                if content is None:
                    missing.append(key)
                    continue
                packed.writestr(zipfile.ZipInfo(_inside(key)), content)  # a JPEG packs no smaller
                kept[key] = hashlib.sha256(content).hexdigest()
    return kept, tuple(missing)


def photo(packed: zipfile.ZipFile, told: Path, key: str, digest: str) -> bytes:
    """One file, by its key (`shelves.key_of`), as the manifest says it is. Errors: BackupDamaged."""
    try:
        content = packed.read(_inside(key))
    except _UNREADABLE as error:
        raise BackupDamaged(file=told, detail=key) from error
    if hashlib.sha256(content).hexdigest() != digest or shelves.of_key(key) is None:
        raise BackupDamaged(file=told, detail=key)
    return content


def _inside(key: str) -> str:
    """Where in the backup a file of that key stands."""
    return key if "/" in key else f"{shelves.PHOTOS}/{key}"


def _signature(manifest: bytes) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"backup-manifest:" + manifest, hashlib.sha256).hexdigest()


def verify(file: Path, *, other_secret: bool = False, told: Path | None = None) -> Manifest:
    """Read the whole file and compare every table with the manifest, and the manifest with its signature.

    other_secret: accept a manifest that this server's secret did not sign. told: the file's name in sentences.
    Errors: BackupDamaged, BackupSignedOtherwise.
    """
    with opened(file, told or file) as packed:
        manifest = read_manifest(packed, told or file, other_secret=other_secret)
        for name, content in manifest.tables.items():
            summed = tables.Checked()
            for line in lines_of(packed, name, told or file):
                summed.add(line)
            if (summed.rows, summed.sum) != (content.rows, content.sum):
                raise BackupDamaged(file=told or file, detail=name)
        for key, digest in manifest.photos.items():
            photo(packed, told or file, key, digest)
    return manifest


def opened(file: Path, told: Path) -> zipfile.ZipFile:
    """Errors: BackupDamaged."""
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise BackupDamaged(file=told, detail=type(error).__name__) from error


def read_manifest(packed: zipfile.ZipFile, told: Path, *, other_secret: bool) -> Manifest:
    """Errors: BackupDamaged, BackupSignedOtherwise."""
    try:
        text, signature = packed.read(MANIFEST), packed.read(SIGNATURE)
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise BackupDamaged(file=told, detail=f"format {content['format']}")
        manifest = Manifest(
            content["version"],
            datetime.fromisoformat(content["made_at"]),
            content["engine"],
            tuple(content["migrations"]),
            content["head"],
            {
                name: Content(tuple(one["columns"]), one["rows"], one["sha256"])
                for name, one in content["tables"].items()
            },
            dict(content.get("photos", {})),
            tuple(content.get("missing", ())),
        )
    except _UNREADABLE as error:
        raise BackupDamaged(file=told, detail=MANIFEST) from error
    if not other_secret and not hmac.compare_digest(signature, _signature(text).encode()):
        raise BackupSignedOtherwise(file=told)
    return manifest


def lines_of(packed: zipfile.ZipFile, table: str, told: Path) -> Iterator[bytes]:
    """The rows of a table as they stand in the file. Errors: BackupDamaged."""
    try:
        with packed.open(f"tables/{table}.jsonl") as part:
            while line := part.readline(LONGEST_LINE):
                yield line
    except _UNREADABLE as error:
        raise BackupDamaged(file=told, detail=table) from error


# What a damaged file makes zipfile and json raise; EOFError: it was cut.
_UNREADABLE = (
    *(zipfile.BadZipFile, EOFError, OSError, KeyError, ValueError, TypeError, AttributeError),
    *(NotImplementedError, RuntimeError, zlib.error),
)
