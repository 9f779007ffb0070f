"""A workbook of households and people is compared, then taken in whole or not at all, and twice is once."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.audit.models import Event, Receipt
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.domain.intake.headings import ListKind
from khuyenhoc.domain.intake.matching import Status
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.workbooks import intake, marking, opening, register
from tests import make
from tests.make import NOON
from tests.workbooks import books

pytestmark = pytest.mark.django_db
HOUSES, PEOPLE = ListKind.HOUSEHOLDS, ListKind.PEOPLE
TWO_HOUSES: books.Rows = [
    books.HOUSEHOLDS,
    [1, "01", "Hộ ông Mẫu Văn Một", "Thôn Bản Một"],
    [2, "02", "Hộ bà Mẫu Thị Hai", "bản hai"],
]
THREE_PEOPLE: books.Rows = [
    books.PEOPLE,
    [1, "Mẫu Văn Một", 1960, "Bản Một", "01", None],
    [2, "Mẫu Thị Ba", date(1985, 4, 15), "Bản Một", "01", None],
    [3, "Mẫu Thị Hai", "15/04/1970", "Bản Hai", "02", None],
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return books.made(tmp_path, Hộ=TWO_HOUSES, Người=THREE_PEOPLE)


def stored() -> list[tuple[str, str, str, int | None, str]]:
    rows = Subject.objects.order_by("kind", "name")
    return [(s.kind, s.name, s.place.versions.get().name, s.birth_year, s.code) for s in rows]


def test_everything_is_taken_in_with_one_event_and_one_receipt(
    file: Path, land: make.Country, who: make.People
) -> None:
    events = Event.objects.count()

    told, written = intake.take_in(file, land.commune.pk, by=who.branch, at=NOON)

    assert written
    assert told.faults == []
    assert stored() == [
        ("citizen", "Mẫu Thị Ba", "Bản Một", 1985, ""),
        ("citizen", "Mẫu Thị Hai", "Bản Hai", 1970, ""),
        ("citizen", "Mẫu Văn Một", "Bản Một", 1960, ""),
        ("household", "Hộ bà Mẫu Thị Hai", "Bản Hai", None, "02"),
        ("household", "Hộ ông Mẫu Văn Một", "Bản Một", None, "01"),
    ]
    assert sorted(Affiliation.objects.values_list("member__name", "group__code")) == [
        ("Mẫu Thị Ba", "01"),
        ("Mẫu Thị Hai", "02"),
        ("Mẫu Văn Một", "01"),
    ]
    assert Event.objects.count() == events + 1
    event = Event.objects.latest("pk")
    assert (event.deed, event.facts) == (
        "subjects.taken_in",
        {"households": 2, "people": 3, "corrected": 0, "affiliated": 3},
    )
    assert sorted(event.cases) == sorted(Subject.objects.values_list("pk", flat=True))
    assert Receipt.objects.count() == 1


def test_the_same_file_again_changes_nothing(file: Path, land: make.Country, who: make.People) -> None:
    intake.take_in(file, land.commune.pk, by=who.branch, at=NOON)
    before, events = stored(), Event.objects.count()

    told, written = intake.take_in(file, land.commune.pk, by=who.branch, at=NOON + timedelta(days=400))

    assert not written
    assert (told.counts[HOUSES], told.counts[PEOPLE]) == ({Status.SAME: 2}, {Status.SAME: 3})
    assert (stored(), Event.objects.count()) == (before, events)


def test_comparing_writes_nothing(file: Path, land: make.Country, who: make.People) -> None:
    told = intake.compare(file, land.commune.pk, by=who.branch, at=NOON)

    assert (told.counts[HOUSES], told.counts[PEOPLE]) == ({Status.NEW: 2}, {Status.NEW: 3})
    assert Subject.objects.count() == 0


def test_what_was_given_out_and_read_back_changes_nothing(
    file: Path, land: make.Country, who: make.People, tmp_path: Path
) -> None:
    intake.take_in(file, land.commune.pk, by=who.branch, at=NOON)

    with (tmp_path / "out.xlsx").open("wb") as out:
        numbers = register.write_register(land.commune.pk, out, by=who.branch, at=NOON)
    told, written = intake.take_in(tmp_path / "out.xlsx", land.commune.pk, by=who.branch, at=NOON)

    assert numbers == (2, 3)
    assert not written
    assert (told.counts[HOUSES], told.counts[PEOPLE]) == ({Status.SAME: 2}, {Status.SAME: 3})
    assert (told.faults, told.unread) == ([], {})


def test_a_list_given_out_is_corrected_by_its_numbers(
    file: Path, land: make.Country, who: make.People, tmp_path: Path
) -> None:
    intake.take_in(file, land.commune.pk, by=who.branch, at=NOON)
    three = Subject.objects.get(name="Mẫu Thị Ba")
    head = ["Mã hệ thống", "Họ và tên", "Năm sinh", "Thôn"]
    again = books.made(tmp_path, "b.xlsx", Người=[head, [three.pk, "Mẫu Thị Bà", 1986, "Bản Một"]])

    told, _ = intake.take_in(again, land.commune.pk, by=who.branch, at=NOON)

    three.refresh_from_db()
    assert told.counts[PEOPLE] == {Status.CHANGED: 1}
    assert (three.name, three.birth_year, three.search_key) == ("Mẫu Thị Bà", 1986, "mau thi ba")


FAULTY: books.Rows = [
    books.PEOPLE,
    [1, "", 1960, "Bản Một", None, None],
    [2, "Mẫu Văn Hai", "31/02/1980", "Bản Một", None, None],
    [3, "Mẫu Văn Ba", 1980, "Bản Lạ", None, None],
    [4, "Mẫu Văn Bốn", 1850, "Bản Một", None, None],
    [5, 12345, 1980, "Bản Một", None, None],
    [6, "Mẫu Văn Năm", 1980, "Bản Một", "99", None],
    [7, "Mẫu Văn Sáu", 1980, "Bản Một", None, None],
]


def test_every_fault_names_its_cell_and_nothing_is_taken_in(
    land: make.Country, who: make.People, tmp_path: Path
) -> None:
    file = books.made(tmp_path, Người=FAULTY)

    told = intake.compare(file, land.commune.pk, by=who.branch, at=NOON)
    with pytest.raises(intake.IntakeHasFaults) as refused:
        intake.take_in(file, land.commune.pk, by=who.branch, at=NOON)

    assert [(fault.cell, fault.column, fault.error.code) for fault in told.faults] == [
        ("B2", "Họ và tên", "INTAKE_NAME_MISSING"),
        ("C3", "Năm sinh", "INTAKE_BIRTH_UNREADABLE"),
        ("D4", "Thôn", "INTAKE_HAMLET_UNKNOWN"),
        ("C5", "Năm sinh", "INTAKE_BIRTH_IMPOSSIBLE"),
        ("B6", "Họ và tên", "INTAKE_NAME_NOT_TEXT"),
        ("E7", "Mã hộ", "INTAKE_HOUSEHOLD_UNKNOWN"),
    ]
    assert refused.value.facts == {"number": 6}
    assert Subject.objects.count() == 0


def test_sound_rows_alone_are_taken_in_when_asked(
    land: make.Country, who: make.People, tmp_path: Path
) -> None:
    told, written = intake.take_in(
        books.made(tmp_path, Người=FAULTY), land.commune.pk, skip_bad=True, by=who.branch, at=NOON
    )

    assert written
    assert told.counts[PEOPLE] == {Status.NEW: 1, Status.ERROR: 6}
    assert list(Subject.objects.values_list("name", flat=True)) == ["Mẫu Văn Sáu"]


def test_possible_doubles_are_held_back_until_a_person_says_otherwise(
    land: make.Country, who: make.People, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [
        [1, "Mẫu Thị Sáng", 1980, "Bản Một", None, None],
        [2, "MẪU THỊ SÁNG", 1980, "Bản Một", None, None],
        [3, "Mau Thi Sang", 1980, "Bản Hai", None, None],
        [4, "Mẫu Thị Sáng", None, "Bản Một", None, None],
        [5, "Mẫu Thị Sáng", 1981, "Bản Một", None, None],
    ]
    doubtful = books.made(tmp_path, Người=[books.PEOPLE, *rows])
    crossed = books.made(tmp_path, "x.xlsx", Người=[books.PEOPLE, *([*row[:5], "x"] for row in rows)])

    told = intake.compare(doubtful, land.commune.pk, by=who.branch, at=NOON)
    intake.take_in(crossed, land.commune.pk, by=who.branch, at=NOON)
    again = intake.compare(crossed, land.commune.pk, by=who.branch, at=NOON)

    assert [(fault.row, fault.error.code, fault.is_double) for fault in told.faults] == [
        (3, "INTAKE_DOUBLE_IN_FILE", True),
        (4, "INTAKE_DOUBLE_IN_FILE", True),
        (5, "INTAKE_DOUBLE_IN_FILE", True),
    ]
    assert told.counts[PEOPLE] == {Status.NEW: 2, Status.DOUBLE: 3}
    assert Subject.objects.count() == 5
    assert again.counts[PEOPLE] == {Status.SAME: 5}


def test_somebody_in_the_hamlet_beside_may_be_the_same(
    land: make.Country, who: make.People, tmp_path: Path
) -> None:
    there = books.made(tmp_path, "a.xlsx", Người=[books.PEOPLE, [1, "Mẫu Văn Đi", 1990, "Bản Hai"]])
    intake.take_in(there, land.commune.pk, by=who.branch, at=NOON)
    here = books.made(tmp_path, "b.xlsx", Người=[books.PEOPLE, [1, "Mẫu Văn Đi", 1990, "Bản Một"]])

    told = intake.compare(here, land.commune.pk, by=who.branch, at=NOON)

    assert [fault.error.code for fault in told.faults] == ["INTAKE_DOUBLE_IN_REGISTER"]
    assert told.faults[0].error.facts == {"subject": Subject.objects.get().pk}


def test_a_household_of_another_code_is_another_household(
    land: make.Country, who: make.People, tmp_path: Path
) -> None:
    rows = [[1, "01", "Hộ ông Mẫu Văn A", "Bản Một"], [2, "02", "Mẫu Văn A", "Bản Một"]]
    file = books.made(tmp_path, Hộ=[books.HOUSEHOLDS, *rows, [3, None, "Hộ Mẫu Văn A", "Bản Một"]])

    told = intake.compare(file, land.commune.pk, by=who.branch, at=NOON)

    assert told.counts[HOUSES] == {Status.NEW: 2, Status.DOUBLE: 1}


def test_nobody_takes_in_or_gives_out_beyond_their_scope(
    file: Path, land: make.Country, who: make.People, tmp_path: Path
) -> None:
    stranger = make.user("stranger", Role.BRANCH, land.other_commune)
    with pytest.raises(OutsideScope):
        intake.compare(file, land.commune.pk, by=stranger, at=NOON)
    with pytest.raises(OutsideScope):
        intake.compare(file, land.commune.pk, by=who.committee, at=NOON)
    with (tmp_path / "out.xlsx").open("wb") as out, pytest.raises(OutsideScope):
        register.write_register(land.commune.pk, out, by=stranger, at=NOON)


def test_a_register_that_changed_after_comparing_is_compared_again(
    file: Path, land: make.Country, who: make.People
) -> None:
    told = intake.compare(file, land.commune.pk, by=who.branch, at=NOON)
    make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name="Mẫu Văn Chen")

    assert told.mark is not None
    with pytest.raises(subjects.RegisterChanged):
        subjects.take_in(told.intake, mark=told.mark, facts={}, by=who.branch, at=NOON)
    _, written = intake.take_in(file, land.commune.pk, by=who.branch, at=NOON, told=told)

    assert written
    assert Subject.objects.count() == 6


def test_the_workbook_comes_back_with_its_errors_and_can_be_read_again(
    land: make.Country, who: make.People, tmp_path: Path
) -> None:
    file = books.made(tmp_path, Người=[["DANH SÁCH"], FAULTY[0], FAULTY[7], *FAULTY[1:7]])
    faults = intake.compare(file, land.commune.pk, by=who.branch, at=NOON).faults

    for name, source in (("one.xlsx", file), ("two.xlsx", tmp_path / "one.xlsx")):
        with (tmp_path / name).open("wb") as out:
            marking.mark(source, faults, out, told=lambda error: f"=1+1 {error.code}")
    (sheet,) = opening.read(tmp_path / "two.xlsx")
    again = intake.compare(tmp_path / "two.xlsx", land.commune.pk, by=who.branch, at=NOON)

    assert sheet.rows[1][1][6] == "Lỗi"
    assert sheet.rows[3][1][6] == "Họ và tên: =1+1 INTAKE_NAME_MISSING"
    assert [len(row) for _, row in sheet.rows[:4]] == [1, 7, 4, 7]
    assert [fault.cell for fault in again.faults] == [fault.cell for fault in faults]
    assert again.unread == {}
