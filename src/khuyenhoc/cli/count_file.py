"""Reading files of counts and of shares: places in any spelling, whole numbers as people write them."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import numbers
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import CHANGE, FIRST_KNOWN, REFORM, WHOLE_SHARE
from khuyenhoc.domain.text import clean

ONE_DAY = 1


class CountFileUnreadable(RuleBroken):
    """The file can't be opened or is no UTF-8 text; facts: file, detail."""

    code = "COUNT_FILE_UNREADABLE"


class CountColumnMissing(RuleBroken):
    """The first line doesn't name a column that is needed; facts: file, column."""

    code = "COUNT_COLUMN_MISSING"


class CountRowUneven(RuleBroken):
    """A row with more or fewer cells than the first line; facts: file, line, cells, columns."""

    code = "COUNT_ROW_UNEVEN"


class CellBlank(RuleBroken):
    """A cell that must say something is blank; facts: file, line, column."""

    code = "LIST_CELL_BLANK"


class ColumnNamedTwice(RuleBroken):
    """Two columns of a file have one name, and it is one that is needed; facts: file, column."""

    code = "COLUMN_NAMED_TWICE"


class CountNotWhole(RuleBroken):
    """A value that is no whole number; facts: file, line, column, text."""

    code = "COUNT_NOT_WHOLE"


class CountPlaceNotFound(RuleBroken):
    """No place answered to the text on that day; facts: file, line, column, text, on."""

    code = "COUNT_PLACE_NOT_FOUND"


class CountPlaceAmbiguous(RuleBroken):
    """Several places answered to the text on that day; facts: file, line, column, text, on, count."""

    code = "COUNT_PLACE_AMBIGUOUS"


class ShareUnreadable(RuleBroken):
    """A share that is not above 0 % and at most 100 % with two decimals; facts: file, line, column, text."""

    code = "SHARE_UNREADABLE"


@dataclass
class Counts:
    """By place; the same place in two lines is added, and told in `repeated` by its second line."""

    values: dict[int, int] = field(default_factory=dict)
    faults: list[RuleBroken] = field(default_factory=list)
    repeated: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Shares:
    """(predecessor, successor) -> hundredths of a percent."""

    values: dict[tuple[int, int], int] = field(default_factory=dict)
    faults: list[RuleBroken] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell, white space at its ends left out, and where that is."""

    file: str
    line: int
    column: str
    text: str


class _Names:
    """The places of a day. Where nobody knows on which day a place changed, its other name is taken too."""

    def __init__(self, on: date) -> None:
        self.on = max(on, FIRST_KNOWN)
        self._trees = [places.Gazetteer(self.on)]

    def read(self, cell: Cell) -> int:
        """Errors: CellBlank, CountPlaceNotFound, CountPlaceAmbiguous."""
        where = {
            "file": cell.file,
            "line": cell.line,
            "column": cell.column,
            "text": cell.text,
            "on": self.on,
        }
        try:
            return self._read(filled(cell))
        except places.PlaceNotFound as error:
            raise CountPlaceNotFound(**where) from error
        except places.PlaceAmbiguous as error:
            raise CountPlaceAmbiguous(**where, count=error.facts["count"]) from error

    def _read(self, text: str) -> int:
        try:
            return self._trees[0].read(text)
        except places.PlaceNotFound:
            if not FIRST_KNOWN <= self.on < REFORM:
                raise
        if len(self._trees) == 1:
            other = CHANGE if self.on < CHANGE else date.fromordinal(CHANGE.toordinal() - ONE_DAY)
            self._trees.append(places.Gazetteer(other))
        return self._trees[1].read(text)


def read_counts(file: Path, on: date) -> Counts:
    """The columns `place` and `value`. A bad row is told and left out.

    Errors: CountFileUnreadable, CountColumnMissing.
    """
    found, names = Counts(), _Names(on)
    for row in rows_of(file, ("place", "value")):
        if isinstance(row, RuleBroken):
            found.faults.append(row)
            continue
        try:
            place, value = names.read(row["place"]), _whole(row["value"])
        except RuleBroken as fault:
            found.faults.append(fault)
            continue
        if place in found.values:
            found.repeated.append((row["place"].line, row["place"].text))
        found.values[place] = found.values.get(place, 0) + value
    return found


def read_shares(file: Path, begin: date, end: date) -> Shares:
    """The columns `place`, `successor` and `share_percent`. A bad row is told and left out.

    place: as called on the first day. successor: as called on the last, or on the day of the reform.
    Errors: CountFileUnreadable, CountColumnMissing.
    """
    found, before = Shares(), _Names(begin)
    after = [_Names(end), *([_Names(REFORM)] if begin < REFORM < end else [])]
    for row in rows_of(file, ("place", "successor", "share_percent")):
        if isinstance(row, RuleBroken):
            found.faults.append(row)
            continue
        try:
            place = before.read(row["place"])
            successor = _first_read(after, row["successor"])
            found.values[place, successor] = _share(row["share_percent"])
        except RuleBroken as fault:
            found.faults.append(fault)
    return found


def _first_read(trees: Sequence[_Names], cell: Cell) -> int:
    for names in trees[:-1]:
        try:
            return names.read(cell)
        except CountPlaceNotFound:
            continue
    return trees[-1].read(cell)


def rows_of(file: Path, columns: Sequence[str]) -> Iterator[dict[str, Cell] | CountRowUneven]:
    """The rows of a CSV file by column; parted by ",", ";" or tabs, blank rows left out.

    Errors: CountFileUnreadable, CountColumnMissing, ColumnNamedTwice.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        detail = error.strerror if isinstance(error, OSError) else f"UTF-8, byte {error.start}"
        raise CountFileUnreadable(file=str(file), detail=detail) from error
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    named = [clean(name).casefold() for name in next(reader, [])]
    for column in columns:
        if column not in named:
            raise CountColumnMissing(file=str(file), column=column)
        if named.count(column) > 1:
            raise ColumnNamedTwice(file=str(file), column=column)
    line = reader.line_num + 1
    for row in reader:
        here, line = line, reader.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(named):
            yield CountRowUneven(file=str(file), line=here, cells=len(row), columns=len(named))
            continue
        cells = dict(zip(named, row, strict=True))
        yield {column: Cell(str(file), here, column, clean(cells[column])) for column in columns}


def filled(cell: Cell) -> str:
    """What the cell says. Errors: CellBlank."""
    if not cell.text:
        raise CellBlank(file=cell.file, line=cell.line, column=cell.column)
    return cell.text


def _whole(cell: Cell) -> int:
    value = numbers.whole(filled(cell))
    if value is None:
        raise CountNotWhole(file=cell.file, line=cell.line, column=cell.column, text=cell.text)
    return value


def _share(cell: Cell) -> int:
    value = numbers.hundredths(cell.text.removesuffix("%"))
    if value is None or not 0 < value <= WHOLE_SHARE:
        raise ShareUnreadable(file=cell.file, line=cell.line, column=cell.column, text=cell.text)
    return value
