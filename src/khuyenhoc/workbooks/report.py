"""A report as a workbook: its sentences on the first sheet, then a sheet a table with typed cells."""

from collections.abc import Iterator
from typing import BinaryIO

from khuyenhoc.analytics import reports
from khuyenhoc.analytics.reports import Content
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value, write_xlsx

_KINDS = {
    reports.Kind.TEXT: Kind.TEXT,
    reports.Kind.NUMBER: Kind.NUMBER,
    reports.Kind.RANK: Kind.NUMBER,
    reports.Kind.CHANGE: Kind.NUMBER,
    reports.Kind.PERCENT: Kind.PERCENT,
    reports.Kind.POINTS: Kind.PERCENT,
}


def write(content: Content, out: BinaryIO) -> None:
    """Whole numbers and rates are numbers; what stands under a qualifier, or is not known, is its text."""
    tables = [
        Table(
            content.title.capitalize(),
            [Column("", width=8), Column(content.about, width=120)],
            _told(content),
        )
    ]
    for section in content.sections:
        tables += [_sheet(f"{section.number} {table.caption}", table) for table in section.tables]
    write_xlsx(tables, out)


def _told(content: Content) -> Iterator[tuple[str, str]]:
    yield "", content.label
    for section in content.sections:
        yield section.number, section.heading
        for text in (*section.paragraphs, *section.notes):
            yield "", text
    for text in content.marks:
        yield "", text


def _sheet(name: str, table: reports.Table) -> Table:
    columns = [
        Column(
            column.title,
            _KINDS[column.kind],
            width=40 if column.kind is reports.Kind.TEXT else 16,
            is_plain=column.kind is reports.Kind.RANK,
        )
        for column in table.columns
    ]
    return Table(name, columns, [_row(table, row) for row in table.rows])


def _row(table: reports.Table, row: tuple[reports.Cell, ...]) -> list[Value]:
    return [
        cell.text if cell.number is None or column.kind is reports.Kind.TEXT else cell.number
        for cell, column in zip(row, table.columns, strict=True)
    ]
