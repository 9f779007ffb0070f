"""`khuyenhoc report streaks | distinctions | other-titles` and `places title-names | difficult`."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.demo.folders import copy, khuyenhoc

ASKED = ("--place", "Hà Giang", "--year", "2023")
LONG = 2


@pytest.fixture(scope="module")
def mine(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy to write into."""
    return copy(demonstration, tmp_path_factory.mktemp("honours") / "var")


def test_streaks_are_those_who_hold_the_title_in_each_year(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, "report", "streaks", *ASKED, "--at-least", "2", "--format", "json")

    found = json.loads(done.stdout)
    assert found
    assert {(one["years"], one["since"]) for one in found} == {(LONG, 2022)}


def test_nobody_has_a_streak_longer_than_the_years_there_are(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, "report", "streaks", *ASKED, "--at-least", "3", "--format", "csv")

    assert done.returncode == 0
    assert done.stdout == "subject_id,name,title,level,place,years,since,longest\n"


def test_distinctions_are_told_in_words(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, "report", "distinctions", *ASKED)

    assert "Tiêu biểu  Gia đình học tập:" in done.stdout
    assert "số 01/QĐ-MẪU" in done.stdout


def test_other_titles_are_added_up_against_the_learning_title(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, "report", "other-titles", *ASKED, "--movement", "cultural_family")

    assert "= Gia đình văn hóa: 8; trong đó có Gia đình học tập:" in done.stdout


def test_a_list_of_difficult_areas_is_taken_in_once(mine: Path, tmp_path: Path) -> None:
    file = tmp_path / "areas.csv"
    file.write_bytes(
        "\ufeffplace;from;until;source\r\n"
        "Xã Cán Tỷ, huyện Quản Bạ, tỉnh Hà Giang;01/01/2021;31/12/2025;Danh sách mẫu\r\n".encode()
    )

    first, again = (khuyenhoc(mine, "places", "difficult", str(file)) for _ in range(2))
    listed = khuyenhoc(mine, "places", "difficult", "--on", "2023-06-01", "--format", "csv")

    assert first.stdout == "Đã ghi 1 dòng mới; 0 dòng đã có từ trước.\n"
    assert again.stdout == "Đã ghi 0 dòng mới; 1 dòng đã có từ trước.\n"
    assert {
        "place": "xã Cán Tỷ, huyện Quản Bạ, tỉnh Hà Giang",
        "from": "2021-01-01",
        "until": "2025-12-31",
        "source": "Danh sách mẫu",
    } in list(csv.DictReader(io.StringIO(listed.stdout)))


def test_a_list_with_a_fault_writes_nothing_and_names_each_line(mine: Path, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text(
        "place,title,name,from,until\n"
        '"Xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang",clan,Dòng họ hiếu học,2020-01-01,\n'
        "Xã Không Có,clan,Dòng họ hiếu học,2020-01-01,\n"
        '"Xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang",họ,Dòng họ hiếu học,2020-01-01,\n'
        '"Xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang",clan,,1.1.2020,\n',
        encoding="utf-8",
    )

    done = khuyenhoc(mine, "places", "title-names", str(file))
    listed = khuyenhoc(mine, "places", "title-names", "--format", "json")

    assert done.returncode == 1
    assert [line.split(": ")[0].removeprefix(f"{file}, ") for line in done.stderr.splitlines()] == [
        "dòng 3, cột place",
        "dòng 4, cột title",
        "dòng 5, cột from",
        "Chưa ghi gì.",
    ]
    assert "Dòng họ hiếu học" not in listed.stdout


def test_local_names_are_listed_with_their_place_and_time(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, "places", "title-names")

    assert "Gia đình học tập = “Gia đình hiếu học (mẫu)” · xã " in done.stdout
    assert "từ 03/01/2022" in done.stdout


def test_a_file_that_is_not_there_is_a_wrong_call(demonstration: Path) -> None:
    assert khuyenhoc(demonstration, "places", "difficult", "nothing.csv").returncode == 2
