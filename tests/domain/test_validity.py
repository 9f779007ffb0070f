"""How long a title holds and which tables count it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.validity import counted_years, holds_until


def test_a_yearly_title_counts_for_the_year_it_was_assessed_for_even_when_decided_in_the_next() -> None:
    assert list(counted_years(2023, 12)) == [2023]
    assert holds_until(date(2024, 2, 15), 12) == date(2025, 2, 15)


def test_a_title_of_thirty_six_months_counts_in_three_tables() -> None:
    assert list(counted_years(2023, 36)) == [2023, 2024, 2025]


@given(st.integers(2000, 2100), st.integers(1, 120))
def test_every_title_counts_in_its_own_year_and_in_each_whole_year_of_validity(
    year: int, months: int
) -> None:
    years = counted_years(year, months)

    assert years[0] == year
    assert len(years) == max(1, months // 12)
    assert list(years) == list(range(year, year + len(years)))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_a_title_is_held_for_at_least_a_day(effective_on: date, months: int) -> None:
    assert holds_until(effective_on, months) > effective_on
