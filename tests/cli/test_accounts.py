"""`khuyenhoc accounts`: the first account of a server, and what only the server may do to one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo import folders
from tests.demo.folders import khuyenhoc

PASSPHRASE = "mưa rổ cam thuyền"


def typed(folder: Path, *words: str, passphrase: str = PASSPHRASE) -> subprocess.CompletedProcess[str]:
    """The program with a passphrase typed twice."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", folders.MAIN, "accounts", *words],
        env=folders.environment(folder),
        input=f"{passphrase}\n{passphrase}\n",
        capture_output=True,
        text=True,
    )


def listed(folder: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(
        khuyenhoc(folder, "accounts", "list", "--format", "json").stdout
    )
    return rows


@pytest.fixture
def folder(demonstration: Path, tmp_path: Path) -> Path:
    return folders.copy(demonstration, tmp_path / "var")


def test_the_first_account_of_the_centre_is_made_listed_locked_and_unlocked(folder: Path) -> None:
    before = khuyenhoc(folder, "accounts", "list")
    made = typed(folder, "create-centre", "trung.uong", "--name", "Mẫu Thị Sáng")
    after = listed(folder)
    khuyenhoc(folder, "accounts", "lock", "trung.uong")
    locked = listed(folder)
    khuyenhoc(folder, "accounts", "unlock", "trung.uong")

    assert "Chưa có tài khoản thật nào" in before.stdout
    assert made.returncode == 0, made.stderr
    assert PASSPHRASE not in made.stdout + made.stderr
    assert [(row["username"], row["is_active"], row["second_step"]) for row in after] == [
        ("trung.uong", True, False)
    ]
    assert str(after[0]["work"]).startswith("Hội Khuyến học Việt Nam")
    assert [row["is_active"] for row in locked] == [False]
    assert listed(folder) == after


def test_a_weak_passphrase_and_a_name_that_is_taken_make_nothing(folder: Path) -> None:
    weak = typed(folder, "create-centre", "trung.uong", "--name", "Mẫu", passphrase="ngắn")
    taken = typed(folder, "create-centre", "hoixa", "--name", "Mẫu")

    assert (weak.returncode, taken.returncode) == (1, 1)
    assert "ít nhất 12 ký tự" in weak.stderr
    assert "đã có người dùng" in taken.stderr
    assert listed(folder) == []


def test_the_server_gives_a_new_passphrase_and_knows_whom_it_does_not_know(folder: Path) -> None:
    typed(folder, "create-centre", "trung.uong", "--name", "Mẫu Thị Sáng")

    done = typed(folder, "passphrase", "trung.uong", "--drop-second-step", passphrase="nắng vỏ thuyền quạt")
    unknown = khuyenhoc(folder, "accounts", "lock", "khong.co")

    assert done.returncode == 0, done.stderr
    assert "Đã đặt mật khẩu mới" in done.stdout
    assert (unknown.returncode, unknown.stderr) == (1, "Không có tài khoản “khong.co”.\n")
