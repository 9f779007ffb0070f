"""Answers already at hand, scored as columns: many cases of one set in one pass of an engine."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

import duckdb
import ibis

from khuyenhoc.batch.scoring import compiled, encode
from khuyenhoc.domain import scoring
from khuyenhoc.domain.answers import Answer, columns
from khuyenhoc.domain.criteria import CriteriaSet

AT_ONCE: Final = 50_000  # cases an engine is handed at a time
FEW: Final = 5_000  # fewer are done by the scalar rule before an engine has started
_OFFLINE: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@dataclass(frozen=True, slots=True)
class Scored:
    """What a case is worth: total_points and percent are hundredths, None where the scorecard has None."""

    case: int
    total_points: int | None
    percent: int | None
    rating: str
    passed: bool
    reasons: tuple[str, ...]


def score_rows(
    criteria_set: CriteriaSet, cases: Iterable[tuple[int, Mapping[str, Answer]]]
) -> Iterator[Scored]:
    """Every case, as `domain.scoring.score` has it, in the order given.

    cases: (a number that names it once, its answers). Errors: CriteriaSetIncomplete.
    """
    if not criteria_set.is_complete:
        raise scoring.CriteriaSetIncomplete(set=criteria_set.key, count=len(criteria_set.unknown))
    waiting = iter(cases)
    engine: _Engine | None = None
    while some := list(islice(waiting, AT_ONCE)):
        if len(some) < FEW:
            yield from (_scalar(criteria_set, case, given) for case, given in some)
            continue
        engine = engine or _Engine(criteria_set)
        yield from engine.score(some)


def _scalar(criteria_set: CriteriaSet, case: int, given: Mapping[str, Answer]) -> Scored:
    card = scoring.score(criteria_set, given)
    return Scored(case, card.total_points, card.percent, card.rating, card.passed, card.reasons)


class _Engine:
    """One set's expression, compiled once for any number of lists."""

    def __init__(self, criteria_set: CriteriaSet) -> None:
        self._set = criteria_set
        self._names = [name for pair in columns(criteria_set).values() for name in pair]
        schema = dict.fromkeys(self._names, "int64")
        answered = ibis.table({"case_at": "int64", **schema}, name="answered")
        before = ibis.options.sql.fuse_selects
        ibis.options.sql.fuse_selects = (
            False  # steps kept apart: written into each other it takes thrice as long
        )
        try:
            self._sql = str(ibis.to_sql(compiled(criteria_set, answered), dialect="duckdb"))
        finally:
            ibis.options.sql.fuse_selects = before

    def score(self, some: list[tuple[int, Mapping[str, Answer]]]) -> Iterator[Scored]:
        rows = [encode(self._set, given) for _, given in some]
        lists = [list(range(len(some))), *([row[name] for row in rows] for name in self._names)]
        given = ", ".join(
            f"unnest(CAST(? AS BIGINT[])) AS {name}"
            for name in ["case_at", *(f'"{name}"' for name in self._names)]
        )
        with duckdb.connect(config=_OFFLINE) as engine:
            engine.execute(f"CREATE TABLE answered AS SELECT {given}", lists)  # names: checked codes
            found = engine.execute(
                f"SELECT * FROM ({self._sql}) ORDER BY case_at"  # noqa: S608  our own expression
            ).fetchall()
        for at, total, percent, rating, passed, reasons in found:
            told = tuple(reasons.split(";")) if reasons else ()
            yield Scored(some[at][0], total, percent, rating, bool(passed), told)
