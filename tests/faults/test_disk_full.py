"""No space left: a clear sentence, nothing half written, and everything works again when there is space."""

import os
import resource
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from khuyenhoc import data
from khuyenhoc.sentences import LANGUAGES
from tests.demo import folders
from tests.demo.folders import MAIN
from tests.faults import history, office
from tests.faults.dose import dose
from tests.faults.workers import Database, call, database_in_use

POINTS = 40  # writes of a deed, from its first to its last
FULL = LANGUAGES["vi"]["DISK_FULL"]
HEAD = "case_id,X1,1.1,1.2,1.3,2.1.part,2.1.whole,2.2,2.3,3.1,3.2,4.1,4.2"
ROW = "case-{:0{}},no,a,10,yes,2,2,a,10,yes,a,10,yes"


@pytest.mark.timeout(3_600)
def test_a_deed_on_a_full_disk_is_not_done_and_is_done_when_there_is_space(tmp_path: Path) -> None:
    """At every write of the program's own SQLite, by the same open connection."""
    points = dose(POINTS, 500)
    requests = history.built(tmp_path, points + 1)

    told = call(history.embedded(tmp_path), "tests.faults.history.fill_up", requests, points)

    found = Counter(told)
    assert found.keys() <= {"DISK_FULL", "done"}
    assert found["DISK_FULL"] >= min(points, POINTS // 2) * len(office.EVENTS)


# Scored row by row, and, because of its long names a large file, as columns.
@pytest.mark.parametrize(("rows", "digits"), [(200, 1), (10_000, 200)])
def test_scoring_on_a_full_disk_leaves_no_file_and_says_so(tmp_path: Path, rows: int, digits: int) -> None:
    """The quota is a limit on the size of a file, which the operating system enforces as it does a full disk."""
    set_file, answers, out = tmp_path / "set.toml", tmp_path / "answers.csv", tmp_path / "out.csv"
    set_file.write_text(dict(data.criteria_files())["household-mau@2023"], encoding="utf-8")
    answers.write_text("\n".join([HEAD, *(ROW.format(n, digits) for n in range(rows))]), encoding="utf-8")
    words = ["score", "--set", str(set_file), "--answers", str(answers), "--out", str(out)]

    refused = program(*words, largest_file=4096)

    assert refused.returncode == 1
    assert "Không ghi được tệp kết quả out.csv" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["answers.csv", "set.toml"]
    assert program(*words).returncode == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == rows + 1


def test_what_is_printed_onto_a_full_disk_says_so_without_a_traceback(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, "criteria", "list"],
            env=folders.environment(tmp_path),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert (done.returncode, done.stderr.strip()) == (1, FULL)


def nowhere(folder: Path) -> list[tuple[Database, str]]:
    """Databases that are not there, and what a person reads then."""
    return [
        (history.embedded(folder / "gone"), "Không dùng được tệp cơ sở dữ liệu"),
        (
            {
                **database_in_use(),
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "khuyenhoc",
                "HOST": str(folder),
                "OPTIONS": {},
            },
            "Chưa nối được với cơ sở dữ liệu",
        ),
    ]


@pytest.mark.parametrize("which", [0, 1], ids=["SQLite", "PostgreSQL"])
def test_a_page_without_its_database_says_so_and_when_to_come_back(tmp_path: Path, which: int) -> None:
    database, sentence = nowhere(tmp_path)[which]

    seen = call(database, "tests.faults.pages.seen")

    assert [status for status, _ in seen] == [503] * len(seen)
    assert [text for _, text in seen if sentence not in text or "Traceback" in text] == []


def test_a_command_without_its_database_says_so_in_one_sentence(tmp_path: Path) -> None:
    environment = folders.environment(tmp_path) | {
        "DATABASE_URL": f"postgres://ai-do@%2F{tmp_path.name}/khong-co"
    }

    done = subprocess.run(
        [sys.executable, "-c", MAIN, "counts", "verify"], env=environment, capture_output=True, text=True
    )

    assert (done.returncode, done.stderr.strip()) == (1, LANGUAGES["vi"]["DATABASE_AWAY"])


def program(*words: str, largest_file: int = resource.RLIM_INFINITY) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", MAIN, *words],
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (largest_file, resource.RLIM_INFINITY)),
    )
