"""Centres, classes and sessions by workbook: what is taken out goes in as known, what is wrong stands at its cell."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from khuyenhoc.apps.centres import actions
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.centres.models import Centre, Class, Manager, Session
from khuyenhoc.domain.centres import HeadCount, Turnout
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.written_numbers import Qualifier
from khuyenhoc.workbooks import centre_book
from khuyenhoc.workbooks.centre_book import CentreBook
from khuyenhoc.workbooks.centre_forms import CENTRE_FORM, CENTRES, CLASS_FORM, CLASSES
from khuyenhoc.workbooks.plain import PlainSheetMissing
from tests import make
from tests.make import NOON
from tests.workbooks import books

pytestmark = pytest.mark.django_db
ON = NOON.date()
DAY, NEXT = ON - timedelta(days=20), ON - timedelta(days=10)


def classes(folder: Path, name: str, *rows: Sequence[Any], centres: books.Rows | None = None) -> Path:
    sheets: dict[str, Any] = {CLASSES: [books.headings(CLASS_FORM), *rows]}
    if centres is not None:
        sheets[CENTRES] = centres
    return books.made(folder, name, **sheets)


def test_a_book_goes_in_once_comes_out_alike_and_tells_each_wrong_cell(tmp_path: Path) -> None:
    land = make.country()
    who = make.people(land)
    by, commune, hamlet = who.association, land.commune.pk, land.hamlet
    where = str(hamlet.versions.get(valid_to__isnull=True))
    person = make.subject(Title.CITIZEN, hamlet, by=by)
    book = CentreBook(commune, by, ON)
    centre = [
        "",
        "Trung tâm mẫu",
        f"{make.BORN:%d/%m/%Y}",
        "12/QĐ-UBND",
        "Mẫu Giám",
        "Mẫu P; Mẫu Q",
        "",
        DAY,
        "Sửa",
    ]
    bees = [where, "Nuôi ong", "nghề", DAY, None, "Mẫu A; Mẫu B", "1,5 triệu"]
    rows = [[*bees, DAY, "Mở lớp", 30], [*bees, NEXT, None, "hơn 20"], ["", "Tin học", "kỹ năng số", NEXT]]
    rows.append(["", "Lớp xưa", "nghề", date(2022, 3, 1), *[None] * 6, 10, 40, "hơn 300"])
    file = classes(tmp_path, "in.xlsx", *rows, centres=[books.headings(CENTRE_FORM), centre])

    looked = book.look(file)
    assert not Centre.objects.exists()
    assert looked.totals == {"centres": 1, "managers": 3, "classes": 3, "sessions": 2, "corrected": 0}
    book.take_in(file, by=by, at=NOON)
    held = Class.objects.get(topic="Nuôi ong")
    assert (held.place_id, held.cost, held.teachers) == (hamlet.pk, 1_500_000, "Mẫu A\nMẫu B")
    old = Class.objects.get(topic="Lớp xưa")
    assert [one.post for one in Manager.objects.order_by("pk")] == ["director", "deputy", "deputy"]
    assert centres.resting([old.centre_id], ON) == {old.centre_id}
    assert centres.year_of(old.centre_id, 2022) == Turnout(40, 300, Qualifier.MORE_THAN)
    assert centres.attendances_of([old.centre_id], 2022) == {old.centre_id: 300}
    with pytest.raises(actions.ClassInTotals):
        actions.hold_session(old, DAY, [person.pk], others=HeadCount(), by=by, at=NOON)
    told = Session.objects.order_by("held_on").values_list("held_on", "topic", "others", "qualifier")
    assert list(told) == [(DAY, "Mở lớp", 30, "exact"), (NEXT, "", 20, "more than")]
    actions.hold_session(held, NEXT, [person.pk], others=HeadCount(), by=by, at=NOON)

    out = io.BytesIO()
    centre_book.write(commune, ON.year, out, seen_by=by, on=ON)
    (tmp_path / "out.xlsx").write_bytes(out.getvalue())
    again = book.look(tmp_path / "out.xlsx")
    assert (again.new, again.faults, again.known) == ([], [], 4)
    centre_book.write(commune, 2022, out := io.BytesIO(), seen_by=by, on=ON)
    (tmp_path / "out.xlsx").write_bytes(out.getvalue())
    assert (book.look(tmp_path / "out.xlsx").new, book.look(tmp_path / "out.xlsx").known) == ([], 2)

    wrong: list[list[Any]] = [
        ["thôn Không Có", "Nuôi ong", "", DAY],
        [*bees, NEXT, None, 0],
        [*bees, ON + timedelta(days=3), None, 5],
        [*bees, DAY - timedelta(days=1), None, 5],
        [*bees, DAY, "Mở lớp", 35],
        ["", "Lớp xưa", "nghề", date(2022, 3, 1), *[None] * 6, 10, 40, 400],
        ["", "Lớp sai", "nghề", date(2022, 4, 1), *[None] * 6, 10, 50, 40],
    ]
    found = book.look(classes(tmp_path, "wrong.xlsx", *wrong))
    assert [(one.cell, one.error.code) for one in found.faults] == [
        ("A2", "CELL_PLACE_UNKNOWN"),
        ("J3", "NOBODY_CAME"),
        ("H4", "CENTRE_DAY_TO_COME"),
        ("H5", "SESSION_OUTSIDE"),
        ("K7", "ROW_DIFFERS"),
        ("K8", "CLASS_TOTALS_UNSOUND"),
    ]
    assert found.totals["corrected"] == 1
    right = classes(tmp_path, "right.xlsx", [*bees, NEXT, None, 22])
    book.take_in(right, by=by, at=NOON)
    assert Session.objects.get(held_on=NEXT).others == 21  # one of the 22 is named
    with pytest.raises(PlainSheetMissing):
        book.look(books.made(tmp_path, "none.xlsx", Khác=[["Tên"]]))


def test_a_class_needs_a_centre_and_begins_within_it(tmp_path: Path) -> None:
    land = make.country()
    by = make.people(land).association
    rows = [["", "Sớm quá", "", date(1990, 1, 1)]]
    file = classes(tmp_path, "in.xlsx", *rows)
    book = CentreBook(land.commune.pk, by, ON)
    before = book.look(file).faults
    actions.open_centre(land.commune.pk, "Trung tâm mẫu", since=make.BORN, by=by, at=NOON)

    after = book.look(file).faults

    assert [(one.cell, one.error.code) for one in (*before, *after)] == [
        ("D2", "NO_CENTRE_THERE"),
        ("D2", "CENTRE_ENDED"),
    ]
