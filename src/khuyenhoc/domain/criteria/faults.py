"""What can be wrong in a criteria-set file. Every fault has the facts file, line, where (path of keys)."""

from collections.abc import Sequence

from khuyenhoc.domain.errors import RuleBroken


class Fault(RuleBroken):
    """One fault of a criteria-set file; facts: file, line, where."""

    code = "CRITERIA_FAULT"


class CriteriaSetUnsound(RuleBroken):
    """A file that is no sound criteria set; facts: file, line (of the first fault), count.

    `faults` holds every fault found, in the order of lines.
    """

    code = "CRITERIA_SET_UNSOUND"

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        super().__init__(file=file, line=faults[0].facts["line"], count=len(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "; ".join(str(fault) for fault in self.faults)


class TomlUnreadable(Fault):
    """The file is not TOML; facts: file, line, where, detail."""

    code = "CRITERIA_TOML_UNREADABLE"


class KeyUnknown(Fault):
    """A key the format does not have at this place; facts: file, line, where."""

    code = "CRITERIA_KEY_UNKNOWN"


class KeyMissing(Fault):
    """A key that must be there is not; facts: file, line, where."""

    code = "CRITERIA_KEY_MISSING"


class TextExpected(Fault):
    """Something else stands where a text belongs; facts: file, line, where."""

    code = "CRITERIA_TEXT_EXPECTED"


class WordsExpected(Fault):
    """No text by language ({ vi = "…", en = "…" }) where one belongs; facts: file, line, where."""

    code = "CRITERIA_WORDS_EXPECTED"


class TrueOrFalseExpected(Fault):
    """Something else stands where true or false belongs; facts: file, line, where."""

    code = "CRITERIA_TRUE_OR_FALSE_EXPECTED"


class WholeNumberExpected(Fault):
    """Something else stands where a whole number of 0 or more belongs; facts: file, line, where."""

    code = "CRITERIA_WHOLE_NUMBER_EXPECTED"


class DecimalExpected(Fault):
    """Something else stands where a number with at most two decimals belongs.

    facts: file, line, where, value.
    """

    code = "CRITERIA_DECIMAL_EXPECTED"


class DecimalTooFine(Fault):
    """A number with more than two decimals; facts: file, line, where, value."""

    code = "CRITERIA_DECIMAL_TOO_FINE"


class DateExpected(Fault):
    """Something else stands where a date (2025-07-01) belongs; facts: file, line, where."""

    code = "CRITERIA_DATE_EXPECTED"


class TableExpected(Fault):
    """Something else stands where a table of keys belongs; facts: file, line, where."""

    code = "CRITERIA_TABLE_EXPECTED"


class ListExpected(Fault):
    """Something else stands where a list belongs; facts: file, line, where."""

    code = "CRITERIA_LIST_EXPECTED"


class ListEmpty(Fault):
    """A list that needs an entry has none; facts: file, line, where."""

    code = "CRITERIA_LIST_EMPTY"


class ValueUnknown(Fault):
    """A word outside the allowed ones; facts: file, line, where, value, allowed."""

    code = "CRITERIA_VALUE_UNKNOWN"


class SemanticsUnknown(Fault):
    """No evaluator has this number; facts: file, line, where, value, allowed."""

    code = "CRITERIA_SEMANTICS_UNKNOWN"


class CodeUnusable(Fault):
    """A code that cannot name a column or a reason; facts: file, line, where, value."""

    code = "CRITERIA_CODE_UNUSABLE"


class CodeRepeated(Fault):
    """A code used before in the same file; facts: file, line, where, value, first_line."""

    code = "CRITERIA_CODE_REPEATED"


class OutOfOrder(Fault):
    """Bands or ratings not from best to worst, or levels not from low to high.

    facts: file, line, where, value.
    """

    code = "CRITERIA_OUT_OF_ORDER"


class NumberTooLarge(Fault):
    """A number above what its place allows; facts: file, line, where, value, most."""

    code = "CRITERIA_NUMBER_TOO_LARGE"


class StepUnusable(Fault):
    """A step of 0, or larger than the maximum; facts: file, line, where, value."""

    code = "CRITERIA_STEP_UNUSABLE"


class FloorAboveMaximum(Fault):
    """A minimum no answer can reach; facts: file, line, where, value, most."""

    code = "CRITERIA_FLOOR_ABOVE_MAXIMUM"


class CriterionUnknown(Fault):
    """A minimum for a criterion the file does not have; facts: file, line, where, value."""

    code = "CRITERIA_CRITERION_UNKNOWN"


class LevelUnknown(Fault):
    """A rating for a level no indicator asks for; facts: file, line, where, value."""

    code = "CRITERIA_LEVEL_UNKNOWN"


class NotForKind(Fault):
    """A key that does not go with the indicator's kind; facts: file, line, where, kind."""

    code = "CRITERIA_NOT_FOR_KIND"


class NotForLogic(Fault):
    """A key or kind that does not go with the set's logic; facts: file, line, where, logic."""

    code = "CRITERIA_NOT_FOR_LOGIC"


class DatesOutOfOrder(Fault):
    """The last day in force lies before the first; facts: file, line, where."""

    code = "CRITERIA_DATES_OUT_OF_ORDER"


class NothingToScore(Fault):
    """A points set whose maximum is 0; facts: file, line, where."""

    code = "CRITERIA_NOTHING_TO_SCORE"


class UnknownOnlyInDraft(Fault):
    """A blank number ("not known") in a published set; facts: file, line, where."""

    code = "CRITERIA_UNKNOWN_ONLY_IN_DRAFT"
