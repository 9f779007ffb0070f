"""A large file of answers scored as columns: read, scored and written by DuckDB in one pass.

Every spelling of a cell that is common is read here; a row with any other is judged again by the scalar rule, so that
both ways give the same file.
"""

import errno
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal
from unicodedata import normalize

import duckdb
import ibis

from khuyenhoc.batch.answer_file import OUT_COLUMNS, Header, Outcome, judge
from khuyenhoc.batch.scoring import IS_MISSING, IS_NOT_APPLICABLE, IS_UNREADABLE, compiled
from khuyenhoc.domain import numbers
from khuyenhoc.domain.answers import columns
from khuyenhoc.domain.criteria import CriteriaSet, Indicator, Kind
from khuyenhoc.domain.criteria.words import NO, NOT_APPLICABLE_WORDS, YES

MOST_ODD_ROWS: Final = 200_000  # above it, going row by row from the start is quicker
MOST_SPELLED: Final = 1000  # points with more values than this are read by their form, which takes longer
_BLOCK: Final = 1 << 23
_FORM: Final = "FORMAT csv, HEADER, USE_TMP_FILE false"  # the file is an unfinished one already
_CASE: Final = "trim(nfc_normalize(case_id), ' \t\u00a0')"  # as answer_file.case_of
_IS_ODD: Final = f"contains(reasons, 'BAD:') OR {_CASE} = ''"
_NO_NULL: Final = "\x01"  # a blank cell is an empty text, never NULL
_SHAPES: Final[tuple[Literal["NFC", "NFD"], ...]] = ("NFC", "NFD")
_OFFLINE: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def score_columns(
    criteria_set: CriteriaSet, source: Path, out: Path, header: Header, outcome: Outcome
) -> bool:
    """Write the outcomes to `out` and fill in `outcome`; False, with nothing done, when rows must be read one by one.

    That is so when lines and rows are not the same thing (line breaks in cells, empty lines), when a row has another
    number of cells than the header, and when very many cells are spelled oddly. Errors: OSError.
    """
    lines = _plain_lines(source)
    if lines is None or header.lines != 1:
        return False
    try:
        with duckdb.connect(config=_OFFLINE) as engine:
            return _scored(engine, criteria_set, source, out, header, outcome, lines)
    except duckdb.IOException as error:  # said as other files' failures are
        raise OSError(errno.EIO, str(error).rpartition(": ")[2]) from error


def _scored(
    engine: duckdb.DuckDBPyConnection,
    criteria_set: CriteriaSet,
    source: Path,
    out: Path,
    header: Header,
    outcome: Outcome,
    lines: int,
) -> bool:
    engine.execute("SET enable_progress_bar = false")
    *types, scored = _scoring(criteria_set, source, header)
    for statement in types:
        engine.execute(statement)
    try:
        engine.execute(f"COPY ({scored}) TO {_quoted(str(out))} ({_FORM})")
    except (duckdb.InvalidInputException, duckdb.ConversionException):  # what broken CSV raises
        return False
    rows, odd_rows = _checked(engine, out)
    if rows != lines - 1 or odd_rows > MOST_ODD_ROWS:
        return False
    if odd_rows:
        _judge_again(engine, criteria_set, source, out, header, outcome)
    outcome.rows = rows
    return True


def _checked(engine: duckdb.DuckDBPyConnection, out: Path) -> tuple[int, int]:
    """How many rows were written, and how many of them must be judged again."""
    found = engine.execute(
        f"SELECT count(*), count(*) FILTER ({_IS_ODD}), count(DISTINCT {_CASE}) "  # noqa: S608  as in _scoring
        f"FROM {_outcomes(out)}"
    ).fetchone()
    rows, odd, cases = found or (0, 0, 0)
    return rows, odd + rows - cases


def _outcomes(out: Path) -> str:
    columns_ = dict.fromkeys(OUT_COLUMNS, "VARCHAR")
    return (
        f"read_csv({_quoted(str(out))}, header = true, auto_detect = false, columns = {columns_}, delim = ',', "
        f"quote = '\"', escape = '\"', nullstr = {_quoted(_NO_NULL)})"
    )


