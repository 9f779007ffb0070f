"""One published figure as it was read."""

from collections.abc import Mapping
from typing import NamedTuple

from khuyenhoc.domain.figures.period import Period
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.written_numbers import WrittenNumber


class Row(NamedTuple):
    """A part, its rate in percent, and the base it is a share of; None where the cell is blank.

    place, indicator, level, base_kind, unit: keys, equal for two spellings of one name. cells: as published, by
    column.
    """

    id: str
    line: int
    place: str
    period: Period | None
    indicator: str
    level: str
    unit: str
    base_kind: str
    value: WrittenNumber | None
    rate: WrittenNumber | None
    base: WrittenNumber | None
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """A cell as published, on one line and without a per cent sign, for a sentence."""
        return clean(self.cells[column]).rstrip(" %")
