"""`khuyenhoc figures check`: no database is needed or made."""

import csv
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.starting import started

PUBLISHED = Path(__file__).with_name("published_figures.csv")
HEAD = PUBLISHED.read_text(encoding="utf-8").partition("\n")[0].strip()


def figures(file: Path, *words: str, language: str = "vi") -> subprocess.CompletedProcess[str]:
    """The program as a person starts it, with a data folder that must stay empty."""
    folder = file.with_suffix(".var") if file != PUBLISHED else Path("nowhere")
    environment = {**os.environ, "KHUYENHOC_DATA_DIR": str(folder), "KHUYENHOC_LANGUAGE": language}
    done = started("figures", "check", str(file), *words, environment=environment)
    assert not folder.exists()
    return done


def written(folder: Path, *lines: str, head: str = HEAD) -> Path:
    file = folder / "figures.csv"
    file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return file


def test_the_published_figures_are_found_as_they_are() -> None:
    done = figures(PUBLISHED, "--format", "json")

    told: list[dict[str, Any]] = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert [(one["id"], one["code"], one["other"]) for one in told if one["code"]] == [
        ("4", "NO_WHOLE_BASE", None),
        ("13", "TARGET_BELOW_RESULT", "5"),
        ("14", "TARGET_BELOW_RESULT", "6"),
    ]
    assert {one["id"]: one["bases"] for one in told if one["bases"]} == {
        "1": [935_697, 935_960],
        "3": [187_781, 187_808],
        "5": [2_069, 2_071],
        "6": [834, 834],
        "7": [122_475, 122_488],
        "23": [1_153_847, 1_568_627],
        "40": [53, 53],
        "41": [45, 45],
    }


def test_the_intervals_are_those_the_file_itself_names() -> None:
    with PUBLISHED.open(encoding="utf-8", newline="") as lines:
        named = {row["id"]: row["base_value_or_range"] for row in csv.DictReader(lines)}
    told = json.loads(figures(PUBLISHED, "--format", "json").stdout)

    for one in told:
        if one["how"] == "half_up":
            low, _, high = named[one["id"]].partition("..")
            assert one["bases"] == [int(low), int(high or low)]


def test_every_row_keeps_its_number_and_qualifier() -> None:
    told = {one["id"]: one for one in json.loads(figures(PUBLISHED, "--format", "json").stdout)}

    assert [int(row) for row in told] == list(range(1, 62))
    assert [(told[row]["value"], told[row]["qualifier"]) for row in ("25", "28", "39", "43", "59")] == [
        (1_660, "more than"),
        (180_000_000_000, "more than"),
        (7, "exact"),
        (7_400_000_000, "nearly"),
        ([800, 1_000], "range"),
    ]
    assert (told["23"]["rate_percent"], told["23"]["rate_qualifier"]) == ("26", "nearly")
    assert told["7"]["rate_percent"] == "89.95"


def test_the_text_is_a_table_with_a_last_line_that_counts() -> None:
    lines = figures(PUBLISHED).stdout.splitlines()

    assert lines[0].split("  ")[0] == "Mã"
    assert any(
        line.startswith("4 ") and "1.406 trên 2.341 là 60,06%, trên 2.342 là 60,03%" in line for line in lines
    )
    assert any("Chỉ tiêu 60% thấp hơn 71,7% đã đạt (2023-12, mã 5)." in line for line in lines)
    assert lines[-1] == "61 dòng: 3 dòng cần xem lại, 0 dòng không đọc được."


def test_the_text_is_told_in_english_too() -> None:
    lines = figures(PUBLISHED, language="en").stdout.splitlines()

    assert any("1.406 of 2,341 is 60.06 %, of 2,342 it is 60.03 %" in line for line in lines)
    assert lines[-1] == "61 rows: 3 to look at again, 0 unreadable."


def test_nothing_found_is_exit_0(tmp_path: Path) -> None:
    file = written(
        tmp_path, 'a,,tỉnh Mẫu,2023,members,,"330.909",,người,"35,36%",population,935.697..935.960,'
    )

    done = figures(file, "--format", "json")

    assert (done.returncode, done.stderr) == (0, "")
    assert [(one["id"], one["code"], one["line"]) for one in json.loads(done.stdout)] == [("a", None, 2)]


def test_bad_cells_are_told_and_the_other_rows_go_on(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        'a,,tỉnh Mẫu,2023,members,,nhiều,,người,,population,,"hai\ndòng"',
        "b,,tỉnh Mẫu,2023,members,,54,,người,35,36,population,53,thừa một ô",
        "",
        "c,,tỉnh Mẫu,2023,members,,54,,người,,population,53,",
    )

    done = figures(file, "--format", "json")

    assert done.returncode == 1
    assert [(one["id"], one["line"], one["code"]) for one in json.loads(done.stdout)] == [
        ("a", 2, "FIGURES_NUMBER_UNREADABLE"),
        ("b", 4, "FIGURES_CELLS_TOO_MANY"),
        ("c", 6, "PART_ABOVE_WHOLE"),
    ]
    first, second = done.stderr.splitlines()
    assert first.startswith("figures.csv, dòng 2, cột value: “nhiều” không phải là một số đọc được; hãy viết")
    assert second.startswith("figures.csv, dòng 4: có 14 ô mà tệp chỉ có 13 cột")


def test_a_file_from_a_vietnamese_office_program_is_read(tmp_path: Path) -> None:
    file = written(
        tmp_path, "a;;tỉnh Mẫu;2023;members;;330.909;;người;35,36;population;;", head=HEAD.replace(",", ";")
    )
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))

    (told,) = json.loads(figures(file, "--format", "json").stdout)

    assert told["bases"] == [935_697, 935_960]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"id,value\n1,2\n", "figures.csv: dòng đầu thiếu cột place_then"),
        (b"", "figures.csv: dòng đầu thiếu cột id"),
        (HEAD.encode() + b"\n1,,t\xff\xfe,2023\n", "figures.csv, dòng 2: tệp không phải CSV mã UTF-8"),
    ],
)
def test_a_file_that_is_none_is_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "figures.csv"
    file.write_bytes(content)

    done = figures(file)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(sentence)


@pytest.mark.parametrize("words", [("--format", "xml"), ("--unknown",)])
def test_a_wrong_command_line_is_exit_2(words: tuple[str, ...]) -> None:
    assert figures(PUBLISHED, *words).returncode == 2


def test_a_missing_file_is_exit_2(tmp_path: Path) -> None:
    assert figures(tmp_path / "none.csv").returncode == 2


def test_no_file_brings_a_traceback(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        *(
            f"{at},,{cell},{cell},{cell},,{cell},{cell},,{cell},{cell},{cell},"
            for at, cell in enumerate(
                ('"-"', '"0"', '"…"', '"%"', '"..5"', '"1/0"', '"=1+1"', '"{x}"', "٣", "2023")
            )
        ),
    )

    done = figures(file, "--format", "json")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len({one["line"] for one in json.loads(done.stdout)}) == 10
