from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khuyenhoc.domain import criteria
from khuyenhoc.domain.answers import NOT_APPLICABLE, Answer, AnswerCodeUnknown, Share, Unreadable
from khuyenhoc.domain.criteria import CriteriaSet, Kind
from khuyenhoc.domain.scoring import CriteriaSetIncomplete, Scorecard, score
from tests.domain.sets import answers_to, sets

HEAD = """code = "s"
version = "1"
semantics = 1
title = "household"
name = { vi = "Mẫu" }
status = "sample"
"""
Drawn = tuple[CriteriaSet, Mapping[str, Answer]]


@st.composite
def cases(draw: st.DrawFn, *, logic: str = "", wild: bool = True) -> Drawn:
    criteria_set = draw(sets(logic=logic))
    return criteria_set, draw(answers_to(criteria_set, wild=wild))


def points_set(indicators: str, more: str = "") -> CriteriaSet:
    return criteria.load(
        f'{HEAD}logic = "points"\n{more}\n[[criterion]]\ncode = "1"\nindicator = [{indicators}]'
    )


def levels_set(indicators: str, more: str = "") -> CriteriaSet:
    return criteria.load(
        f'{HEAD}logic = "levels"\n{more}\n[[criterion]]\ncode = "1"\nindicator = [{indicators}]'
    )


def points(code: str, most: str = "10", rule: str = "forbid") -> str:
    return f'{{ code = "{code}", kind = "points", max = "{most}", not_applicable = "{rule}" }},'


def level(code: str, levels: str = '"1", "2"', rule: str = "forbid") -> str:
    return f'{{ code = "{code}", kind = "level", levels = [{levels}], not_applicable = "{rule}" }},'


@given(cases(logic="points", wild=False))
def test_the_total_and_the_percent_are_the_exact_sum_and_ratio(drawn: Drawn) -> None:
    card = score(*drawn)

    assert card.total_points == sum(line.points for c in card.criteria for line in c.indicators)
    assert card.max_points == sum(line.max_points for c in card.criteria for line in c.indicators)
    if card.max_points:
        assert card.percent == (Fraction(card.total_points * 10000, card.max_points) + Fraction(1, 2)) // 1


@given(cases())
def test_a_case_that_passes_has_nothing_against_it(drawn: Drawn) -> None:
    card = score(*drawn)

    standing = [reason for reason in card.reasons if not reason.startswith("LEVEL:")]
    assert not (card.passed and standing)
    assert card.passed or card.reasons or card.rating == ""


@given(cases())
def test_a_missing_indicator_never_passes_and_is_only_missing(drawn: Drawn) -> None:
    criteria_set, answers = drawn
    code = criteria_set.indicators[0].code

    card = score(criteria_set, {key: value for key, value in answers.items() if key != code})

    assert not card.passed
    assert [reason for reason in card.reasons if reason.endswith(f":{code}")] == [f"MISSING:{code}"]


@given(cases())
def test_an_unreadable_answer_leaves_no_points(drawn: Drawn) -> None:
    criteria_set, answers = drawn
    code = criteria_set.indicators[-1].code

    card = score(criteria_set, {**answers, code: Unreadable("?")})

    assert (card.total_points, card.percent, card.rating, card.passed) == (None, None, "", False)
    assert f"BAD:{code}" in card.reasons


@given(cases(logic="points", wild=False), st.data())
def test_points_never_fall_when_an_answer_rises(drawn: Drawn, more: st.DataObject) -> None:
    criteria_set, answers = drawn
    risen: dict[str, Any] = dict(answers)
    numbers = [
        i for i in criteria_set.indicators if i.kind is Kind.POINTS and isinstance(answers[i.code], int)
    ]
    assume(numbers)
    for indicator in numbers:
        steps = (indicator.max_points - risen[indicator.code]) // indicator.step
        risen[indicator.code] += more.draw(st.integers(0, steps)) * indicator.step

    before, after = score(criteria_set, answers), score(criteria_set, risen)

    assert (before.total_points or 0) <= (after.total_points or 0)
    assert before.passed <= after.passed


@given(cases())
def test_an_exclusion_only_ever_takes_a_pass_away(drawn: Drawn) -> None:
    criteria_set, answers = drawn
    assume(criteria_set.exclusions)
    code = criteria_set.exclusions[0].code

    card = score(criteria_set, {**answers, code: True})

    assert not card.passed
    assert f"EXCLUSION:{code}" in card.reasons


def test_a_threshold_is_compared_before_rounding() -> None:
    criteria_set = points_set(points("1.1", "300"), '[pass]\nmin_total_percent = "50.00"')

    card = score(criteria_set, {"1.1": 14999})

    assert (card.percent, card.passed, card.reasons) == (5000, False, ("MIN_TOTAL",))


def test_reasons_stand_by_kind_and_then_as_in_the_file() -> None:
    against = (
        '[[exclusion]]\ncode = "X"\n[[prerequisite]]\ncode = "P"\ncounts = "members"\nholding = "citizen"\n'
    )
    rules = '[pass]\nmin_total_percent = "90"\nmin_indicator_points = "5"\nmin_criterion_percent = { "1" = "80" }\n'
    criteria_set = points_set(
        points("1.1") + points("1.2") + points("1.3"), rules + against + 'min_percent = "50"'
    )

    card = score(criteria_set, {"1.1": 400, "1.3": 0, "X": True})

    assert card.reasons == (
        *("MISSING:P", "MISSING:1.2", "EXCLUSION:X", "MIN_INDICATOR:1.1", "MIN_INDICATOR:1.3"),
        *("MIN_CRITERION:1", "MIN_TOTAL"),
    )


