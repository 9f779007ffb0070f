"""Lists as people keep them: cells in every form, headings in any order, and who is somebody already there."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake import cells, headings
from khuyenhoc.domain.intake.headings import Holds, ListKind
from khuyenhoc.domain.intake.matching import Held, Line, Status, match

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        *((None, None), ("", None), ("   ", None), (1980, 1980), (1980.0, 1980), ("1980", 1980)),
        *((" 1980\u00a0", 1980), ("15/04/1980", 1980), ("15-4-1980", 1980), ("15.04.1980", 1980)),
        *(("5/4/1980", 1980), ("1980-04-15", 1980), ("1980-04-15 00:00:00", 1980), ("4/1980", 1980)),
        *(
            ("15041980", 1980),
            (5041980, 1980),
            (5041980.0, 1980),
            ("00/00/1980", 1980),
            (date(1980, 4, 15), 1980),
        ),
        *(("sinh năm 1980", 1980), ("SN 1980", 1980), ("Năm 1980", 1980), ("SN: 1980", 1980)),
        *((29326, 1980), (29326.5, 1980), (22007, 1960), ("29/02/1980", 1980), ("15 / 04 / 1980", 1980)),
    ],
)
def test_a_birth_is_read_in_every_form_people_use(cell: Any, year: int | None) -> None:
    assert cells.birth_year(cell, today=TODAY) == year


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/1980",
        "29/02/1981",
        "15/13/1980",
        "80",
        80,
        "15/4/80",
        "không rõ",
        "19800",
        "khoảng 1980",
        "#N/A",
        -5,
    ],
)
def test_a_birth_that_would_have_to_be_guessed_is_not_read(cell: Any) -> None:
    with pytest.raises(cells.IntakeBirthUnreadable):
        cells.birth_year(cell, today=TODAY)


@pytest.mark.parametrize("cell", [2027, "2027", "1/1/1899", 1899, date(2030, 1, 1)])
def test_a_birth_that_cannot_be_is_refused(cell: Any) -> None:
    with pytest.raises(cells.IntakeBirthImpossible):
        cells.birth_year(cell, today=TODAY)


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.dates() | st.none())
def test_any_cell_is_read_or_refused(cell: Any) -> None:
    for read in (
        cells.name,
        cells.code,
        lambda told: cells.birth_year(told, today=TODAY),
        cells.ticked,
        cells.text,
    ):
        try:
            read(cell)
        except RuleBroken:
            continue


@pytest.mark.parametrize(
    "name", ["Lý Seo Dín", "Giàng A Páo", "Y Êban", "H'Lan Niê", "K'Brêu", "Sáng", "=Mẫu"]
)
def test_no_form_of_a_name_is_wrong_and_both_unicode_forms_are_one(name: str) -> None:
    assert cells.name(unicodedata.normalize("NFD", f"  {name}\u00a0 ")) == name


@pytest.mark.parametrize("cell", [12, 12.5, date(1980, 1, 1), "#REF!", "123", "…", True])
def test_what_is_no_name_is_refused(cell: Any) -> None:
    with pytest.raises(cells.IntakeNameNotText):
        cells.name(cell)


def test_a_household_is_found_with_or_without_the_word_before_its_name() -> None:
    told = {"Hộ ông Mẫu Văn A", "hộ gia đình bà Mẫu Văn A", "Mẫu Văn A", "Hộ Mẫu Văn A", "HỘ ÔNG MẪU VĂN A"}

    assert {cells.household_key(name) for name in told} == {"mau van a"}
    assert cells.household_key("Hồ Văn A") == "ho van a"


def found(
    rows: list[list[Any]], kind: ListKind | None = None
) -> tuple[ListKind, dict[str, tuple[int, ...]], int]:
    told = headings.find(rows, kind)
    assert told is not None
    return told.kind, {holds.value: columns for holds, columns in told.columns.items()}, told.first


def test_headings_are_found_below_a_letterhead_in_any_order_and_spelling() -> None:
    rows: list[list[Any]] = [
        ["HỘI KHUYẾN HỌC XÃ MẪU ĐÔNG"],
        [],
        ["DANH SÁCH CÔNG DÂN"],
        ["STT", "NAM SINH (*)", "Thôn/Bản", "HỌ VÀ TÊN", "Số điện thoại"],
        [1, 1980, "Bản Một", "Mẫu Văn A", 912345678],
    ]

    assert found(rows) == (ListKind.PEOPLE, {"birth": (1,), "hamlet": (2,), "name": (3,)}, 4)


def test_headings_on_two_rows_are_read_together() -> None:
    rows: list[list[Any]] = [
        ["STT", "Họ và tên", "Năm sinh", None, "Địa chỉ", None],
        [None, None, "Nam", "Nữ", "Thôn", "Xã"],
        ["1", "Mẫu Văn A", "1980", None, "Bản Một", "xã Mẫu"],
    ]

    assert found(rows) == (
        ListKind.PEOPLE,
        {"name": (1,), "birth": (2, 3), "hamlet": (4,), "commune": (5,)},
        2,
    )


def test_a_title_right_above_is_no_part_of_the_headings() -> None:
    told = headings.find([["DANH SÁCH"], ["STT", "Họ và tên", "Thôn"], [1, "Mẫu", "Một"]])

    assert told is not None
    assert (told.first, told.height, dict(told.titles)) == (2, 1, {0: "STT", 1: "Họ và tên", 2: "Thôn"})


def test_a_list_of_households_is_known_by_its_columns() -> None:
    rows: list[list[Any]] = [["TT", "Họ tên chủ hộ", "Mã hộ", "Thôn"], [1, "Mẫu", "01", "Một"]]

    assert found(rows) == (ListKind.HOUSEHOLDS, {"name": (1,), "code": (2,), "hamlet": (3,)}, 1)


def test_columns_that_nothing_is_taken_from_are_told() -> None:
    told = headings.find([["STT", "Họ và tên", "Năm sinh", "Dân tộc", "Ghi chú", "Lỗi"]], ListKind.PEOPLE)

    assert told is not None
    assert told.unread == ("Dân tộc",)
    assert told.titles[told.columns[Holds.BIRTH][0]] == "Năm sinh"


def test_a_sheet_of_remarks_has_no_headings() -> None:
    assert headings.find([["Việc", "Ngày"], ["Họp", 1]]) is None
    assert headings.find([]) is None


cell = (
    st.none()
    | st.text(max_size=8)
    | st.integers(-5, 99999)
    | st.sampled_from(["Họ và tên", "Năm sinh", "Thôn", "Mã hộ", "Tên hộ", "STT", "Nam", "Nữ"])
)


@given(st.lists(st.lists(cell, max_size=6), max_size=8))
def test_whatever_stands_in_a_sheet_headings_are_found_or_not(rows: list[list[Any]]) -> None:
    told = headings.find(rows)

    assert told is None or told.first <= len(rows)


lines = st.lists(
    st.tuples(
        st.sampled_from(["an", "binh"]), st.integers(1, 2), st.sampled_from([None, 1980, 1981]),
        st.sampled_from(["", "01", "02"]), st.booleans(),
    ),
    max_size=7,
)  # fmt: skip


def of(told: list[tuple[str, int, int | None, str, bool]]) -> list[Line]:
    return [
        Line(row=n, name=key, key=key, place=place, birth=birth, code=code, is_not_double=crossed)
        for n, (key, place, birth, code, crossed) in enumerate(told, start=2)
    ]


@given(lines, st.booleans())
def test_what_was_taken_in_is_the_same_the_next_time(
    told: list[tuple[str, int, int | None, str, bool]], wide: bool
) -> None:
    area_of = (lambda _: 0) if wide else None
    first = match(of(told), [], area_of=area_of)
    register = [
        Held(n, one.line.name, one.line.key, one.line.place, one.line.birth, one.line.code)
        for n, one in enumerate(first, start=1)
        if one.status is Status.NEW
    ]

    again = match(of(told), register, area_of=area_of)

    assert [one.status for one in first if one.status in (Status.SAME, Status.CHANGED)] == []
    assert [one.status for one in again if one.status is Status.NEW] == []
    assert sum(one.status is Status.SAME for one in again) == len(register)


@given(lines)
def test_every_line_has_one_answer_and_no_subject_two(
    told: list[tuple[str, int, int | None, str, bool]],
) -> None:
    register = [Held(n, "An", "an", 1, 1980) for n in range(3)]

    answers = match(of(told), register)

    assert [one.line.row for one in answers] == [line.row for line in of(told)]
    taken = [one.held.pk for one in answers if one.held is not None]
    assert len(taken) == len(set(taken))
