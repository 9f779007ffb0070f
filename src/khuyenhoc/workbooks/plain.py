"""One plain workbook taken in whole: a row for each entry, a fault at each wrong cell, all written or none."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, Generic, Protocol, TypeVar

from openpyxl.utils import get_column_letter

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake.cells import text as text_of
from khuyenhoc.domain.text import clean, search_key
from khuyenhoc.workbooks.lists import Fault
from khuyenhoc.workbooks.opening import Sheet
from khuyenhoc.workbooks.tables import Column, Table, write_xlsx

E = TypeVar("E")
T = TypeVar("T")
MOST_ABOVE: Final = 20  # rows over the headings: a title, a note


class PlainSheetMissing(RuleBroken):
    """No sheet has the headings of the form; facts: columns."""

    code = "PLAIN_SHEET_MISSING"


class CellUnreadable(RuleBroken):
    """A cell says nothing the form knows; facts: text."""

    code = "CELL_UNREADABLE"


class CellMissing(RuleBroken):
    """A cell that is needed is empty; facts: column."""

    code = "CELL_MISSING"


@dataclass(slots=True)
class Looked(Generic[E]):
    """new: entries to be written. known: how many of the file are there already. totals: code → number in `new`."""

    new: list[E] = field(default_factory=list)
    known: int = 0
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    totals: dict[str, int] = field(default_factory=dict)


class Book(Protocol):
    """What a workbook is taken into."""

    def look(self, file: Path, *, name: str = "") -> Looked[Any]:
        """Nothing is written. Errors: those of `opening.read`, PlainSheetMissing."""

    def take_in(self, file: Path, *, by: Account, at: datetime, name: str = "") -> Looked[Any]:
        """The new entries, all or none; nothing while a row is wrong. Errors: as `look`, those of the deeds."""


@dataclass(slots=True)
class Row:
    """One row of a sheet. places: heading → column from 0."""

    sheet: str
    number: int
    cells: Sequence[Any]
    places: Mapping[str, int]
    faults: list[Fault]

    def text(self, head: str) -> str:
        column = self.places.get(head)
        return text_of(self.cells[column]) if column is not None and column < len(self.cells) else ""

    def tried(self, head: str, read: Callable[[str], T]) -> T | None:
        """What `read` makes of the cell; None and a fault when a rule forbids it."""
        try:
            return read(self.text(head))
        except RuleBroken as error:
            self.fault(head, error)
            return None

    def fault(self, head: str, error: RuleBroken) -> None:
        column = self.places.get(head, min(self.places.values()))
        cell = f"{get_column_letter(column + 1)}{self.number}"
        self.faults.append(Fault(self.sheet, self.number, cell, head, error))


def rows(sheets: Sequence[Sheet], needed: Collection[str], faults: list[Fault]) -> Iterator[Row]:
    """The filled rows of the first sheet that has the needed headings. Errors: PlainSheetMissing."""
    for sheet in sheets:
        for at, (_number, cells) in enumerate(sheet.rows[:MOST_ABOVE]):
            places = {clean(str(cell)): column for column, cell in enumerate(cells) if cell is not None}
            if set(needed) <= places.keys():
                for number, told in sheet.rows[at + 1 :]:
                    if any(cell is not None and clean(str(cell)) for cell in told):
                        yield Row(sheet.name, number, told, places, faults)
                return
    raise PlainSheetMissing(columns=list(needed))


def holds(sheets: Sequence[Sheet], needed: Collection[str]) -> bool:
    """Whether one of the sheets has the needed headings."""
    return any(
        set(needed) <= {clean(str(cell)) for cell in cells if cell is not None}
        for sheet in sheets
        for _number, cells in sheet.rows[:MOST_ABOVE]
    )


def required(head: str, text: str) -> str:
    """Errors: CellMissing."""
    if not text:
        raise CellMissing(column=head)
    return text


def day(text: str) -> date:
    """Errors: CellUnreadable."""
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no time zone)
        except ValueError:
            continue
    raise CellUnreadable(text=text[:40])


def day_or_none(text: str) -> date | None:
    return day(text) if text else None


def yes(text: str) -> bool:
    """x, có, yes …: a cross of any kind; blank and "không" are no. Errors: CellUnreadable."""
    key = search_key(text)
    if key in ("", "khong", "no", "0"):
        return False
    if key in ("x", "co", "yes", "1", "v", "roi", "da"):
        return True
    raise CellUnreadable(text=text[:40])


def write_template(
    sheets: Sequence[tuple[str, Sequence[Column]]], guidance: Sequence[str], out: BinaryIO
) -> None:
    """Empty sheets with their headings, and one that says how to fill them in."""
    told = Table("Hướng dẫn", (Column("Hướng dẫn", width=120),), [(line,) for line in guidance])
    write_xlsx([*(Table(name, columns, []) for name, columns in sheets), told], out)