def _plain_lines(source: Path) -> int | None:
    """Number of lines; None when a carriage return stands alone, which would end a line for some readers only."""
    lines, last = 0, b"\n"
    with source.open("rb") as file:
        while block := file.read(_BLOCK):
            block += file.readline()  # whole lines, so that no line break is cut in two
            if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
                return None
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n")


def _scoring(criteria_set: CriteriaSet, source: Path, header: Header) -> Iterator[str]:
    """The statements that read, score and keep every row, in the file's order."""
    indicators = {indicator.code: indicator for indicator in criteria_set.indicators}
    fields = [f"c{header.case_at} AS case_id"]
    types: dict[str, str] = {}
    for code, names in columns(criteria_set).items():
        for name in names:
            at = header.positions.get(name)
            asked, is_pair = indicators.get(code), len(names) == 2
            form, spelled = _form(asked, is_pair=is_pair), _spelled(asked, is_pair=is_pair)
            read = str(IS_MISSING) if at is None else _reading(f"c{at}", form, spelled, types)
            fields.append(f'CAST({read} AS BIGINT) AS "{name}"')
    schema = {name: "int64" for names in columns(criteria_set).values() for name in names}
    answered = ibis.table({"case_id": "string", **schema}, name="answered")
    scored = _sql(compiled(criteria_set, answered))
    yield from (f"CREATE TYPE {name} AS ENUM ({texts})" for texts, name in types.items())
    yield (  # our own SQL: names are positions or checked codes, every text goes through _quoted
        f"WITH answered AS (SELECT {', '.join(fields)} FROM {_source(source, header)}) "  # noqa: S608  see above
        f"SELECT nullif(case_id, '') AS case_id, {_two_decimals('total_points')}, {_two_decimals('percent')}, "
        "nullif(rating, '') AS rating, CASE passed WHEN 1 THEN 'yes' ELSE 'no' END AS passed, "
        f"nullif(reasons, '') AS reasons FROM ({scored})"
    )


def _sql(expression: ibis.Table) -> str:
    """DuckDB's SQL for an expression, steps kept apart: written into each other it takes thrice as long to make."""
    before = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False
    try:
        return str(ibis.to_sql(expression, dialect="duckdb"))
    finally:
        ibis.options.sql.fuse_selects = before


def _spelled(indicator: Indicator | None, *, is_pair: bool) -> dict[str, int]:
    """The common spellings in a column's cells and their numbers; None is an exclusion or, in pairs, a prerequisite.

    Numbers of which there are too many to spell out are left to `_form`.
    """
    away = _in_any_case(NOT_APPLICABLE_WORDS, IS_NOT_APPLICABLE) if indicator else {}
    if is_pair:
        return away | {str(count): count for count in range(MOST_SPELLED)}
    yes_or_no = _in_any_case(NO, 0) | _in_any_case(YES, 1)
    if indicator is None:
        return yes_or_no
    match indicator.kind:
        case Kind.POINTS if not _form(indicator, is_pair=False):
            values = range(0, indicator.max_points + 1, indicator.step)
            return away | {spelling: value for value in values for spelling in _decimals(value)}
        case Kind.YES_NO:
            return away | yes_or_no
        case Kind.CHOICE:
            return away | {option.code: at for at, option in enumerate(indicator.options)}
        case Kind.LEVEL:
            return away | {str(level): level for level in range(indicator.levels[-1] + 1)}
    return away


def _form(indicator: Indicator | None, *, is_pair: bool) -> str:
    """How to read numbers of which there are too many to spell out: a condition and a value, {0} being the cell."""
    if is_pair:
        return "WHEN regexp_full_match({0}, '[0-9]{{1,12}}') THEN CAST({0} AS BIGINT) "
    if (
        indicator is not None
        and indicator.kind is Kind.POINTS
        and indicator.max_points > indicator.step * MOST_SPELLED
    ):
        return (
            "WHEN regexp_full_match({0}, '[0-9]{{1,9}}([.][0-9]{{1,2}})?') "
            "THEN CAST(CAST({0} AS DECIMAL(12, 2)) * 100 AS BIGINT) "
        )
    return ""


