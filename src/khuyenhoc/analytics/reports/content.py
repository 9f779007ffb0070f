"""What a report says, before anybody draws it: a page, a PDF, a word-processor file and a workbook say the same."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Of a column. PERCENT: hundredths of a percent. POINTS: hundredths of a percentage point, with its sign."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    CHANGE = "change"
    POINTS = "points"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Cell:
    """text: as people read it; number: the same where the column is of numbers, None where only the text is known."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """The first column names the row, or the second one where the first is of ranks."""

    code: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        """The rows, each cell with its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Section:
    """number: "I", "II" … paragraphs stand before the tables, notes after them."""

    code: str
    number: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """title, about: "BÁO CÁO" and what of. on: the day it is made. tree_day: of the places it tells of.

    marks: what stands at the foot of every sheet (made-up people, a set nobody checked).
    """

    place_id: int
    label: str
    title: str
    about: str
    period: str
    on: date
    tree_day: date
    language: str
    sections: tuple[Section, ...]
    marks: tuple[str, ...] = ()


def as_record(content: Content) -> dict[str, Any]:
    """Plain JSON that `from_record` reads again."""
    return asdict(content) | {"on": content.on.isoformat(), "tree_day": content.tree_day.isoformat()}


def from_record(record: Mapping[str, Any]) -> Content:
    days = {name: date.fromisoformat(record[name]) for name in ("on", "tree_day")}
    sections = tuple(_section(one) for one in record["sections"])
    return Content(**{**record, **days, "sections": sections, "marks": tuple(record["marks"])})


def _section(record: Mapping[str, Any]) -> Section:
    texts = {name: tuple(record[name]) for name in ("paragraphs", "notes")}
    return Section(**{**record, **texts, "tables": tuple(_table(one) for one in record["tables"])})


def _table(record: Mapping[str, Any]) -> Table:
    columns = tuple(Column(one["title"], Kind(one["kind"])) for one in record["columns"])
    rows = tuple(tuple(Cell(**cell) for cell in row) for row in record["rows"])
    return Table(record["code"], record["caption"], columns, rows)
