"""`khuyenhoc audit`: a whole log passes, a touched one is found at the very deed."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.demo import folders
from tests.demo.folders import khuyenhoc


def touched(demonstration: Path, tmp_path: Path, *changes: str) -> Path:
    folder = folders.copy(demonstration, tmp_path / "var")
    with sqlite3.connect(folder / "khuyenhoc.sqlite3") as connection:
        for change in changes:
            connection.execute(change)
    connection.close()
    return folder


def head(folder: Path) -> str:
    told = json.loads(khuyenhoc(folder, "audit", "verify", "--format", "json").stdout)
    return str(told["head"])


def test_the_log_of_the_demonstration_is_whole_and_tells_its_head(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, "audit", "verify")

    assert done.returncode == 0
    assert done.stdout.startswith("Nhật ký nguyên vẹn (")
    assert head(demonstration) in done.stdout


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE audit_event SET \"by\" = 'ai do' WHERE sequence = 5", "altered"),
        ("DELETE FROM audit_event WHERE sequence = 5", "missing"),
        ("UPDATE audit_seal SET signature = 'x'", "unsigned"),
    ],
)
def test_a_touched_log_is_found_at_its_deed(
    demonstration: Path, tmp_path: Path, change: str, what: str
) -> None:
    folder = touched(demonstration, tmp_path, change)

    done = khuyenhoc(folder, "audit", "verify", "--format", "json")

    assert done.returncode == 1
    assert what in [one["what"] for one in json.loads(done.stdout)["breaks"]]
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_head_noted_down_must_still_be_part_of_the_log(demonstration: Path) -> None:
    noted = head(demonstration)
    foreign = noted[:-1] + ("0" if noted[-1] != "0" else "1")

    assert khuyenhoc(demonstration, "audit", "verify", "--since", noted).returncode == 0
    assert khuyenhoc(demonstration, "audit", "verify", "--since", foreign).returncode == 1


def test_a_head_that_is_none_is_a_wrong_command_line(demonstration: Path) -> None:
    assert khuyenhoc(demonstration, "audit", "verify", "--since", "hôm qua").returncode == 2


def test_seal_takes_in_what_was_not_sealed_yet(demonstration: Path, tmp_path: Path) -> None:
    folder = touched(
        demonstration,
        tmp_path,
        "UPDATE audit_event SET sequence = NULL, hash = '' WHERE sequence > 40",
        "DELETE FROM audit_seal",
    )

    done = khuyenhoc(folder, "audit", "seal")

    assert done.returncode == 0
    assert done.stdout.startswith("Đã niêm phong ")
    assert khuyenhoc(folder, "audit", "verify").returncode == 0
