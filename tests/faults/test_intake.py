"""An import killed at any moment leaves nothing or everything; run again it ends as one that nobody disturbed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ready_made
from tests.demo import folders
from tests.faults.dose import dose
from tests.workbooks import books

PREPARED = """
from datetime import datetime, timezone
from khuyenhoc.cli import database
database.tables_ready()
from tests import make
land = make.country()
make.user("chi_hoi", make.Role.BRANCH, land.commune)
print(land.commune.pk)
"""
IMPORT = """
import os, signal, sys
from datetime import datetime, timezone
from pathlib import Path
from khuyenhoc.cli import database
database.started()
from django.db import connection
from khuyenhoc.apps.accounts import queries as accounts
from khuyenhoc.workbooks import intake
file, place, left = Path(sys.argv[1]), int(sys.argv[2]), [int(sys.argv[3])]
def count(execute, sql, params, many, context):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
at = datetime(2026, 3, 1, tzinfo=timezone.utc)
with connection.execute_wrapper(count):
    _, written = intake.take_in(file, place, by=accounts.by_username("chi_hoi"), at=at)
print(written, -left[0])
"""
STATE = """
from khuyenhoc.cli import database
database.started()
from khuyenhoc.operating import tables
for model in tables.models_in_order():
    print(model._meta.db_table, tables.checked(model).sum)
"""


def ran(folder: Path, script: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        env=folders.environment(folder),
        cwd=Path(__file__).resolve().parent.parent.parent,
        capture_output=True,
        text=True,
    )


def copied(folder: Path, to: Path) -> Path:
    to.mkdir()
    for file in folder.iterdir():
        (to / file.name).write_bytes(file.read_bytes())
    return to


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = ready_made.copied(ready_made.tables(), tmp_path_factory.mktemp("killed") / "var")
    done = ran(folder, PREPARED)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout.strip()


def test_a_killed_import_run_again_ends_like_an_unbroken_one(
    prepared: tuple[Path, str], tmp_path: Path
) -> None:
    folder, place = prepared
    homes = [[n, f"{n:03d}", f"Hộ ông Mẫu {n}", "Bản Một"] for n in range(1, 300)]
    people = [[n, f"Mẫu Văn {n}", 1950 + n % 50, "Bản Một", f"{n % 299 + 1:03d}", None] for n in range(600)]
    list_ = str(books.made(tmp_path, Hộ=[books.HOUSEHOLDS, *homes], Người=[books.PEOPLE, *people]))
    unbroken = copied(folder, tmp_path / "unbroken")
    untouched = ran(folder, STATE).stdout
    done = ran(unbroken, IMPORT, list_, place, "-1")
    written, statements = done.stdout.split()
    whole = ran(unbroken, STATE).stdout
    again = ran(unbroken, IMPORT, list_, place, "-1")

    assert (written, again.stdout.split()[0]) == ("True", "False"), done.stderr
    assert ran(unbroken, STATE).stdout == whole != untouched
    rounds = dose(20, 200)
    for number in range(rounds):
        at = 2 + number * (int(statements) - 2) // rounds
        broken = copied(folder, tmp_path / f"broken-{at}")
        killed = ran(broken, IMPORT, list_, place, str(at))
        left = ran(broken, STATE).stdout
        ended = ran(broken, IMPORT, list_, place, "-1")

        assert killed.returncode == -signal.SIGKILL
        assert left == untouched
        assert ended.stdout.split()[0] == "True", ended.stderr
        assert ran(broken, STATE).stdout == whole
