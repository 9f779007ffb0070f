"""A local set and the frame it derives from: what it may change, and what breaks the comparison."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import criteria, scoring
from khuyenhoc.domain.answers import Answer, Share
from khuyenhoc.domain.criteria import CriteriaSet, NotApplicable
from khuyenhoc.domain.criteria.derivation import (
    Breach,
    Change,
    NotComparable,
    breaches,
    is_part,
    require_comparable,
    to_frame,
)
from tests.domain.sets import answers_to, sets

FRAME = """
code = "khung"
version = "2099"
semantics = 1
title = "household"
name = { vi = "Khung mẫu" }
status = "sample"
logic = "points"
[pass]
min_total_percent = "50.00"
min_criterion_percent = { "1" = "40.00" }
[[rating]]
code = "tot"
name = { vi = "Tốt" }
min_total_percent = "85.00"
[[exclusion]]
code = "X1"
text = { vi = "Vi phạm" }
[[prerequisite]]
code = "P1"
counts = "members"
holding = "citizen"
min_percent = "60.00"
[[criterion]]
code = "1"
text = { vi = "Một" }
  [[criterion.indicator]]
  code = "1.1"
  text = { vi = "Trẻ đi học" }
  kind = "points"
  max = "10.00"
  not_applicable = "full"
  [[criterion.indicator]]
  code = "1.2"
  text = { vi = "Có góc học tập" }
  kind = "yes_no"
  max = "5.00"
[[criterion]]
code = "2"
text = { vi = "Hai" }
  [[criterion.indicator]]
  code = "2.1"
  text = { vi = "Người lớn học" }
  kind = "share"
  bands = [ { min_percent = "80", points = "10" }, { min_percent = "50", points = "5" } ]
"""
SPLIT = """  [[criterion.indicator]]
  code = "1.1.a"
  text = { vi = "Đến lớp" }
  kind = "points"
  max = "6.00"
  not_applicable = "full"
  [[criterion.indicator]]
  code = "1.1.b"
  text = { vi = "Hoàn thành" }
  kind = "points"
  max = "4.00"
