"""The register as files: looked at before it is taken in, given back with errors, taken out as it is shown."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.workbooks import opening, uploads
from khuyenhoc.workbooks.tables import from_csv
from tests import make, scene
from tests.workbooks import books

SignIn = Callable[[User], Client]
CANARY = "Mẫu Thị Chim Yến"
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(autouse=True)
def folder_of_its_own(tmp_path: Path) -> Iterator[None]:
    with override_settings(DATA_DIR=tmp_path / "data"):
        yield


@pytest.fixture
def land(db: None) -> make.Country:
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


def send(client: Client, file: Path, name: str = "list.xlsx") -> HttpResponse:
    content = SimpleUploadedFile(name, file.read_bytes())
    response: HttpResponse = client.post(reverse("subjects_import"), {"file": content})  # type: ignore[assignment]  # a test's
    return response


def a_list(folder: Path, *rows: list[object]) -> Path:
    return books.made(folder, Người=[books.PEOPLE, *rows])


def hidden(page: str) -> dict[str, str]:
    """What the page's button sends."""
    form = page.split('action="/subjects/import/')[1].split("</form>")[0]
    found = dict(part.split('"')[:3:2] for part in form.split('name="')[1:] if 'value="' in part)
    return {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in found}


def kept() -> list[Path]:
    return list((settings.DATA_DIR / "uploads").glob("*"))


def test_a_workbook_is_looked_at_first_and_taken_in_with_one_press(
    tmp_path: Path, who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.branch)
    file = a_list(tmp_path, [1, "Mẫu Thị Sáng", 1980, "Bản Một", "", ""])

    looked = send(client, file).content.decode()
    before = Subject.objects.count()
    page = client.post(reverse("subjects_take_in"), hidden(looked), follow=True).content.decode()

    assert "Chưa ghi gì vào sổ" in looked
    assert "Nhập tất cả" in looked
    assert before == 0
    assert Subject.objects.get().name == "Mẫu Thị Sáng"
    assert "Đã nhập: 1 dòng mới" in page
    assert kept() == []


def test_sound_rows_are_taken_in_and_the_others_come_back_in_the_persons_own_workbook(
    tmp_path: Path, who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.branch)
    bad = [2, "Mẫu Văn Đường", "năm nào đó", "Bản Một", "", ""]
    file = a_list(tmp_path, [1, "Mẫu Thị Sáng", 1980, "Bản Một", "", ""], bad)

    looked = send(client, file).content.decode()
    sent = hidden(looked)
    page = client.post(reverse("subjects_take_in"), sent).content.decode()
    marked = client.post(reverse("subjects_marked"), sent)

    sheet = openpyxl.load_workbook(io.BytesIO(marked.content))["Người"]
    assert "C3" in looked
    assert sent["skip_bad"] == "1"
    assert [one.name for one in Subject.objects.all()] == ["Mẫu Thị Sáng"]
    assert "1 dòng chưa nhập" in page
    assert sheet.cell(1, 7).value == "Lỗi"
    assert "Năm sinh" in str(sheet.cell(3, 7).value)


def test_pressing_twice_takes_in_once(tmp_path: Path, who: make.People, as_user: SignIn) -> None:
    client = as_user(who.branch)
    sent = hidden(
        send(client, a_list(tmp_path, [1, "Mẫu Thị Sáng", 1980, "Bản Một", "", ""])).content.decode()
    )

    answers = [client.post(reverse("subjects_take_in"), sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Subject.objects.count() == 1
    assert Event.objects.filter(deed="subjects.taken_in").count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "trống"),
        (b"khong phai bang tinh", "list.xlsx"),
        (b"PK\x03\x04" + b"\0" * 400, "list.xlsx"),
    ],
)
def test_what_is_no_workbook_is_said_and_not_kept(
    content: bytes, said: str, tmp_path: Path, who: make.People, as_user: SignIn
) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(content)

    response = send(as_user(who.branch), file)

    assert response.status_code == 400
    assert said in response.content.decode()
    assert kept() == []


def test_a_file_of_more_bytes_than_a_list_needs_is_refused_before_it_is_read(who: make.People) -> None:
    half = bytes(opening.MOST_FILE // 2 + 1)

    with pytest.raises(opening.WorkbookTooLarge):
        uploads.keep(iter([half, half]), name="list.xlsx", by=who.branch, at=make.NOON)

    assert kept() == []


def test_a_file_is_let_go_after_an_hour_and_is_nobody_elses(who: make.People) -> None:
    token = uploads.keep(iter([b"x"]), name="list.xlsx", by=who.branch, at=make.NOON)

    with pytest.raises(uploads.UploadGone):
        uploads.find(token, by=who.association)
    with pytest.raises(uploads.UploadGone):
        uploads.find("../../etc/passwd", by=who.branch)
    mode = uploads.find(token, by=who.branch).stat().st_mode & 0o777
    uploads.sweep(make.NOON.replace(hour=14))

    assert mode == 0o600
    assert kept() == []


def test_nobody_takes_in_or_out_for_another_commune(
    tmp_path: Path, land: make.Country, who: make.People, as_user: SignIn
) -> None:
    make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name=CANARY)
    stranger = as_user(make.user("stranger", Role.BRANCH, land.other_commune))
    sent = hidden(
        send(as_user(who.branch), a_list(tmp_path, [1, "Mẫu A", 1980, "Bản Một", "", ""])).content.decode()
    )
    where = f"?place={land.commune.pk}&kind=citizen&title=citizen"

    refused = [
        stranger.get(reverse("subjects_import") + where),
        stranger.get(reverse("subjects_workbook") + where),
        stranger.get(reverse("subjects_file", args=["csv"]) + where),
        stranger.get(reverse("cases_file", args=["csv"]) + where),
    ]
    taken = stranger.post(reverse("subjects_take_in"), sent)
    own = stranger.get(reverse("subjects_file", args=["csv"]), {"kind": "citizen", "year": "2023"})

    assert {one.status_code for one in refused} == {404}
    assert taken.status_code == 404
    assert CANARY not in own.content.decode()
    assert Subject.objects.count() == 1


