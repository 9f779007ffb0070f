"""Who issues a paper and who signs it, and the order of hamlets on its lists."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.place_names import place_order
from khuyenhoc.papers.letterhead import of_association, of_body, signature
from khuyenhoc.papers.lists import Line, Named, name_list
from tests import make
from tests.make import Country

DAY = date(2023, 2, 5)


@pytest.mark.parametrize(
    ("body", "signer", "lines"),
    [
        ("UBND xã Mẫu Đông", "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            "Ủy ban nhân dân xã Mẫu Đông",
            "Chủ tịch Ủy ban nhân dân xã Mẫu Đông",
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ),
        (
            "Uỷ ban nhân dân xã Mẫu Đông",
            "Phó Chủ tịch UBND xã Mẫu Đông",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("Sở Giáo dục Mẫu", "Phó Giám đốc Sở Giáo dục Mẫu", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("Sở Giáo dục Mẫu", "Giám đốc", ("GIÁM ĐỐC",)),
    ],
)
def test_who_signs_signs_as_the_decree_has_it(body: str, signer: str, lines: tuple[str, ...]) -> None:
    assert signature(body, signer) == lines


@pytest.mark.django_db
def test_each_body_stands_under_the_one_above_it_and_dates_in_its_own_place(land: Country) -> None:
    ward = make.place("commune", "1", land.province, "phường")

    heads = [of_association(place.pk, DAY) for place in (land.hamlet, land.commune, land.province, ward)]

    assert [(head.above, head.issuer, head.seat) for head in heads] == [
        (("Hội Khuyến học", "xã Mẫu Đông"), ("Chi hội Khuyến học", "thôn Bản Một"), "Mẫu Đông"),
        (("Hội Khuyến học", "huyện Mẫu Hà"), ("Hội Khuyến học", "xã Mẫu Đông"), "Mẫu Đông"),
        (("Hội Khuyến học", "Việt Nam"), ("Hội Khuyến học", "tỉnh Mẫu Sơn"), "Mẫu Sơn"),
        (("Hội Khuyến học", "tỉnh Mẫu Sơn"), ("Hội Khuyến học", "phường 1"), "Phường 1"),
    ]


@pytest.mark.django_db
def test_another_body_than_a_committee_keeps_its_name(land: Country) -> None:
    head = of_body("Sở Giáo dục Mẫu", land.province.pk, DAY, "01/2023/QĐ-SGD")

    assert (head.issuer, head.number, head.day) == (("Sở Giáo dục Mẫu",), "01/2023/QĐ-SGD", DAY)


@given(st.integers(1, 10**5), st.integers(1, 10**5))
def test_numbered_hamlets_follow_their_numbers(one: int, other: int) -> None:
    assert (place_order(f"thôn {one}") < place_order(f"thôn {other}")) == (one < other)


@pytest.mark.django_db
def test_a_list_of_one_place_needs_no_heads_and_one_of_several_has_each_place_once(land: Country) -> None:
    here = [Named(land.hamlet.pk, key, Line(f"Hộ {key}")) for key in "ba"]
    there = [Named(land.other_hamlet.pk, "a", Line("Hộ xa"))]
    far = [Named(land.far_hamlet.pk, "a", Line("Hộ nơi khác"))]

    alone = name_list(here, of_place=land.hamlet.pk, on=DAY)
    together = name_list([*here, *there, *far], of_place=land.commune.pk, on=DAY)

    assert [(group.place, [line.name for line in group.lines]) for group in alone.groups] == [
        ("", ["Hộ a", "Hộ b"])
    ]
    assert [(group.place, group.number) for group in together.groups] == [
        ("thôn Bản Hai", "1"),
        ("thôn Bản Một", "2"),
        ("thôn Bản Xa, xã Mẫu Tây, huyện Mẫu Hà, tỉnh Mẫu Sơn", "1"),
    ]
    assert together.total.words == "bốn"
