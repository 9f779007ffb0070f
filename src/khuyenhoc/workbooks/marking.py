"""Giving a workbook back with what is wrong written into it: nothing that was typed is lost."""

import zipfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.styles import PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake.headings import MOST_ROWS_ABOVE
from khuyenhoc.domain.text import clean
from khuyenhoc.workbooks.lists import Fault
from khuyenhoc.workbooks.tables import MOST_SIGNS, disarmed

TITLE = "Lỗi"
_ERROR = PatternFill("solid", start_color="FFF4CCCC")
_DOUBLE = PatternFill("solid", start_color="FFFFF2CC")


class WorkbookNotMarkable(RuleBroken):
    """Errors can be written into XLSX files only, and not into every one; facts: file."""

    code = "WORKBOOK_NOT_MARKABLE"


def mark(
    file: Path, faults: Sequence[Fault], out: BinaryIO, *, told: Callable[[RuleBroken], str], name: str = ""
) -> None:
    """Write a copy whose faulty cells are coloured, with the sentences in a column "Lỗi" after the last one.

    told: the sentence for an error. The file has been read by `opening.read`, so it is of a bearable size.
    Errors: WorkbookNotMarkable.
    """
    try:
        with file.open("rb") as opened:  # its name may have no ending
            book = openpyxl.load_workbook(opened)
    except (
        *(InvalidFileException, zipfile.BadZipFile, ParseError),
        *(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError),
    ) as error:  # what openpyxl raises on files that others can read
        raise WorkbookNotMarkable(file=name or file.name) from error
    by_sheet: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_sheet[fault.sheet].append(fault)
    for title, found in by_sheet.items():
        _mark_sheet(book[title], found, told)
    book.save(out)


def _mark_sheet(sheet: Any, faults: Sequence[Fault], told: Callable[[RuleBroken], str]) -> None:
    lines: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        lines[fault.row].append(f"{fault.column}: {told(fault.error)}" if fault.column else told(fault.error))
        sheet[fault.cell].fill = _DOUBLE if fault.is_double else _ERROR
    column, is_new = _column(sheet)
    if is_new:
        sheet.cell(_heading(sheet, faults[0]), column).value = TITLE
    for row, sentences in lines.items():
        cell = sheet.cell(row, column)
        cell.value = disarmed(" ".join(sentences))[:MOST_SIGNS]
        cell.data_type = "s"
        cell.fill = _ERROR


def _heading(sheet: Any, fault: Fault) -> int:
    """The row of the headings: where the fault's own stands above it; the first when it is not found."""
    column = sheet[fault.cell].column
    for row in range(fault.row - 1, 0, -1):
        value = sheet.cell(row, column).value
        if isinstance(value, str) and clean(value) == fault.column:
            return row
    return 1


def _column(sheet: Any) -> tuple[int, bool]:
    """The column of an earlier copy is used again, emptied; else the first free one."""
    for row in sheet.iter_rows(min_row=1, max_row=min(MOST_ROWS_ABOVE, sheet.max_row)):
        for head in row:
            if head.value == TITLE:
                for below in range(head.row + 1, sheet.max_row + 1):
                    sheet.cell(below, head.column).value = None
                return head.column, False
    return sheet.max_column + 1, True
