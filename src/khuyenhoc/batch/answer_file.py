"""A CSV file of answers in, a CSV file of outcomes out, row by row by the scalar rule.

Large plain files go through `answer_columns`, which hands what it finds odd to the functions here.
"""

import csv
import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TextIO

from khuyenhoc.domain import answers, numbers, scoring
from khuyenhoc.domain.answers import Answer
from khuyenhoc.domain.criteria import CriteriaSet, Kind
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.scoring import Scorecard
from khuyenhoc.domain.text import clean

OUT_COLUMNS: Final = ("case_id", "total_points", "percent", "rating", "passed", "reasons")
REPORTED: Final = 1000  # faults told one by one; the rest are counted
LARGE: Final = 2_000_000  # bytes; smaller files are done before an engine has started
_SHOWN = 40


class AnswerFileUnreadable(RuleBroken):
    """The file of answers can't be opened or is not UTF-8 text; facts: file, detail."""

    code = "ANSWER_FILE_UNREADABLE"


class AnswerFileEmpty(RuleBroken):
    """The file of answers has no header; facts: file."""

    code = "ANSWER_FILE_EMPTY"


class OutcomeFileUnwritable(RuleBroken):
    """The file of outcomes can't be written; facts: file, detail."""

    code = "OUTCOME_FILE_UNWRITABLE"


class ColumnMissing(RuleBroken):
    """The header lacks a column without which nothing can be told apart; facts: file, column."""

    code = "COLUMN_MISSING"


class ColumnsRepeated(RuleBroken):
    """The header has the same column twice; facts: file, columns."""

    code = "COLUMNS_REPEATED"


class ColumnsUnknown(RuleBroken):
    """The header has columns the set does not ask for; facts: file, columns, set."""

    code = "COLUMNS_UNKNOWN"


class CaseUnknown(RuleBroken):
    """No row has this case_id; facts: file, case."""

    code = "CASE_NOT_IN_FILE"


class AnswersNotInFile(RuleBroken):
    """A caution, not an end: no column answers these questions, so all are missing; facts: file, codes."""

    code = "ANSWERS_NOT_IN_FILE"


class CellUnusable(RuleBroken):
    """An answer that can't be read or is out of range; facts: line, column, value, accepted, limits."""

    code = "CELL_UNUSABLE"


class CellCountWrong(RuleBroken):
    """A row with more or fewer cells than the header; facts: line, found, expected."""

    code = "CELL_COUNT_WRONG"


class CaseBlank(RuleBroken):
    """A row without case_id; facts: line."""

    code = "CASE_BLANK"


class CaseRepeated(RuleBroken):
    """A case_id that an earlier row has; facts: line, case."""

    code = "CASE_REPEATED"


@dataclass(frozen=True)
class Header:
    """What the columns of a file are. `positions`: answer column -> its place in a row; `lines`: lines it takes."""

    delimiter: str
    names: tuple[str, ...]
    case_at: int
    positions: Mapping[str, int]
    lines: int


@dataclass
class Outcome:
    """How it went. `faults` are the first REPORTED of `fault_count`; `cautions` concern the whole file."""

    rows: int = 0
    bad_rows: int = 0
    fault_count: int = 0
    faults: list[RuleBroken] = field(default_factory=list)
    cautions: list[RuleBroken] = field(default_factory=list)

    def add(self, faults: Sequence[RuleBroken]) -> None:
        self.bad_rows += bool(faults)
        self.fault_count += len(faults)
        self.faults += faults[: REPORTED - len(self.faults)]


@dataclass(frozen=True)
class Judged:
    """One row's outcome as it is written, and what is wrong with the row."""

    cells: tuple[str, str, str, str, str, str]
    faults: tuple[RuleBroken, ...]


