"""One plain workbook taken in whole: a row for each entry, a fault at each wrong cell, all written or none."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Final, Generic, Protocol, TypeVar

from django.db import transaction
from openpyxl.utils import get_column_letter

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake.cells import text as text_of
from khuyenhoc.domain.text import clean, search_key
from khuyenhoc.workbooks import opening
from khuyenhoc.workbooks.lists import Fault
from khuyenhoc.workbooks.opening import Sheet
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value, write_xlsx

E = TypeVar("E")
T = TypeVar("T")
UNDONE: Final = "Hoàn tác việc nhập bảng tính"  # why, where the book keeps a reason
MOST_ABOVE: Final = 20  # rows over the headings: a title, a note


class PlainSheetMissing(RuleBroken):
    """No sheet has the headings of the form; facts: columns."""

    code = "PLAIN_SHEET_MISSING"


class CellMissing(RuleBroken):
    """A cell that is needed is empty; facts: column."""

    code = "CELL_MISSING"


class CellTooLong(RuleBroken):
    """More signs than the book keeps; facts: column, most."""

    code = "CELL_TOO_LONG"


class RowTwice(RuleBroken):
    """A row above says the same; facts: row."""

    code = "ROW_TWICE"


class RowDiffers(RuleBroken):
    """The book has the entry already and says something else of it; facts: column, held."""

    code = "ROW_DIFFERS"


@dataclass(slots=True)
class Looked(Generic[E]):
    """new: entries to be written. known: how many of the file are there already. totals: code → number in `new`.

    made: ids of what was written, for taking it back.
    """

    new: list[E] = field(default_factory=list)
    known: int = 0
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    totals: dict[str, int] = field(default_factory=dict)
    made: list[int] = field(default_factory=list)


class Book(Protocol):
    """What a workbook is taken into."""

    def look(self, file: Path, *, name: str = "") -> Looked[Any]:
        """Nothing is written. Errors: those of `opening.read`, PlainSheetMissing."""

    def take_in(self, file: Path, *, by: Account, at: datetime, name: str = "") -> Looked[Any]:
        """The new entries, all or none; nothing while a row is wrong. Errors: as `look`, those of the deeds."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column by its heading. others: what people write instead. needed: a sheet without it is another list.

    most: signs that the book keeps of a cell.
    """

    vietnamese: str
    english: str
    others: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    width: float = 18
    needed: bool = False
    most: int = 200
    is_plain: bool = False

    def title(self, language: str = "vi") -> str:
        return self.english if language == "en" else self.vietnamese

    def spellings(self) -> frozenset[str]:
        return frozenset(search_key(text) for text in (self.vietnamese, self.english, *self.others))


@dataclass(slots=True)
class Row:
    """One row of a sheet. places: heading → column from 0; titles: as the file has them."""

    sheet: str
    number: int
    cells: Sequence[Any]
    places: Mapping[Head, int]
    titles: Mapping[Head, str]
    faults: list[Fault]

    def text(self, head: Head) -> str:
        column = self.places.get(head)
        return text_of(self.cells[column]) if column is not None and column < len(self.cells) else ""

    def told(self, head: Head, *, needed: bool = False) -> str:
        """The words of the cell; "" and a fault when there are more than the book keeps, or none that are needed."""
        return self.tried(head, lambda text: _fitting(self.titles.get(head, ""), head, text, needed)) or ""

    def tried(self, head: Head, read: Callable[[str], T]) -> T | None:
        """What `read` makes of the cell; None and a fault when a rule forbids it."""
        try:
            return read(self.text(head))
        except RuleBroken as error:
            self.fault(head, error)
            return None

    def fault(self, head: Head, error: RuleBroken) -> None:
        column = self.places.get(head, min(self.places.values()))
        cell = f"{get_column_letter(column + 1)}{self.number}"
        title = self.titles.get(head) or head.title()
        self.faults.append(Fault(self.sheet, self.number, cell, title, error))

    def agrees(self, *cells: tuple[Head, object, object]) -> bool:
        """Whether what the row says is what the book holds; cells: (heading, said, held), a blank one says nothing.

        The first that differs is a fault.
        """
        for head, said, held in cells:
            if self.text(head) and said != held:
                self.fault(head, RowDiffers(column=self.titles[head], held="–" if held is None else held))
                return False
        return True


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet: what it is called, its columns, and how it is filled in, in Vietnamese and English."""

    sheet: str
    english: str
    heads: tuple[Head, ...]
    guidance: tuple[str, ...]
    english_guidance: tuple[str, ...] = ()

    def table(self, rows: Iterable[Sequence[Value]], language: str = "vi") -> Table:
        columns = [Column(head.title(language), head.kind, head.width, head.is_plain) for head in self.heads]
        return Table(self.english if language == "en" else self.sheet, columns, rows)

    def guided(self, language: str) -> tuple[str, ...]:
        """How it is filled in."""
        return (self.english_guidance if language == "en" else ()) or self.guidance

    def needed(self) -> list[Head]:
        return [head for head in self.heads if head.needed]

    def found(self, sheets: Sequence[Sheet]) -> tuple[Sheet, int, dict[Head, int]] | None:
        """The first sheet with the needed headings: it, which of its rows follows them, and heading → column."""
        for sheet in sheets:
            for at, (_number, cells) in enumerate(sheet.rows[:MOST_ABOVE]):
                places = self._places(cells)
                if all(head in places for head in self.needed()):
                    return sheet, at + 1, places
        return None

    def rows(self, sheets: Sequence[Sheet], faults: list[Fault]) -> Iterator[Row]:
        """The filled rows of that sheet. Errors: PlainSheetMissing."""
        found = self.found(sheets)
        if found is None:
            raise PlainSheetMissing(columns=[head.title() for head in self.needed()])
        sheet, first, places = found
        headings = sheet.rows[first - 1][1]
        titles = {head: clean(str(headings[column])) for head, column in places.items()}
        used = list(places.values())
        for number, cells in sheet.rows[first:]:
            if any(column < len(cells) and text_of(cells[column]) for column in used):
                yield Row(sheet.name, number, cells, places, titles, faults)

    def _places(self, cells: Sequence[Any]) -> dict[Head, int]:
        known = {key: head for head in reversed(self.heads) for key in head.spellings() if key}
        places: dict[Head, int] = {}
        for column, cell in enumerate(cells):
            head = known.get(search_key(text_of(cell))) if isinstance(cell, str) else None
            if head is not None:
                places.setdefault(head, column)
        return places


