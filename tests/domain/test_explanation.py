import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc import data
from khuyenhoc.domain import answers, criteria, numbers
from khuyenhoc.domain.explanation import as_text, explain
from khuyenhoc.domain.explanation_words import COUNTED, TITLES, WORDS
from khuyenhoc.domain.scoring import score
from tests.domain.sets import answers_to, sets

SETS = {key: criteria.load(text, file=key) for key, text in data.criteria_files()}
GOLDEN = Path(__file__).parent.parent / "golden" / "household-mau@2023.csv"
CASES = {row["case_id"]: row for row in csv.DictReader(GOLDEN.read_text(encoding="utf-8").splitlines())}


def told(case: str, language: str = "vi") -> str:
    household = SETS["household-mau@2023"]
    return as_text(explain(household, answers.read(household, CASES[case]), language))


@given(st.data(), st.sampled_from(["vi", "en"]))
def test_an_explanation_ends_where_the_score_ends(draw: st.DataObject, language: str) -> None:
    criteria_set = draw.draw(sets())
    given_ = draw.draw(answers_to(criteria_set))

    explained = explain(criteria_set, given_, language)
    text = as_text(explained)

    card = score(criteria_set, given_)
    assert explained.scorecard == card
    assert all(check.holds for check in explained.checks) or card.reasons
    assert WORDS[language]["passed" if card.passed else "failed"] in text
    for reason in card.reasons:
        if not reason.startswith("LEVEL:"):
            assert f"({reason})" in text


@given(st.data())
def test_the_lines_of_a_criterion_add_up_to_its_sum(draw: st.DataObject) -> None:
    criteria_set = draw.draw(sets(logic="points"))

    explained = explain(criteria_set, draw.draw(answers_to(criteria_set, wild=False)))

    for group in explained.criteria:
        assert sum(line.points for line in group.lines) == group.points
        assert numbers.points(group.points) in group.sum
    assert sum(group.points for group in explained.criteria) == explained.scorecard.total_points


def test_the_printout_says_every_comparison_in_words_and_writes_its_products_beside() -> None:
    text = told("two of three adults earn the 50 % band")

    assert "Trả lời: 2 / 3" in text
    assert "10 / 20 điểm (2 trên 3 là 66,67%, đủ mức 50,00%) [2 × 100 ≥ 3 × 50: 200 ≥ 150]" in text
    assert "Tổng điểm: 28 + 30 + 15 + 14 = 87 / 100 điểm; 87 × 100 : 100 = 87,00%" in text
    assert "[đạt] Tổng điểm từ 70,00% điểm tối đa: 87 trên 100 là 87,00%, đủ mức 70,00%" in text
    assert "[87 × 100 ≥ 100 × 70: 8.700 ≥ 7.000]" in text
    assert "Xếp loại: Tốt (87 trên 100 là 87,00%, đủ mức 85,00%)" in text
    assert text.endswith("Kết luận: ĐẠT")


def test_the_printout_says_what_was_left_out_and_what_was_missed() -> None:
    text = told("no children: a quarter of a point below")

    assert "không áp dụng, không tính" in text
    assert "[CHƯA ĐẠT] Tổng điểm từ 70,00% điểm tối đa: 48,75 trên 70 là 69,64%, chưa tới mức 70,00%" in text
    assert "[48,75 × 100 < 70 × 70: 4.875 < 4.900] (MIN_TOTAL)" in text
    assert text.endswith("Kết luận: CHƯA ĐẠT")


def test_the_printout_reads_english_too() -> None:
    text = told("no children: a quarter of a point below", "en")

    assert (
        "[NOT MET] The total is 70.00% of the maximum or more: 48.75 of 70 is 69.64%, short of 70.00%" in text
    )
    assert "[48.75 × 100 < 70 × 70: 4,875 < 4,900]" in text
    assert text.endswith("Conclusion: NOT PASSED")


def test_a_share_a_hair_below_its_floor_is_never_shown_as_having_reached_it() -> None:
    clan = SETS["clan-mau@2023"]
    given_ = answers.read(clan, {"P1.part": "49999", "P1.whole": "100000"})

    assert "49.999 trên 100.000 là 49,99%, chưa tới mức 50,00%" in as_text(explain(clan, given_))


def test_a_prerequisite_is_written_with_part_and_whole() -> None:
    clan = SETS["clan-mau@2023"]
    given_ = answers.read(clan, {"P1.part": "24", "P1.whole": "50"})

    text = as_text(explain(clan, given_))

    assert (
        "24 trên 50 là 48,00%, chưa tới mức 50,00% [24 × 100 < 50 × 50: 2.400 < 2.500] (PREREQUISITE:P1)"
        in text
    )


def test_a_level_names_who_keeps_the_next_one_away() -> None:
    commune = SETS["commune-mau@2023"]
    cells = {i.code: "2" for i in commune.indicators} | {"2.1": "1", "P1.part": "5", "P1.whole": "10"}

    text = as_text(explain(commune, answers.read(commune, cells)))

    assert "[đạt] Mức 1: mọi chỉ tiêu áp dụng đều đạt" in text
    assert "[CHƯA ĐẠT] Mức 2: mọi chỉ tiêu áp dụng đều đạt; chưa đạt: 2.1 (LEVEL:2.1)" in text
    assert "Xếp loại: Khá (mức 1)" in text


@pytest.mark.parametrize("key", sorted(key for key, s in SETS.items() if s.is_complete))
def test_the_marks_of_a_set_stand_on_every_printout(key: str) -> None:
    text = as_text(explain(SETS[key], {}))

    assert ("Chưa đối chiếu văn bản gốc." in text) != SETS[key].checked_against_original


def test_both_languages_have_the_same_phrases() -> None:
    for table in (WORDS, COUNTED, TITLES):
        assert table["vi"].keys() == table["en"].keys()
