"""Books of a place by workbook: what is taken out goes in as known, what is wrong stands at its cell."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association.models import Branch, Officer
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.commendations.models import Award, Commendation
from khuyenhoc.apps.pilots.actions import PilotBuiltOn
from khuyenhoc.apps.pilots.models import Goal, Pilot, Result
from khuyenhoc.apps.stories.models import Outreach
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.workbooks.plain import Looked
from khuyenhoc.workbooks.tables import write_xlsx
from khuyenhoc.worker import books as shelf
from tests import make
from tests.make import NOON, Country, People
from tests.workbooks import books

pytestmark = pytest.mark.django_db
ON = NOON.date()
SINCE = f"{make.BORN:%d/%m/%Y}"


class Shelf:
    """One book of the commune, as a person meets it. language: of its headings and words."""

    def __init__(self, code: str, folder: Path, land: Country, by: Account, language: str = "vi") -> None:
        self.code, self.folder, self.land, self.by, self.language = code, folder, land, by, language

    def look(self, *rows: Sequence[Any]) -> Looked[Any]:
        told: Looked[Any] = self._book().look(self._file(rows))
        return told

    def take_in(self, *rows: Sequence[Any], at: datetime = NOON) -> Looked[Any]:
        told: Looked[Any] = self._book().take_in(self._file(rows), by=self.by, at=at)
        return told

    def take_back(self, made: Sequence[int]) -> None:
        self._book().take_back(made, by=self.by, at=NOON)

    def again(self) -> tuple[list[Any], list[Any], int]:
        """What comes out, taken in again: new, faults, known."""
        with (self.folder / "out.xlsx").open("wb") as out:
            write_xlsx([self._book().table(self.language, at=NOON)], out)
        told = self._book().look(self.folder / "out.xlsx")
        return told.new, told.faults, told.known

    def faults(self, *rows: Sequence[Any]) -> list[tuple[str, str]]:
        return [(one.cell, one.error.code) for one in self.look(*rows).faults]

    def _book(self) -> Any:
        return shelf.at_place(self.code, self.land.commune.pk, by=self.by, on=ON)

    def _file(self, rows: Sequence[Sequence[Any]]) -> Path:
        heads = books.headings(shelf.AT_PLACES[self.code].form, self.language)
        return books.made(self.folder, "in.xlsx", Sheet1=[["Tiêu đề mẫu"], heads, *rows])


@pytest.fixture
def land() -> Country:
    return make.country()


@pytest.fixture
def who(land: Country) -> People:
    return make.people(land)


def test_branches_come_with_what_leads_them_and_their_officers(
    tmp_path: Path, land: Country, who: People
) -> None:
    clan = make.subject(Title.CLAN, land.hamlet, by=who.association)
    where = str(land.hamlet.versions.get(valid_to__isnull=True))
    base = ["Hội mẫu", "Hội cơ sở", "", "", "", "", SINCE, "", "Mẫu A", "Mẫu B; =Mẫu C", "", ""]
    hamlet = ["Chi hội mẫu", "chi hội", "thôn", "", where, "hoi mau", SINCE, ON, "Mẫu D", "", "", ""]
    of_clan = ["Ban mẫu", "ban khuyến học", "dòng họ", clan.name, where, "Hội mẫu", SINCE, *[""] * 5]
    book = Shelf("branches", tmp_path, land, who.association)

    made = book.take_in([*hamlet[:7], "", *hamlet[8:]], base, of_clan)
    opened = Branch.objects.order_by("name").values_list("name", "parent__name", "body")
    assert list(opened) == [
        ("Ban mẫu", "Hội mẫu", clan.pk),
        ("Chi hội mẫu", "Hội mẫu", None),
        ("Hội mẫu", None, None),
    ]
    assert sorted(Officer.objects.values_list("name", flat=True)) == ["=Mẫu C", "Mẫu A", "Mẫu B", "Mẫu D"]
    assert book.again() == ([], [], 3)

    wrong = [
        ["Khác", "đội", *base[2:]],
        [*base[:1], "chi hội", *base[2:]],
        ["Chi hội hai", "chi hội", "", "", "thôn Không Có", "", SINCE],
        ["Chi hội ba", "chi hội", "", "", where, "Hội lạ", SINCE],
        ["Chi hội bốn", "chi hội", "", "", where, "", "31/12/2999"],
        [*base[:8], "Người khác", *base[9:]],
    ]
    assert book.faults(*wrong) == [
        ("B3", "CELL_WORD_UNKNOWN"),
        ("B4", "ROW_DIFFERS"),
        ("E5", "CELL_PLACE_UNKNOWN"),
        ("G7", "CELL_DAY_TO_COME"),
        ("A8", "ROW_TWICE"),
        ("F6", "CELL_BRANCH_UNKNOWN"),
    ]
    book.take_back(made.made)
    assert not Branch.objects.exists()


def test_commendations_are_proposed_by_one_and_decided_by_another(
    tmp_path: Path, land: Country, who: People
) -> None:
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.association)
    paper = ["12/QĐ-MẪU", "05/01/2022", "Ủy ban mẫu", "Mẫu Ký"]
    rows = [
        [2021, "Tổ mẫu", "tập thể", "", "", "Giữ phong trào", *paper],
        [2021, "", "cá nhân", "", person.pk, "Học giỏi", *paper],
        [2022, "Gia đình mẫu", "gia đình", "", "", "Ba năm liền"],
    ]
    rows[1][1] = person.name
    first = Shelf("commendations", tmp_path, land, who.association)
    second = Shelf("commendations", tmp_path, land, who.committee)

    told = first.take_in(*rows)
    own = first.look(*rows)
    decided = second.take_in(*rows)

    assert (told.totals, own.totals["waiting"]) == ({"proposed": 3, "decided": 0, "waiting": 2}, 2)
    assert decided.totals == {"proposed": 0, "decided": 2, "waiting": 0}
    given = Commendation.objects.filter(standing="granted").values_list(
        "decision__number", "decision__signer"
    )
    assert set(given) == {("12/QĐ-MẪU", "Mẫu Ký")}
    assert first.again() == ([], [], 3)
    assert first.faults(
        [ON.year + 1, "A", "tập thể", "", "", "x"],
        [2021, "B", "tập thể", "", "999999", "x"],
        [2021, "C", "tập thể", "", "", "x", "12/QĐ-MẪU"],
        [2021, "D", "tập thể", "", "", "x", "9/QĐ", "05/01/2022", "Ủy ban mẫu", "Mẫu Ký"],
        [2021, "E", "tập thể", "", "", "x", "9/QĐ", "06/01/2022", "Ủy ban mẫu", "Mẫu Ký"],
        [2021, "Tổ mẫu", "tập thể", "", "", "Việc khác"],
    ) == [
        ("A3", "COMMENDATION_YEAR_TO_COME"),
        ("E4", "CELL_SUBJECT_NOT_THERE"),
        *((cell, "CELL_MISSING") for cell in ("H5", "I5", "J5")),
        ("G7", "COMMENDING_DECISION_DIFFERS"),
        ("F8", "ROW_DIFFERS"),
    ]


def test_awards_received_go_in_in_english_and_can_be_taken_back(
    tmp_path: Path, land: Country, who: People
) -> None:
    named = [(land.commune.pk, "Chi hội mẫu")]
    association.open_branches(named, kind="chi_hoi", since=make.BORN, by=who.association, at=NOON)
    row = ["Cờ thi đua", "chi hoi mau", "", "Province", "Ủy ban mẫu", "7/QĐ", "05/01/2022", "+1+1"]
    book = Shelf("received", tmp_path, land, who.association, "en")

    made = book.take_in(row, ["Bằng khen", "", "", "province", "Ủy ban mẫu", "", date(2021, 5, 1)])

    assert Award.objects.get(number="7/QĐ").note == "+1+1"
    assert book.again() == ([], [], 2)
    assert book.faults([*row[:1], "Ban lạ", *row[2:]], [*row[:3], "World", "", *row[5:]]) == [
        ("B3", "CELL_BRANCH_NOT_THERE"),
        ("D4", "CELL_WORD_UNKNOWN"),
        ("E4", "CELL_MISSING"),
    ]
    book.take_back(made.made)
    assert book.again() == ([], [], 0)


def test_outreach_is_counted_once_however_often_its_file_comes(
    tmp_path: Path, land: Country, who: People
) -> None:
    row = [ON.year, "", "", "loa", "1.200", ""]
    book = Shelf("outreach", tmp_path, land, who.association)

    made = book.take_in(row, row, [ON.year, "", "", "họp", 3, "Ghi chú"])

    assert sum(Outreach.objects.values_list("times", flat=True)) == 2_403
    assert book.again() == ([], [], 3)
    assert book.look(row, row, row).totals == {"times": 1_200}
    assert book.faults([ON.year + 1, "", "", "loa", 0, ""], ["", "", "", "bay", "x", ""]) == [
        ("A3", "OUTREACH_WRONG"),
        ("E3", "OUTREACH_WRONG"),
        ("A4", "CELL_MISSING"),
        ("D4", "CELL_WORD_UNKNOWN"),
        ("E4", "CELL_UNREADABLE"),
    ]
    book.take_back(made.made)
    assert not Outreach.objects.exists()


def test_pilots_come_with_every_kind_of_goal_and_what_was_measured(
    tmp_path: Path, land: Country, who: People
) -> None:
    where = str(land.hamlet.versions.get(valid_to__isnull=True))
    begin = ["Mô hình mẫu", "", "Du lịch", "", where, "6/2020", "12/2020"]
    rows = [
        [*begin, "Hộ", "Làm du lịch", "15 hộ", "", "hơn 16 hộ", "", "", "", "05/01/2021", ""],
        [*begin, "Người học", "Đến lớp", "800 - 1.000", *[""] * 7],
        [*begin, "Dòng họ", "Có quy ước", "100%", "", "9", "10", "", "", "05/01/2021", ""],
        [*begin, "Cán bộ", "Hiểu việc", "", "", "", "", "", "đạt", "05/01/2021", "Họp đánh giá"],
        ["Mô hình hai", "", "", "Công dân học tập", "", "1/2021", "", *[""] * 10],
    ]
    book = Shelf("pilots", tmp_path, land, who.association)

    told = book.take_in(*rows)

    assert told.totals == {"pilots": 2, "goals": 4, "results": 3}
    one = Pilot.objects.get(name="Mô hình mẫu")
    assert (one.first, one.until) == (date(2020, 6, 1), date(2020, 12, 31))
    assert list(Goal.objects.filter(written="").values_list("whom", flat=True)) == ["Cán bộ"]
    assert Result.objects.get(judged="met").note == "Họp đánh giá"
    assert book.again() == ([], [], 5)
    later = [*begin, "Người học", "Đến lớp", "", "", "850", *[""] * 5]
    assert book.look(later).totals == {"pilots": 0, "goals": 0, "results": 1}
    assert book.faults(
        [*begin[:5], "mùa hè"],
        [*begin[:6], "5/2020"],
        [*begin, "Hộ", "", "15 hộ"],
        [*begin, "Hộ", "Làm du lịch", "20 hộ"],
        [*begin, "Hộ", "Việc mới", "nhiều lắm", "", "", "", "cao"],
        [*begin, "Hộ", "Việc khác", "100%", "", "9"],
    ) == [
        ("F3", "MONTH_UNCLEAR"),
        ("G4", "PILOT_ENDS_BEFORE_IT_BEGINS"),
        ("I5", "PILOT_ROW_WITHOUT_GOAL"),
        ("J6", "ROW_DIFFERS"),
        ("J7", "NUMBER_UNREADABLE"),
        ("N7", "CELL_WORD_UNKNOWN"),
        ("L8", "MEASURES_DIFFER"),
    ]
    assert book.take_in(later, at=NOON + timedelta(minutes=1)).made == []
    with pytest.raises(PilotBuiltOn):
        book.take_back(told.made)
    Result.objects.filter(written="850").delete()
    Pilot.objects.filter(pk=one.pk).update(revision=one.revision)
    far = Shelf("pilots", tmp_path, land, make.user("far", Role.COMMUNE_ASSOCIATION, land.other_commune))
    with pytest.raises(OutsideScope):
        far.take_back(told.made)
    book.take_back(told.made)
    assert (Pilot.objects.count(), Goal.objects.count(), Result.objects.count()) == (0, 0, 0)
    assert Event.objects.latest("pk").deed == "pilots.opening_taken_back"


def test_a_book_without_undo_says_that_there_is_nothing_at_its_address(
    land: Country, who: People, client: Client
) -> None:
    client.force_login(who.association, backend="django.contrib.auth.backends.ModelBackend")
    without = [code for code, book in shelf.AT_PLACES.items() if not book.takes_back]

    answers = [
        client.post(reverse("book_undo", args=[land.commune.pk, code]), {"key": "k", "made": "1"})
        for code in without
    ]

    assert without
    assert {answer.status_code for answer in answers} == {404}
