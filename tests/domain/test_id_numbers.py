"""A twelve-digit number is read as people write it and told back to nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import id_numbers
from khuyenhoc.domain.id_numbers import IdNumberUnsound
from khuyenhoc.domain.intake import cells

DIGITS = st.text("0123456789", min_size=12, max_size=12)


@given(DIGITS, st.sampled_from([" ", ".", "-", ""]))
def test_blanks_points_and_dashes_between_the_digits_are_left_out(number: str, between: str) -> None:
    assert id_numbers.read(f" {between.join([number[:3], number[3:9], number[9:]])} ") == number


@given(DIGITS.filter(lambda one: not one.startswith("000")))
def test_a_spreadsheet_that_keeps_it_as_a_number_loses_nothing(number: str) -> None:
    assert cells.number(int(number)) == number
    assert cells.number(float(int(number))) == number


@pytest.mark.parametrize(
    "typed", ["12345678901", "1234567890123", "12345678901a", "١٢٣٤٥٦٧٨٩٠١٢", "123456789"]
)
def test_anything_else_is_refused_without_being_told_back(typed: str) -> None:
    with pytest.raises(IdNumberUnsound) as refused:
        id_numbers.read(typed)

    assert refused.value.facts == {}


def test_what_was_given_out_masked_comes_back_as_none() -> None:
    assert cells.number(id_numbers.masked("4321")) == ""
    assert cells.number(None) == ""
