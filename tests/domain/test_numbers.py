from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import numbers


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_percent_is_the_exact_ratio_rounded_half_up(part: int, whole: int) -> None:
    exact = Fraction(part * 10000, whole)

    assert numbers.percent_of(part, whole) == (exact + Fraction(1, 2)) // 1


@given(st.integers(0, 10**12))
def test_hundredths_written_plainly_are_read_back(value: int) -> None:
    assert numbers.hundredths(numbers.plain(value)) == value
    assert numbers.hundredths(numbers.plain(value).replace(".", ",")) == value


@pytest.mark.parametrize("text", ["", "-1", "1.234", "1.2.3", "mười", "1e3", ".5", "5.", "٣", "1 000", "NaN"])
def test_what_is_no_plain_decimal_is_not_guessed(text: str) -> None:
    assert numbers.hundredths(text) is None


def test_idle_zeros_do_not_make_a_number_too_fine() -> None:
    assert numbers.hundredths("7.5000") == 750


def test_figures_read_as_vietnamese_write_them() -> None:
    assert numbers.percent(6660) == "66,60%"
    assert numbers.grouped(125071) == "125.071"
    assert numbers.decimal(-123456) == "-1.234,56"
    assert numbers.points(1000) == "10"
    assert numbers.points(750) == "7,5"
    assert numbers.points(100000) == "1.000"


def test_figures_read_as_english_write_them() -> None:
    assert numbers.percent(6660, language="en") == "66.60%"
    assert numbers.grouped(125071, language="en") == "125,071"
    assert numbers.points(625, language="en") == "6.25"
