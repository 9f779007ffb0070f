"""The tasks of a place's plan from one plain workbook: the list given out, filled in, or any with its headings."""

import io
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from openpyxl.utils import get_column_letter

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.directives.actions import DeadlineOutsidePlan, NewTask
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.instruments import number_key
from khuyenhoc.domain.intake import cells
from khuyenhoc.domain.intake.cells import Cell
from khuyenhoc.domain.text import clean, search_key
from khuyenhoc.workbooks import opening
from khuyenhoc.workbooks.lists import Fault
from khuyenhoc.workbooks.opening import Sheet
from khuyenhoc.workbooks.tables import Column, Kind, Table, write_xlsx

MOST_ROWS: Final = 300
MOST_ABOVE: Final = 15  # rows above the headings
YEAR, TITLE, LEAD, PARTNERS, DEADLINE, RESTS, NOTE = range(7)
# what a row tells → its heading in our own file, and what people write instead
_HEADS: Final = {
    YEAR: ("Năm", ("nam", "year", "ke hoach nam")),
    TITLE: ("Nhiệm vụ", ("nhiem vu", "task", "noi dung", "noi dung cong viec", "cong viec")),
    LEAD: ("Chủ trì", ("chu tri", "lead", "don vi chu tri", "nguoi chu tri")),
    PARTNERS: ("Phối hợp", ("phoi hop", "partners", "don vi phoi hop")),
    DEADLINE: ("Hạn", ("han", "deadline", "han hoan thanh", "thoi han", "thoi gian hoan thanh")),
    RESTS: ("Căn cứ", ("can cu", "rests on", "can cu van ban", "van ban")),
    NOTE: ("Ghi chú", ("ghi chu", "note")),
}
_LONGEST: Final = {TITLE: 300, LEAD: 200, PARTNERS: 400, NOTE: 400}


class TasksNoList(RuleBroken):
    """No sheet has the columns of tasks and deadlines; facts: sheets."""

    code = "TASKS_NO_LIST"


class TasksTooMany(RuleBroken):
    """More rows than a plan of a year has tasks; facts: most."""

    code = "TASKS_TOO_MANY"


class TaskCellMissing(RuleBroken):
    """A row has no task or no deadline; facts: column."""

    code = "TASK_CELL_MISSING"


class TaskCellTooLong(RuleBroken):
    """More signs than the book keeps; facts: column, most."""

    code = "TASK_CELL_TOO_LONG"


class TaskDayUnreadable(RuleBroken):
    """The deadline is no day; facts: text."""

    code = "TASK_DAY_UNREADABLE"


class TaskYearUnreadable(RuleBroken):
    """The year of the plan is none; facts: text."""

    code = "TASK_YEAR_UNREADABLE"


class TaskDocumentUnknown(RuleBroken):
    """No document of that number holds here; facts: text."""

    code = "TASK_DOCUMENT_UNKNOWN"


class TaskTwice(RuleBroken):
    """A row above has the same task and year; facts: row."""

    code = "TASK_TWICE"


@dataclass(slots=True)
class Read:
    """tasks: new ones; known: how many stand in the plan already and stay as they are; faults: what is wrong."""

    tasks: list[NewTask] = field(default_factory=list)
    known: int = 0
    faults: list[Fault] = field(default_factory=list)


def read(file: Path, place: int, on: date, *, name: str = "", by: Account) -> Read:
    """A row without a year is of the year of its deadline.

    Errors: TasksNoList, TasksTooMany, those of `opening.read`.
    """
    sheets = opening.read(file, name=name)
    for sheet in sheets:
        found = _heads(sheet)
        if found is not None:
            return _rows(sheet, *found, place, on, by)
    raise TasksNoList(sheets=[sheet.name for sheet in sheets])


def template() -> bytes:
    """The workbook without a row."""
    width = {TITLE: 60, YEAR: 8, DEADLINE: 14}
    columns = tuple(
        Column(head, Kind.DAY if what == DEADLINE else Kind.TEXT, width.get(what, 28))
        for what, (head, _words) in _HEADS.items()
    )
    out = io.BytesIO()
    write_xlsx([Table("Nhiệm vụ", columns, ())], out)
    return out.getvalue()


