import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khuyenhoc import data
from khuyenhoc.cli.criteria import PackagedSetNotFound, command

SETS = dict(data.criteria_files())


@pytest.fixture(autouse=True)
def _vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENHOC_LANGUAGE", "vi")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def written(folder: Path, text: str, name: str = "set.toml") -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_every_packaged_file_checks_sound(tmp_path: Path) -> None:
    files = [written(tmp_path, text, f"{key}.toml") for key, text in SETS.items()]

    done = run("check", *files)

    assert (done.exit_code, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(SETS)


def test_each_fault_stands_on_its_own_line_with_file_and_line(tmp_path: Path) -> None:
    broken = SETS["clan-mau@2023"].replace("semantics = 1", "semantics = 2").replace('"yes_no"', '"yes"', 1)
    file = written(tmp_path, broken)

    done = run("check", file, written(tmp_path, SETS["clan-mau@2023"], "sound.toml"))

    assert done.exit_code == 1
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == [
        f"{file}, dòng 4",
        f"{file}, dòng 46",
    ]
    assert "sound.toml: clan-mau@2023" in done.stdout


def test_a_published_set_whose_rules_changed_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, SETS["organisation-tt22@2020"].replace('max = "25.00"', 'max = "20.00"'))

    done = run("check", file)

    assert done.exit_code == 1
    assert "organisation-tt22@2020" in done.stderr


def test_a_better_help_text_is_no_fault(tmp_path: Path) -> None:
    file = written(tmp_path, SETS["clan-mau@2023"].replace("Quỹ nhỏ cũng tính", "Quỹ nhỏ vẫn tính"))

    assert run("check", file).exit_code == 0


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "set.toml"
    file.write_bytes(b"\xff\xfe")

    assert run("check", str(file)).exit_code == 1
    assert run("check", str(tmp_path / "none.toml")).exit_code == 2


def test_the_list_marks_what_was_not_checked_against_the_original() -> None:
    lines = run("list").stdout.splitlines()

    assert len(lines) == len(SETS)
    assert all("chưa đối chiếu văn bản gốc" in line for line in lines)
    assert any(line.startswith("household-448@2015") and "chỗ chưa biết" in line for line in lines)


def test_the_list_as_json_has_every_set() -> None:
    listed = json.loads(run("list", "--format", "json").stdout)

    assert {entry["key"] for entry in listed} == set(SETS)


@pytest.mark.parametrize("key", sorted(SETS))
def test_every_set_can_be_shown(key: str) -> None:
    assert run("show", key).stdout.startswith(f"{key}: ")
    assert json.loads(run("show", key, "--format", "json").stdout)["key"] == key


def test_a_code_alone_shows_its_newest_version() -> None:
    assert run("show", "household-mau").stdout.startswith("household-mau@2023: ")


def test_a_set_that_is_not_there_is_told() -> None:
    assert isinstance(run("show", "nothing").exception, PackagedSetNotFound)


def test_what_is_shown_is_enough_to_fill_in_a_form_and_work_it_out() -> None:
    shown = run("show", "household-mau").output

    for needed in (
        "2.1.part,2.1.whole",
        "theo bước 0,5 điểm",
        "≥ 75,00% → 15",
        "Đạt khi tổng điểm từ 70,00%",
    ):
        assert needed in shown
    assert "Xếp loại tot: Tốt từ" in shown