def _decimals(value: int) -> Iterator[str]:
    """10.00, 10.0, 10 and the same with a comma."""
    written = numbers.plain(value)
    for spelling in (written, written[:-1] if value % 10 == 0 else written):
        yield spelling
        yield spelling.replace(".", ",")
    if value % 100 == 0:
        yield written[:-3]


def _reading(cell: str, form: str, spelled: dict[str, int], types: dict[str, str]) -> str:
    """SQL that gives a cell's number, IS_MISSING when blank, IS_UNREADABLE when it is spelled in no common way.

    types: the lists of spellings that need a type so far, with the names of their types; one may be added.
    """
    words = {"": IS_MISSING} | {
        normalize(shape, word): number for word, number in spelled.items() for shape in _SHAPES
    }
    name = types.setdefault(", ".join(map(_quoted, words)), f"spelled_{len(types)}")
    values = ", ".join(map(str, words.values()))
    found = f"array_extract(array_value({values}), enum_code(TRY_CAST({cell} AS {name})) + 1)"
    counted = f"CASE {form.format(cell)}END, " if form else ""
    return f"coalesce({found}, {counted}{IS_UNREADABLE})"


def _in_any_case(words: Iterable[str], value: int) -> dict[str, int]:
    return {form: value for word in sorted(words) for form in (word, word.capitalize(), word.upper())}


def _two_decimals(name: str) -> str:
    """Hundredths as a decimal, without a float on the way."""
    return f"CAST(CAST({name} AS DECIMAL(15, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS {name}"


def _source(source: Path, header: Header) -> str:
    cells = {f"c{at}": "VARCHAR" for at in range(len(header.names))}
    return (
        f"read_csv({_quoted(str(source))}, header = false, skip = 1, auto_detect = false, columns = {cells}, "
        f"delim = {_quoted(header.delimiter)}, quote = '\"', escape = '\"', strict_mode = true, "
        f"nullstr = {_quoted(_NO_NULL)})"
    )


def _judge_again(
    engine: duckdb.DuckDBPyConnection,
    criteria_set: CriteriaSet,
    source: Path,
    out: Path,
    header: Header,
    outcome: Outcome,
) -> None:
    """The scalar rule's word on the odd rows replaces what was written."""
    engine.execute(f"CREATE TABLE outcome AS SELECT * FROM {_outcomes(out)}")  # noqa: S608  as in _scoring
    order = f"row_number() OVER (PARTITION BY {_CASE} ORDER BY rowid)"
    engine.execute(
        "CREATE TABLE odd AS SELECT place, is_repeated FROM (SELECT rowid AS place, "  # noqa: S608  constants
        f"{_IS_ODD} AS is_odd, {order} > 1 AS is_repeated FROM outcome) WHERE is_odd OR is_repeated"
    )
    texts = ", ".join(f"c{at}" for at in range(len(header.names)))
    again = engine.execute(
        f"SELECT place, is_repeated, {texts} "  # noqa: S608  as in _scoring
        f"FROM (SELECT row_number() OVER () - 1 AS place, * FROM {_source(source, header)}) "
        "JOIN odd USING (place) ORDER BY place"
    ).fetchall()
    judged = [
        judge(criteria_set, row, header, line=at + 2, is_repeated=is_repeated)
        for at, is_repeated, *row in again
    ]
    for one in judged:
        outcome.add(one.faults)
    # lists rather than executemany, which costs a statement a row
    lists = [[place for place, *_ in again], *map(list, zip(*(one.cells for one in judged), strict=True))]
    new = ", ".join(f"unnest(?) AS {name}" for name in OUT_COLUMNS)
    given = ", ".join(f"{name} = new.{name}" for name in OUT_COLUMNS)
    engine.execute(
        f"UPDATE outcome SET {given} "  # noqa: S608  constants
        f"FROM (SELECT unnest(CAST(? AS BIGINT[])) AS place, {new}) AS new WHERE outcome.rowid = new.place",
        lists,
    )
    blank = ", ".join(f"nullif({name}, '') AS {name}" for name in OUT_COLUMNS)
    written = f"SELECT {blank} FROM outcome ORDER BY rowid"  # noqa: S608  constants
    engine.execute(f"COPY ({written}) TO {_quoted(str(out))} ({_FORM})")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
