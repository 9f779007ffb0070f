"""The lists in a workbook: which sheets hold households and people, and what each row says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake import cells, headings
from khuyenhoc.domain.intake.cells import Cell
from khuyenhoc.domain.intake.headings import Headings, Holds, ListKind
from khuyenhoc.domain.intake.matching import Line
from khuyenhoc.domain.text import search_key
from khuyenhoc.workbooks.hamlet_names import HamletNames
from khuyenhoc.workbooks.opening import Sheet

T = TypeVar("T")
_SUMS = frozenset({"tong", "tong cong", "tong so", "cong", "tong so ho", "tong so nguoi", "total"})


class IntakeNoList(RuleBroken):
    """No sheet has headings of households or people; facts: sheets."""

    code = "INTAKE_NO_LIST"


class IntakeListTwice(RuleBroken):
    """Two sheets list the same kind; facts: sheets."""

    code = "INTAKE_LIST_TWICE"


class IntakeIdUnreadable(RuleBroken):
    """The number in "Mã hệ thống" is none; facts: text."""

    code = "INTAKE_ID_UNREADABLE"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row. column: the heading it stands under; cell: its address, "C7"."""

    sheet: str
    row: int
    cell: str
    column: str
    error: RuleBroken
    is_double: bool = False


@dataclass(slots=True)
class List:
    """One sheet as it was read. lines: rows that could be read; faults: what is wrong with the others."""

    kind: ListKind
    sheet: str
    heads: Headings
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0

    def fault(self, row: int, holds: Holds, error: RuleBroken, *, is_double: bool = False) -> Fault:
        """The fault of a row, at the column that holds this, else at that of the names."""
        column = (self.heads.columns.get(holds) or self.heads.columns[Holds.NAME])[0]
        title = self.heads.titles.get(column, "")
        return Fault(self.sheet, row, f"{_letters(column)}{row}", title, error, is_double)


def find(sheets: Sequence[Sheet], hamlets: HamletNames, *, today: date) -> list[List]:
    """Households first. Sheets without headings of a list (guidance, remarks) are passed over.

    Errors: IntakeNoList, IntakeListTwice.
    """
    found: dict[ListKind, List] = {}
    for sheet in sheets:
        named = headings.kind_of_sheet(sheet.name)
        top = [row for _, row in sheet.rows[: headings.MOST_ROWS_ABOVE + 1]]
        heads = headings.find(top, named)
        if heads is None:
            continue
        if heads.kind in found:
            raise IntakeListTwice(sheets=[found[heads.kind].sheet, sheet.name])
        found[heads.kind] = _read(sheet, heads, hamlets, today)
    if not found:
        raise IntakeNoList(sheets=[sheet.name for sheet in sheets])
    return [found[kind] for kind in ListKind if kind in found]


def _read(sheet: Sheet, heads: Headings, hamlets: HamletNames, today: date) -> List:
    told = List(heads.kind, sheet.name, heads)
    used = sorted(column for columns in heads.columns.values() for column in columns)
    for at in range(heads.first, len(sheet.rows)):
        number, row = sheet.rows[at]
        sheet.rows[at] = (number, [])  # a long list is not kept twice
        if not any(column < len(row) and _is_told(row[column]) for column in used):
            continue
        if (at == heads.first and headings.numbers_columns(row)) or _is_sum(row):
            continue
        told.rows += 1
        _Row(told, number, row, hamlets, today).read()
    return told


def _is_told(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cells.text(cell)))


def _is_sum(row: Sequence[Cell]) -> bool:
    """A last row that adds up: its first words say so."""
    first = next((cell for cell in row if cell is not None), None)
    return isinstance(first, str) and search_key(first).rstrip("0123456789 ") in _SUMS


@dataclass(slots=True)
class _Row:
    told: List
    number: int
    row: Sequence[Cell]
    hamlets: HamletNames
    today: date

    def read(self) -> None:
        before = len(self.told.faults)
        name = self._try(Holds.NAME, cells.name, "")
        birth = self._birth()
        code = self._try(Holds.CODE, cells.code, "")
        hamlet = self._hamlet()
        number = self._try(Holds.NUMBER, cells.number, "")
        subject = self._try(Holds.ID, _id, None)
        if len(self.told.faults) > before or hamlet is None:
            return
        is_household = self.told.kind is ListKind.HOUSEHOLDS
        house = cells.text(self._cell(Holds.HOUSEHOLD))
        self.told.lines.append(
            Line(
                row=self.number,
                name=name,
                key=cells.household_key(name) if is_household else cells.person_key(name),
                place=hamlet,
                birth=None if is_household else birth,
                code=code if is_household else "",
                id=subject,
                is_not_double=cells.ticked(self._cell(Holds.NOT_DOUBLE)),
                household=("", "") if is_household else (code, house),
                number=number,
            )
        )

    def _cell(self, holds: Holds) -> Cell:
        columns = self.told.heads.columns.get(holds, ())
        return self.row[columns[0]] if columns and columns[0] < len(self.row) else None

    def _try(self, holds: Holds, read: Callable[[Cell], T], otherwise: T) -> T:
        try:
            return read(self._cell(holds)) if holds in self.told.heads.columns else otherwise
        except RuleBroken as error:
            self.told.faults.append(self.told.fault(self.number, holds, error))
            return otherwise

    def _birth(self) -> int | None:
        """Of several columns (men and women apart; day, month and year) the one that holds a year."""
        columns = self.told.heads.columns.get(Holds.BIRTH, ())
        told = [self.row[column] for column in columns if column < len(self.row)]
        error: RuleBroken | None = None
        for cell in told:
            try:
                year = cells.birth_year(cell, today=self.today)
            except RuleBroken as broken:
                error = broken
                continue
            if year is not None:
                return year
        if error is not None:
            self.told.faults.append(self.told.fault(self.number, Holds.BIRTH, error))
        return None

    def _hamlet(self) -> int | None:
        try:
            return self.hamlets.find(self._cell(Holds.HAMLET), self._cell(Holds.COMMUNE)).id
        except RuleBroken as error:
            self.told.faults.append(self.told.fault(self.number, Holds.HAMLET, error))
            return None


def _id(cell: Cell) -> int | None:
    found = cells.text(cell).lstrip("#")
    if not found:
        return None
    if not found.isascii() or not found.isdecimal() or len(found) > 18:
        raise IntakeIdUnreadable(text=found[:40])
    return int(found)


def _letters(column: int) -> str:
    told, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        told = chr(ord("A") + rest) + told
    return told