def score_file(criteria_set: CriteriaSet, source: Path, out: Path) -> Outcome:
    """Score every row of `source` into `out`, in the same order; `out` appears whole or not at all.

    Errors: AnswerFileUnreadable, AnswerFileEmpty, ColumnMissing, ColumnsRepeated, ColumnsUnknown,
        OutcomeFileUnwritable, CriteriaSetIncomplete.
    """
    if not criteria_set.is_complete:
        raise scoring.CriteriaSetIncomplete(set=criteria_set.key, count=len(criteria_set.unknown))
    with _reading(source) as file:
        header = read_header(criteria_set, file, source)
    outcome = Outcome(cautions=_cautions(criteria_set, header, source))
    with _writing(out) as unfinished:
        if source.stat().st_size >= LARGE:
            from khuyenhoc.batch import answer_columns  # starts an engine: only where it is worth it

            if answer_columns.score_columns(criteria_set, source, unfinished, header, outcome):
                return outcome
        _score_rows(criteria_set, source, unfinished, header, outcome)
    return outcome


def answers_of(criteria_set: CriteriaSet, source: Path, case: str) -> dict[str, Answer]:
    """The answers of the first row with this case_id. Errors: CaseUnknown and those of `score_file`."""
    with _reading(source) as file:
        header = read_header(criteria_set, file, source)
        for _, row in _rows(file, header, source):
            if case_of(row, header) == same_case(case):
                return answers.read(criteria_set, cells_of(row, header))
    raise CaseUnknown(file=source.name, case=case)


def read_header(criteria_set: CriteriaSet, file: TextIO, source: Path) -> Header:
    """The header, with `,` `;` or tab between its names, checked against the set."""
    first = file.readline()
    if not clean(first):
        raise AnswerFileEmpty(file=source.name)
    delimiter = max(",;\t", key=lambda sign: (_has_case(first, sign), first.count(sign)))
    reader = csv.reader(_from(first, file), delimiter=delimiter)
    names = [clean(name) for name in next(reader)]
    while names and not names[-1]:
        names.pop()
    folded = [name.casefold() for name in names]
    repeated = [name for at, name in enumerate(names) if folded[at] in folded[:at]]
    if repeated:
        raise ColumnsRepeated(file=source.name, columns=", ".join(repeated))
    if "case_id" not in folded:
        raise ColumnMissing(file=source.name, column="case_id")
    wanted = {name.casefold(): name for pair in answers.columns(criteria_set).values() for name in pair}
    unknown = [name for name in names if name.casefold() not in {*wanted, "case_id"}]
    if unknown:
        raise ColumnsUnknown(file=source.name, columns=", ".join(unknown), set=criteria_set.key)
    positions = {wanted[name]: at for at, name in enumerate(folded) if name != "case_id"}
    return Header(delimiter, tuple(names), folded.index("case_id"), positions, reader.line_num)


def judge(
    criteria_set: CriteriaSet, row: Sequence[str], header: Header, *, line: int, is_repeated: bool
) -> Judged:
    """One row: scored, or refused as a whole when its shape or its case_id is wrong."""
    case = row[header.case_at] if header.case_at < len(row) else ""
    faults: list[RuleBroken] = []
    surplus = any(
        clean(cell) for cell in row[len(header.names) :]
    )  # blank ones, as spreadsheets write, do no harm
    if surplus or len(row) < len(header.names):
        faults.append(CellCountWrong(line=line, found=len(row), expected=len(header.names)))
        return Judged((case, "", "", "", "no", "BAD:row"), tuple(faults))
    if not same_case(case) or is_repeated:
        faults.append(CaseRepeated(line=line, case=clean(case)) if same_case(case) else CaseBlank(line=line))
        return Judged((case, "", "", "", "no", "BAD:case_id"), tuple(faults))
    cells = cells_of(row, header)
    card = scoring.score(criteria_set, answers.read(criteria_set, cells))
    bad = [reason.removeprefix("BAD:") for reason in card.reasons if reason.startswith("BAD:")]
    columns = answers.columns(criteria_set) if bad else {}
    for code in bad:
        typed = " / ".join(clean(cells.get(name, "")) for name in columns[code])
        accepted, limits = _accepted(criteria_set, code)
        faults.append(
            CellUnusable(
                line=line,
                column=", ".join(columns[code]),
                value=typed[:_SHOWN],
                accepted=accepted,
                limits=limits,
            )
        )
    return Judged((case, *written(card)), tuple(faults))