def test_a_list_is_taken_out_as_it_is_shown_with_its_filters(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    make.households(60, land.hamlet, by=who.branch)
    make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name=CANARY)
    client = as_user(who.branch)
    asked = {"place": str(land.commune.pk), "year": "2023", "kind": "household", "q": "ho mau"}

    rows = from_csv(client.get(reverse("subjects_file", args=["csv"]), asked).content)
    book = client.get(reverse("subjects_file", args=["xlsx"]), asked)
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0]

    assert rows[0] == ["Tên", "Mã hộ", "Nơi", "Trong sổ từ"]
    assert len(rows) == sheet.max_row == 61
    assert CANARY not in str(rows)
    assert [row[0] for row in rows[1:]] == [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert Event.objects.filter(deed="subjects.list_given_out").count() == 2


def test_a_name_that_looks_like_a_formula_stays_a_name(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    make.subject(Title.HOUSEHOLD, land.hamlet, by=who.branch, name=FORMULA)
    client = as_user(who.branch)
    asked = {"place": str(land.commune.pk), "year": "2023", "kind": "household"}

    text = client.get(reverse("subjects_file", args=["csv"]), asked).content.decode("utf-8-sig")
    book = client.get(reverse("subjects_file", args=["xlsx"]), asked).content
    cell = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0].cell(2, 1)

    assert f"\"'{FORMULA}" in text
    assert (cell.value, cell.data_type) == (FORMULA, "s")


def test_the_cases_of_a_list_are_taken_out_with_their_points(shown: scene.Scene, as_user: SignIn) -> None:
    asked = {"place": str(shown.land.commune.pk), "year": "2023", "title": "household", "measure": "held"}

    rows = from_csv(as_user(shown.who.branch).get(reverse("cases_file", args=["csv"]), asked).content)

    assert rows[0] == ["Tên", "Nơi", "Tình trạng", "Điểm", "Điểm tối đa", "Xếp loại", "Ngày đăng ký"]
    assert len(rows) == 1 + scene.RECOGNISED
    assert {row[2] for row in rows[1:]} == {"Được công nhận"}
    assert all(row[3] for row in rows[1:])


def test_another_ending_is_no_page(who: make.People, as_user: SignIn) -> None:
    assert as_user(who.branch).get(reverse("subjects_file", args=["exe"])).status_code == 404


@pytest.mark.parametrize("sort", ["name", "points", "place", "day"])
def test_every_order_of_the_cases_meets_each_case_once(
    sort: str, shown: scene.Scene, as_user: SignIn
) -> None:
    client = as_user(shown.who.branch)
    address = f"?place={shown.land.commune.pk}&year=2023&title=household&sort={sort}"
    found: list[str] = []
    while address:
        page = client.get(reverse("cases") + address).content.decode()
        found += [part.split("/")[0] for part in page.split('href="/cases/')[1:] if part[0].isdigit()]
        rest = page.split('<a class="button main" href="?')
        address = "?" + rest[1].split('"')[0].replace("&amp;", "&") if len(rest) > 1 else ""

    assert len(found) == len(set(found)) == scene.RECOGNISED + scene.REGISTERED_ONLY


@pytest.mark.parametrize("sort", ["name", "birth", "place", "day"])
def test_every_order_of_the_register_meets_each_name_once(
    sort: str, land: make.Country, who: make.People, as_user: SignIn
) -> None:
    for number in range(60):
        where = land.hamlet if number % 2 else land.other_hamlet
        born = Subject.objects.filter(
            pk=make.subject(Title.CITIZEN, where, by=who.branch, name=f"Mẫu {number}").pk
        )
        born.update(birth_year=None if number % 3 else 1950 + number % 5)
    asked = {"place": str(land.commune.pk), "year": "2023", "kind": "citizen", "sort": sort}

    rows = from_csv(as_user(who.branch).get(reverse("subjects_file", args=["csv"]), asked).content)[1:]
    page = as_user(who.branch).get(reverse("subjects"), asked).content.decode()

    assert len({row[0] for row in rows}) == 60
    assert page.index(rows[0][0]) < page.index(rows[40][0])
