"""Rows become XLSX and CSV with their types, and no text becomes a formula, whatever it begins with."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.workbooks import opening
from khuyenhoc.workbooks.tables import Column, Kind, Table, armed, as_csv, as_xlsx, disarmed, from_csv

TEXT = [Column("Tên")]
SIGNS = "=+-@\t\r\n ;,|'\"＝＋－＠−﹣⁺ab1!()\u200b"
LIVE = set("=+-@\t\r＝＋－＠﹢﹣﹦﹫⁼⁺⁻−")
PAYLOADS = [
    '=cmd|" /C calc"!A0',
    '=HYPERLINK("http://x.example","bấm vào đây")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    " \r",
    " \t=1",
    " =1+1",
    "＝1+1",
    "−1",
    "'=1",
    "Hộ ông Mẫu;=1+1",
    'Hộ "ông" Mẫu";=1+1',
    "a\n=1+1",
    "=1+1\x00",
    "DDE,=1",
]
dangerous = st.text(st.sampled_from(SIGNS), max_size=12) | st.sampled_from(PAYLOADS)


def begins_a_formula(field: str) -> bool:
    return field.lstrip(" \u200b\ufeff\n")[:1] in LIVE


@given(st.lists(dangerous, min_size=1, max_size=5))
def test_no_field_of_a_csv_begins_a_formula_wherever_a_program_splits(texts: list[str]) -> None:
    content = as_csv(Table("x", TEXT, [(text,) for text in texts])).decode("utf-8-sig")

    for sign in ",;\t|":
        fields = [
            field for row in csv.reader(io.StringIO(content, newline=""), delimiter=sign) for field in row
        ]
        assert [field for field in fields if begins_a_formula(field)] == []


@given(st.text() | dangerous)
def test_what_was_disarmed_comes_back(text: str) -> None:
    assert armed(disarmed(text)) == text


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])) | dangerous, min_size=1, max_size=5
    )
)
def test_texts_come_back_from_csv_unchanged(texts: list[str]) -> None:
    told = [text.replace("\x00", "") for text in texts]

    back = from_csv(as_csv(Table("x", TEXT, [(text,) for text in told])))

    assert back == [["Tên"], *([text] for text in told)]


@pytest.mark.parametrize("seed", range(5))
def test_no_cell_of_a_workbook_is_a_formula_and_texts_come_back(seed: int, tmp_path: Path) -> None:
    import random

    drawn = random.Random(seed)
    texts = PAYLOADS + ["".join(drawn.choices(SIGNS, k=8)) + "a" for _ in range(200)]
    told = [text.replace("\x00", "").replace("\r", "\n") for text in texts]  # XML has one kind of line end
    file = tmp_path / "x.xlsx"
    file.write_bytes(as_xlsx([Table("x", [Column("#", Kind.NUMBER), *TEXT], list(enumerate(texts)))]))

    (sheet,) = opening.read(file)
    cells = [cell for row in openpyxl.load_workbook(file).worksheets[0].iter_rows(min_row=2) for cell in row]
    with zipfile.ZipFile(file) as packed:
        parts = b"".join(packed.read(name) for name in packed.namelist())

    assert {cell.data_type for cell in cells} == {"n", "s"}
    assert b"<f>" not in parts
    assert b"<f " not in parts
    assert b"hyperlink" not in parts
    assert [str(row[1]).replace("\r", "\n") for _, row in sheet.rows[1:]] == told


def test_numbers_percents_and_days_keep_their_kind(tmp_path: Path) -> None:
    columns = [
        *(Column("Tên"), Column("Số", Kind.NUMBER), Column("Năm", Kind.NUMBER, is_plain=True)),
        *(Column("Tỷ lệ", Kind.PERCENT), Column("Ngày", Kind.DAY), Column("Lúc", Kind.MOMENT)),
    ]
    row = ("Mẫu", 125_071, 1980, 6660, date(1990, 3, 1), datetime(2025, 12, 31, 20, 30, tzinfo=UTC))
    table = Table("Danh sách", columns, [row, (None,) * 6])
    (tmp_path / "x.xlsx").write_bytes(as_xlsx([table]))

    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Danh sách"]
    found = [(cell.value, cell.number_format) for cell in sheet[2]]

    assert found == [
        ("Mẫu", "@"),
        (125_071, "#,##0"),
        (1980, "0"),
        (0.666, "0.00%"),
        (datetime.fromisoformat("1990-03-01"), "dd/mm/yyyy"),
        (datetime.fromisoformat("2026-01-01T03:30"), "dd/mm/yyyy hh:mm"),
    ]
    assert (sheet.freeze_panes, sheet["A1"].font.bold) == ("A2", True)
    assert [row.value for row in sheet[3]] == [None] * 6
    assert as_csv(table).decode() == (
        '\ufeff"Tên","Số","Năm","Tỷ lệ","Ngày","Lúc"\r\n'
        '"Mẫu","125071","1980","66,60%","01/03/1990","01/01/2026 03:30"\r\n'
        '"","","","","",""\r\n'
    )


def test_an_empty_table_has_its_headings_and_sheets_have_names_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(
        as_xlsx([Table("Hộ/2025" * 9, TEXT * 2, []), Table("Hộ/2025" * 9, TEXT, [])])
    )

    book = openpyxl.load_workbook(tmp_path / "x.xlsx")

    assert [cell.value for cell in book.worksheets[0][1]] == ["Tên", "Tên (2)"]
    assert len({name.casefold() for name in book.sheetnames}) == 2
