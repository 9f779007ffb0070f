"""Cases at hand, scored in one pass, come out as the scalar rule has them, in their order."""

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyenhoc import data
from khuyenhoc.batch.answer_rows import FEW, Scored, score_rows
from khuyenhoc.domain import criteria
from khuyenhoc.domain.answers import Answer
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.scoring import CriteriaSetIncomplete, score
from tests.domain.sets import answers_to, sets


def scalar(s: CriteriaSet, case: int, given_: Mapping[str, Answer]) -> Scored:
    card = score(s, given_)
    return Scored(case, card.total_points, card.percent, card.rating, card.passed, card.reasons)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=sets().flatmap(lambda s: st.tuples(st.just(s), st.lists(answers_to(s), min_size=2, max_size=6))))
def test_a_long_list_and_a_short_one_agree_with_the_scalar_rule(
    drawn: tuple[CriteriaSet, list[Mapping[str, Answer]]],
) -> None:
    s, few = drawn
    many = [(1000 + at, few[at % len(few)]) for at in range(FEW + 3)]
    expected = [scalar(s, 1000 + at, given_) for at, given_ in enumerate(few)]

    assert list(score_rows(s, many)) == [scalar(s, case, given_) for case, given_ in many]
    assert list(score_rows(s, many[: len(few)])) == expected


def test_a_set_that_leaves_numbers_open_is_refused() -> None:
    text = dict(data.criteria_files())["household-448@2015"]

    with pytest.raises(CriteriaSetIncomplete):
        list(score_rows(criteria.load(text), [(1, {})]))
