"""The power fails at any moment of an office's day on SQLite: nothing that was answered is lost, nothing is broken.

The operations are those that the program's own SQLite library asked of its file layer under the program's own
settings; what a disk may make of them is in tests/faults/power.py.
"""

import bisect
import pickle
import shutil
from contextlib import closing
from pathlib import Path
from random import Random

import pysqlite3
import pytest

from khuyenhoc.config import sqlite
from tests.faults import history
from tests.faults.dose import dose
from tests.faults.history import FILE, History
from tests.faults.power import Medium
from tests.faults.workers import call

DEEDS_OF_A_KIND = dose(20, 20, small=10)


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared office before its first deed, with its requests beside it."""
    folder = tmp_path_factory.mktemp("office")
    requests = history.built(folder, DEEDS_OF_A_KIND)
    (folder / "requests").write_bytes(pickle.dumps(requests))
    return folder


def recorded(morning: Path, folder: Path, *, synchronous: str) -> History:
    shutil.copytree(morning, folder)
    requests = pickle.loads((folder / "requests").read_bytes())  # noqa: S301  (written above)
    database = history.embedded(folder, synchronous=synchronous)
    found: History = pickle.loads(call(database, "tests.faults.history.record", requests))  # noqa: S301
    return found


def faults_after_cuts(morning: Path, day: History, folder: Path, cuts: int) -> list[str]:
    """What was wrong after power cuts at moments drawn at random."""
    luck = Random(cuts)
    medium = Medium({FILE: (morning / FILE).read_bytes()})
    begun = [0, *day.acknowledged]
    drawn = (luck.randrange(len(day.acknowledged)) for _ in range(cuts))  # every deed as often as a long one
    moments = sorted(luck.randint(begun[deed], begun[deed + 1]) for deed in drawn)
    faults, asked = [], 0
    folder.mkdir()
    for moment in moments:
        for operation in day.asked[asked:moment]:
            medium.take(operation)
        asked = moment
        for file in folder.iterdir():
            file.unlink()
        for name, content in medium.after_the_cut(luck).items():
            (folder / name).write_bytes(content)
        fault = fault_in(folder / FILE, day, bisect.bisect_right(day.acknowledged, moment))
        if fault:
            faults.append(f"{fault} after {moment} operations")
    return faults


def fault_in(file: Path, day: History, answered: int) -> str:
    """Empty when the file opens whole, with what was answered and at most the deed on its way."""
    try:
        with closing(pysqlite3.connect(file)) as database:
            # only read, so it need not be synced
            database.executescript(sqlite.OPTIONS["init_command"].replace("FULL", "OFF"))
            if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "broken"
            if database.execute("PRAGMA foreign_key_check").fetchall():
                return "dangling"
            return "" if history.stored(database.cursor()) in day.states[answered : answered + 2] else "lost"
    except pysqlite3.DatabaseError as error:
        return f"unreadable ({error})"


@pytest.mark.timeout(36_000)
def test_no_answered_deed_is_lost_and_no_file_broken_when_the_power_fails(
    morning: Path, tmp_path: Path
) -> None:
    day = recorded(morning, tmp_path / "day", synchronous="FULL")

    assert faults_after_cuts(morning, day, tmp_path / "cut", dose(20_000, 1_000_000, small=500)) == []


def test_the_simulated_disk_does_lose_what_nobody_synced(morning: Path, tmp_path: Path) -> None:
    """Were it kinder than a real one, the test above would prove nothing."""
    day = recorded(morning, tmp_path / "day", synchronous="OFF")

    faults = faults_after_cuts(morning, day, tmp_path / "cut", 100)

    assert any(fault.startswith("lost") for fault in faults)
