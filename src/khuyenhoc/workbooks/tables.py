"""Rows as a file that a spreadsheet opens: XLSX or CSV, typed, and never a live formula."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import Any, BinaryIO

import rustpy_xlsxwriter as xlsx

from khuyenhoc.domain.days import VIETNAM

Value = str | int | float | bool | date | datetime | None
BOM = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
MOST_SIGNS = 32_767  # of a cell in XLSX
LONGEST_SHEET_NAME = 31
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_LIVE = "=+\\-@＝＋－＠﹢﹣﹦﹫⁼⁺⁻−"  # what begins a formula, wide and small forms too
# A field, and whatever would be one if a program split the line at another sign than the comma.
_GUARD = re.compile(f"(^|[;,|\t\r\n\"])([\\s\u200b\ufeff]*)('*)(?=[{_LIVE}])")
_GUARDED = re.compile(f"(^|[;,|\t\r\n\"])([\\s\u200b\ufeff]*)'('*)(?=[{_LIVE}])")
_LEADING = re.compile("^([ \u200b\ufeff]*)('*)(?=[\t\r\n])")
_LEADING_GUARDED = re.compile("^([ \u200b\ufeff]*)'('*)(?=[\t\r\n])")


class Kind(Enum):
    """TEXT: as it is. NUMBER: a number. PERCENT: hundredths of a percent, 6660 shows 66,60%. DAY, MOMENT: days."""

    TEXT = auto()
    NUMBER = auto()
    PERCENT = auto()
    DAY = auto()
    MOMENT = auto()


_FORMATS = {
    Kind.TEXT: "@",
    Kind.NUMBER: "#,##0",
    Kind.PERCENT: "0.00%",
    Kind.DAY: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm",
}


@dataclass(frozen=True, slots=True)
class Column:
    """width: in signs. is_plain: a number without grouping, such as a year or an id."""

    title: str
    kind: Kind = Kind.TEXT
    width: float = 18
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, its columns, and rows with one value a column; rows may come from a generator."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """A workbook with one sheet a table: bold headings that stay in sight, filters, widths, typed cells.

    Text is always written as text: what begins with = + - @ stays what it is and comes back unchanged. Only signs
    that no XML file can hold are left out. Days are days, percents are percents.
    """
    out = io.BytesIO()
    write_xlsx(tables, out)
    return out.getvalue()


def write_xlsx(tables: Sequence[Table], out: BinaryIO) -> None:
    """`as_xlsx` into an open file."""
    book = xlsx.FastExcel(out)
    book.freeze(row=1)
    names: set[str] = set()
    for table in tables:
        titles = _titles(table.columns)
        book.sheet(
            _sheet_name(table.name, names),
            _records(titles, table),
            column_widths=dict(zip(titles, (column.width for column in table.columns), strict=True)),
            column_formats=dict(zip(titles, map(_format, table.columns), strict=True)),
            header_format=xlsx.Format().set_bold().set_text_wrap().set_background_color("#E8EEF4"),
            autofilter=True,
        )
    book.save()


def as_csv(table: Table) -> bytes:
    """UTF-8 with its mark, lines ended by CRLF, every field in quotes; what a spreadsheet would run is disarmed.

    Text that begins, or would begin a field for a program that splits elsewhere, like a formula has an apostrophe
    put before it; `from_csv` takes it away again. Days as dd/mm/yyyy, percents as 66,60%, numbers without grouping.
    """
    out = io.BytesIO()
    write_csv(table, out)
    return out.getvalue()


def write_csv(table: Table, out: BinaryIO) -> None:
    """`as_csv` into an open file, row by row."""
    text = codecs.getwriter("utf-8")(out, "replace")
    text.write(BOM)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([disarmed(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(value, column) for value, column in zip(row, table.columns, strict=True)])


def from_csv(content: bytes) -> list[list[str]]:
    """The texts of a file that `as_csv` wrote, as they were, the headings first."""
    told = content.decode("utf-8-sig")
    return [[armed(cell) for cell in row] for row in csv.reader(io.StringIO(told, newline=""))]


def disarmed(text: str) -> str:
    """The text with an apostrophe before whatever would begin a formula."""
    return _LEADING.sub("\\1'\\2", _GUARD.sub("\\1\\2'\\3", text))


def armed(text: str) -> str:
    """What `disarmed` was given."""
    return _GUARDED.sub("\\1\\2\\3", _LEADING_GUARDED.sub("\\1\\2", text))


def _titles(columns: Sequence[Column]) -> list[str]:
    """The headings, made different where two are alike: the writer knows columns by them."""
    told: dict[str, None] = {}
    for column in columns:
        title, number = _text(column.title), 1
        while title in told or not title:
            number += 1
            title = f"{_text(column.title)} ({number})".strip()
        told[title] = None
    return list(told)


def _sheet_name(name: str, taken: set[str]) -> str:
    plain = _NOT_IN_SHEET_NAMES.sub(" ", _text(name)).strip("' ")[:LONGEST_SHEET_NAME] or "1"
    while plain.casefold() in taken:
        plain = f"{plain[: LONGEST_SHEET_NAME - 3]} {len(taken) + 1}"
    taken.add(plain.casefold())
    return plain


def _format(column: Column) -> "xlsx.Format":
    number = "0" if column.is_plain and column.kind is Kind.NUMBER else _FORMATS[column.kind]
    return xlsx.Format().set_num_format(number)


def _records(titles: Sequence[str], table: Table) -> Iterator[dict[str, Any]]:
    cells = [_CELL[column.kind] for column in table.columns]
    empty = True
    for row in table.rows:
        empty = False
        yield {
            title: None if value is None else cell(value)
            for title, cell, value in zip(titles, cells, row, strict=True)
        }
    if empty:  # the headings are written with the first row
        yield dict.fromkeys(titles)


def _text(value: Value) -> str:
    return _NOT_IN_XML.sub("", value if isinstance(value, str) else str(value))[:MOST_SIGNS]


def _number(value: Value) -> Any:
    return value if isinstance(value, int | float) else _text(value)


def _share(value: Value) -> Any:
    return value / 10_000 if isinstance(value, int | float) else _text(value)


def _moment(value: Value) -> Any:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(VIETNAM).replace(tzinfo=None)
    return value if isinstance(value, date) else _text(value)


_CELL: dict[Kind, Callable[[Value], Any]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.PERCENT: _share,
    Kind.DAY: _moment,
    Kind.MOMENT: _moment,
}


def _plain(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{_moment(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if column.kind is Kind.PERCENT and isinstance(value, int):
        return f"{value // 100},{value % 100:02d}%" if value >= 0 else f"-{-value // 100},{-value % 100:02d}%"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return disarmed(_NOT_IN_XML.sub("", str(value)))
