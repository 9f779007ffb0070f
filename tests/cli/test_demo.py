"""`khuyenhoc demo` on a machine that has it already, and on one that has real accounts."""

import sqlite3
from pathlib import Path

import pytest

from tests.demo import folders
from tests.demo.folders import khuyenhoc


def test_it_is_built_through_the_command_line_with_a_table_and_a_next_step(
    demonstration: Path, tmp_path: Path
) -> None:
    folder = folders.copy(demonstration, tmp_path / "var")

    done = khuyenhoc(folder, "demo", "--reset", "--communes", "1")

    assert done.returncode == 0, done.stderr
    assert "Đang dựng bản trình diễn 1 xã" in done.stderr
    assert "Bảng năm danh hiệu học tập · tỉnh Hà Giang · năm 2023" in done.stdout
    assert "khuyenhoc serve" in done.stdout
    assert "chihoi, hoixa, ubndxa, tinh, trunguong, quansat" in done.stdout


def test_what_is_there_is_only_told_and_its_table_printed(demonstration: Path) -> None:
    before = folders.digests(demonstration)

    done = khuyenhoc(demonstration, "demo")

    assert done.returncode == 0
    assert done.stdout.startswith("Bản trình diễn đã có sẵn (1 xã, hạt giống 2023).")
    assert "Gia đình học tập" in done.stdout
    assert folders.digests(demonstration) == before


@pytest.mark.parametrize("other", [("--seed", "7"), ("--communes", "3")])
def test_another_seed_or_size_is_not_built_over_it(demonstration: Path, other: tuple[str, str]) -> None:
    done = khuyenhoc(demonstration, "demo", *other)

    assert done.returncode == 1
    assert "--reset" in done.stderr


def test_real_accounts_are_never_removed(demonstration: Path, tmp_path: Path) -> None:
    folder = folders.copy(demonstration, tmp_path / "var")
    with sqlite3.connect(folder / "khuyenhoc.sqlite3") as connection:
        connection.execute("UPDATE accounts_user SET is_sample = 0 WHERE username = 'quansat'")
    connection.close()
    before = folders.digests(folder)

    done = khuyenhoc(folder, "demo", "--reset")

    assert done.returncode == 1
    assert "tài khoản thật" in done.stderr
    assert folders.digests(folder) == before


@pytest.mark.parametrize(
    "words", [("demo",), ("serve",), ("report", "five-titles"), ("counts", "verify"), ("audit",)]
)
def test_help_is_vietnamese_and_needs_no_database(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = khuyenhoc(tmp_path / "var", *words, "--help")

    assert done.returncode == 0
    assert set(done.stdout) & set("ăâđêôơưạảấầậắằặếềệốồộớờợứừựịọụủ")
    assert not (tmp_path / "var" / "khuyenhoc.sqlite3").exists()
