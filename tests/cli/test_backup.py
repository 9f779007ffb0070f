"""`khuyenhoc backup`, `khuyenhoc restore`: one command each, and whatever stops the second leaves the old state."""

import signal
import subprocess
import sys
from pathlib import Path

from tests import ready_made
from tests.demo import folders

ASK = """
import json, sys
from khuyenhoc.cli import database
database.started()
from khuyenhoc.operating import tables
print(json.dumps({m._meta.db_table: [(t := tables.checked(m)).rows, t.sum] for m in tables.models_in_order()}))
"""
KILLED = """
import os, signal, sys
from pathlib import Path
from khuyenhoc.cli import database
database.tables_ready()
from khuyenhoc.operating import restore, tables
real, left = tables.fill, [int(sys.argv[2])]
def fill(model, rows):
    real(model, rows)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
tables.fill = fill
restore.restore(Path(sys.argv[1]), replace=True)
"""


def asked(folder: Path, script: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        env=folders.environment(folder),
        capture_output=True,
        text=True,
    )


def test_one_command_saves_and_one_makes_it_again_elsewhere(demonstration: Path, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "a.backup", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret_key").write_bytes((demonstration / "secret_key").read_bytes())

    saved = folders.khuyenhoc(demonstration, "backup", str(file))
    made = folders.khuyenhoc(elsewhere, "restore", str(file))
    again = folders.khuyenhoc(elsewhere, "restore", str(file))
    proved = folders.khuyenhoc(elsewhere, "audit", "verify")
    counted = folders.khuyenhoc(elsewhere, "counts", "verify")

    assert (saved.returncode, saved.stderr) == (0, "")
    assert (made.returncode, made.stderr) == (0, "")
    assert asked(elsewhere, ASK).stdout == asked(demonstration, ASK).stdout != ""
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert "--replace" in again.stderr
    assert (proved.returncode, counted.returncode) == (0, 0)


def test_a_restore_killed_at_any_table_leaves_the_old_state(demonstration: Path, tmp_path: Path) -> None:
    file, there = tmp_path / "a.backup", tmp_path / "there"
    folders.khuyenhoc(demonstration, "backup", str(file))
    ready_made.copied(ready_made.country(), there)
    (there / "secret_key").write_bytes((demonstration / "secret_key").read_bytes())
    assert folders.khuyenhoc(there, "places", "find", "Hà Giang").returncode == 0
    before = asked(there, ASK).stdout

    for after in (1, 10, 20):
        killed = asked(there, KILLED, str(file), str(after))
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert asked(there, ASK).stdout == before != ""
