import json
import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import answers, criteria
from khuyenhoc.domain.answers import (
    NOT_APPLICABLE,
    Answer,
    AnswerCodeUnknown,
    AnswersDamaged,
    Share,
    Unreadable,
)
from khuyenhoc.domain.criteria import CriteriaSet
from tests.domain.sets import answers_to, sets

SET = criteria.load("""code = "s"
version = "1"
semantics = 1
title = "household"
name = { vi = "Mẫu" }
status = "sample"
logic = "points"
[[exclusion]]
code = "X"
[[prerequisite]]
code = "P"
counts = "members"
holding = "citizen"
min_percent = "50.00"
[[criterion]]
code = "1"
indicator = [
  { code = "n", kind = "points", max = "10.00", not_applicable = "full" },
  { code = "y", kind = "yes_no", max = "10.00" },
  { code = "c", kind = "choice", options = [{ code = "Á", points = "1" }] },
  { code = "s", kind = "share", bands = [{ min_percent = "50", points = "1" }], not_applicable = "full" },
]
""")


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        ({"n": "7,5"}, {"n": 750}),
        ({"n": " 7.50\u00a0"}, {"n": 750}),
        ({"n": "11"}, {"n": 1100}),
        ({"n": "bảy"}, {"n": Unreadable("bảy")}),
        ({"n": "7.505"}, {"n": Unreadable("7.505")}),
        ({"n": "-1"}, {"n": Unreadable("-1")}),
        ({"n": ""}, {}),
        ({"n": " "}, {}),
        ({}, {}),
        ({"n": "N/A"}, {"n": NOT_APPLICABLE}),
        ({"n": "Không Áp Dụng"}, {"n": NOT_APPLICABLE}),
        ({"n": "KAD"}, {"n": NOT_APPLICABLE}),
        ({"y": "CÓ"}, {"y": True}),
        ({"y": "x"}, {"y": True}),
        ({"y": "1"}, {"y": True}),
        ({"y": "Yes"}, {"y": True}),
        ({"y": "KHÔNG"}, {"y": False}),
        ({"y": "0"}, {"y": False}),
        ({"y": "no"}, {"y": False}),
        ({"y": "true"}, {"y": Unreadable("true")}),
        ({"X": "x"}, {"X": True}),
        ({"X": "na"}, {"X": Unreadable("na")}),
        ({"c": "Á"}, {"c": "Á"}),
        ({"c": "á"}, {"c": Unreadable("á")}),
        ({"s.part": "1", "s.whole": "2"}, {"s": Share(1, 2)}),
        ({"s.part": "1"}, {"s": Unreadable("1 / ")}),
        ({"s.part": "1.5", "s.whole": "2"}, {"s": Unreadable("1.5 / 2")}),
        ({"s.part": "kad"}, {"s": NOT_APPLICABLE}),
        ({"s.part": "kad", "s.whole": "na"}, {"s": NOT_APPLICABLE}),
        ({"s.part": "kad", "s.whole": "2"}, {"s": Unreadable("kad / 2")}),
        ({"P.part": "3", "P.whole": "2"}, {"P": Share(3, 2)}),
    ],
)
def test_a_cell_is_read_as_people_type_it(cells: Mapping[str, str], read: Mapping[str, Answer]) -> None:
    assert answers.read(SET, cells) == read


@pytest.mark.parametrize("word", ["có", "không", "không áp dụng", "Á"])
def test_both_unicode_forms_are_one_word(word: str) -> None:
    for column in ("n", "y", "c"):
        parted = answers.read(SET, {column: unicodedata.normalize("NFD", word)})

        assert parted == answers.read(SET, {column: word})


def test_columns_follow_the_file() -> None:
    assert list(answers.columns(SET).values()) == [
        ("X",),
        ("P.part", "P.whole"),
        ("n",),
        ("y",),
        ("c",),
        ("s.part", "s.whole"),
    ]


@given(st.data())
def test_answers_stored_as_json_come_back_the_same(draw: st.DataObject) -> None:
    criteria_set: CriteriaSet = draw.draw(sets())
    given_ = draw.draw(answers_to(criteria_set))

    stored = json.loads(json.dumps(answers.to_json(given_)))

    assert answers.from_json(criteria_set, stored) == given_


@pytest.mark.parametrize("damaged", [None, 1.5, [1, 2], {}, {"part": 1}, {"not_applicable": False}])
def test_stored_answers_nobody_wrote_are_refused(damaged: object) -> None:
    with pytest.raises(AnswersDamaged):
        answers.from_json(SET, {"n": damaged})


def test_stored_answers_to_other_questions_are_refused() -> None:
    with pytest.raises(AnswerCodeUnknown):
        answers.from_json(SET, {"zzz": 1})
