import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.written_numbers import (
    NumberUnreadable,
    Qualifier,
    qualifier_of,
    read,
    with_qualifier,
)


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("330.909", 330_909, "exact"),
        ("07", 7, "exact"),
        ("07 dòng họ", 7, "exact"),
        ("1 800", 1_800, "exact"),
        ("1\u00a0800", 1_800, "exact"),
        ("1.234.567", 1_234_567, "exact"),
        ("1,234,567", 1_234_567, "exact"),
        ("1,000", 1_000, "exact"),
        ("trên 1800", 1_800, "more than"),
        ("hơn 1.660", 1_660, "more than"),
        ("HƠN 1.660 dòng họ", 1_660, "more than"),
        ("300.000+", 300_000, "more than"),
        ("gần 26", 26, "nearly"),
        ("gan 26", 26, "nearly"),
        ("khoảng 500 người", 500, "about"),
        ("dưới 500", 500, "less than"),
        ("1.000 trở lên", 1_000, "at least"),
        ("tối đa 40", 40, "at most"),
        ("gần 7,4 tỷ", 7_400_000_000, "nearly"),
        ("7,4 tỷ đồng", 7_400_000_000, "exact"),
        ("7,125 tỷ", 7_125_000_000, "exact"),
        ("hơn 180 tỉ đồng", 180_000_000_000, "more than"),
        ("1.200 tỷ đồng", 1_200_000_000_000, "exact"),
        ("2 nghìn tỷ", 2_000_000_000_000, "exact"),
        ("7 tỷ 400 triệu đồng", 7_400_000_000, "exact"),
        ("4 triệu", 4_000_000, "exact"),
        ("4tr", 4_000_000, "exact"),
        ("-15.299", -15_299, "exact"),
        ("+15.299", 15_299, "exact"),
        ("12,5", Fraction(25, 2), "exact"),
        ("12.5", Fraction(25, 2), "exact"),
        ("1.234,56", Fraction(123_456, 100), "exact"),
        ("0,125", Fraction(1, 8), "exact"),
    ],
)
def test_a_count_is_read_as_people_write_it(text: str, value: int | Fraction, qualifier: str) -> None:
    found = read(text)

    assert (found.lowest, found.highest, found.qualifier.value) == (value, value, qualifier)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("800 - 1000", 800, 1_000),
        ("800–1,000", 800, 1_000),
        ("800 – 1.000", 800, 1_000),
        ("từ 800 đến 1.000 người", 800, 1_000),
        ("khoảng 800 - 1000", 800, 1_000),
        ("187781..187808", 187_781, 187_808),
        ("187.781..187.808", 187_781, 187_808),
        ("3 - 4 tỷ đồng", 3_000_000_000, 4_000_000_000),
        ("900 triệu - 1,2 tỷ", 900_000_000, 1_200_000_000),
    ],
)
def test_a_range_keeps_both_its_ends(text: str, low: int, high: int) -> None:
    found = read(text)

    assert (found.lowest, found.highest) == (Fraction(low), Fraction(high))
    assert found.qualifier is Qualifier.RANGE


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("35,36%", Fraction(3536, 100), 2),
        ("89, 95%", Fraction(8995, 100), 2),
        ("66.60", Fraction(666, 10), 2),
        ("66,600 %", Fraction(666, 10), 3),
        ("71,7 phần trăm", Fraction(717, 10), 1),
        ("100", 100, 0),
        ("0,0", 0, 1),
    ],
)
def test_a_percentage_keeps_its_published_decimals(text: str, value: Fraction, decimals: int) -> None:
    found = read(text, share=True)

    assert (found.lowest, found.decimals, found.qualifier) == (value, decimals, Qualifier.EXACT)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "gần",
            "nhiều hộ",
            "1.2.3",
            "1e5",
            "٣",
            "NaN",
            "12 345 67",
            "800, 1000",
            "53, 45",
            "1000 - 800",
        ),
        *(
            "1234.567",
            "07.500",
            "1 tỷ rưỡi",
            "5 triệu 6",
            "hơn 800 - 1000",
            "300 hoặc 400",
            "12%%x9",
            "9" * 40,
        ),
    ],
)
def test_what_is_no_number_or_two_is_refused(text: str) -> None:
    with pytest.raises(NumberUnreadable) as refused:
        read(text)

    assert refused.value.facts == {"text": text}


@given(
    st.integers(0, 10**12),
    st.sampled_from(["{}", "hơn {}", "gần {} người", "{} hộ", "\u00a0{}\u00a0", "khoảng\u00a0{}"]),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from(["", ".", "\u00a0", " "]),
)
def test_a_whole_number_is_read_back_from_every_way_of_writing_it(
    value: int, frame: str, form: str, mark: str
) -> None:
    text = unicodedata.normalize(form, frame.format(f"{value:,}".replace(",", mark)))  # type: ignore[arg-type]  # a form is a str to hypothesis

    found = read(text)

    assert (found.low, found.high, found.places) == (value, value, 0)


@given(st.integers(0, 10**9), st.integers(1, 6), st.sampled_from(",."))
def test_a_percentage_is_read_back_exactly(digits: int, decimals: int, mark: str) -> None:
    whole, rest = divmod(digits, 10**decimals)

    found = read(f"{whole}{mark}{rest:0{decimals}d}%", share=True)

    assert found.lowest == Fraction(digits, 10**decimals)
    assert found.decimals == decimals


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text)
    except NumberUnreadable:
        return

    assert found.low <= found.high
    assert any(sign in "0123456789" for sign in text)


def test_the_last_round_digit_is_told() -> None:
    assert read("1.660").round_to == 10
    assert read("300.000").round_to == 100_000
    assert read("7,4 tỷ").round_to == 100_000_000
    assert read("07").round_to == 1
    assert read("0").round_to == 1


def test_a_qualifier_is_known_in_both_languages_and_spellings() -> None:
    assert qualifier_of(" Trên ") is Qualifier.MORE_THAN
    assert qualifier_of("more than") is Qualifier.MORE_THAN
    assert qualifier_of(unicodedata.normalize("NFD", "khoảng")) is Qualifier.ABOUT
    assert qualifier_of("") is Qualifier.EXACT
    assert qualifier_of("maybe") is None


def test_a_number_takes_the_qualifier_of_its_neighbour_unless_they_contradict() -> None:
    plain, nearly, span = read("500"), read("gần 500"), read("800 - 1000")

    assert [
        found.qualifier if found else None
        for found in (
            with_qualifier(plain, Qualifier.MORE_THAN),
            with_qualifier(nearly, Qualifier.EXACT),
            with_qualifier(nearly, Qualifier.NEARLY),
            with_qualifier(span, Qualifier.RANGE),
            with_qualifier(nearly, Qualifier.MORE_THAN),
            with_qualifier(plain, Qualifier.RANGE),
        )
    ] == [Qualifier.MORE_THAN, Qualifier.NEARLY, Qualifier.NEARLY, Qualifier.RANGE, None, None]
