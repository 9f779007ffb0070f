from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.figures.intervals import Bases, How, allowed, cut_off, extent, rounded
from khuyenhoc.domain.written_numbers import WrittenNumber, read

parts = st.integers(0, 10**12)
decimals = st.integers(0, 3)


def half_up(part: int, whole: int, places: int) -> int:
    return (Fraction(100 * 10**places * part, whole) + Fraction(1, 2)) // 1


def cut(part: int, whole: int, places: int) -> int:
    return Fraction(100 * 10**places * part, whole) // 1


def published(digits: int, places: int) -> WrittenNumber:
    whole, rest = divmod(digits, 10**places)
    return read(f"{whole},{rest:0{places}d}" if places else str(whole), share=True)


def ends(bases: Bases | None) -> tuple[int, int | None] | None:
    return None if bases is None else (bases.low, bases.high)


@pytest.mark.parametrize(
    ("part", "rate", "expected"),
    [
        ("330.909", "35,36", (935_697, 935_960)),
        ("125.071", "66,60", (187_781, 187_808)),
        ("1.406", "60,04", None),
        ("1.484", "71,7", (2_069, 2_071)),
        ("821", "98,44", (834, 834)),
        ("110.172", "89, 95", (122_475, 122_488)),
        ("53", "100", (53, 53)),
        ("45", "100", (45, 45)),
    ],
)
def test_the_bases_of_the_published_figures(part: str, rate: str, expected: tuple[int, int] | None) -> None:
    assert ends(allowed(extent(read(part)), read(rate, share=True))) == expected


@given(parts, parts, decimals)
def test_a_rate_rounded_half_up_allows_its_whole(one: int, other: int, places: int) -> None:
    part, whole = min(one, other), max(one, other, 1)

    bases = allowed(extent(read(str(part))), published(half_up(part, whole, places), places))

    assert bases is not None
    assert bases.how is How.HALF_UP
    assert bases.low <= whole
    assert bases.high is None or whole <= bases.high


@given(parts, parts, decimals)
def test_a_rate_cut_off_allows_its_whole(one: int, other: int, places: int) -> None:
    part, whole = min(one, other), max(one, other, 1)

    bases = cut_off(extent(read(str(part))), published(cut(part, whole, places), places))

    assert bases is not None
    assert bases.low <= whole
    assert bases.high is None or whole <= bases.high


@given(st.integers(1, 10**12), st.integers(1, 200_000), decimals)
def test_the_ends_give_the_rate_and_their_neighbours_do_not(part: int, digits: int, places: int) -> None:
    for bases, rate_of in (
        (rounded(extent(read(str(part))), published(digits, places)), half_up),
        (cut_off(extent(read(str(part))), published(digits, places)), cut),
    ):
        if bases is None:
            continue
        assert bases.high is not None
        assert rate_of(part, bases.low, places) == rate_of(part, bases.high, places) == digits
        assert rate_of(part, bases.high + 1, places) < digits
        assert bases.low == 1 or rate_of(part, bases.low - 1, places) > digits


@pytest.mark.parametrize("places", [0, 1])
def test_small_figures_equal_what_trying_every_base_finds(places: int) -> None:
    most = 40
    for part in range(12):
        for digits in range(0, 130 * 10**places, 3 if places else 1):
            rate = published(digits, places)
            for found, rate_of in (
                (rounded(extent(read(str(part))), rate), half_up),
                (cut_off(extent(read(str(part))), rate), cut),
            ):
                tried = [base for base in range(1, most) if rate_of(part, base, places) == digits]
                top = most - 1 if found is None or found.high is None else min(found.high, most - 1)
                assert tried == ([] if found is None else list(range(found.low, top + 1)))


def test_a_rate_of_nothing_has_no_largest_base() -> None:
    assert ends(allowed(extent(read("0")), read("0", share=True))) == (1, None)
    assert ends(allowed(extent(read("7")), read("0,0", share=True))) == (14_001, None)
    assert allowed(extent(read("0")), read("0,1", share=True)) is None


def test_only_cutting_off_is_told_where_rounding_reaches_no_base() -> None:
    bases = allowed(extent(read("2")), read("66,6", share=True))

    assert bases == Bases(3, 3, How.TRUNCATED)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("330.909", 330_909, 330_909),
        ("7,4 tỷ", 7_350_000_000, 7_449_999_999),
        ("gần 200.000", 150_000, 200_000),
        ("hơn 1.660", 1_660, 1_670),
        ("khoảng 500", 450, 550),
        ("800 - 1000", 800, 1_000),
        ("ít nhất 40", 40, None),
        ("dưới 40", 0, 40),
    ],
)
def test_what_a_written_number_may_stand_for(text: str, low: int, high: int | None) -> None:
    assert extent(read(text)) == (low, high)


@pytest.mark.parametrize(
    ("rate", "low", "high"),
    [
        ("gần 40", 250_001, 285_714),
        ("trên 60", 142_858, 166_666),
        ("khoảng 50", 181_819, 222_222),
        ("35 - 37", 266_667, 289_855),
        ("ít nhất 80", 1, 125_786),
        ("dưới 50", 200_001, None),
    ],
)
def test_a_qualified_rate_allows_as_much_as_its_words(rate: str, low: int, high: int | None) -> None:
    assert allowed(extent(read("100.000")), read(rate, share=True)) == Bases(low, high, How.STATED)
