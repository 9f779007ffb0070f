"""`khuyenhoc subjects`: the template, an import tried and done, its errors in the file, the list given out."""

import json
import shutil
from pathlib import Path

import pytest

from khuyenhoc.workbooks import opening
from tests.demo import folders
from tests.workbooks import books

HEAD = ["Tên hộ", "Thôn"]
HAMLET = "Lùng Mẫu 1"
PLACE = f"thôn {HAMLET}, xã Lùng Tám, tỉnh Tuyên Quang"  # where the demonstration's branch works


@pytest.fixture
def folder(demonstration: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration, which other tests only read."""
    return Path(shutil.copytree(demonstration, tmp_path / "var"))


def test_the_template_has_both_lists_and_its_guidance(tmp_path: Path) -> None:
    done = folders.khuyenhoc(tmp_path / "var", "subjects", "template", str(tmp_path / "t.xlsx"))

    assert (done.returncode, done.stderr) == (0, "")
    assert [sheet.name for sheet in opening.read(tmp_path / "t.xlsx")] == ["Hướng dẫn", "Hộ", "Người"]


def test_an_import_is_tried_refused_corrected_and_done_once(folder: Path, tmp_path: Path) -> None:
    wrong = books.made(tmp_path, Hộ=[HEAD, ["Hộ ông Mẫu Mới", HAMLET], ["", HAMLET]])
    right = books.made(tmp_path, "right.xlsx", Hộ=[HEAD, ["Hộ ông Mẫu Mới", HAMLET]])
    words = ("subjects", "import", "--place", PLACE, "--as", "chihoi")

    tried = folders.khuyenhoc(folder, *words, str(right), "--dry-run")
    refused = folders.khuyenhoc(folder, *words, str(wrong), "--errors", str(tmp_path / "errors.xlsx"))
    done = folders.khuyenhoc(folder, *words, str(right))
    again = folders.khuyenhoc(folder, *words, str(right), "--format", "json")
    stranger = folders.khuyenhoc(folder, *words[:-1], "nobody", str(right))

    assert (tried.returncode, tried.stdout.splitlines()[-1]) == (0, "Chạy thử: chưa ghi gì.")
    assert refused.returncode == 1
    assert "Hộ!A3 (Tên hộ): Chưa có tên; hãy ghi tên vào ô này." in refused.stdout
    assert opening.read(tmp_path / "errors.xlsx")[0].rows[0][1] == [*HEAD, "Lỗi"]
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Đã nhập."), done.stderr
    told = json.loads(again.stdout)
    assert (told["written"], told["counts"]["households"]["same"]) == (False, 1)
    assert (stranger.returncode, stranger.stderr) == (1, "Không có tài khoản “nobody”.\n")


def test_nobody_takes_in_where_they_do_not_keep_the_register(folder: Path, tmp_path: Path) -> None:
    file = books.made(tmp_path, Hộ=[HEAD, ["Hộ ông Mẫu Mới", HAMLET]])

    done = folders.khuyenhoc(folder, "subjects", "import", str(file), "--place", PLACE, "--as", "ubndxa")

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Traceback" not in done.stderr


def test_the_list_given_out_is_read_back_without_a_change(folder: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "out.xlsx")

    out = folders.khuyenhoc(folder, "subjects", "export", file, "--place", PLACE, "--as", "chihoi")
    back = folders.khuyenhoc(
        folder, "subjects", "import", file, "--place", PLACE, "--as", "chihoi", "--format", "json"
    )
    beyond = folders.khuyenhoc(
        folder, "subjects", "export", file, "--place", "tỉnh Tuyên Quang", "--as", "chihoi"
    )

    told = json.loads(back.stdout)
    households, people = (told["counts"][kind] for kind in ("households", "people"))
    assert (out.returncode, back.returncode, told["written"], told["faults"]) == (0, 0, False, [])
    assert [households["new"], households["changed"], people["new"], people["changed"]] == [0, 0, 0, 0]
    assert f"{households['same']} hộ, {people['same']} người" in out.stdout
    assert households["same"] > 0
    assert (beyond.returncode, beyond.stderr.count("\n")) == (1, 1)
