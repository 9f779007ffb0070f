"""Forms drawn for a wanted end, judged by the real rules."""

import pytest

from khuyenhoc import data
from khuyenhoc.demo import answers
from khuyenhoc.demo import plan as plans
from khuyenhoc.demo.chance import chance
from khuyenhoc.demo.outcomes import Outcome
from khuyenhoc.domain import answers as reading
from khuyenhoc.domain import criteria, scoring
from khuyenhoc.domain.criteria import CriteriaSet, Kind

TEXTS = dict(data.criteria_files())
SETS = {key: criteria.load(TEXTS[key], file=key) for key in plans.read().sets.values()}


def scored(rules: CriteriaSet, cells: answers.Cells, part: int) -> scoring.Scorecard:
    counted = [one.code for one in rules.prerequisites]
    counted += [one.code for one in rules.indicators if one.kind is Kind.DERIVED]
    shares = {f"{code}.part": str(part) for code in counted} | {f"{code}.whole": "10000" for code in counted}
    return scoring.score(rules, reading.read(rules, {**cells, **shares}))


@pytest.mark.parametrize("key", SETS)
@pytest.mark.parametrize("nothing", [False, True])
@pytest.mark.parametrize("whole", [1, 3, 200])
def test_a_form_meant_to_pass_passes_with_the_least_inside(key: str, nothing: bool, whole: int) -> None:
    rules, forms = SETS[key], answers.Forms(SETS[key])
    for seed in range(10):
        cells = forms.form(Outcome.RECOGNISED, whole=whole, nothing=nothing, luck=chance(seed))

        assert scored(rules, cells, answers.floor(rules)).passed


@pytest.mark.parametrize("key", SETS)
def test_a_form_meant_to_fail_fails_with_everything_inside(key: str) -> None:
    rules, forms = SETS[key], answers.Forms(SETS[key])
    for seed in range(10):
        cells = forms.form(Outcome.POINTS, whole=4, nothing=False, luck=chance(seed))

        assert not scored(rules, cells, 10_000).passed


@pytest.mark.parametrize("key", SETS)
def test_a_form_with_a_gap_names_its_gap(key: str) -> None:
    rules = SETS[key]

    cells = answers.Forms(rules).form(Outcome.LEFT, whole=4, nothing=False, luck=chance(1))

    (gap,) = answers.missing(rules, cells)
    assert f"MISSING:{gap}" in scored(rules, cells, 10_000).reasons


@pytest.mark.parametrize("key", [key for key, rules in SETS.items() if rules.exclusions])
def test_a_form_meant_to_be_excluded_is(key: str) -> None:
    cells = answers.Forms(SETS[key]).form(Outcome.EXCLUSION, whole=4, nothing=False, luck=chance(1))

    assert any(reason.startswith("EXCLUSION:") for reason in scored(SETS[key], cells, 10_000).reasons)


def test_a_set_that_excludes_nobody_has_no_such_form() -> None:
    (key,) = [key for key, rules in SETS.items() if not rules.exclusions and "clan" in key]

    with pytest.raises(answers.NoSuchForm):
        answers.Forms(SETS[key]).form(Outcome.EXCLUSION, whole=4, nothing=False, luck=chance(1))
