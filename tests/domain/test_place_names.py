"""What people type for a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import place_names
from khuyenhoc.domain.place_names import Reading
from khuyenhoc.domain.text import search_key


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("Lùng Tám", Reading("lung tam")),
        ("lungf tams", Reading("lung tam")),
        ("luungf tams", Reading("lung tam")),
        ("HAF GIANG", Reading("ha giang")),
        ("Ddawks Wer", Reading("dak wer")),
        ("xã Lùng Tám", Reading("lung tam", "xã")),
        ("xax lungf tams", Reading("lung tam", "xã")),
        ("TP. Hà Giang", Reading("ha giang", "thành phố")),
        ("thij traans Tam Sown", Reading("tam son", "thị trấn")),
        ("TX Cai Lậy", Reading("cai lay", "thị xã")),
        ("đặc khu Hoàng Sa", Reading("hoang sa", "đặc khu")),
        ("Q1", Reading("1", "quận")),
        ("P.12", Reading("12", "phường")),
        ("TP.HCM", Reading("ho chi minh", "thành phố")),
        ("Ðăk Hà", Reading("dak ha")),
    ],
)
def test_a_text_is_understood(typed: str, reading: Reading) -> None:
    assert reading in place_names.readings(typed)


def test_parents_stand_after_commas() -> None:
    assert place_names.parts(" Lùng Tám,  Quản Bạ ,, Hà Giang ") == ("Lùng Tám", "Quản Bạ", "Hà Giang")


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for part in place_names.parts(text):
        assert place_names.readings(part)[0].key == search_key(part)


@given(st.text(max_size=200))
def test_a_text_has_few_readings(text: str) -> None:
    assert all(len(place_names.readings(part)) <= 5_000 for part in place_names.parts(text))


def test_the_same_word_with_its_tone_elsewhere_is_spelt_alike() -> None:
    assert place_names.spelling("Hoà Thuỷ") == place_names.spelling("HÒA THỦY")
    assert len({place_names.spelling(word) for word in ("Ha", "Hà", "Hạ", "Hă", "Đa", "Da")}) == 6


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Thôn Lùng Hóa", ("thôn", "Lùng Hóa")),
        ("TỔ DÂN PHỐ 5", ("tổ dân phố", "5")),
        ("Nà Ràng", ("", "Nà Ràng")),
        ("Bản", ("", "Bản")),
    ],
)
def test_the_unit_word_is_parted_from_the_name(text: str, told: tuple[str, str]) -> None:
    assert place_names.split_unit(text) == told
