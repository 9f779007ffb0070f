"""A local set shaped part by part: sound and comparable after every change, and back to the letter."""

from datetime import date

import pytest

from khuyenhoc import data
from khuyenhoc.domain import criteria
from khuyenhoc.domain.criteria import Kind, Words
from khuyenhoc.domain.criteria.derivation import breaches
from khuyenhoc.domain.criteria.difference import What, difference
from khuyenhoc.domain.criteria.shaping import Shape, Share
from khuyenhoc.domain.criteria.starting import local_copy

KEYS = ("household-mau@2023", "clan-mau@2023", "commune-mau@2023")


def begun(key: str) -> tuple[str, str]:
    """The text of a frame, and that of a local set which is nothing but its copy."""
    frame = dict(data.criteria_files())[key]
    copy = local_copy(
        frame, frame=key, code="rieng", version="2026", place="X", issuer="Y", since=date(2026, 1, 2)
    )
    return frame, copy


@pytest.mark.parametrize("key", KEYS)
def test_what_is_split_and_added_stays_comparable_and_goes_back_to_the_letter(key: str) -> None:
    frame, local = begun(key)
    shape = Shape(local, frame)
    for criterion in shape.rules.criteria:
        shape.add_indicator(criterion, Words("Của riêng", "Own"), Kind.SHARE)
    for one in shape.frame.indicators:
        if shape.may_split(one):
            half = one.max_points // 2
            rest = one.max_points - half
            shape.split(one, [Share(Words("Một"), Kind.POINTS, half), Share(Words("Hai"), Kind.YES_NO, rest)])
    shape.add_exclusion(Words("Điều thêm"))

    shaped = criteria.load(shape.text())
    again = Shape(shape.text(), frame)
    for one in again.frame.indicators:
        if len(again.parts_of(one)) > 1:
            again.make_whole(one)
    for criterion in again.rules.criteria:
        for own in again.own_of(criterion):
            again.drop(own)
    for exclusion in again.own_exclusions:
        again.drop(exclusion)

    assert breaches(shape.frame, shaped) == ()
    assert difference(shape.frame, shaped).counted()[What.ADDED] > len(shape.frame.criteria)
    assert again.text() == local


def test_words_and_demands_are_written_where_they_stand_and_nothing_else_moves() -> None:
    frame, local = begun("household-mau@2023")
    shape = Shape(local, frame)
    first = shape.rules.indicators[0]

    shape.reword(first, "help", Words('Hai dòng\n"có dấu"', "Two lines"))
    shape.reword_option(first, "b", Words("Có lúc nghỉ"))
    shape.demand_of_criterion("3", 5_000)

    before, after = local.splitlines(), shape.text().splitlines()
    read = criteria.load(shape.text()).indicators[0]
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 3
    assert read.help == Words('Hai dòng\n"có dấu"', "Two lines")
    assert read.options[1].text.vi == "Có lúc nghỉ"
    assert 'min_criterion_percent = { "2" = "40.00", "3" = "50.00" }' in after
