"""`khuyenhoc report five-titles`: the table as text, JSON and CSV."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from khuyenhoc.cli.report import COLUMNS, aligned
from tests.demo.folders import khuyenhoc

ASKED = ("report", "five-titles", "--place")


def rows(folder: Path, place: str, year: int) -> list[dict[str, Any]]:
    done = khuyenhoc(folder, *ASKED, place, "--year", str(year), "--format", "json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_json_holds_every_row_with_exactly_the_keys_that_programs_rely_on(demonstration: Path) -> None:
    found = rows(demonstration, "Hà Giang", 2023)

    assert [tuple(row) for row in found] == [COLUMNS] * 6
    assert [(row["title"], row["level"]) for row in found] == [
        ("citizen", ""),
        ("household", ""),
        ("clan", ""),
        ("community", "hamlet"),
        ("community", "commune"),
        ("organisation", ""),
    ]


def test_json_tells_numbers_as_numbers_and_the_base_in_words(demonstration: Path) -> None:
    household = rows(demonstration, "Hà Giang", 2023)[1]

    assert household == {
        "title": "household",
        "level": "",
        "registered": 76,
        "recognised": 64,
        "base": 100,
        "base_kind": "all households",
        "percent": 64.0,
        "target_percent": 70.0,
        "needed": 6,
        "last_year": 64,
        "change": 0,
        "warnings": [],
    }


def test_warnings_are_codes_and_what_is_unknown_is_null(demonstration: Path) -> None:
    found = {(row["title"], row["level"]): row for row in rows(demonstration, "Hà Giang", 2023)}

    assert found["community", "hamlet"]["warnings"] == ["TO_BE_REVIEWED"]
    assert found["community", "commune"]["last_year"] is None
    assert found["citizen", ""]["target_percent"] is None


def test_a_level_without_any_round_has_no_row(demonstration: Path) -> None:
    assert ("community", "commune") not in [
        (row["title"], row["level"]) for row in rows(demonstration, "Hà Giang", 2022)
    ]


def test_a_place_without_anything_still_has_the_five_titles(demonstration: Path) -> None:
    found = rows(demonstration, "01", 2023)

    assert len(found) == 5
    assert {row["recognised"] for row in found} == {None}


@pytest.mark.parametrize("place", ["02", "ha giang", "tỉnh Hà Giang"])
def test_a_province_goes_by_its_code_and_any_spelling(demonstration: Path, place: str) -> None:
    assert rows(demonstration, place, 2023) == rows(demonstration, "Hà Giang", 2023)


def test_csv_has_the_same_columns_and_numbers(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, *ASKED, "Hà Giang", "--year", "2023", "--format", "csv")

    table = list(csv.DictReader(io.StringIO(done.stdout)))
    assert tuple(table[0]) == COLUMNS
    assert (table[1]["recognised"], table[1]["percent"], table[1]["target_percent"]) == (
        "64",
        "64.00",
        "70.00",
    )
    assert table[4]["last_year"] == ""


def test_text_is_written_for_people(demonstration: Path) -> None:
    text = khuyenhoc(demonstration, *ASKED, "Hà Giang", "--year", "2023").stdout

    assert text.startswith("Bảng năm danh hiệu học tập · tỉnh Hà Giang · năm 2023\n")
    assert "64,00%  70,00% (năm 2024)" in text
    assert "Hội viên: 162 người, bằng 33,75% của 480 người dân; năm 2022: 150, thay đổi +12." in text
    assert "Cộng đồng học tập thôn, bản, tổ dân phố: 1 danh hiệu cần xét lại, vẫn được tính." in text
    assert "chỉ tiêu năm 2024: Kế hoạch năm 2024" in text


def test_text_is_english_when_asked(demonstration: Path) -> None:
    text = khuyenhoc(demonstration, *ASKED, "Hà Giang", "--year", "2023", language="en").stdout

    assert "Learning family" in text
    assert "Members: 162, 33.75% of 480 inhabitants; in 2022: 150, change +12." in text


def test_an_ambiguous_name_answers_with_the_candidates_and_fails(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, *ASKED, "Tả Lủng", "--year", "2023")

    assert done.returncode == 1
    assert done.stdout == ""
    assert "xã Tả Lủng, huyện Đồng Văn, tỉnh Hà Giang" in done.stderr
    assert "xã Tả Lủng, huyện Mèo Vạc, tỉnh Hà Giang" in done.stderr


def test_an_unknown_place_fails_in_one_sentence(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, *ASKED, "Không Có Đâu", "--year", "2023")

    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_wrong_command_line_is_another_kind_of_failure(demonstration: Path) -> None:
    assert khuyenhoc(demonstration, *ASKED, "Hà Giang").returncode == 2


def test_columns_line_up_for_letters_with_marks_and_wide_ones() -> None:
    lines = aligned([["Tên", "Số"], ["Cộng đồng", "7"], ["e\u0302\u0301", "10"], ["村", "1"]], left=(0,))

    assert lines == ["Tên        Số", "Cộng đồng   7", "e\u0302\u0301          10", "村          1"]


def test_a_place_of_another_day_is_named_with_what_it_is_now(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, *ASKED, "Hà Giang", "--year", "2026")

    assert done.returncode == 1
    assert "nay là tỉnh Tuyên Quang" in done.stderr


def test_a_table_as_known_on_a_day_says_so(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, *ASKED, "Hà Giang", "--year", "2023", "--known-on", "30/11/2023")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Số liệu như đã biết đến hết ngày 30/11/2023")


def test_corrections_are_named_one_by_one_and_summed(demonstration: Path) -> None:
    days = ("--from", "2023-12-24", "--to", "2023-12-31")
    done = khuyenhoc(demonstration, "report", "corrections", "--place", "Hà Giang", "--year", "2023", *days)

    lines = done.stdout.splitlines()
    assert [line[:2] for line in lines] == ["-1", "= "]
    assert lines[-1].endswith(": -1")


def test_corrections_between_days_the_wrong_way_round_are_refused(demonstration: Path) -> None:
    days = ("--from", "2023-12-31", "--to", "2023-12-24")
    done = khuyenhoc(demonstration, "report", "corrections", "--place", "Hà Giang", "--year", "2023", *days)

    assert (done.returncode, done.stdout) == (2, "")
    assert "--from" in done.stderr


def test_a_whole_report_is_written_in_every_form_with_the_number_of_the_table(
    demonstration: Path, tmp_path: Path
) -> None:
    asked = ("report", "build", "--place", "Hà Giang", "--period", "2023", "--out")
    files = [tmp_path / f"report.{form}" for form in ("pdf", "docx", "xlsx")]

    for file in files:
        done = khuyenhoc(demonstration, *asked, str(file))
        assert done.returncode == 0, done.stderr

    word = [one.text for one in Document(str(files[1])).paragraphs]
    assert any("64/100 hộ (64,00%)" in text for text in word)
    assert files[0].read_bytes().startswith(b"%PDF")


def test_a_report_of_a_time_that_is_none_or_into_another_form_is_refused(
    demonstration: Path, tmp_path: Path
) -> None:
    asked = ("report", "build", "--place", "Hà Giang", "--period")

    unclear = khuyenhoc(demonstration, *asked, "2023..2019", "--out", str(tmp_path / "a.pdf"))
    other = khuyenhoc(demonstration, *asked, "2023", "--out", str(tmp_path / "a.odt"))

    assert (unclear.returncode, other.returncode) == (1, 2)
    assert list(tmp_path.iterdir()) == []
