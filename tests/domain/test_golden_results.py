"""Outcomes worked out by hand, kept for ever: a set's rules and its evaluator may never say otherwise."""

import csv
from pathlib import Path

import pytest

from khuyenhoc import data
from khuyenhoc.batch.answer_file import written
from khuyenhoc.domain import answers, criteria
from khuyenhoc.domain.scoring import score

GOLDEN = Path(__file__).parent.parent / "golden"
SETS = dict(data.criteria_files())
CASES = [
    pytest.param(file.stem, row, id=f"{file.stem}: {row['case_id']}")
    for file in sorted(GOLDEN.glob("*.csv"))
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
]
OUT = ("total_points", "percent", "rating", "passed", "reasons")


@pytest.mark.parametrize(("key", "row"), CASES)
def test_a_golden_case_keeps_its_outcome(key: str, row: dict[str, str]) -> None:
    criteria_set = criteria.load(SETS[key], file=key)

    outcome = written(score(criteria_set, answers.read(criteria_set, row)))

    assert dict(zip(OUT, outcome, strict=True)) == {name: row[name] for name in OUT}


def test_every_set_that_can_score_has_golden_cases() -> None:
    complete = {key for key, text in SETS.items() if criteria.load(text, file=key).is_complete}

    assert complete == {file.stem for file in GOLDEN.glob("*.csv")}
