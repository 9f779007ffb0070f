"""Published figures held against themselves: which whole bases a rate allows, and what contradicts what."""

from khuyenhoc.domain.figures.checking import Entry, check
from khuyenhoc.domain.figures.deadlines import (
    COMING,
    PeriodKind,
    current,
    due_after,
    kind_of,
    part_of,
    written,
)
from khuyenhoc.domain.figures.faults import (
    CellsTooMany,
    ColumnsMissing,
    FileUnreadable,
    PlaceUnclear,
    RowFault,
)
from khuyenhoc.domain.figures.finding import Code, Finding
from khuyenhoc.domain.figures.intervals import Bases, How
from khuyenhoc.domain.figures.period import (
    Period,
    PeriodUnclear,
    days_of,
    known_period,
    read_period,
    reported_period,
)
from khuyenhoc.domain.figures.reading import COLUMNS, Reader
from khuyenhoc.domain.figures.row import Row
from khuyenhoc.domain.figures.table import rows_of

__all__ = [
    "COLUMNS",
    "COMING",
    "Bases",
    "CellsTooMany",
    "Code",
    "ColumnsMissing",
    "Entry",
    "FileUnreadable",
    "Finding",
    "How",
    "Period",
    "PeriodKind",
    "PeriodUnclear",
    "PlaceUnclear",
    "Reader",
    "Row",
    "RowFault",
    "check",
    "current",
    "days_of",
    "due_after",
    "kind_of",
    "known_period",
    "part_of",
    "read_period",
    "reported_period",
    "rows_of",
    "written",
]
