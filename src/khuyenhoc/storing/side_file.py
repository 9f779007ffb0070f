"""SQLite only: a second file that begins as a copy, is written by another process, and comes back in one go.

SQLite has one writer for a file. Two that write about different things can have a file each: the copy counts its
new rows from far above those of the first file, so that both sets of rows lie beside each other when they are joined.
Only new rows come back: what the copy changes or deletes of the rows it began with is lost.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from khuyenhoc.storing.remembering import forget_all

FAR = 100_000_000  # so far above the last id of all are the copy's new ones; where it begins is its user_version
_TAILS = ("", "-wal", "-shm", "-journal")


def path() -> Path:
    """Of the file beside the database's own."""
    file = Path(str(connection.settings_dict["NAME"]))
    return file.with_name(file.name + "-side")


def is_possible() -> bool:
    """Whether the database is a file of SQLite's."""
    return connection.vendor == "sqlite" and Path(str(connection.settings_dict["NAME"])).is_file()


def begin() -> None:
    """Copy the database as it is committed now, unless there is a copy of the same make; outside of any transaction.

    A copy appears whole or not at all.
    """
    connection.ensure_connection()
    ours = connection.connection
    if path().exists():
        with closing(_opened(path())) as copy:
            is_alike = _migrations(copy) == _migrations(ours)
        if is_alike:
            return
        drop()
    fresh = path().with_name(path().name + ".new")
    fresh.unlink(missing_ok=True)
    with closing(_opened(fresh)) as copy:
        ours.backup(copy)
        (last,) = copy.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence").fetchone()
        counting = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
        tables = [(name, last + FAR) for (name,) in copy.execute(counting)]
        copy.execute("DELETE FROM sqlite_sequence")
        copy.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", tables)
        copy.execute(f"PRAGMA user_version = {last + FAR}")
        copy.commit()
    os.replace(fresh, path())


def _opened(file: Path) -> Any:
    """By the driver in use: two of them in one process do not take each other's connections."""
    here: Any = connection
    return here.Database.connect(file)


def _migrations(found: Any) -> set[tuple[str, str]]:
    return set(found.execute("SELECT app, name FROM django_migrations"))


def work_there() -> None:
    """From here on this process's connection is to the copy."""
    connection.close()
    connection.settings_dict["NAME"] = str(path())


@contextmanager
def attached() -> Iterator[None]:
    """The copy is within reach of `join`; outside of any transaction."""
    with connection.cursor() as cursor:
        cursor.execute("ATTACH DATABASE %s AS side", [str(path())])
        cursor.execute("PRAGMA foreign_keys = OFF")  # checked when the copy wrote its rows
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.execute("DETACH DATABASE side")
        forget_all()


@transaction.atomic
def join() -> int:
    """Take every new row of the copy over, all or none; returns how many."""
    number = 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA side.user_version")
        (last,) = cursor.fetchone()
        cursor.execute("SELECT name FROM side.sqlite_sequence WHERE seq > %s ORDER BY name", [last])
        for (table,) in cursor.fetchall():
            name = connection.ops.quote_name(table)
            insert = f"INSERT INTO main.{name} SELECT * FROM side.{name} WHERE id > %s"  # noqa: S608  (our tables)
            cursor.execute(insert, [last])
            number += cursor.rowcount
    return number


def drop() -> None:
    """Remove the copy, if there is one."""
    if connection.vendor != "sqlite":
        return
    for tail in _TAILS:
        path().with_name(path().name + tail).unlink(missing_ok=True)
