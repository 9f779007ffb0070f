"""What a story might tell too much of is found as people write it, and nothing is lost by marking it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.private_details import Detail, marks, pieces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Em An sinh ngày 3/5/2015, học lớp 5A trường Tiểu học Lê Lợi, nhà số 12 đường Trần Phú.",
            {
                "sinh ngày 3/5/2015": Detail.BIRTH,
                "lớp 5A": Detail.SCHOOL,
                "trường Tiểu học Lê Lợi": Detail.SCHOOL,
                "số 12 đường Trần Phú": Detail.ADDRESS,
            },
        ),
        (
            "Gọi 0912 345 678 hoặc +84 912.345.678",
            {"0912 345 678": Detail.TELEPHONE, "+84 912.345.678": Detail.TELEPHONE},
        ),
        ("Số căn cước: 001203004567", {"căn cước: 001203004567": Detail.ID_NUMBER}),
        ("Giấy 001 203 004 567", {"001 203 004 567": Detail.ID_NUMBER}),
        (
            "Bé (SN 2017) ở số nhà 7 ngõ 12",
            {"SN 2017": Detail.BIRTH, "số nhà 7": Detail.ADDRESS, "ngõ 12": Detail.ADDRESS},
        ),
        ("Sinh ngày 3 tháng 5 năm 2015", {"Sinh ngày 3 tháng 5 năm 2015": Detail.BIRTH}),
        ("Quỹ được 123456789 đồng và 12.345.678.901 đồng, ngày 20/11/2026 có 45 em dự", {}),
        ("Mở lớp xóa mù chữ, mỗi lớp 30 người, sinh hoạt 2 buổi; Quyết định số 387/QĐ-TTg", {}),
        ("Đạt 800 - 1.000 lượt, gần 7,4 tỷ đồng, 1.234 hộ", {}),
    ],
)
def test_what_people_write_of_somebody_is_found_and_numbers_of_a_report_are_not(
    text: str, found: dict[str, Detail]
) -> None:
    assert {one.text: one.detail for one in marks(text)} == found


@given(st.text(alphabet="0123456789 ./-sinh lớp trường THCS số nhà ngõ đồng ABĐ+", max_size=60))
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(piece for piece, _ in pieces(text)) == text
