"""A file of figures as rows of cells by column."""

import csv
import io
from collections.abc import Iterator

from khuyenhoc.domain.figures.faults import CellsTooMany, ColumnsMissing, FileUnreadable, RowFault
from khuyenhoc.domain.figures.reading import COLUMNS
from khuyenhoc.domain.text import clean

_DELIMITERS = ",;\t"


def rows_of(content: bytes, file: str) -> Iterator[tuple[int, str | None, dict[str, str] | RowFault]]:
    """Line (from 1), id and cells by column of every row that is not blank; the fault of one that has too many cells.

    Errors: FileUnreadable, ColumnsMissing.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FileUnreadable(file=file, line=line) from error
    head = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count))
    try:
        columns = [clean(name).lower() for name in next(lines, [])]
        missing = [name for name in COLUMNS if name not in columns]
        if missing:
            raise ColumnsMissing(file=file, columns=", ".join(missing))
        blank = [""] * len(columns)
        line = lines.line_num + 1
        for cells in lines:
            row = dict(zip(columns, cells + blank[len(cells) :], strict=False))
            if any(cells[len(columns) :]):
                yield line, clean(row["id"]) or None, _too_many(file, line, cells, columns)
            elif any(cells):
                yield line, clean(row["id"]) or None, row
            line = lines.line_num + 1
    except csv.Error as error:
        raise FileUnreadable(file=file, line=lines.line_num) from error


def _too_many(file: str, line: int, cells: list[str], columns: list[str]) -> CellsTooMany:
    return CellsTooMany(
        file=file, line=line, column=columns[-1], text=cells[-1], cells=len(cells), columns=len(columns)
    )
