"""A large file of answers scored as columns: read, scored and written by DuckDB in one pass.

Every spelling of a cell that is common is read here; a row with any other is judged again by the scalar rule, so that
both ways give the same file.
"""

import mmap
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

import duckdb
import ibis

from khuyenhoc.batch.answer_file import Header, Outcome, judge
from khuyenhoc.batch.scoring import IS_NOT_APPLICABLE, IS_UNREADABLE, compiled
from khuyenhoc.domain.answers import columns
from khuyenhoc.domain.criteria import CriteriaSet, Indicator, Kind
from khuyenhoc.domain.criteria.words import NO, NOT_APPLICABLE_WORDS, YES

MOST_ODD_ROWS: Final = 200_000  # above it, going row by row from the start is quicker
_CASE: Final = "trim(nfc_normalize(case_id), ' \t\u00a0')"  # as answer_file.case_of
_WRITTEN: Final = (
    "SELECT nullif(case_id, '') AS case_id, total_points, percent, nullif(rating, '') AS rating, passed, "
    "nullif(reasons, '') AS reasons FROM outcome ORDER BY rowid"
)
_FORMS: Final[tuple[Literal["NFC", "NFD"], ...]] = ("NFC", "NFD")
_OFFLINE: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def score_columns(
    criteria_set: CriteriaSet, source: Path, out: Path, header: Header, outcome: Outcome
) -> bool:
    """Write the outcomes to `out` and fill in `outcome`; False, with nothing done, when rows must be read one by one.

    That is so when lines and rows are not the same thing (line breaks in cells, empty lines), when a row has another
    number of cells than the header, and when very many cells are spelled oddly.
    """
    lines = _plain_lines(source)
    if lines is None or header.lines != 1:
        return False
    with duckdb.connect(config=_OFFLINE) as engine:
        try:
            engine.execute(_scoring(criteria_set, source, header))
        except duckdb.Error:
            return False
        rows = _number(engine, "SELECT count(*) FROM outcome")
        odd = _odd_rows(engine)
        if rows != lines - 1 or len(odd) > MOST_ODD_ROWS:
            return False
        if odd:
            _judge_again(engine, criteria_set, source, header, outcome, odd)
        engine.execute(f"COPY ({_WRITTEN}) TO {_quoted(str(out))} (FORMAT csv, HEADER)")
        outcome.rows = rows
    return True


def _plain_lines(source: Path) -> int | None:
    """Number of lines; None when a carriage return stands alone, which would end a line for some readers only."""
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        whole = content[:]
    if whole.count(b"\r") != whole.count(b"\r\n"):
        return None
    return whole.count(b"\n") + (not whole.endswith(b"\n"))


def _scoring(criteria_set: CriteriaSet, source: Path, header: Header) -> str:
    """The statement that reads, scores and keeps every row, in the file's order."""
    fields = [f"{_text_of(header.case_at)} AS case_id"]
    for code, names in columns(criteria_set).items():
        indicator = next((i for i in criteria_set.indicators if i.code == code), None)
        for name in names:
            at = header.positions.get(name)
            read = "NULL" if at is None else _reading(indicator, f"c{at}", is_pair=len(names) == 2)
            fields.append(f'CAST({read} AS BIGINT) AS "{name}"')
    schema = {name: "int64" for names in columns(criteria_set).values() for name in names}
    answered = ibis.table({"case_id": "string", **schema}, name="answered")
    scored = ibis.to_sql(compiled(criteria_set, answered), dialect="duckdb")
    return (  # our own SQL: names are positions or checked codes, every text goes through _quoted
        f"CREATE TABLE outcome AS WITH answered AS (SELECT {', '.join(fields)} "  # noqa: S608  see above
        f"FROM {_source(source, header)}) "
        f"SELECT case_id, {_two_decimals('total_points')}, {_two_decimals('percent')}, rating, "
        f"CASE passed WHEN 1 THEN 'yes' ELSE 'no' END AS passed, reasons FROM ({scored})"
    )


def _two_decimals(name: str) -> str:
    """Hundredths as a decimal, without a float on the way."""
    return f"CAST(CAST({name} AS DECIMAL(15, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS {name}"


def _source(source: Path, header: Header) -> str:
    cells = {f"c{at}": "VARCHAR" for at in range(len(header.names))}
    return (
        f"read_csv({_quoted(str(source))}, header = false, skip = 1, auto_detect = false, columns = {cells}, "
        f"delim = {_quoted(header.delimiter)}, quote = '\"', escape = '\"', strict_mode = true, nullstr = '')"
    )


def _text_of(at: int) -> str:
    return f"coalesce(c{at}, '')"


