"""Days and numbers written out as papers have them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.official_writing import in_words, official_day


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2023, 12, 5), "ngày 05 tháng 12 năm 2023"),
        (date(2023, 3, 15), "ngày 15 tháng 3 năm 2023"),
        (date(2024, 2, 29), "ngày 29 tháng 02 năm 2024"),
        (date(2026, 1, 1), "ngày 01 tháng 01 năm 2026"),
    ],
)
def test_small_days_and_the_first_two_months_get_a_nought(day: date, written: str) -> None:
    assert official_day(day) == written


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (25, "hai mươi lăm"),
        (40, "bốn mươi"),
        (101, "một trăm linh một"),
        (111, "một trăm mười một"),
        (286, "hai trăm tám mươi sáu"),
        (1_005, "một nghìn không trăm linh năm"),
        (125_071, "một trăm hai mươi lăm nghìn không trăm bảy mươi mốt"),
        (1_000_010, "một triệu không trăm mười"),
        (7_400_000_000, "bảy tỷ bốn trăm triệu"),
        (2_000_000_003, "hai tỷ không trăm linh ba"),
    ],
)
def test_numbers_are_read_as_people_read_them(number: int, words: str) -> None:
    assert in_words(number) == words


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_two_numbers_are_never_read_alike(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)
