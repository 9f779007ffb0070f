"""`khuyenhoc counts verify`: equal counts pass, a tampered one is named."""

import json
import sqlite3
from pathlib import Path

from tests.demo import folders
from tests.demo.folders import khuyenhoc


def tampered(demonstration: Path, tmp_path: Path, change: str) -> Path:
    folder = folders.copy(demonstration, tmp_path / "var")
    with sqlite3.connect(folder / "khuyenhoc.sqlite3") as connection:
        assert connection.execute(change).rowcount == 1
    connection.close()
    return folder


def test_counts_of_the_demonstration_are_equal(demonstration: Path) -> None:
    done = khuyenhoc(demonstration, "counts", "verify")

    assert done.returncode == 0
    assert "số đếm đều khớp (" in done.stdout


def test_a_tampered_count_is_named_with_both_numbers(demonstration: Path, tmp_path: Path) -> None:
    folder = tampered(
        demonstration,
        tmp_path,
        "UPDATE counts_count SET value = value + 3 WHERE id = (SELECT min(id) FROM counts_count "
        "WHERE state = 'held' AND title = 'household' AND year = 2023)",
    )

    done = khuyenhoc(folder, "counts", "verify", "--format", "json")

    assert done.returncode == 1
    of_place, of_bundle = json.loads(done.stdout)["differences"]  # the bundle's sum is what it was
    for one in (of_place, of_bundle):
        assert (one["title"], one["year"], one["state"]) == ("household", 2023, "held")
    assert of_place["kept"] - of_place["counted"] == of_bundle["counted"] - of_bundle["kept"] == 3
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_count_that_is_gone_is_found_too(demonstration: Path, tmp_path: Path) -> None:
    folder = tampered(
        demonstration,
        tmp_path,
        "DELETE FROM counts_count WHERE id = (SELECT min(id) FROM counts_count WHERE state = 'registrations')",
    )

    done = khuyenhoc(folder, "counts", "verify")

    assert done.returncode == 1
    assert "đang ghi 0, đếm lại" in done.stdout


def test_a_decision_that_keeps_other_places_than_its_titles_have_is_named(
    demonstration: Path, tmp_path: Path
) -> None:
    folder = tampered(
        demonstration,
        tmp_path,
        "DELETE FROM recognition_decisionplace WHERE id = (SELECT min(id) FROM recognition_decisionplace)",
    )

    done = khuyenhoc(folder, "counts", "verify")

    assert done.returncode == 1
    assert "· decision 1: đang ghi 0, đếm lại" in done.stdout
