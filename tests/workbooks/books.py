"""Workbooks as people make them: `books.made(folder, Hộ=[[…], …])`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from khuyenhoc.workbooks.plain import Form

Rows = Sequence[Sequence[Any]]
HOUSEHOLDS = ["STT", "Mã hộ", "Tên hộ", "Thôn"]
PEOPLE = ["STT", "Họ và tên", "Năm sinh", "Thôn", "Mã hộ", "Không trùng"]


def made(folder: Path, name: str = "list.xlsx", **sheets: Rows) -> Path:
    """A workbook of these sheets, row by row, written by another program than ours."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(folder / name)
    return folder / name


def headings(form: Form, language: str = "vi") -> list[str]:
    """The first row of the form's sheet."""
    return [head.title(language) for head in form.heads]
