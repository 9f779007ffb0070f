"""A day of an office on SQLite, written down operation by operation; each function runs in a process of its own."""

import pickle
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.config import sqlite
from tests import make, ready_made
from tests.faults import office
from tests.faults.disk import Disk, Operation
from tests.faults.office import Request
from tests.faults.workers import Database, call, database_in_use

FILE = "khuyenhoc.sqlite3"
CLOSE_EVERY = 13  # deeds, so that the last connection's farewell is part of the history too
LONG_LIST = 3_000  # households entered at once: more pages than SQLite leaves in its log before a checkpoint
# What deeds write, in columns that differ after every deed.
WRITTEN = (
    ("audit_event", "id, deed, sequence, hash"),
    ("audit_seal", "sequence, hash"),
    ("audit_receipt", "key, result"),
    ("counts_count", "id, place_id, state, value"),
    ("rounds_registration", "id, is_assessed"),
    ("assessments_assessment", "id, state, revision"),
    ("subjects_subject", "count(*), max(id)"),
    ("recognition_decision", "id, number"),
    ("recognition_recognition", "id, state"),
    ("recognition_certificate", "id, number, code"),
    ("recognition_numberseries", "kind, year, last"),
)
State = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class History:
    """states[n]: what was stored after n deeds. acknowledged[n]: operations asked when deed n + 1 was answered."""

    asked: list[Operation]
    acknowledged: list[int]
    states: list[State]


def embedded(folder: Path, *, synchronous: str = "FULL") -> Database:
    """The program's own settings of the embedded database, for a file in the folder."""
    return {
        **database_in_use(),
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / FILE),
        "OPTIONS": {
            **sqlite.OPTIONS,
            "init_command": sqlite.OPTIONS["init_command"].replace("FULL", synchronous),
        },
        "CONN_MAX_AGE": 60,
    }


def built(folder: Path, number: int) -> list[Request]:
    """A prepared office in the folder, and its requests."""
    shutil.copyfile(ready_made.tables() / FILE, folder / FILE)
    requests: list[Request] = call(embedded(folder), "tests.faults.history.prepare", number)
    return requests


def prepare(number: int) -> list[Request]:
    call_command("migrate", verbosity=0, interactive=False)  # nothing to do but on a server of its own
    land = make.country()
    make.published_sets()
    requests = office.prepare(number, land, make.people(land))
    connection.close()
    return requests


def record(requests: Sequence[Request]) -> bytes:
    """A pickled History: every request is done once, in order, and long lists are entered among the last."""
    disk = Disk()
    disk.install()
    states, acknowledged = [stored(connection.cursor())], []
    deeds: list[Callable[[], object]] = [partial(office.do, request) for request in requests]
    one = Registration.objects.select_related("place", "registered_by").earliest("pk")
    long = partial(make.households, LONG_LIST, one.place, by=one.registered_by)
    deeds = [*deeds[:-2], long, *deeds[-2:], long]
    for number, deed in enumerate(deeds, start=1):
        deed()
        acknowledged.append(len(disk.asked))
        states.append(stored(connection.cursor()))
        if number % CLOSE_EVERY == 0:
            connection.close()
    return pickle.dumps(History(disk.asked, acknowledged, states))


def stored(cursor: Any) -> State:
    """Every row that deeds write, as the database gives it."""
    return tuple(
        tuple(cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall())  # noqa: S608
        for table, columns in WRITTEN
    )


def fill_up(requests: Sequence[Request], points: int) -> list[str]:
    """Does every request on a disk that is full at one of its writes; what a person would have read each time.

    points: how many of the writes of each kind of deed, from the first to the last.
    """
    from khuyenhoc.storing import failures

    disk = Disk()
    disk.install()
    told = []
    kinds = {route: [one for one in requests if one.route == route] for route in office.EVENTS}
    for waiting in kinds.values():
        before = len(disk.asked)
        office.do(waiting.pop())
        writes = sum(one.kind == "write" for one in disk.asked[before:])
        for point in sorted({n * writes // points for n in range(points)}):
            request = waiting.pop()
            was = stored(connection.cursor())
            disk.room = point
            try:
                office.do(request)
                told.append("done")
            except Exception as error:
                failure = failures.told(error)
                told.append(failure.code if failure else repr(error))
            disk.room = None
            # a deed that needs fewer writes than the first of its kind still finds room for the last of them
            assert (stored(connection.cursor()) != was) == (told[-1] == "done")
            office.do(request)
            assert stored(connection.cursor()) != was
    return told


def refused_by_the_server(requests: Sequence[Request]) -> list[str]:
    """Does deeds while PostgreSQL says of one table after the other that its disk is full; what a person read."""
    from khuyenhoc.storing import failures

    told = []
    kinds = {route: [one for one in requests if one.route == route] for route in office.EVENTS}
    for waiting in kinds.values():
        for table in ("audit_event", "audit_receipt", "counts_count", "assessments_assessment"):
            request = waiting.pop()
            with connection.cursor() as cursor:
                was = stored(cursor)
                cursor.execute(
                    "CREATE OR REPLACE FUNCTION refuse_it() RETURNS trigger LANGUAGE plpgsql AS "
                    "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$"
                )
                cursor.execute(
                    f"CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION refuse_it()"
                )
            try:
                office.do(request)
                told.append("done")
            except Exception as error:
                failure = failures.told(error)
                told.append(failure.code if failure else repr(error))
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TRIGGER refuse ON {table}")
                assert stored(cursor) == was
            office.do(request)
    return told
