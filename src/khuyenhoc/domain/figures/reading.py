"""Cells of a file become rows; each cell that cannot be read is told by line and column."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from khuyenhoc.domain.figures.faults import (
    IdMissing,
    IdRepeated,
    NumberUnclear,
    PeriodUnreadable,
    QualifiersDiffer,
    QualifierUnknown,
)
from khuyenhoc.domain.figures.period import Period, read_period
from khuyenhoc.domain.figures.row import Row
from khuyenhoc.domain.place_names import spelling
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.written_numbers import (
    NumberUnreadable,
    Qualifier,
    WrittenNumber,
    qualifier_of,
    read,
    with_qualifier,
)

COLUMNS: Final = (  # what the checks read; source, unit, note and any other column may be missing
    *("id", "place_then", "period", "indicator", "level", "value", "qualifier", "rate_percent"),
    *("base_kind", "base_value_or_range"),
)
_BLANKS: Final = {"", "-", "–", "—", "…", "...", "n/a"}
_name = lru_cache(maxsize=65_536)(spelling)
_period = lru_cache(maxsize=4_096)(read_period)


class Reader:
    """Reads the rows of one file; remembers their ids, for each names one row."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[str, int] = {}

    def row(self, cells: Mapping[str, str], line: int) -> Row:
        """The figure in these cells, named as COLUMNS are; a dash is a blank cell.

        A qualifier in its own column belongs to the value, or to the rate where there is no value.
        Errors: RowFault, for the first cell that cannot be read.
        """
        row_id = self.id_of(cells, line)
        value = self.number(cells, "value", line)
        rate = self.number(cells, "rate_percent", line)
        qualifier = self.qualifier(cells, line)
        if value is not None:
            value = self.qualified(value, qualifier, cells, "value", line)
        elif rate is not None:
            rate = self.qualified(rate, qualifier, cells, "rate_percent", line)
        return Row(
            id=row_id,
            line=line,
            place=_name(cells["place_then"]),
            period=self.period(cells, line),
            indicator=_name(cells["indicator"]),
            level=_name(cells["level"]),
            unit=_name(cells.get("unit", "") or (value.unit if value else "")),
            base_kind=_name(cells["base_kind"]),
            value=value,
            rate=rate,
            base=self.number(cells, "base_value_or_range", line),
            cells=cells,
        )

    def id_of(self, cells: Mapping[str, str], line: int) -> str:
        row_id = clean(cells["id"])
        if not row_id:
            raise IdMissing(file=self.file, line=line, column="id", text="")
        first = self.lines.setdefault(row_id, line)
        if first != line:
            raise IdRepeated(file=self.file, line=line, column="id", text=row_id, first_line=first)
        return row_id

    def number(self, cells: Mapping[str, str], column: str, line: int) -> WrittenNumber | None:
        text = cells[column]
        if not text or (not text[-1].isdigit() and clean(text) in _BLANKS):
            return None
        is_share = column == "rate_percent"
        try:
            found = read(text, share=is_share)
        except NumberUnreadable as error:
            raise self.unclear(column, text, line) from error
        if (is_share and (found.low < 0 or found.scaled)) or (column != "value" and found.low < 0):
            raise self.unclear(column, text, line)
        return found

    def unclear(self, column: str, text: str, line: int) -> NumberUnclear:
        return NumberUnclear(file=self.file, line=line, column=column, text=clean(text))

    def qualifier(self, cells: Mapping[str, str], line: int) -> Qualifier:
        text = cells["qualifier"]
        found = qualifier_of(text) if text and clean(text) not in _BLANKS else Qualifier.EXACT
        if found is None:
            raise QualifierUnknown(
                file=self.file,
                line=line,
                column="qualifier",
                text=clean(text),
                allowed=", ".join(one.value for one in Qualifier),
            )
        return found

    def qualified(
        self, number: WrittenNumber, qualifier: Qualifier, cells: Mapping[str, str], column: str, line: int
    ) -> WrittenNumber:
        found = with_qualifier(number, qualifier)
        if found is None:
            raise QualifiersDiffer(
                file=self.file,
                line=line,
                column="qualifier",
                text=clean(cells["qualifier"]),
                other=clean(cells[column]),
            )
        return found

    def period(self, cells: Mapping[str, str], line: int) -> Period | None:
        text = cells["period"]
        found = _period(text)
        if found is None and clean(text) not in _BLANKS:
            raise PeriodUnreadable(file=self.file, line=line, column="period", text=clean(text))
        return found
