"""What can be wrong with a file of figures. A fault of one row leaves the other rows as they are."""

from khuyenhoc.domain.errors import RuleBroken


class FileUnreadable(RuleBroken):
    """Not UTF-8, or no CSV; facts: file, line."""

    code = "FIGURES_FILE_UNREADABLE"


class ColumnsMissing(RuleBroken):
    """The first line does not name every column the checks read; facts: file, columns."""

    code = "FIGURES_COLUMNS_MISSING"


class RowFault(RuleBroken):
    """A row that cannot be checked; facts: file, line, column, text."""

    code = "FIGURES_CELL_UNREADABLE"


class NumberUnclear(RowFault):
    """A cell that holds no number, or one of two; facts: file, line, column, text."""

    code = "FIGURES_NUMBER_UNREADABLE"


class QualifierUnknown(RowFault):
    """A word that qualifies no number; facts: file, line, column, text, allowed."""

    code = "FIGURES_QUALIFIER_UNKNOWN"


class QualifiersDiffer(RowFault):
    """The cell of the number says another qualifier than its own column; facts: file, line, column, text, other."""

    code = "FIGURES_QUALIFIERS_DIFFER"


class PeriodUnreadable(RowFault):
    """A period without a year; facts: file, line, column, text."""

    code = "FIGURES_PERIOD_UNREADABLE"


class IdMissing(RowFault):
    """A row without an id; facts: file, line, column, text."""

    code = "FIGURES_ID_MISSING"


class IdRepeated(RowFault):
    """An id an earlier row has; facts: file, line, column, text, first_line."""

    code = "FIGURES_ID_REPEATED"


class CellsTooMany(RowFault):
    """More cells than the first line has columns: a comma outside quotes.

    facts: file, line, column, text, cells, columns.
    """

    code = "FIGURES_CELLS_TOO_MANY"


class PlaceUnclear(RowFault):
    """No one place, nor several, are called so then; facts: file, line, column, text, day."""

    code = "FIGURES_PLACE_UNCLEAR"