"""
FIRST = re.compile(r'  \[\[criterion.indicator\]\]\n  code = "1.1"\n.*?not_applicable = "full"\n', re.DOTALL)


def local(text: str = FRAME) -> CriteriaSet:
    return criteria.load(text.replace('code = "khung"', 'code = "tinh"\nderives_from = "khung@2099"', 1))


def changed(before: str, after: str) -> tuple[Breach, ...]:
    assert before in FRAME
    return breaches(criteria.load(FRAME), local(FRAME.replace(before, after, 1)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Trẻ đi học", "Con em trong độ tuổi được đến trường"),
        ('min_total_percent = "50.00"', 'min_total_percent = "60.00"'),
        ('"1" = "40.00"', '"1" = "40.00", "2" = "10.00"'),
        ('min_total_percent = "85.00"', 'min_total_percent = "90.00"'),
        ('min_percent = "60.00"', 'min_percent = "75.00"'),
        ('[[exclusion]]\ncode = "X1"', '[[exclusion]]\ncode = "X9"\n[[exclusion]]\ncode = "X1"'),
        (
            '[[criterion]]\ncode = "2"',
            '  [[criterion.indicator]]\n  code = "1.9"\n  kind = "yes_no"\n  max = "0.00"\n'
            '[[criterion]]\ncode = "2"',
        ),
    ],
    ids=[
        "reworded",
        "higher pass mark",
        "minimum added",
        "higher rating",
        "higher share",
        "exclusion",
        "0 points",
    ],
)
def test_a_local_set_may_reword_add_and_ask_more(before: str, after: str) -> None:
    assert changed(before, after) == ()


def test_a_local_set_may_split_an_indicator_into_parts_that_add_up() -> None:
    assert breaches(criteria.load(FRAME), local(FIRST.sub(SPLIT, FRAME))) == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('title = "household"', 'title = "clan"', Breach(Change.OTHER_TITLE, "clan")),
        ('max = "10.00"', 'max = "9.00"', Breach(Change.INDICATOR_RULE, "1.1")),
        ('max = "10.00"', 'max = "9.00"', Breach(Change.CRITERION_TOTAL, "1")),
        ('kind = "yes_no"', 'kind = "points"', Breach(Change.INDICATOR_RULE, "1.2")),
        ('min_percent = "80"', 'min_percent = "70"', Breach(Change.INDICATOR_RULE, "2.1")),
        ('not_applicable = "full"', 'not_applicable = "rescale"', Breach(Change.INDICATOR_RULE, "1.1")),
        ('code = "1.2"', 'code = "1.3"', Breach(Change.INDICATOR_DROPPED, "1.2")),
        ('code = "1.2"', 'code = "1.3"', Breach(Change.INDICATOR_ADDED, "1.3")),
        ('[[criterion]]\ncode = "2"', '[[criterion]]\ncode = "3"', Breach(Change.CRITERION_DROPPED, "2")),
        ('[[criterion]]\ncode = "2"', '[[criterion]]\ncode = "3"', Breach(Change.CRITERION_ADDED, "3")),
        (
            'min_total_percent = "50.00"',
            'min_total_percent = "49.99"',
            Breach(Change.MINIMUM_LOWERED, "min_total_percent"),
        ),
        ('"1" = "40.00"', '"2" = "40.00"', Breach(Change.MINIMUM_LOWERED, "min_criterion_percent.1")),
        (
            'min_total_percent = "85.00"',
            'min_total_percent = "80.00"',
            Breach(Change.RATING_CHANGED, "tot"),
        ),
        ('code = "tot"', 'code = "kha"', Breach(Change.RATING_CHANGED, "rating")),
        ('code = "X1"', 'code = "X2"', Breach(Change.EXCLUSION_DROPPED, "X1")),
        ('min_percent = "60.00"', 'min_percent = "59.99"', Breach(Change.PREREQUISITE_LOWERED, "P1")),
        ('counts = "members"', 'counts = "households"', Breach(Change.PREREQUISITE_DROPPED, "P1")),
    ],
)
def test_each_change_that_breaks_the_comparison_is_named(before: str, after: str, expected: Breach) -> None:
    assert expected in changed(before, after)


def test_parts_that_do_not_add_up_are_named() -> None:
    short = FIRST.sub(SPLIT.replace('"4.00"', '"3.00"'), FRAME)

    assert Breach(Change.PARTS_SUM, "1.1") in breaches(criteria.load(FRAME), local(short))


def test_a_part_may_not_excuse_where_the_frame_does_not() -> None:
    frame = FRAME.replace('not_applicable = "full"', 'not_applicable = "forbid"')

    assert Breach(Change.PARTS_RULE, "1.1") in breaches(criteria.load(frame), local(FIRST.sub(SPLIT, FRAME)))


def test_an_indicator_in_another_criterion_is_no_longer_the_frames() -> None:
    share = FRAME[FRAME.rindex("  [[criterion.indicator]]") :]
    yes_no = '  [[criterion.indicator]]\n  code = "1.2"\n  text = { vi = "Có góc học tập" }\n'
    yes_no += '  kind = "yes_no"\n  max = "5.00"\n'

    moved = FRAME.replace(yes_no, "").replace(share, share + yes_no)

    assert Breach(Change.INDICATOR_MOVED, "1.2") in breaches(criteria.load(FRAME), local(moved))


def test_the_first_breach_is_raised_with_both_sets_named() -> None:
    with pytest.raises(NotComparable) as refused:
        require_comparable(criteria.load(FRAME), local(FRAME.replace('max = "10.00"', 'max = "9.00"')))

    assert refused.value.facts["frame"] == "khung@2099"


@pytest.mark.parametrize(
    ("code", "of", "expected"),
    [("1.1.a", "1.1", True), ("1.1a", "1.1", True), ("1.10", "1.1", False), ("1.1", "1.1", False)],
)
def test_a_part_is_known_by_its_code(code: str, of: str, expected: bool) -> None:
    assert is_part(code, of) is expected


@given(sets())
def test_every_set_is_comparable_with_itself(one: CriteriaSet) -> None:
    assert breaches(one, one) == ()


@given(st.integers(0, 600), st.integers(0, 400), st.booleans(), st.integers(0, 10))
def test_the_frames_points_follow_from_the_answers_to_a_split_set(
    first: int, second: int, corner: bool, part: int
) -> None:
    frame, split = criteria.load(FRAME), local(FIRST.sub(SPLIT, FRAME))
    rest: dict[str, Answer] = {"1.2": corner, "2.1": Share(part, 10), "P1": Share(9, 10)}
    card = scoring.score(split, {"1.1.a": first, "1.1.b": second, **rest})
    earned = {line.code: line.points for criterion in card.criteria for line in criterion.indicators}

    framed = to_frame(frame, split, earned)

    assert framed["1.1"] == first + second
    assert sum(framed.values()) == card.total_points
    assert scoring.score(frame, {"1.1": first + second, **rest}).total_points == card.total_points


@given(sets(logic="points").flatmap(lambda one: st.tuples(st.just(one), answers_to(one, wild=False))))
def test_a_set_maps_its_own_points_to_themselves(drawn: tuple[CriteriaSet, Mapping[str, Answer]]) -> None:
    one, given_answers = drawn
    rescaled = any(i.not_applicable is NotApplicable.RESCALE for i in one.indicators)
    card = scoring.score(one, given_answers)
    earned = {line.code: line.points for criterion in card.criteria for line in criterion.indicators}

    assert to_frame(one, one, earned) == earned or rescaled
