"""`khuyenhoc criteria rehearse | comments | used` on a small demonstration."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from khuyenhoc import data
from khuyenhoc.cli.drafts import CASE_COLUMNS, COMMENT_COLUMNS
from tests.demo import folders
from tests.demo.folders import khuyenhoc

HERE = ("--place", "Hà Giang", "--year", "2023")
TEXT = dict(data.criteria_files())["household-mau@2023"]
COMMENTED = """
from khuyenhoc.cli import database
database.ready()
from datetime import datetime
from khuyenhoc import data
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.criteria import actions, queries
from khuyenhoc.domain.days import VIETNAM
at = datetime(2023, 12, 1, 9, tzinfo=VIETNAM)
text = dict(data.criteria_files())["household-mau@2023"]
text = text.replace('version = "2023"', 'version = "2099"').replace('"sample"', '"draft"', 1)
actions.publish([("draft.toml", text)], by="test", at=at)
draft = queries.get("household-mau@2099")
branch = Grant.objects.filter(role="branch").order_by("pk")[0]
said = actions.comment(draft, "Khó đo ở vùng cao", indicator="1.2", place=branch.place_id, by=branch.user, at=at)
actions.comment(draft, "Dài quá", place=branch.place_id, by=branch.user, at=at)
centre = Grant.objects.filter(role="centre").order_by("pk")[0]
actions.reply(said, queries.Verdict.NOT_TAKEN, "Đã có cách đo", by=centre.user, at=at)
"""


def told(folder: Path, *words: str) -> str:
    done = khuyenhoc(folder, "criteria", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def stricter(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("drafts") / "draft.toml"
    text = TEXT.replace('version = "2023"', 'version = "2099"').replace('"sample"', '"draft"', 1)
    file.write_text(text.replace('min_total_percent = "70.00"', 'min_total_percent = "90.00"', 1), "utf-8")
    return str(file)


def test_a_draft_of_a_file_is_tried_on_the_cases_of_a_province(demonstration: Path, stricter: str) -> None:
    found: dict[str, Any] = json.loads(
        told(demonstration, "rehearse", stricter, *HERE, "--cases", "--format", "json")
    )

    assert (found["set"], found["status"]) == ("household-mau@2099", "draft")
    assert found["against"] == ["household-mau@2023"]
    assert found["cases"] == sum(found["outcomes"].values()) > 0
    assert found["unknown"] == found["asked_anew"] == []
    assert len(found["named"]) == sum(
        number for outcome, number in found["outcomes"].items() if not outcome.startswith("stays")
    )


def test_the_same_trial_in_words_and_as_a_table(demonstration: Path, stricter: str) -> None:
    words = told(demonstration, "rehearse", stricter, *HERE)
    table = list(
        csv.DictReader(io.StringIO(told(demonstration, "rehearse", stricter, *HERE, "--format", "csv")))
    )

    assert "Thử household-mau@2099 (dự thảo)" in words
    assert "không hồ sơ, danh hiệu, số đếm nào thay đổi" in words
    assert {tuple(row) for row in table} <= {CASE_COLUMNS}
    assert {row["outcome"] for row in table} <= {"gains", "loses", "unanswered"}


def test_a_draft_with_unknown_weights_says_where_they_are(demonstration: Path) -> None:
    words = told(demonstration, "rehearse", "household-448@2015", *HERE)

    assert "Chưa chấm được, vì bộ này còn để trống:" in words
    assert "  pass.min_total_percent" in words


def test_trying_a_set_changes_nothing(demonstration: Path, stricter: str, tmp_path: Path) -> None:
    folder = folders.copy(demonstration, tmp_path / "var")
    before = folders.digests(folder)

    told(folder, "rehearse", stricter, *HERE, "--against", "household-mau@2023")

    assert folders.digests(folder) == before


def test_a_set_or_a_place_that_is_not_there_is_told(demonstration: Path) -> None:
    for words in (("rehearse", "nothing@1", *HERE), ("used", "--place", "Không Đâu Cả", "--year", "2023")):
        done = khuyenhoc(demonstration, "criteria", *words)
        assert done.returncode == 1
        assert done.stderr


def test_the_versions_that_a_year_used_are_listed_with_their_cases(demonstration: Path) -> None:
    found: list[dict[str, Any]] = json.loads(told(demonstration, "used", *HERE, "--format", "json"))

    assert {row["key"] for row in found} >= {"household-mau@2023", "citizen-mau@2023"}
    assert all(row["cases"] >= row["passed"] >= row["recognised"] for row in found)
    assert "household-mau@2023 · " in told(demonstration, "used", *HERE)
    assert (
        "bộ tiêu chí, Gia đình học tập: household-mau@2023"
        in khuyenhoc(demonstration, "report", "five-titles", *HERE).stdout
    )


def test_comments_are_listed_with_their_answers_in_every_form(demonstration: Path, tmp_path: Path) -> None:
    folder = folders.copy(demonstration, tmp_path / "var")
    assert "Chưa có góp ý nào." in told(folder, "comments", "household-mau@2023")
    subprocess.run([sys.executable, "-c", COMMENTED], env=folders.environment(folder), check=True)

    words = told(folder, "comments", "household-mau@2099")
    content = json.loads(told(folder, "comments", "household-mau@2099", "--format", "json"))
    table = list(
        csv.DictReader(io.StringIO(told(folder, "comments", "household-mau@2099", "--format", "csv")))
    )

    assert "→ không tiếp thu: Đã có cách đo" in words
    assert "2 góp ý: chưa trả lời 1, không tiếp thu 1." in words
    assert content["summary"] == {"1.2": {"not_taken": 1}, "": {"": 1}}
    assert [tuple(row) for row in table] == [COMMENT_COLUMNS] * 2
    assert [(row["indicator"], row["verdict"]) for row in table] == [("1.2", "not_taken"), ("", "")]
