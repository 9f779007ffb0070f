"""A worker killed at any statement leaves nothing of its job; the next one ends as a worker that nobody disturbed."""

import signal
from pathlib import Path
from shutil import copytree

import pytest

from tests import ready_made
from tests.faults.dose import dose
from tests.faults.test_intake import PREPARED, ran
from tests.workbooks import books

ASK = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from khuyenhoc.cli import database
database.started()
from khuyenhoc.apps.accounts import queries as accounts
from khuyenhoc.apps.jobs import actions
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
actions.ask(JobKind.REGISTER_TAKE_IN, {"file": "list.xlsx", "skip_bad": True}, place=int(sys.argv[2]),
    permission=Permission.KEEP_REGISTER, language="vi", sent=Path(sys.argv[1]).read_bytes(),
    by=accounts.by_username("chi_hoi"), at=datetime(2026, 3, 1, tzinfo=timezone.utc))
"""
WORK = """
import os, signal, sys
from datetime import datetime, timezone
from khuyenhoc.cli import database
database.started()
from django.db import connection
from khuyenhoc.apps.jobs.models import Job
from khuyenhoc.worker.doing import do_one
left = [int(sys.argv[1])]
Job.objects.filter(state="running").update(alive_at=datetime(2026, 1, 1, tzinfo=timezone.utc))
def count(execute, sql, params, many, context):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(count):
    found = do_one("w", lambda: datetime(2026, 3, 1, tzinfo=timezone.utc), signs_of_life=False)
print(found, -left[0], Job.objects.get().state)
"""
STATE = """
from khuyenhoc.cli import database
database.started()
from khuyenhoc.operating import tables
for model in tables.models_in_order():
    if model._meta.db_table != "jobs_job":
        print(model._meta.db_table, tables.checked(model).sum)
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of 40 households and 80 people, two of them wrong, waits to be taken in."""
    folder = ready_made.copied(ready_made.tables(), tmp_path_factory.mktemp("jobs") / "var")
    homes = [[n, f"{n:03d}", f"Hộ ông Mẫu {n}", "Bản Một"] for n in range(1, 41)]
    people = [
        [n, f"Mẫu Văn {n}", 1950 + n % 50, "Bản Một" if n > 1 else "Bản Lạ", f"{n % 40 + 1:03d}", None]
        for n in range(80)
    ]
    file = books.made(folder.parent, Hộ=[books.HOUSEHOLDS, *homes], Người=[books.PEOPLE, *people])
    done = ran(folder, PREPARED)
    assert done.returncode == 0, done.stderr
    done = ran(folder, ASK, str(file), done.stdout.strip())
    assert done.returncode == 0, done.stderr
    return folder


def test_a_job_whose_worker_was_killed_is_done_whole_and_once_by_the_next(
    asked: Path, tmp_path: Path
) -> None:
    unbroken = copytree(asked, tmp_path / "unbroken")
    untouched = ran(unbroken, STATE).stdout
    done = ran(unbroken, WORK, "-1")
    found, statements, state = done.stdout.split()
    whole = ran(unbroken, STATE).stdout
    again = ran(unbroken, WORK, "-1").stdout.split()

    assert (found, state, again[0]) == ("True", "done", "False"), done.stderr
    assert ran(unbroken, STATE).stdout == whole != untouched
    rounds = dose(20, 200)
    for number in range(rounds):
        at = int(statements) - 1 - number * (int(statements) - 3) // rounds
        broken = copytree(asked, tmp_path / f"broken-{at}")
        killed = ran(broken, WORK, str(at))
        left = ran(broken, STATE).stdout
        ended = ran(broken, WORK, "-1")

        assert killed.returncode == -signal.SIGKILL
        assert left == untouched
        assert ended.stdout.split()[::2] == ["True", "done"], ended.stderr
        assert ran(broken, STATE).stdout == whole
