"""Whatever somebody sends as a workbook is read or refused with one clear sentence, and never exhausts the server."""

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.workbooks import lists, opening
from khuyenhoc.workbooks.hamlet_names import HamletNames
from khuyenhoc.workbooks.tables import Column, Table, as_xlsx
from tests.faults.dose import dose
from tests.workbooks import books

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return books.made(tmp_path, Hộ=[books.HOUSEHOLDS, [1, "01", "Hộ ông Mẫu", "Bản Một"]])


def read_or_refuse(file: Path) -> str:
    """The code of the refusal, "" when it was read."""
    try:
        sheets = opening.read(file)
        lists.find(sheets, HamletNames([]), today=date(2026, 1, 1))
    except RuleBroken as error:
        return error.code
    return ""


def replaced(file: Path, part: str, content: bytes) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    other = file.with_name("replaced.xlsx")
    other.write_bytes(out.getvalue())
    return other


def test_rows_and_columns_keep_their_places(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["C5"], sheet["D7"], sheet["E8"] = "Họ tên", 12, date(1980, 5, 1)
    sheet["E9"], sheet["D9"] = True, "Nguye\u0302\u0303n"
    sheet.column_dimensions["D"].hidden = True
    book.save(tmp_path / "x.xlsx")

    (read,) = opening.read(tmp_path / "x.xlsx")

    assert read.rows == [
        (5, [None, None, "Họ tên"]),
        (7, [None, None, None, 12.0]),
        (8, [None, None, None, None, date(1980, 5, 1)]),
        (9, [None, None, None, "Nguye\u0302\u0303n", True]),
    ]


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(good: Path) -> None:
    bomb = replaced(good, SHEET, b"<worksheet>" + b" " * (opening.MOST_UNPACKED + 1))

    assert bomb.stat().st_size < opening.MEBI
    assert read_or_refuse(bomb) == "WORKBOOK_TOO_LARGE"


def test_a_workbook_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as packed:
        for number in range(opening.MOST_PARTS + 1):
            packed.writestr(str(number), b"")

    assert read_or_refuse(tmp_path / "x.xlsx") == "WORKBOOK_TOO_LARGE"


def test_a_sheet_that_spreads_to_the_last_cell_is_refused_without_the_memory(good: Path) -> None:
    cell = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    corners = cell.format(1, "A") + cell.format(1_048_576, "XFD")
    name = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sparse = f"<worksheet {name}><sheetData>{corners}</sheetData></worksheet>".encode()

    assert read_or_refuse(replaced(good, SHEET, sparse)) == "WORKBOOK_TOO_LARGE"


def test_entities_that_swell_are_not_expanded(good: Path) -> None:
    swelling = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
    )
    sheet = swelling + b"]><worksheet><sheetData><row><c><v>&m;</v></c></row></sheetData></worksheet>"

    assert read_or_refuse(replaced(good, SHEET, sheet)) != ""


def test_a_protected_workbook_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2_000)

    assert read_or_refuse(tmp_path / "x.xlsx") in {"WORKBOOK_PROTECTED", "WORKBOOK_UNREADABLE"}


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"PK\x03\x04" + b"\0" * 100, b"STT,Ten\n1,A\n", b"%PDF-1.7", b"\xff" * 999]
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)

    assert read_or_refuse(tmp_path / "x.xlsx") == "WORKBOOK_UNREADABLE"


def test_a_workbook_without_a_list_says_which_sheets_it_has(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(as_xlsx([Table("Ghi chép", [Column("Việc")], [("Họp",), ("Thăm",)])]))

    with pytest.raises(lists.IntakeNoList) as refused:
        lists.find(opening.read(tmp_path / "x.xlsx"), HamletNames([]), today=date(2026, 1, 1))

    assert refused.value.facts == {"sheets": ["Ghi chép"]}


def test_a_cell_of_a_book_is_a_fault_of_one_cell(tmp_path: Path) -> None:
    file = books.made(tmp_path, Hộ=[books.HOUSEHOLDS, [1, None, "a" * 30_000, "Bản"]])

    (found,) = lists.find(opening.read(file), HamletNames([]), today=date(2026, 1, 1))

    assert [fault.error.code for fault in found.faults] == ["INTAKE_NAME_TOO_LONG", "INTAKE_HAMLET_UNKNOWN"]


def test_damaged_workbooks_are_read_or_refused_and_nothing_else(good: Path) -> None:
    whole, drawn = good.read_bytes(), random.Random(7)
    with zipfile.ZipFile(good) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    file = good.with_name("damaged.xlsx")
    for _ in range(dose(12, 200)):
        if drawn.random() < 0.5:
            content = bytearray(whole)
            for _ in range(drawn.randint(1, 20)):
                content[drawn.randrange(len(content))] = drawn.randrange(256)
            file.write_bytes(content[: drawn.randint(1, len(content))] if drawn.random() < 0.3 else content)
        else:
            name = drawn.choice([*parts])
            text = bytearray(parts[name])
            for _ in range(drawn.randint(1, 10)):
                text[drawn.randrange(len(text))] = drawn.choice(b"<>&\"'0A\x00\xff/=")
            file = replaced(good, name, bytes(text))

        assert read_or_refuse(file) in {
            *("", "WORKBOOK_UNREADABLE", "WORKBOOK_TOO_LARGE", "WORKBOOK_PROTECTED"),
            *("INTAKE_NO_LIST", "INTAKE_LIST_TWICE"),
        }
