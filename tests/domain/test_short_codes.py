"""The code on a citizen's card: no letter confused with another, and a slip never opens someone else's form."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khuyenhoc.domain.short_codes import LENGTH, LETTERS, POSSIBLE, CodeUnsound, read_short_code, short_code

drawn = st.integers(0, POSSIBLE - 1)
places = st.integers(0, LENGTH - 1)


def letters_of(code: str) -> list[str]:
    return list(code.replace("-", ""))


def test_the_letters_are_a_prime_number_and_none_looks_like_another() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 29
    assert not set("01OILUV") & set(LETTERS)
    assert set(LETTERS) <= set(string.ascii_uppercase + string.digits)


@given(drawn)
def test_a_code_is_read_back_however_it_is_typed(number: int) -> None:
    code = short_code(number)

    assert len(letters_of(code)) == LENGTH
    assert {
        read_short_code(typed) for typed in (code, code.lower(), code.replace("-", " "), f" {code}. ")
    } == {code}


@given(drawn, drawn)
def test_two_numbers_never_have_one_code(one: int, other: int) -> None:
    assert (short_code(one) == short_code(other)) == (one == other)


@given(drawn, places, st.sampled_from(LETTERS))
def test_one_wrong_letter_is_always_found(number: int, place: int, letter: str) -> None:
    letters = letters_of(short_code(number))
    assume(letters[place] != letter)
    letters[place] = letter

    with pytest.raises(CodeUnsound):
        read_short_code("".join(letters))


@given(drawn, places, places)
def test_two_letters_changed_round_are_always_found(number: int, one: int, other: int) -> None:
    letters = letters_of(short_code(number))
    assume(letters[one] != letters[other])
    letters[one], letters[other] = letters[other], letters[one]

    with pytest.raises(CodeUnsound):
        read_short_code("".join(letters))


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_refused(typed: str) -> None:
    try:
        code = read_short_code(typed)
    except CodeUnsound:
        return
    assert read_short_code(code) == code


@pytest.mark.parametrize("number", [-1, POSSIBLE])
def test_a_number_outside_is_a_defect_of_the_caller(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        short_code(number)
