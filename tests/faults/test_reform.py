"""A reform is done as a whole or not at all: killed at any moment, or failing at any table it writes."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from khuyenhoc.apps.reform import actions
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.titles import Level, Title
from tests import make, ready_made
from tests.faults import reforming
from tests.faults.dose import dose
from tests.make import Country, People

ROOT = Path(__file__).resolve().parent.parent.parent
OF_THE_TESTS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
FOLLOWING = ("places_stamp", "counts_bund")
AFTER = datetime(2023, 11, 2, 9, tzinfo=VIETNAM)
WRITTEN = [
    *("reform_reform", "reform_reformday", "reform_reformdeed", "places_place", "places_placeversion"),
    *("places_succession", "places_custody", "subjects_relocation", "subjects_subject", "rounds_round"),
    *("access_grant", "recognition_standingchange", "counts_count", "audit_event"),
]


# -- killed --------------------------------------------------------------------------------------------------


def program(folder: Path, what: str) -> "subprocess.Popen[str]":
    environment = {
        **{name: value for name, value in os.environ.items() if name not in OF_THE_TESTS},
        "DJANGO_SETTINGS_MODULE": "khuyenhoc.config.settings",
        "KHUYENHOC_DATA_DIR": str(folder),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.reforming", what],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def everything(folder: Path) -> dict[str, list[Any]]:
    """Every row of every table, read by another program than the one that wrote it.

    Without the bundles and the stamp they are made under: those follow when whatever changed the places is done.
    """
    with closing(sqlite3.connect(folder / "khuyenhoc.sqlite3")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(_rows(database, name), key=str) for name in tables if not name.startswith(FOLLOWING)
        }


def _rows(database: sqlite3.Connection, table: str) -> list[Any]:
    """Of SQLite's own list of the highest keys too, what is of other tables."""
    rows = database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
    return [row for row in rows if not str(row[0]).startswith(FOLLOWING)]


def test_a_reform_killed_at_any_moment_happened_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    built = ready_made.copied(ready_made.tables(), tmp_path / "built")
    finish(program(built, "build"))
    before = everything(built)
    whole = shutil.copytree(built, tmp_path / "whole")
    duration = finish(program(whole, "reform"))
    after = everything(whole)
    assert after != before
    chance = Random(20231101)

    for number in range(dose(30, 300)):
        folder = shutil.copytree(built, tmp_path / f"killed-{number}")
        with program(folder, "reform") as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0, duration))
            child.send_signal(signal.SIGKILL)
        assert everything(folder) in (before, after)
        finish(program(folder, "reform"))
        assert everything(folder) == after
        shutil.rmtree(folder)


def finish(undisturbed: "subprocess.Popen[str]") -> float:
    """Seconds from its first line to its end."""
    with undisturbed as child:
        assert child.stdout is not None
        child.stdout.readline()
        begun = time.monotonic()
        assert child.wait(120) == 0
    return time.monotonic() - begun


# -- failing -------------------------------------------------------------------------------------------------


@contextmanager
def refusing(table: str) -> Iterator[None]:
    """The database itself refuses whatever is written into the table."""
    with connection.cursor() as cursor:
        for what in ("INSERT", "UPDATE"):
            if connection.vendor == "postgresql":
                cursor.execute(
                    "CREATE OR REPLACE FUNCTION refuse_it() RETURNS trigger LANGUAGE plpgsql AS "
                    "$$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$"
                )
                cursor.execute(
                    f"CREATE TRIGGER refuse_{what} BEFORE {what} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_it()"
                )
            else:
                cursor.execute(
                    f"CREATE TRIGGER refuse_{what} BEFORE {what} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
                )
    yield
    with connection.cursor() as cursor:
        for what in ("INSERT", "UPDATE"):
            suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER refuse_{what}{suffix}")


def stored() -> dict[str, list[Any]]:
    return {
        model._meta.label: sorted(model._default_manager.values_list(), key=str)
        for model in apps.get_models()
        if model.__module__.startswith("khuyenhoc.apps.")
    }


@pytest.fixture
def busy(land: Country, who: People) -> People:
    """Everything that a reform carries stands in the first commune."""
    make.subject(Title.ORGANISATION, land.commune, by=who.association, name="Trường mẫu")
    commune = make.subject(
        Title.COMMUNITY, land.commune, by=who.association, name="Xã Mẫu Đông", level=Level.COMMUNE
    )
    families = make.a_round(Title.HOUSEHOLD, land.commune, by=who.association)
    make.recognised(
        families, make.households(3, land.hamlet, by=who.branch), land.hamlet, who, commune=land.commune
    )
    hamlet = make.subject(
        Title.COMMUNITY, land.hamlet, by=who.branch, name="Thôn Bản Một", level=Level.HAMLET
    )
    for level, one, where in ((Level.HAMLET, hamlet, land.hamlet), (Level.COMMUNE, commune, land.commune)):
        opened = make.a_round(Title.COMMUNITY, land.province, by=who.province, level=level)
        make.recognised(opened, [one], where, who, commune=land.commune)
    return who


@pytest.mark.django_db
def test_a_reform_that_fails_at_any_table_it_writes_changes_nothing(busy: People) -> None:
    plan = plans.read(reforming.PLAN)
    before = stored()

    for table in WRITTEN:
        with refusing(table):
            with pytest.raises(DatabaseError, match="the disk is full"), transaction.atomic():
                actions.reform(plan, by=busy.centre, at=AFTER + timedelta(minutes=1))
            assert stored() == before

    actions.reform(plan, by=busy.centre, at=AFTER)
    assert stored() != before