@pytest.mark.parametrize(("rule", "total", "most"), [("full", 1700, 2000), ("rescale", 700, 1000)])
def test_not_applicable_fills_up_or_is_taken_out(rule: str, total: int, most: int) -> None:
    card = score(points_set(points("1.1") + points("1.2", rule=rule)), {"1.1": 700, "1.2": NOT_APPLICABLE})

    assert (card.total_points, card.max_points) == (total, most)


def test_not_applicable_where_it_is_forbidden_is_bad() -> None:
    assert score(points_set(points("1.1")), {"1.1": NOT_APPLICABLE}).reasons == ("BAD:1.1",)


def test_a_criterion_of_which_nothing_applies_is_left_out() -> None:
    more = '[pass]\nmin_criterion_percent = { "1" = "50" }\n[[criterion]]\ncode = "2"\n'
    criteria_set = points_set(points("1.1", rule="rescale"), more + f"indicator = [{points('2.1')}]")

    card = score(criteria_set, {"1.1": NOT_APPLICABLE, "2.1": 1000})

    assert (card.percent, card.passed) == (10000, True)


def test_a_case_to_which_nothing_applies_does_not_pass() -> None:
    card = score(points_set(points("1.1", rule="rescale")), {"1.1": NOT_APPLICABLE})

    assert (card.total_points, card.percent, card.passed, card.reasons) == (0, None, False, ("MIN_TOTAL",))


def test_without_a_pass_rule_whatever_has_nothing_against_it_passes() -> None:
    assert score(points_set(points("1.1")), {"1.1": 0}) == Scorecard(
        0, 1000, 0, "", True, (), None, score(points_set(points("1.1")), {"1.1": 0}).criteria
    )


def test_the_first_rating_reached_counts_and_none_reached_is_blank() -> None:
    ratings = (
        '[[rating]]\ncode = "a"\nmin_total_percent = "80"\n[[rating]]\ncode = "b"\nmin_total_percent = "50"'
    )
    criteria_set = points_set(points("1.1"), ratings)

    assert [score(criteria_set, {"1.1": n}).rating for n in (1000, 800, 799, 500, 499)] == [
        "a",
        "a",
        "b",
        "b",
        "",
    ]


@pytest.mark.parametrize(("part", "whole", "earned"), [(2, 3, 500), (1999, 3000, 0), (3, 3, 500), (0, 1, 0)])
def test_a_share_is_compared_exactly(part: int, whole: int, earned: int) -> None:
    share = '{ code = "1.1", kind = "share", bands = [{ min_percent = "66.66", points = "5" }] }'

    assert score(points_set(share), {"1.1": Share(part, whole)}).total_points == earned


@pytest.mark.parametrize("bad", [True, "7", 1001, -1, 75, Share(1, 2), Unreadable("x")])
def test_an_answer_of_another_kind_or_out_of_range_is_bad(bad: Answer) -> None:
    stepped = '{ code = "1.1", kind = "points", max = "10", step = "0.50" }'

    assert score(points_set(stepped), {"1.1": bad}).reasons == ("BAD:1.1",)


LADDER = '[[rating]]\ncode = "tot"\nlevel = "2"\n[[rating]]\ncode = "kha"\nlevel = "1"'


@pytest.mark.parametrize(
    ("one", "two", "rating", "reasons"),
    [
        (2, 2, "tot", ()),
        (2, 1, "kha", ("LEVEL:1.2",)),
        (1, 1, "kha", ("LEVEL:1.1", "LEVEL:1.2")),
        (2, 0, "", ("LEVEL:1.2",)),
        (0, 0, "", ("LEVEL:1.1", "LEVEL:1.2")),
        (2, NOT_APPLICABLE, "tot", ()),
        (1, NOT_APPLICABLE, "kha", ("LEVEL:1.1",)),
        (3, 2, "", ("BAD:1.1",)),
    ],
)
def test_a_level_is_met_when_every_applicable_indicator_meets_it(
    one: int, two: Answer, rating: str, reasons: tuple[str, ...]
) -> None:
    criteria_set = levels_set(level("1.1") + level("1.2", rule="rescale"), LADDER)

    card = score(criteria_set, {"1.1": one, "1.2": two})

    assert (card.rating, card.passed, card.reasons) == (rating, bool(rating), reasons)
    assert (card.total_points, card.percent) == (None, None)


def test_an_indicator_of_level_1_only_does_not_keep_level_2_away() -> None:
    criteria_set = levels_set(level("1.1") + level("1.2", levels='"1"'), LADDER)

    assert score(criteria_set, {"1.1": 2, "1.2": 1}).rating == "tot"
    assert score(criteria_set, {"1.1": 2, "1.2": 0}).reasons == ("LEVEL:1.2",)


def test_a_levels_case_to_which_nothing_applies_does_not_pass() -> None:
    card = score(levels_set(level("1.1", rule="rescale"), LADDER), {"1.1": NOT_APPLICABLE})

    assert (card.passed, card.level, card.reasons) == (False, 0, ("LEVEL:1.1",))


def test_an_incomplete_draft_scores_nothing() -> None:
    text = f'{HEAD}logic = "points"\n[[criterion]]\ncode = "1"\nindicator = [{points("1.1", "")}]'

    with pytest.raises(CriteriaSetIncomplete):
        score(criteria.load(text.replace('"sample"', '"draft"')), {})


def test_an_answer_to_no_question_is_refused() -> None:
    with pytest.raises(AnswerCodeUnknown):
        score(points_set(points("1.1")), {"9.9": 1})
