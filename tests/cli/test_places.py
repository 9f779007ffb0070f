"""`khuyenhoc places` on a fresh machine: the embedded database is made at the first question."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import ready_made
from tests.demo import folders


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ready_made.copied(ready_made.country(), tmp_path_factory.mktemp("khuyenhoc") / "var")


def khuyenhoc(folder: Path, *words: str, language: str = "vi") -> subprocess.CompletedProcess[str]:
    """The program as a person starts it, with a data folder of its own."""
    return folders.khuyenhoc(folder, "places", *words, language=language)


def told(done: subprocess.CompletedProcess[str]) -> Any:
    return json.loads(done.stdout)


def test_the_first_question_makes_the_database_and_is_answered(tmp_path: Path) -> None:
    done = khuyenhoc(tmp_path / "new", "find", "luungf tams")

    assert done.returncode == 0
    assert done.stdout.splitlines()[0].endswith("xã Lùng Tám, tỉnh Tuyên Quang · mã 00901 · từ 01/07/2025")
    assert "Đang nạp địa danh cả nước" in done.stderr
    assert (tmp_path / "new" / "khuyenhoc.sqlite3").exists()


def test_find_tells_everything_as_json(folder: Path) -> None:
    (commune,) = told(khuyenhoc(folder, "find", "Hán Đà", "--format", "json"))

    number = commune.pop("id")
    assert isinstance(number, int)
    assert commune == {
        "kind": "commune",
        "code": "04780",
        "unit": "xã",
        "name": "Hán Đà",
        "label": "xã Hán Đà, huyện Yên Bình, tỉnh Yên Bái",
        "valid_from": None,
        "valid_to": "2025-07-01",
        "from_assumed": False,
        "to_assumed": False,
        "now": ["xã Thác Bà, tỉnh Lào Cai"],
    }


@pytest.mark.parametrize("day", ["2025-07-01", "01/07/2025", "1/7/2025"])
def test_a_day_is_written_either_way(folder: Path, day: str) -> None:
    found = told(khuyenhoc(folder, "find", "Trấn Yên", "--on", day, "--format", "json"))

    assert [one["label"] for one in found] == ["xã Trấn Yên, tỉnh Lào Cai"]


@pytest.mark.parametrize("day", ["31/02/2025", "2025", "07-2025", "hôm nay"])
def test_what_is_no_day_is_a_wrong_command_line(folder: Path, day: str) -> None:
    done = khuyenhoc(folder, "find", "Trấn Yên", "--on", day)

    assert (done.returncode, done.stdout) == (2, "")
    assert day in done.stderr


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "Không tìm thấy địa danh nào khớp với “Qqq”.\n"),
        ("en", "No place answers to “Qqq”.\n"),
    ],
)
@pytest.mark.parametrize("question", ["find", "history"])
def test_nothing_found_is_one_sentence(folder: Path, question: str, language: str, sentence: str) -> None:
    khuyenhoc(folder, "find", "Hà Nội")

    done = khuyenhoc(folder, question, "Qqq", language=language)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


def test_history_tells_what_a_place_came_from(folder: Path) -> None:
    history = told(khuyenhoc(folder, "history", "Lùng Tám", "--on", "2025-07-01", "--format", "json"))

    assert set(history) == {"id", "kind", "versions", "predecessors", "successors"}
    assert [one["label"] for one in history["versions"]] == ["xã Lùng Tám, tỉnh Tuyên Quang"]
    assert {one["label"] for one in history["predecessors"]} == {
        f"xã {name}, huyện Quản Bạ, tỉnh Hà Giang" for name in ("Đông Hà", "Lùng Tám", "Thái An")
    }
    assert [(one["kind"], one["share"], one["on"]) for one in history["predecessors"]] == [
        ("whole", None, "2025-07-01")
    ] * 3
    assert history["successors"] == []


def test_history_is_told_in_plain_lines(folder: Path) -> None:
    done = khuyenhoc(folder, "history", "huyện Trấn Yên")

    assert done.returncode == 0
    assert "huyện Trấn Yên, tỉnh Yên Bái · mã 138 · đến hết 30/06/2025" in done.stdout
    assert "xã Trấn Yên, tỉnh Lào Cai · một phần · từ 01/07/2025" in done.stdout


def test_an_ambiguous_name_answers_with_the_candidates_and_their_dates(folder: Path) -> None:
    done = khuyenhoc(folder, "history", "Trấn Yên", "--format", "json")

    assert done.returncode == 1
    assert [(one["label"], one["valid_from"], one["valid_to"]) for one in told(done)] == [
        ("xã Trấn Yên, tỉnh Lào Cai", "2025-07-01", None),
        ("huyện Trấn Yên, tỉnh Yên Bái", None, "2025-07-01"),
        ("xã Trấn Yên, huyện Bắc Sơn, tỉnh Lạng Sơn", None, "2025-07-01"),
    ]
    assert done.stderr.startswith("Có 3 địa danh khớp với “Trấn Yên”")
    assert "đến hết 30/06/2025" in done.stderr


def test_a_candidates_number_picks_it(folder: Path) -> None:
    candidates = told(khuyenhoc(folder, "history", "Trấn Yên", "--format", "json"))

    for one in candidates:
        assert told(khuyenhoc(folder, "history", f"#{one['id']}", "--format", "json"))["id"] == one["id"]


def test_a_cluster_lists_its_members_of_the_time_and_where_they_are_today(folder: Path) -> None:
    found = told(khuyenhoc(folder, "clusters", "--on", "2023-06-01", "--format", "json"))

    assert len(found) == 8
    assert {one["cluster"] for one in found} == {"Cụm thi đua đồng bằng sông Hồng"}
    assert [one["today"] for one in found if one["place"] == "tỉnh Vĩnh Phúc"] == [["tỉnh Phú Thọ"]]
    assert {(one["from"], one["until"]) for one in found} == {("2023-01-01", "2023-12-31")}


def test_of_other_days_no_member_is_claimed(folder: Path) -> None:
    assert told(khuyenhoc(folder, "clusters", "--on", "2022-06-01", "--format", "json")) == []
