"""A backup of one database is restored into the other, and back, without a difference."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.operating import backup, restore
from tests import make, ready_made
from tests.demo import folders
from tests.make import NOON
from tests.operating.test_backup import summed

THROUGH = """
import sys
from pathlib import Path
from khuyenhoc.cli import database
database.tables_ready()
from django.db import connection
from khuyenhoc.operating import backup, restore
restore.restore(Path(sys.argv[1]))
made = backup.write(Path(sys.argv[2]), at=backup.verify(Path(sys.argv[1])).made_at)
print(connection.vendor, made.rows)
"""


@pytest.mark.django_db
def test_a_backup_goes_through_the_embedded_database_and_comes_back_the_same(
    who: make.People, land: make.Country, tmp_path: Path, settings: Any
) -> None:
    """On PostgreSQL this crosses engines twice; on SQLite it moves to empty tables and back."""
    make.households(70, land.hamlet, by=who.branch)
    audit.seal(at=NOON)
    before = summed()
    there, back = tmp_path / "there.backup", tmp_path / "back.backup"
    made = backup.write(there, at=NOON)

    ready_made.copied(ready_made.tables(), tmp_path / "var")
    done = subprocess.run(
        [sys.executable, "-c", THROUGH, str(there), str(back)],
        env={**folders.environment(tmp_path / "var"), "KHUYENHOC_SECRET_KEY": settings.SECRET_KEY},
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.returncode) == (f"sqlite {made.rows}\n", 0), done.stderr
    restore.restore(back, replace=True)

    assert summed() == before
    assert {**made.as_json(), "engine": ""} == {**backup.verify(back).as_json(), "engine": ""}
    assert connection.vendor == (
        "postgresql" if "postgres" in os.environ.get("DATABASE_URL", "") else "sqlite"
    )
