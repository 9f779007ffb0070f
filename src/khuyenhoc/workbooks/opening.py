"""Opening a workbook somebody sent: refused when it is too large or no workbook, read in a process of its own."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake.cells import Cell
from khuyenhoc.workbooks import sheet_reader

MEBI = 1024 * 1024
MOST_FILE = 32 * MEBI
MOST_UNPACKED = 64 * MEBI
MOST_PARTS = 2_000
MOST_MEMORY = 1_024 * MEBI  # of the reading process; the largest allowed workbook takes about half
MOST_SECONDS = 60
MOST_ROWS = 300_000
_PROTECTED, _UNREADABLE = 3, 4
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx under a passphrase


class WorkbookUnreadable(RuleBroken):
    """The file is no workbook, or a damaged one; facts: file."""

    code = "WORKBOOK_UNREADABLE"


class WorkbookTooLarge(RuleBroken):
    """More bytes, parts, rows or memory than a list of people needs; facts: file."""

    code = "WORKBOOK_TOO_LARGE"


class WorkbookProtected(RuleBroken):
    """A passphrase protects the workbook; facts: file."""

    code = "WORKBOOK_PROTECTED"


@dataclass(slots=True)
class Sheet:
    """rows: (number in the sheet from 1, cells from column A on); rows without anything are left out."""

    name: str
    is_hidden: bool = False
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)


def read(file: Path, *, name: str = "") -> list[Sheet]:
    """Every sheet with its cells, hidden columns too; formulas as the values they last had.

    XLSX, XLSM, XLS and ODS. name: what the person calls the file, for sentences.
    Errors: WorkbookUnreadable, WorkbookTooLarge, WorkbookProtected.
    """
    told = name or file.name
    _guard(file, told)
    words = [sys.executable, "-I", sheet_reader.__file__]
    limits = [str(MOST_MEMORY), str(MOST_SECONDS)]
    with subprocess.Popen(  # noqa: S603  (this very Python, a file of ours)
        [*words, str(file.resolve()), *limits],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    ) as reader:
        assert reader.stdout is not None  # noqa: S101  (it was asked for)
        sheets: list[Sheet] = []
        is_cut = False
        with suppress(ValueError):  # a line cut short: the exit status says why
            sheets.extend(_sheets(reader.stdout))  # keeps those before it, too
        if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
            is_cut = True
            reader.kill()
    if is_cut:
        raise WorkbookTooLarge(file=told)
    if reader.returncode == _PROTECTED:
        raise WorkbookProtected(file=told)
    if reader.returncode < 0 or reader.returncode == 1:  # killed by a limit, or out of memory
        raise WorkbookTooLarge(file=told)
    if reader.returncode:
        raise WorkbookUnreadable(file=told)
    return sheets


def unpacked(file: IO[bytes], size: int) -> int:
    """How many bytes of sheets there are to read, by what the file itself declares; of no workbook `size`."""
    try:
        with zipfile.ZipFile(file) as packed:
            return sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return size
    finally:
        file.seek(0)


def _guard(file: Path, told: str) -> None:
    try:
        size = file.stat().st_size
        with file.open("rb") as opened:
            head = opened.read(8)
    except OSError as error:
        raise WorkbookUnreadable(file=told) from error
    if size > MOST_FILE:
        raise WorkbookTooLarge(file=told)
    if head == _OLE:
        return
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise WorkbookUnreadable(file=told) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WorkbookTooLarge(file=told)
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookProtected(file=told)


def _sheets(lines: Iterator[str]) -> Iterator[Sheet]:
    sheet: Sheet | None = None
    number = 0
    for line in lines:
        told = json.loads(line)
        if isinstance(told, dict):
            if sheet is not None:
                yield sheet
            sheet = Sheet(told["sheet"], told["hidden"])
        elif sheet is not None:
            sheet.rows.append((told[0], [_cell(cell) for cell in told[1:]]))
            number += 1
            if number > MOST_ROWS:
                break
    if sheet is not None:
        yield sheet


def _cell(told: object) -> Cell:
    if isinstance(told, dict):
        return date.fromisoformat(told["d"])
    return told  # type: ignore[return-value]  # the reader prints nothing else