def _reading(indicator: Indicator | None, cell: str, *, is_pair: bool) -> str:
    """SQL that gives a cell's number, NULL when blank, IS_UNREADABLE when it is not spelled in a common way."""
    away = _in_any_case(NOT_APPLICABLE_WORDS, IS_NOT_APPLICABLE)
    if is_pair or (indicator is not None and indicator.kind is Kind.LEVEL):
        known = f"WHEN regexp_full_match({cell}, '[0-9]{{1,12}}') THEN CAST({cell} AS BIGINT)"
        return f"CASE WHEN {cell} IS NULL THEN NULL {known} {_cases(cell, away)} ELSE {IS_UNREADABLE} END"
    if indicator is not None and indicator.kind is Kind.POINTS:
        known = (
            f"WHEN regexp_full_match({cell}, '[0-9]{{1,9}}([.][0-9]{{1,2}})?') "
            f"THEN CAST(CAST({cell} AS DECIMAL(12, 2)) * 100 AS BIGINT) "
            f"WHEN regexp_full_match({cell}, '[0-9]{{1,9}},[0-9]{{1,2}}') "
            f"THEN CAST(CAST(replace({cell}, ',', '.') AS DECIMAL(12, 2)) * 100 AS BIGINT)"
        )
        return f"CASE WHEN {cell} IS NULL THEN NULL {known} {_cases(cell, away)} ELSE {IS_UNREADABLE} END"
    if indicator is not None and indicator.kind is Kind.CHOICE:
        options = {option.code: at for at, option in enumerate(indicator.options)}
        words = away | options
    else:
        words = (away if indicator else {}) | _in_any_case(NO, 0) | _in_any_case(YES, 1)
    return f"CASE WHEN {cell} IS NULL THEN NULL {_cases(cell, words)} ELSE {IS_UNREADABLE} END"


def _in_any_case(words: Iterable[str], value: int) -> dict[str, int]:
    return {form: value for word in sorted(words) for form in (word, word.capitalize(), word.upper())}


def _cases(cell: str, words: dict[str, int]) -> str:
    spelled = {unicodedata.normalize(form, word): value for word, value in words.items() for form in _FORMS}
    return " ".join(f"WHEN {cell} = {_quoted(word)} THEN {value}" for word, value in spelled.items())


def _odd_rows(engine: duckdb.DuckDBPyConnection) -> dict[int, bool]:
    """Places of the rows to judge again, from 0, and whether an earlier row has the same case_id."""
    found = engine.execute(
        f"SELECT rowid FROM outcome WHERE contains(reasons, 'BAD:') OR {_CASE} = ''"  # noqa: S608  constants
    ).fetchall()
    odd = dict.fromkeys((place for (place,) in found), False)
    if _number(engine, f"SELECT count(*) - count(DISTINCT {_CASE}) FROM outcome"):  # noqa: S608  constants
        order = f"row_number() OVER (PARTITION BY {_CASE} ORDER BY rowid)"
        repeated = engine.execute(
            f"SELECT rowid FROM outcome QUALIFY {order} > 1"  # noqa: S608  constants
        ).fetchall()
        odd |= dict.fromkeys((place for (place,) in repeated), True)
    return odd


def _judge_again(
    engine: duckdb.DuckDBPyConnection,
    criteria_set: CriteriaSet,
    source: Path,
    header: Header,
    outcome: Outcome,
    odd: dict[int, bool],
) -> None:
    """The scalar rule's word on the odd rows replaces what stands in the table."""
    texts = ", ".join(_text_of(at) for at in range(len(header.names)))
    again = engine.execute(
        f"SELECT place, {texts} FROM (SELECT row_number() OVER () - 1 AS place, * "  # noqa: S608  as in _scoring
        f"FROM {_source(source, header)}) "
        "WHERE place IN (SELECT unnest(CAST(? AS BIGINT[]))) ORDER BY place",
        [list(odd)],
    ).fetchall()
    judged = [judge(criteria_set, row, header, line=at + 2, is_repeated=odd[at]) for at, *row in again]
    for one in judged:
        outcome.add(one.faults)
    # lists rather than executemany, which costs a statement a row
    total, percent, rating, passed, reasons = zip(*(one.cells[1:] for one in judged), strict=True)
    engine.execute(
        "UPDATE outcome SET total_points = CAST(nullif(new.total_points, '') AS DECIMAL(18, 2)), "
        "percent = CAST(nullif(new.percent, '') AS DECIMAL(18, 2)), "
        "rating = new.rating, passed = new.passed, reasons = new.reasons FROM (SELECT unnest(CAST(? AS BIGINT[])) "
        "AS place, unnest(?) AS total_points, unnest(?) AS percent, unnest(?) AS rating, unnest(?) AS passed, "
        "unnest(?) AS reasons) AS new WHERE outcome.rowid = new.place",
        [[row[0] for row in again], *map(list, (total, percent, rating, passed, reasons))],
    )


def _number(engine: duckdb.DuckDBPyConnection, query: str) -> int:
    row = engine.execute(query).fetchone()
    return int(row[0]) if row else 0


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