def _heads(sheet: Sheet) -> tuple[int, dict[int, int]] | None:
    """The index of the row below the headings, and of what is told → its column."""
    for at, (_number, row) in enumerate(sheet.rows[:MOST_ABOVE]):
        columns: dict[int, int] = {}
        for column, cell in enumerate(row):
            key = search_key(cells.text(cell))
            for what, (_head, words) in _HEADS.items():
                if key in words:
                    columns.setdefault(what, column)
        if {TITLE, DEADLINE} <= columns.keys():
            return at + 1, columns
    return None


def _rows(sheet: Sheet, first: int, columns: dict[int, int], place: int, on: date, by: Account) -> Read:
    rows = [
        (number, row)
        for number, row in sheet.rows[first:]
        if any(cells.text(_cell(row, columns[what])) for what in (TITLE, DEADLINE))
    ]
    if len(rows) > MOST_ROWS:
        raise TasksTooMany(most=MOST_ROWS)
    documents = {number_key(one.number): one.pk for one in directives.choices(place, seen_by=by, on=on)}
    known = directives.known_tasks(place)
    told, seen = Read(), dict[tuple[int, str], int]()
    for number, row in rows:
        what = TITLE
        try:
            title = _text(row, columns, TITLE)
            what = DEADLINE
            deadline = _day(_cell(row, columns[DEADLINE]))
            what = YEAR if YEAR in columns else DEADLINE
            year = _year(_cell(row, columns.get(YEAR)), deadline)
            if not year <= deadline.year <= year + 1:
                what = DEADLINE
                raise DeadlineOutsidePlan(day=deadline, year=year)
            what = LEAD
            lead = _text(row, columns, LEAD)
            what = PARTNERS
            partners = _text(row, columns, PARTNERS)
            what = NOTE
            note = _text(row, columns, NOTE)
            what = RESTS
            instrument = _document(cells.text(_cell(row, columns.get(RESTS))), documents)
            what = TITLE
            key = (year, search_key(title))
            if key in seen:
                raise TaskTwice(row=seen[key])
        except RuleBroken as error:
            told.faults.append(_fault(sheet, number, columns, what, error))
            continue
        seen[key] = number
        if key in known:
            told.known += 1
        else:
            told.tasks.append(NewTask(year, title, deadline, lead, partners, instrument, note))
    return told


def _text(row: list[Cell], columns: dict[int, int], what: int) -> str:
    """Errors: TaskCellMissing (of the task itself), TaskCellTooLong."""
    found = clean(cells.text(_cell(row, columns.get(what))))
    if what == TITLE and not found:
        raise TaskCellMissing(column=_HEADS[what][0])
    if len(found) > _LONGEST[what]:
        raise TaskCellTooLong(column=_HEADS[what][0], most=_LONGEST[what])
    return found


def _day(cell: Cell) -> date:
    """Errors: TaskCellMissing, TaskDayUnreadable."""
    if isinstance(cell, date):
        return cell
    found = cells.text(cell)
    if not found:
        raise TaskCellMissing(column=_HEADS[DEADLINE][0])
    try:
        day, month, year = (int(part) for part in found.replace("-", "/").replace(".", "/").split("/"))
        return date(year, month, day)
    except ValueError as error:
        raise TaskDayUnreadable(text=found[:40]) from error


def _year(cell: Cell, deadline: date) -> int:
    """Errors: TaskYearUnreadable."""
    found = cells.text(cell)
    if not found:
        return deadline.year
    if not (found.isascii() and found.isdecimal() and 1990 <= int(found[:6]) <= 2100):
        raise TaskYearUnreadable(text=found[:40])
    return int(found)


def _document(text: str, documents: dict[str, int]) -> int | None:
    """Errors: TaskDocumentUnknown."""
    if not text:
        return None
    found = documents.get(number_key(text))
    if found is None:
        raise TaskDocumentUnknown(text=text[:80])
    return found


def _cell(row: list[Cell], column: int | None) -> Cell:
    return row[column] if column is not None and column < len(row) else None


def _fault(sheet: Sheet, number: int, columns: dict[int, int], what: int, error: RuleBroken) -> Fault:
    column = columns.get(what, columns[TITLE])
    return Fault(sheet.name, number, f"{get_column_letter(column + 1)}{number}", _HEADS[what][0], error)
