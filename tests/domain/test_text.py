import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.text import clean, person_sort_key, search_key, sort_key, telex_key


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_the_search_key_of_a_search_key_is_itself(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@given(st.text())
def test_both_unicode_forms_have_the_same_keys(text: str) -> None:
    parted = unicodedata.normalize("NFD", text)

    assert clean(parted) == clean(text)
    assert search_key(parted) == search_key(text)
    assert sort_key(parted) == sort_key(text)


@given(st.text())
def test_sort_keys_are_digits_in_every_language(text: str) -> None:
    assert set(sort_key(text)) <= set("0123456789")
    assert set(person_sort_key(text)) <= set("0123456789")


@pytest.mark.parametrize("stroked", ["Đồng", "Ðồng", "Ɖồng", "đồng", "ðồng", "ɖồng"])
def test_every_stroked_d_is_found_by_a_plain_one(stroked: str) -> None:
    assert search_key(stroked) == "dong"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Lý Seo Dín", "ly seo din"),
        ("Giàng A Páo", "giang a pao"),
        ("Y Êban", "y eban"),
        ("H'Lan Niê", "h lan nie"),
        ("H’Lan\u00a0Niê", "h lan nie"),
        ("K'Brêu", "k breu"),
        ("Bản Phùng (xã)", "ban phung xa"),
        ("  Mèo\tVạc ", "meo vac"),
    ],
)
def test_names_are_found_without_marks_and_signs(name: str, key: str) -> None:
    assert search_key(name) == key


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nguyeenx", "nguyen"),
        ("nguyenex", "nguyen"),
        ("nguyeexn", "nguyen"),
        ("ddoongf vawn", "dong van"),
        ("dongfd", "dong"),
        ("meof vacj", "meo vac"),
        ("dduwowngf", "duong"),
        ("dduwongwf", "duong"),
        ("wngs hoaf", "ung hoa"),
        ("thuws xaan xuan sonw", "thu xan xuan son"),
        ("xins maanf", "xin man"),
        ("hoangf suw phif", "hoang su phi"),
        ("quarn baj", "quan ba"),
        ("lys", "ly"),
        ("Nguyễn", "nguyen"),
        ("h'lan niee", "h lan nie"),
    ],
)
def test_raw_telex_finds_the_plain_word(typed: str, found: str) -> None:
    assert telex_key(typed) == found


def test_text_orders_by_letter_then_by_tone() -> None:
    ordered = ["ba", "bà", "bả", "bã", "bá", "bạ", "bác", "bân", "da", "đa", "e", "ê", "o", "ô", "ơ", "y"]

    assert sorted(set(ordered), key=sort_key) == ordered


def test_people_order_by_given_then_middle_then_family_name() -> None:
    ordered = ["Lý Thị An", "Vàng Thị An", "Giàng A Ân", "Sùng Mí Dín", "Sùng Mí Đỏ", "Hà", "Lý Văn Hà"]
    ordered.append("Lý Hạ")

    assert sorted(set(ordered), key=person_sort_key) == ordered


def test_letters_of_other_alphabets_come_last() -> None:
    assert sorted(["Ж", "z", "ñ", "n"], key=sort_key) == ["n", "ñ", "z", "Ж"]


@pytest.mark.parametrize("text", ["", " ", "\u00a0\u200b", "\x00"])
def test_nothing_to_read_gives_nothing(text: str) -> None:
    assert clean(text) == ""
    assert search_key(text) == ""
    assert telex_key(text) == ""
