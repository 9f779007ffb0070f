"""Every row of every sheet is a line or a fault, whatever stands in its cells; nothing is passed over in silence."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.apps.subjects.queries import Hamlet
from khuyenhoc.domain.intake.headings import ListKind
from khuyenhoc.sentences import sentence
from khuyenhoc.workbooks import lists
from khuyenhoc.workbooks.hamlet_names import HamletNames
from khuyenhoc.workbooks.opening import Sheet

TODAY = date(2026, 11, 22)
HEAD = ["STT", "Mã hệ thống", "Họ và tên", "Năm sinh", "Thôn", "Xã", "Mã hộ", "Không trùng"]
HAMLETS = [
    Hamlet(1, "thôn", "Bản Một", 10, "xã", "Mẫu Đông"),
    Hamlet(2, "thôn", "Bản Hai", 10, "xã", "Mẫu Đông"),
    Hamlet(3, "tổ dân phố", "Bản Một", 11, "phường", "Mẫu Tây"),
]
cell = (
    st.none()
    | st.text(max_size=12)
    | st.floats()
    | st.integers()
    | st.booleans()
    | st.dates()
    | st.sampled_from(
        ["Mẫu Văn A", "Bản Một", "1980", 1980, "=1+1", "#REF!", "Mẫu Đông", "a" * 3_000, "\x00", "‮"]
    )
)


def read(*rows: list[Any], name: str = "Người") -> lists.List:
    numbered = [(number, row) for number, row in enumerate([HEAD, *rows], start=4)]
    (found,) = lists.find([Sheet(name, rows=numbered)], HamletNames(HAMLETS), today=TODAY)
    return found


@given(st.lists(st.lists(cell, min_size=len(HEAD), max_size=len(HEAD) + 2), max_size=6))
def test_a_row_is_a_line_or_a_fault(rows: list[list[Any]]) -> None:
    found = read(*rows)

    told = [line.row for line in found.lines] + sorted({fault.row for fault in found.faults})
    assert len(told) == len(set(told)) == found.rows
    for fault in found.faults:
        assert all(sentence(fault.error, language) for language in ("vi", "en"))
        assert fault.cell.endswith(str(fault.row))


def test_a_hamlet_is_found_in_any_spelling_and_told_apart_by_its_commune() -> None:
    places: list[tuple[str | None, str | None]] = [
        ("thôn bản hai", None),
        ("BAN HAI", None),
        ("Bản Một", "xã Mẫu Đông"),
        ("Bản Một, Mẫu Tây", None),
    ]
    places += [("tổ dân phố Bản Một", None), ("Bản Một", None), ("Bản Ba", None), (None, None)]

    found = read(*([n, None, f"Mẫu {n}", 1980, *place] for n, place in enumerate(places)))

    assert [line.place for line in found.lines] == [2, 2, 1, 3, 3]
    assert [fault.error.code for fault in found.faults] == [
        "INTAKE_HAMLET_AMBIGUOUS",
        "INTAKE_HAMLET_UNKNOWN",
        "INTAKE_HAMLET_MISSING",
    ]


def test_rows_that_number_columns_add_up_or_are_blank_are_no_people() -> None:
    numbers = ["(1)", "(2)", "(3)", "(4)", "(5)"]
    person = [1, None, "Mẫu Văn A", 1980, "Bản Hai"]
    signed = [None, None, None, None, None, None, None, None, "Người lập biểu"]

    found = read(numbers, person, [None, " ", "\u00a0"], ["Tổng cộng: 1", None, None, 1], signed)

    assert (found.rows, [line.name for line in found.lines], found.faults) == (1, ["Mẫu Văn A"], [])


def test_sheets_that_are_no_list_are_passed_over() -> None:
    guidance = Sheet("Hướng dẫn", rows=[(1, ["Hướng dẫn"]), (2, ["Mỗi dòng một người."])])
    people = Sheet("Sheet1", rows=[(1, [*HEAD]), (2, [1, None, "Mẫu Văn A", 1980, "Bản Hai"])])

    (found,) = lists.find([guidance, people], HamletNames(HAMLETS), today=TODAY)

    assert (found.kind, found.sheet, len(found.lines)) == (ListKind.PEOPLE, "Sheet1", 1)