def _accepted(criteria_set: CriteriaSet, code: str) -> tuple[str, str]:
    """What would do in the cells of a code: a word of sentences (kind "accepted"), and its limits."""
    asked = {one.code: one for one in criteria_set.indicators}.get(code)
    if asked is None:
        is_share = any(one.code == code for one in criteria_set.prerequisites)
        return ("share", "") if is_share else ("yes_no", "")
    match asked.kind:
        case Kind.POINTS:
            return "points", f" {numbers.plain(asked.max_points)} ({numbers.plain(asked.step)})"
        case Kind.CHOICE:
            return "choice", " " + ", ".join(option.code for option in asked.options)
        case Kind.YES_NO:
            return "yes_no", ""
        case Kind.LEVEL:
            return "level", f" 0–{asked.levels[-1]}"
        case _:
            return "share", ""


def written(card: Scorecard) -> tuple[str, str, str, str, str]:
    """A scorecard as cells: points and percent with two decimals and a point, blank where there is none."""
    return (
        "" if card.total_points is None else numbers.plain(card.total_points),
        "" if card.percent is None else numbers.plain(card.percent),
        card.rating,
        "yes" if card.passed else "no",
        ";".join(card.reasons),
    )


def cells_of(row: Sequence[str], header: Header) -> dict[str, str]:
    """Answer column -> cell of one row."""
    return {name: row[at] for name, at in header.positions.items() if at < len(row)}


def case_of(row: Sequence[str], header: Header) -> str:
    """The case_id as cases are told apart: NFC, without blanks around it."""
    return same_case(row[header.case_at]) if header.case_at < len(row) else ""


def same_case(case: str) -> str:
    """What two case_ids share when they name one case."""
    return unicodedata.normalize("NFC", case).strip(" \t\u00a0")


def _score_rows(criteria_set: CriteriaSet, source: Path, out: Path, header: Header, outcome: Outcome) -> None:
    seen: set[str] = set()
    with _reading(source) as file, out.open("w", encoding="utf-8", newline="") as unfinished:
        writer = csv.writer(unfinished, lineterminator="\n")
        writer.writerow(OUT_COLUMNS)
        read_header(criteria_set, file, source)
        for line, row in _rows(file, header, source):
            case = case_of(row, header)
            judged = judge(criteria_set, row, header, line=line, is_repeated=case in seen)
            seen.add(case)
            writer.writerow(judged.cells)
            outcome.rows += 1
            outcome.add(judged.faults)


def _rows(file: TextIO, header: Header, source: Path) -> Iterator[tuple[int, list[str]]]:
    """Line on which each row begins, and its cells; empty lines are no rows."""
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(file, delimiter=header.delimiter)
    line = header.lines + 1
    while True:
        try:
            row = next(reader, None)
        except (csv.Error, OSError) as error:
            raise AnswerFileUnreadable(file=source.name, detail=str(error)) from error
        if row is None:
            return
        if row and not (len(row) == 1 and not clean(row[0]) and len(header.names) > 1):
            yield line, row
        line = header.lines + reader.line_num + 1


def _cautions(criteria_set: CriteriaSet, header: Header, source: Path) -> list[RuleBroken]:
    exclusions = {exclusion.code for exclusion in criteria_set.exclusions}
    absent = [
        name
        for code, pair in answers.columns(criteria_set).items()
        for name in pair
        if code not in exclusions and name not in header.positions
    ]
    return [AnswersNotInFile(file=source.name, codes=", ".join(absent))] if absent else []


@contextmanager
def _reading(source: Path) -> Iterator[TextIO]:
    try:
        file = source.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise AnswerFileUnreadable(file=source.name, detail=error.strerror) from error
    with file:
        try:
            yield file
        except UnicodeDecodeError as error:
            raise AnswerFileUnreadable(file=source.name, detail=f"UTF-8, byte {error.start}") from error


@contextmanager
def _writing(out: Path) -> Iterator[Path]:
    """A file beside `out` that takes its name when all went well."""
    unfinished = out.with_name(f".{out.name}.{os.getpid()}.unfinished")
    try:
        unfinished.touch()
        yield unfinished
        unfinished.replace(out)
    except OSError as error:
        raise OutcomeFileUnwritable(file=out.name, detail=error.strerror or str(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _has_case(first: str, delimiter: str) -> bool:
    return any(clean(name).casefold() == "case_id" for name in next(csv.reader([first], delimiter=delimiter)))


def _from(first: str, file: TextIO) -> Iterator[str]:
    yield first
    yield from iter(file.readline, "")
