"""Databases that many tests begin with: made once a run by the program itself, then copied.

To migrate an empty database takes six seconds of a processor and to load the country two more; to copy one takes
none. The workers of a run share what stands in its folder. That a fresh machine makes its own is tested where that
is the point: tests/cli/test_places.py.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import dj_database_url
import psycopg
from psycopg import sql

FILE = "khuyenhoc.sqlite3"
OF_THE_TESTS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
ROOT = Path(__file__).resolve().parent.parent
TABLES = """
from khuyenhoc.cli import database
database.tables_ready()
from django.db import connection
connection.close()  # so that SQLite leaves one file and no log beside it
"""
COUNTRY = f"""{TABLES}
from datetime import UTC, datetime
from khuyenhoc.apps.directives import actions as directives
from khuyenhoc.apps.places import actions
actions.load_country(at=datetime(2025, 7, 1, tzinfo=UTC))
directives.load_shipped(by="server", at=datetime(2025, 7, 1, tzinfo=UTC))
connection.close()
"""


def of_the_run() -> Path:
    """The folder that tests/settings.py made; it goes with the run."""
    return Path(os.environ["KHUYENHOC_TEST_FOLDER"])


def once(name: str, make: Callable[[Path], None]) -> Path:
    """The run's folder of that name, filled by whichever worker asks first while the others wait."""
    folder, done = of_the_run() / name, of_the_run() / f"{name}.done"
    with (of_the_run() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def run(script: str, **environment: str) -> None:
    """A program of its own with the settings of production."""
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    subprocess.run([sys.executable, "-c", script], env={**kept, **environment}, cwd=ROOT, check=True)


def tables() -> Path:
    """A data folder whose database has every table and nothing of anybody's."""
    return once("tables", lambda folder: run(TABLES, KHUYENHOC_DATA_DIR=str(folder)))


def country() -> Path:
    """A data folder with the country's places, as a machine has it after its first question."""

    def make(folder: Path) -> None:
        copied(tables(), folder)
        run(COUNTRY, KHUYENHOC_DATA_DIR=str(folder))

    return once("country", make)


def copied(folder: Path, to: Path) -> Path:
    """The folder's database and secret again; nobody may be writing to it."""
    return Path(shutil.copytree(folder, to, dirs_exist_ok=True))


def postgres_tables() -> str:
    """The name of a database with every table, on the server of DATABASE_URL, to be copied from."""
    return _postgres("tables", "template1", TABLES)


def postgres_country() -> str:
    """The same with the country's places."""
    return _postgres("country", postgres_tables(), COUNTRY)


def _postgres(what: str, template: str, script: str) -> str:
    made = f"{_prefix()}{what}"

    def make(folder: Path) -> None:
        address = os.environ["DATABASE_URL"]
        with server(address) as connection:
            create(connection, made, template)
        run(script, DATABASE_URL=urlunsplit(urlsplit(address)._replace(path=f"/{made}")))
        (folder / made).touch()

    once(f"postgres-{what}", make)
    return made


def create(connection: psycopg.Connection, name: str, template: str) -> None:
    """A database as the template is; one of that name goes before."""
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    named = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    connection.execute(named)


def put_in_place_of(database: dict[str, Any], *, has_country: bool) -> None:
    """The database of these settings begins anew; its connections are closed before.

    PostgreSQL copies what it knows of the tables' sizes too.
    """
    if database["ENGINE"].endswith("sqlite3"):
        file = Path(database["NAME"])
        for log in ("-wal", "-shm"):
            file.with_name(file.name + log).unlink(missing_ok=True)
        shutil.copyfile((country() if has_country else tables()) / FILE, file)
        return
    template = postgres_country() if has_country else postgres_tables()
    with server(os.environ["DATABASE_URL"]) as connection:
        create(connection, database["NAME"], template)


def gone() -> None:
    """Take what others were copied from off a server that outlives the run."""
    for made in of_the_run().glob(f"postgres-*/{_prefix()}*"):
        with server(os.environ["DATABASE_URL"]) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(made.name)))
        made.parent.with_name(f"{made.parent.name}.done").unlink()
        shutil.rmtree(made.parent)


def _prefix() -> str:
    """Another in every run, so that two runs may share a server."""
    return f"ready_made_{of_the_run().name.rpartition('-')[2].lower()}_"


def server(address: str) -> psycopg.Connection:
    parsed: Mapping[str, Any] = dj_database_url.parse(address)
    told = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given: dict[str, Any] = {ours: str(parsed[theirs]) for ours, theirs in told.items() if parsed.get(theirs)}
    return psycopg.connect(**given, autocommit=True)
