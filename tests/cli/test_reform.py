"""`khuyenhoc places reform` where the country is loaded: tried, done, done again, refused with file and line."""

import json
import subprocess
from pathlib import Path

import pytest

from tests import ready_made
from tests.demo import folders
from tests.starting import started

PLAN = """title = "Sắp xếp mẫu (chưa đối chiếu văn bản gốc)"
on = 2026-03-01
legal_reference = "Nghị quyết mẫu"

[[deed]]
kind = "merge"
places = ["xã Lùng Tám, Tuyên Quang", "xã Quản Bạ, Tuyên Quang"]
into = { unit = "xã", name = "Lùng Quản" }
"""
FAR = (
    PLAN.replace("2026-03-01", "2999-03-01").replace("Lùng Tám", "Thượng Lâm").replace("Quản Bạ", "Lâm Bình")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("khuyenhoc")
    ready_made.copied(ready_made.country(), made / "var")
    return made


def khuyenhoc(folder: Path, *words: str, language: str = "vi") -> subprocess.CompletedProcess[str]:
    environment = folders.environment(folder / "var", language)
    return started("places", *words, environment=environment, folder=folder)


def test_tried_then_done_then_nothing_to_do(folder: Path) -> None:
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")

    tried = khuyenhoc(folder, "reform", "plan.toml", "--dry-run", "--format", "json")
    unchanged = khuyenhoc(folder, "find", "Lùng Quản")
    done = khuyenhoc(folder, "reform", "plan.toml")
    again = khuyenhoc(folder, "reform", "plan.toml")
    found = khuyenhoc(folder, "find", "Lùng Tám, huyện Quản Bạ", "--format", "json")

    told = json.loads(tried.stdout)
    assert (told["is_dry_run"], told["applied_on"], len(told["days"])) == (True, None, 1)
    (day,) = told["days"]
    assert (day["on"], day["waits"], day["carried_places"]) == ("2026-03-01", False, 0)
    assert [one["label"] for one in day["closed"]] == [
        "xã Lùng Tám, tỉnh Tuyên Quang",
        "xã Quản Bạ, tỉnh Tuyên Quang",
    ]
    assert [(one["id"], one["after"]) for one in day["opened"]] == [(None, "xã Lùng Quản, tỉnh Tuyên Quang")]
    assert day["affected"]["subjects"] == 0
    assert unchanged.returncode == 1
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "Đã thực hiện."
    assert "xã Lùng Tám, tỉnh Tuyên Quang → xã Lùng Quản, tỉnh Tuyên Quang" in done.stdout
    assert (again.returncode, again.stdout.count("\n")) == (0, 2)
    assert "không làm lại" in again.stdout
    assert json.loads(found.stdout)[0]["now"] == ["xã Lùng Quản, tỉnh Tuyên Quang"]


def test_a_day_to_come_waits_and_says_so(folder: Path) -> None:
    (folder / "far.toml").write_text(FAR, encoding="utf-8")

    done = khuyenhoc(folder, "reform", "far.toml", language="en")
    due = khuyenhoc(folder, "reform", "--due", "--format", "json")

    assert "Subjects and titles follow when the day has come" in done.stdout
    assert json.loads(due.stdout) == {"days": 0}


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("xã Quản Bạ, Tuyên Quang", "xã Không Có", "plan.toml, dòng 5: Mục 1: không tìm thấy địa danh “xã Không Có”"),
        ("xã Quản Bạ, Tuyên Quang", "tỉnh Lào Cai", "plan.toml, dòng 5: Mục 1: tỉnh Lào Cai và"),
        ('legal_reference = "Nghị quyết mẫu"\n', "", "plan.toml, dòng 4: Mục 1: chưa ghi văn bản làm căn cứ"),
        ("2026-03-01", "hôm nay", "plan.toml: Dòng 2: tệp không đúng cú pháp TOML"),
        ("into =", "vao =", "plan.toml: Dòng 5: thiếu “deed[1].into”"),
    ],
)  # fmt: skip
def test_what_is_refused_names_file_and_line(
    tmp_path: Path, folder: Path, was: str, becomes: str, told: str
) -> None:
    bad = folder / "bad"
    bad.mkdir(exist_ok=True)
    (bad / "plan.toml").write_text(
        PLAN.replace(was, becomes).replace("Lùng Tám", "Minh Quang"), encoding="utf-8"
    )

    refused = khuyenhoc(folder, "reform", "bad/plan.toml", "--format", "json")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert told in refused.stderr


def test_a_plan_or_due_must_be_named(folder: Path) -> None:
    assert khuyenhoc(folder, "reform").returncode == 2
    assert khuyenhoc(folder, "reform", "plan.toml", "--due").returncode == 2