class SheetBook(ABC, Generic[E]):
    """A book that one sheet is taken into: its form, what a row says, what is written; see `Book`."""

    form: ClassVar[Form]

    @abstractmethod
    def read(self, row: Row, told: Looked[E]) -> None:
        """Put what the row says among the new or the known, or its faults on it."""

    @abstractmethod
    def write(self, new: Sequence[E], *, by: Account, at: datetime) -> list[int]:
        """Write the entries, within the caller's transaction; ids of what was made. Errors: those of the deeds."""

    def settle(self, told: Looked[E]) -> None:
        """What is to be said once every row was read: totals, rows that hang together."""

    def look(self, file: Path, *, name: str = "") -> Looked[E]:
        """As `Book.look`."""
        told: Looked[E] = Looked()
        for row in self.form.rows(opening.read(file, name=name), told.faults):
            told.rows += 1
            self.read(row, told)
        self.settle(told)
        return told

    def take_in(self, file: Path, *, by: Account, at: datetime, name: str = "") -> Looked[E]:
        """As `Book.take_in`."""
        told = self.look(file, name=name)
        if told.new and not told.faults:
            with transaction.atomic():
                told.made = self.write(told.new, by=by, at=at)
        return told


class PlaceBook(SheetBook[E]):
    """A book of a place and those below it, which comes out as it goes in."""

    takes_back: ClassVar[bool] = False  # whether what a workbook wrote can be taken back

    @abstractmethod
    def __init__(self, place: int, by: Account, on: date) -> None:
        """What the book holds there, as far as the person sees it."""

    @abstractmethod
    def table(self, language: str, *, at: datetime) -> Table:
        """What is there, as it goes in again; taking people's names out leaves an event with numbers only."""

    def take_back(self, made: Sequence[int], *, by: Account, at: datetime) -> None:
        """What `write` has just made was never there. Errors: those of the deeds."""
        raise NotImplementedError


def write_template(forms: Sequence[Form], out: BinaryIO, language: str = "vi") -> None:
    """Empty sheets with their headings, and one that says how to fill them in."""
    title = "How to fill it in" if language == "en" else "Hướng dẫn"
    lines = [(line,) for form in forms for line in form.guided(language)]
    told = Table(title, (Column(title, width=120),), lines)
    write_xlsx([*(form.table([], language) for form in forms), told], out)


def _fitting(title: str, head: Head, text: str, needed: bool) -> str:
    """Errors: CellMissing, CellTooLong."""
    if needed and not text:
        raise CellMissing(column=title or head.title())
    if len(text) > head.most:
        raise CellTooLong(column=title, most=head.most)
    return text
