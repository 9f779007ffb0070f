"""Demonstrations in data folders of their own, built and read by programs of their own, as on a real machine."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests import ready_made
from tests.starting import started

OF_THE_TESTS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
MAIN = "from khuyenhoc.cli.main import main; main()"
BUILD = """
import os, signal, sys
from khuyenhoc.cli import database
database.ready()
from tests.demo.conftest import NOW
from khuyenhoc.demo import building, plan
seed, killed_after = int(sys.argv[1]), int(sys.argv[2])
def progress(done, total):
    if done == killed_after:
        os.kill(os.getpid(), signal.SIGKILL)
if killed_after >= 0:
    building.build(plan.small(plan.read(), seed=seed), now=NOW, progress=progress)
"""
# What differs between two runs by intention: salted passphrases, and when places were really loaded.
NOT_COMPARED = {
    "accounts_user": {"password"},
    "places_placeversion": {"recorded_at"},
    "counts_bundledcount": {"id"},  # sums made anew have new keys
}
SAME_EVERYWHERE = ("django_migrations", "places_succession", "places_custody", "places_loadedfile")
# A word drawn anew by every change of the places, and where it was copied to.
DRAWN = ("places_stamp", "counts_bundling")


def environment(folder: Path, language: str = "vi") -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name not in OF_THE_TESTS},
        "KHUYENHOC_DATA_DIR": str(folder),
        "KHUYENHOC_LANGUAGE": language,
        "PYTHONIOENCODING": "utf-8",
    }


def khuyenhoc(folder: Path, *words: str, language: str = "vi") -> subprocess.CompletedProcess[str]:
    """The program as a person starts it."""
    return started(*words, environment=environment(folder, language))


def build(folder: Path, *, seed: int = 2023, killed_after: int = 0) -> int:
    """The small demonstration; its exit status. killed_after: steps, 0 for never, -1 to load the places only."""
    root = Path(__file__).resolve().parent.parent.parent
    return subprocess.run(
        [sys.executable, "-c", BUILD, str(seed), str(killed_after)],
        env=environment(folder),
        cwd=root,
        capture_output=True,
    ).returncode


def demonstration() -> Path:
    """The small demonstration as it is built without a break, once for all who only read it."""

    def make(folder: Path) -> None:
        assert build(ready_made.copied(ready_made.country(), folder)) == 0

    return ready_made.once("demonstration", make)


def copy(folder: Path, to: Path) -> Path:
    """A folder's database and secret, so that places need not be loaded again."""
    shutil.copytree(folder, to)
    return to


def digests(folder: Path) -> dict[str, str]:
    """Table → digest of all its rows, in one order."""
    connection = sqlite3.connect(folder / "khuyenhoc.sqlite3")
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    found = {}
    for (table,) in tables:
        if table.startswith("sqlite_") or table in SAME_EVERYWHERE + DRAWN:
            continue
        columns = ", ".join(
            f'"{row[1]}"'
            for row in connection.execute(f"PRAGMA table_info({table})")
            if row[1] not in NOT_COMPARED.get(table, set())
        )
        digest = hashlib.sha256()
        rows = f"SELECT {columns} FROM {table} ORDER BY {columns}"  # noqa: S608  (names from the database itself)
        for row in connection.execute(rows):
            digest.update(repr(row).encode())
        found[table] = digest.hexdigest()
    connection.close()
    return found
