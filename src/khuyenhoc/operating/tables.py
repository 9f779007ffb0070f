"""Every table of ours as lines that read the same on either database, and back."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.counts.models import Bundling

BATCH = 2_000
Row = tuple[Any, ...]
Model = type[models.Model]


def models_in_order() -> list[Model]:
    """Every model with a table, those of Django and its companions too, in the order of their tables' names.

    Without the stamp that the bundles of counts were made under: it speaks of the places of this very database.
    """
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model is not Bundling
    }
    return [found[name] for name in sorted(found)]


def columns_of(model: Model) -> list[str]:
    """The columns' names in the database, in the order of the model."""
    return [str(field.column) for field in model._meta.concrete_fields]


def migrations() -> list[str]:
    """What has been applied, "app.name", in order of the names."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


@contextmanager
def moment() -> Iterator[None]:
    """What is read inside is the database of one moment, while others go on writing.

    A read transaction: on SQLite with WAL a snapshot that never holds writers up, on PostgreSQL REPEATABLE READ.
    """
    if connection.in_atomic_block:  # a test's own transaction
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # Django's own would be IMMEDIATE and make writers wait
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def rows_of(model: Model) -> Iterator[Row]:
    """The rows by key, as Python's values."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    return rows.iterator(chunk_size=BATCH)


def line(row: Row) -> bytes:
    """A row as one line of JSON, alike on every database. Errors: TypeError for a value of no known kind."""
    return (
        json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_told).encode()
        + b"\n"
    )


def _told(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    raise TypeError(type(value).__name__)


class Checked:
    """Counts lines and sums them up, in their order."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = hashlib.sha256()

    def add(self, told: bytes) -> None:
        self.rows += 1
        self._sum.update(told)

    @property
    def sum(self) -> str:
        return self._sum.hexdigest()


def checked(model: Model) -> Checked:
    """Number and checksum of the rows as they are now."""
    found = Checked()
    for row in rows_of(model):
        found.add(line(row))
    return found


def is_empty() -> bool:
    """Whether nobody has worked here: no account, and no deed but the loading of the country's places."""
    return not User.objects.exists() and not Event.objects.exclude(deed="places.loaded").exists()


@contextmanager
def unguarded() -> Iterator[None]:
    """Triggers that refuse stand aside in the transaction that puts everything back; they come back as they were.

    On PostgreSQL they guard changes of rows, which emptying and copying are not, and stay.
    """
    if connection.vendor == "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE%'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {_quoted(name)}")
        yield
        for _, statement in triggers:
            cursor.execute(statement)


def empty(found: Sequence[Model]) -> None:
    """Every row gone, inside the caller's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # nothing is emptied while a reference written before is still to be looked at
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(f"TRUNCATE {', '.join(_quoted(model._meta.db_table) for model in found)}")
            return
        for model in found:
            cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608  (a table of ours)


def fill(model: Model, rows: Iterable[Row]) -> None:
    """Put rows in with the keys they had. rows: values as `line` told them, read by JSON again."""
    fields = model._meta.concrete_fields
    reads = [_reader(field) for field in fields]
    names = ", ".join(_quoted(str(field.column)) for field in fields)
    table = _quoted(model._meta.db_table)
    stored = (tuple(read(value) for read, value in zip(reads, row, strict=True)) for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in stored:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(fields))
        while some := list(islice(stored, BATCH)):
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", some)  # noqa: S608


def _reader(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value is None:
            return "null" if isinstance(field, models.JSONField) and not field.null else None
        if isinstance(field, models.BinaryField):
            return b64decode(value)
        told = value if isinstance(field, models.JSONField) else field.to_python(value)
        return field.get_db_prep_save(told, connection)

    if isinstance(field, models.CharField | models.TextField | models.IntegerField) or field.is_relation:
        return _as_it_is
    return read


def _as_it_is(value: Any) -> Any:
    return value


def reset_sequences(found: Sequence[Model]) -> None:
    """The next key of each table comes after its last one."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence")
            for model in found:
                key = model._meta.pk
                if isinstance(key, models.AutoField):
                    cursor.execute(
                        f"INSERT INTO sqlite_sequence (name, seq) SELECT '{model._meta.db_table}', "  # noqa: S608
                        f"COALESCE(MAX({_quoted(str(key.column))}), 0) FROM {_quoted(model._meta.db_table)}"
                    )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
