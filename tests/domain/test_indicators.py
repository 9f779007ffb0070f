"""Rates, what is still needed, and what a row warns of."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.indicators import Caution, cautions, needed, rate

PARTS = st.integers(min_value=0, max_value=10**9)
WHOLES = st.integers(min_value=1, max_value=10**9)
TARGETS = st.integers(min_value=0, max_value=10_000)


def codes(part: int, whole: int | None, target: int | None) -> list[Caution]:
    return [remark.code for remark in cautions(part, whole, target)]


@given(PARTS, WHOLES)
def test_a_rate_is_the_exact_share_rounded_half_up(part: int, whole: int) -> None:
    exact = Fraction(part, whole) * 10_000
    found = rate(part, whole)

    assert found is not None
    assert -Fraction(1, 2) < found - exact <= Fraction(1, 2)


@given(st.integers(0, 100_000), st.integers(0, 10).map(lambda power: 2**power))
def test_a_rate_rounds_as_the_decimal_numbers_of_a_spreadsheet_do(part: int, whole: int) -> None:
    exact = Decimal(part) * 100 / Decimal(whole)  # by a power of two: every digit is there

    assert rate(part, whole) == int(exact.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100)


@pytest.mark.parametrize(
    ("part", "whole", "hundredths"),
    [(125_071, 187_794, 6_660), (1, 8, 1_250), (1, 800, 13), (2, 3, 6_667), (3, 2, 15_000), (0, 5, 0)],
)
def test_rates_that_are_known_by_hand(part: int, whole: int, hundredths: int) -> None:
    assert rate(part, whole) == hundredths


@given(PARTS, st.integers(max_value=0))
def test_without_a_whole_there_is_no_rate(part: int, whole: int) -> None:
    assert rate(part, whole) is None


@given(PARTS, WHOLES, TARGETS)
def test_needed_is_the_smallest_number_that_reaches_the_target(part: int, whole: int, target: int) -> None:
    more = needed(part, whole, target)

    assert more >= 0
    assert Fraction(part + more, whole) * 10_000 >= target
    assert more == 0 or Fraction(part + more - 1, whole) * 10_000 < target


@given(PARTS, WHOLES, TARGETS)
def test_a_target_below_the_result_is_warned_of_exactly_then(part: int, whole: int, target: int) -> None:
    above = Fraction(part, whole) * 10_000 > target

    assert (Caution.TARGET_BELOW_RESULT in codes(part, whole, target)) == above


@given(PARTS, WHOLES)
def test_a_part_above_its_whole_is_warned_of(part: int, whole: int) -> None:
    assert (Caution.PART_ABOVE_WHOLE in codes(part, whole, None)) == (part > whole)


@pytest.mark.parametrize("whole", [None, 0])
def test_a_result_without_a_base_says_so_and_nothing_else(whole: int | None) -> None:
    assert codes(5, whole, 7_000) == [Caution.NO_BASE]
    assert codes(0, whole, 7_000) == []


def test_a_target_reached_to_the_dot_is_no_cause_for_warning() -> None:
    assert codes(70, 100, 7_000) == []
