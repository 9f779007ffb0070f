"""The expression over columns says what the scalar rule says, on every engine at hand."""

from collections.abc import Mapping
from typing import Any

import ibis
import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc.batch.scoring import compiled, encode
from khuyenhoc.domain.answers import Answer, columns
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.scoring import score
from tests.domain.sets import answers_to, sets

ENGINES = {"duckdb": ibis.duckdb.connect(), "polars": ibis.polars.connect()}


@st.composite
def sets_with_cases(draw: st.DrawFn) -> tuple[CriteriaSet, list[Mapping[str, Answer]]]:
    criteria_set = draw(sets())
    wild = draw(st.lists(answers_to(criteria_set), min_size=3, max_size=6))
    return criteria_set, wild + draw(st.lists(answers_to(criteria_set, wild=False), min_size=3, max_size=6))


def over_columns(
    engine: str, criteria_set: CriteriaSet, cases: list[Mapping[str, Answer]]
) -> list[tuple[Any, ...]]:
    names = [name for pair in columns(criteria_set).values() for name in pair]
    rows = [encode(criteria_set, case) for case in cases]
    data = {"case_id": list(range(len(rows)))} | {name: [row[name] for row in rows] for name in names}
    frame = polars.DataFrame(data, schema=dict.fromkeys(data, polars.Int64))
    scored = ENGINES[engine].to_polars(compiled(criteria_set, ibis.memtable(frame)).order_by("case_id"))
    return [row[1:] for row in scored.iter_rows()]


def scalar(criteria_set: CriteriaSet, case: Mapping[str, Answer]) -> tuple[Any, ...]:
    card = score(criteria_set, case)
    return card.total_points, card.percent, card.rating, int(card.passed), ";".join(card.reasons)


@pytest.mark.parametrize("engine", sorted(ENGINES))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=sets_with_cases())
def test_columns_and_the_scalar_rule_agree_on_every_case(
    engine: str, drawn: tuple[CriteriaSet, list[Mapping[str, Answer]]]
) -> None:
    criteria_set, cases = drawn

    assert over_columns(engine, criteria_set, cases) == [scalar(criteria_set, case) for case in cases]
