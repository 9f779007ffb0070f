"""Consecutive years of a title."""

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.streaks import longest, streak

years = st.sets(st.integers(2000, 2040))


def test_a_gap_ends_a_streak() -> None:
    assert streak([2019, 2021, 2022, 2023], 2023) == 3


def test_without_the_last_year_there_is_no_streak() -> None:
    assert streak([2021, 2022], 2023) == 0


@given(years, st.integers(2000, 2040))
def test_a_streak_is_the_run_that_ends_there(found: set[int], until: int) -> None:
    length = streak(found, until)

    assert all(until - back in found for back in range(length))
    assert until - length not in found


@given(years)
def test_the_longest_run_is_the_best_of_all_streaks(found: set[int]) -> None:
    assert longest(found) == max((streak(found, year) for year in found), default=0)
