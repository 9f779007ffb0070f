"""The months a pilot runs."""

from datetime import date

import pytest

from khuyenhoc.domain.pilots import EndsBeforeItBegins, MonthUnclear, months


def test_months_are_read_as_people_write_them() -> None:
    assert months("6/2020", "") == (date(2020, 6, 1), None)
    assert months("tháng 06-2020", "2020-12") == (date(2020, 6, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    "text", ["13/2026", "0/2026", "13-2026", "2026", "6", "2026/13", "1/1/2026", "²/2026"]
)
def test_what_is_no_month_is_never_taken_for_one(text: str) -> None:
    with pytest.raises(MonthUnclear):
        months(text, "")
    with pytest.raises(MonthUnclear):
        months("1/2020", text)


def test_a_pilot_does_not_end_before_it_begins() -> None:
    with pytest.raises(EndsBeforeItBegins):
        months("6/2020", "5/2020")
