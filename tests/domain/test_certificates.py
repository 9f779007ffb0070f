"""Numbers and check codes."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.certificates import (
    certificate_number,
    check_code,
    decision_number,
    read_code,
)

SECRETS = st.binary(min_size=16, max_size=64)
IDS = st.integers(min_value=1, max_value=10**12)
LOOK_ALIKES = {"0": "0Oo", "1": "1IiLl", "V": "VvUu"}


def test_numbers_are_written_as_the_papers_write_them() -> None:
    assert decision_number(5, 2023, "QĐ-UBND") == "05/2023/QĐ-UBND"
    assert decision_number(115, 2023, "QĐ-UBND") == "115/2023/QĐ-UBND"
    assert certificate_number(42, 2023) == "00042/2023"
    assert certificate_number(123_456, 2023) == "123456/2023"


@given(SECRETS, IDS)
def test_a_code_is_three_fours_without_letters_that_look_alike(secret: bytes, number: int) -> None:
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", check_code(secret, number))


@given(SECRETS, IDS, IDS)
def test_a_code_belongs_to_one_recognition_and_one_secret(secret: bytes, one: int, other: int) -> None:
    assert (check_code(secret, one) == check_code(secret, other)) == (one == other)
    assert check_code(secret, one) != check_code(secret + b"x", one)


@given(SECRETS, IDS, st.data())
def test_a_code_is_read_back_in_any_case_with_any_blanks_and_look_alikes(
    secret: bytes, number: int, data: st.DataObject
) -> None:
    code = check_code(secret, number)
    typed = ""
    for sign in code.replace("-", ""):
        typed += data.draw(st.sampled_from(LOOK_ALIKES.get(sign, sign + sign.lower())))
        typed += data.draw(st.sampled_from(["", "", " ", "-", ".", "\u00a0", "–"]))

    assert read_code(typed) == code


def test_a_code_typed_in_wide_letters_is_read_too() -> None:
    assert read_code("ＡＢＣＤ－１２３４－ＥＦＧＨ") == "ABCD-1234-EFGH"


@given(st.text(max_size=40))
def test_reading_never_fails_and_reading_twice_changes_nothing(typed: str) -> None:
    assert read_code(read_code(typed)) == read_code(typed)


@pytest.mark.parametrize("typed", ["", " ", "-", "--- ---"])
def test_nothing_typed_is_read_as_nothing(typed: str) -> None:
    assert read_code(typed) == ""


def test_no_two_signs_of_the_codes_are_read_alike() -> None:
    alphabet = set(string.digits + string.ascii_uppercase) - set("OILU")

    assert {read_code(sign) for sign in alphabet} == alphabet
