"""Days of the Vietnamese calendar, and months of validity."""

import calendar
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.days import NaiveTime, day_of, last_day, months_later

ZONES = st.integers(min_value=-12 * 60, max_value=14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@given(DAYS, st.times(), ZONES)
def test_a_moment_has_one_vietnamese_day_whatever_zone_tells_it(
    day: date, hour: time, zone: timezone
) -> None:
    moment = datetime.combine(day, hour, zone)

    assert day_of(moment) == (moment.astimezone(UTC) + timedelta(hours=7)).date()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2023, 12, 31, 16, 59, 59, 999_999, tzinfo=UTC), date(2023, 12, 31)),
        (datetime(2023, 12, 31, 17, tzinfo=UTC), date(2024, 1, 1)),
        (datetime(2025, 6, 30, 16, 59, 59, tzinfo=UTC), date(2025, 6, 30)),
        (datetime(2025, 6, 30, 17, tzinfo=UTC), date(2025, 7, 1)),
        (datetime(2024, 2, 28, 17, tzinfo=UTC), date(2024, 2, 29)),
        (datetime(2023, 12, 31, 9, tzinfo=timezone(timedelta(hours=-8))), date(2024, 1, 1)),
        (datetime(2024, 1, 1, 2, tzinfo=timezone(timedelta(hours=12))), date(2023, 12, 31)),
    ],
)
def test_midnight_and_the_years_end_are_those_of_vietnam(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveTime):
        day_of(datetime.combine(date(2023, 12, 31), time(23)))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2023, 10, 31), 36, date(2026, 10, 31)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2023, 12, 10), 12, date(2024, 12, 10)),
        (date(2023, 5, 5), 0, date(2023, 5, 5)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_months_last(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@given(DAYS, st.integers(min_value=0, max_value=240))
def test_months_later_counts_months_and_never_leaves_the_month(day: date, months: int) -> None:
    later = months_later(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])


@given(DAYS, DAYS, st.integers(min_value=0, max_value=240))
def test_who_begins_later_never_ends_earlier(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))

    assert months_later(first, months) <= months_later(second, months)


@given(st.integers(min_value=1, max_value=9998))
def test_the_last_day_of_a_year_is_the_day_before_the_next(year: int) -> None:
    assert last_day(year) + timedelta(days=1) == date(year + 1, 1, 1)
