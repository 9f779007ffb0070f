"""Goals of pilots against what was measured."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import goals
from khuyenhoc.domain.goals import BANDS, Band, MeasuresDiffer, Outcome
from khuyenhoc.domain.written_numbers import read

RANK = {None: None, Outcome.BELOW: 0, Outcome.MET: 1, Outcome.EXCEEDED: 2}
numbers = st.integers(0, 5_000)
some_bands = st.lists(st.sampled_from(BANDS), min_size=1, max_size=8)
shares = st.integers(0, 100)


def against(goal: str, result: str, whole: str = "") -> Outcome | None:
    return goals.outcome(goals.read_goal(goal), goals.read_goal(result), goals.read_goal(whole))


@pytest.mark.parametrize(
    ("result", "answer"),
    [
        ("799", Outcome.BELOW),
        ("800", Outcome.MET),
        ("950", Outcome.MET),
        ("1.000", Outcome.MET),
        ("1.001", Outcome.EXCEEDED),
        ("hơn 1.000", Outcome.EXCEEDED),
        ("dưới 800", Outcome.BELOW),
        ("gần 800", Outcome.BELOW),
        ("850 - 900", Outcome.MET),
        ("hơn 800", None),
        ("khoảng 900", None),
        ("", None),
    ],
)
def test_a_range_is_met_from_its_lower_to_its_upper_end(result: str, answer: Outcome | None) -> None:
    assert against("800–1.000", result) is answer


@pytest.mark.parametrize(
    ("goal", "result", "whole", "answer"),
    [
        ("100%", "100%", "", Outcome.MET),
        ("100%", "99,9%", "", Outcome.BELOW),
        ("70%", "71,7%", "", Outcome.EXCEEDED),
        ("100%", "24", "24", Outcome.MET),
        ("66,67%", "2", "3", Outcome.BELOW),  # 66,666… is not 66,67: nothing is rounded before it is compared
        ("ít nhất 80%", "80%", "", Outcome.MET),
        ("trên 50", "50", "", Outcome.BELOW),
        ("trên 50", "hơn 50", "", Outcome.MET),
        ("không quá 2%", "1,5%", "", Outcome.EXCEEDED),
        ("dưới 2%", "2%", "", Outcome.BELOW),
        ("khoảng 100", "99", "", None),
        ("", "15", "", None),
    ],
)
def test_goals_are_compared_as_they_were_written(
    goal: str, result: str, whole: str, answer: Outcome | None
) -> None:
    assert against(goal, result, whole) is answer


def test_a_share_is_not_compared_with_a_number_of_nobody_knows_how_many() -> None:
    with pytest.raises(MeasuresDiffer):
        against("100%", "24")
    with pytest.raises(MeasuresDiffer):
        against("24", "100%")


@given(numbers, numbers, numbers, numbers)
def test_a_larger_result_never_stands_worse(one: int, other: int, result: int, more: int) -> None:
    goal = read(f"{min(one, other)} - {max(one, other)}")
    first, second = (RANK[goals.outcome(goal, read(str(n)))] for n in (result, result + more))
    assert first is not None
    assert second is not None
    assert first <= second


@given(numbers, st.integers(1, 5_000), shares)
def test_a_part_of_a_whole_stands_as_its_share(part: int, whole: int, share: int) -> None:
    expected = Fraction(100 * part, whole)
    answer = {True: Outcome.EXCEEDED, False: Outcome.BELOW}[expected > share]
    assert against(f"{share}%", str(part), str(whole)) is (Outcome.MET if expected == share else answer)


@given(st.sampled_from(BANDS), shares, some_bands, st.data())
def test_a_place_not_rated_yet_leaves_open_only_what_it_can_change(
    wanted: Band, share: int, bands: list[Band], data: st.DataObject
) -> None:
    goal = read(f"{share}%")
    hidden = data.draw(st.integers(0, len(bands) - 1))
    part: list[Band | None] = [None if at == hidden else band for at, band in enumerate(bands)]

    known = goals.rated(wanted, goal, part)

    every = {goals.rated(wanted, goal, [*bands[:hidden], band, *bands[hidden + 1 :]]) for band in BANDS}
    assert known is (every.pop() if len(every) == 1 else None)


def test_all_rated_above_what_was_wanted_exceed_it_and_one_below_is_too_little() -> None:
    assert goals.rated(Band.FAIR, goals.WHOLE, [Band.GOOD] * 3) is Outcome.EXCEEDED
    assert goals.rated(Band.FAIR, goals.WHOLE, [Band.GOOD, Band.FAIR]) is Outcome.MET
    assert goals.rated(Band.FAIR, goals.WHOLE, [Band.GOOD, Band.AVERAGE]) is Outcome.BELOW
    assert goals.rated(Band.FAIR, goals.WHOLE, []) is None
    assert goals.rated_as_told(Band.FAIR, goals.WHOLE, Band.GOOD, goals.WHOLE) is Outcome.EXCEEDED
    assert goals.rated_as_told(Band.FAIR, goals.WHOLE, Band.GOOD, read("90%")) is None
    assert goals.rated_as_told(Band.FAIR, goals.WHOLE, Band.AVERAGE, read("90%")) is Outcome.BELOW
