"""Two sets side by side: what one asks otherwise than the other."""

from datetime import date

import pytest
from hypothesis import given

from khuyenhoc import data
from khuyenhoc.domain import criteria
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.criteria.derivation import breaches
from khuyenhoc.domain.criteria.difference import Difference, Part, Threshold, What, difference
from khuyenhoc.domain.criteria.starting import local_copy
from tests.domain.sets import sets

HOUSEHOLD = dict(data.criteria_files())["household-mau@2023"]
MIRRORED = {What.ADDED: What.REMOVED, What.REMOVED: What.ADDED}


def against(*changes: tuple[str, str]) -> Difference:
    """The shipped household set beside itself with texts replaced."""
    text = HOUSEHOLD
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return difference(criteria.load(HOUSEHOLD), criteria.load(text))


def told(found: Difference) -> list[tuple[Part, str, tuple[What, ...]]]:
    return [(pair.part, pair.code, pair.what) for pair in found.changed]


@given(sets())
def test_a_set_does_not_differ_from_itself(one: CriteriaSet) -> None:
    assert difference(one, one).is_empty


@given(sets(), sets())
def test_looked_at_from_the_other_side_what_was_added_is_removed_and_the_rest_is_the_same(
    one: CriteriaSet, other: CriteriaSet
) -> None:
    there, back = difference(one, other), difference(other, one)

    turned = {MIRRORED.get(what, what): number for what, number in back.counted().items()}
    assert there.counted() == turned
    assert {(t.name, t.code, t.before, t.after) for t in there.thresholds} == {
        (t.name, t.code, t.after, t.before) for t in back.thresholds
    }
    assert there.alike == back.alike


@given(sets(), sets())
def test_every_part_either_differs_or_is_alike(one: CriteriaSet, other: CriteriaSet) -> None:
    found = difference(one, other)

    def number(s: CriteriaSet) -> int:
        return len(s.criteria) + len(s.columns_order)

    assert number(other) == found.alike + sum(pair.after is not None for pair in found.changed)
    assert number(one) == found.alike + sum(pair.before is not None for pair in found.changed)


def test_another_wording_is_told_apart_from_another_scale_and_from_another_explanation() -> None:
    reworded = against(("Kết quả học tập và rèn luyện của trẻ", "Trẻ học và rèn luyện ra sao"))
    rescaled = against(('max = "10.00"\n  step = "0.50"', 'max = "12.00"\n  step = "0.50"'))
    explained = against(("Kể cả mẫu giáo 5 tuổi.", "Kể cả mẫu giáo."))

    assert told(reworded) == [(Part.INDICATOR, "1.2", (What.REWORDED,))]
    assert told(rescaled) == [(Part.INDICATOR, "1.2", (What.OTHER_SCALE,))]
    assert told(explained) == [(Part.INDICATOR, "1.1", (What.OTHER_HELP,))]


def test_a_moved_threshold_is_named_with_both_numbers() -> None:
    found = against(('min_total_percent = "70.00"', 'min_total_percent = "75.00"'))

    assert found.changed == ()
    assert found.thresholds == (Threshold("total_percent", "", 7_000, 7_500),)


@pytest.mark.parametrize("key", [key for key, _text in data.criteria_files()])
def test_a_local_set_starts_as_a_sound_draft_that_is_comparable_with_its_frame(key: str) -> None:
    text = dict(data.criteria_files())[key]
    frame = criteria.load(text)

    begun = local_copy(
        text,
        frame=key,
        code="rieng",
        version="2026",
        place='Xã "Mẫu" \\ Đông',
        issuer="Hội Khuyến học tỉnh mẫu",
        since=date(2026, 1, 2),
    )

    read = criteria.load(begun)
    assert (read.key, read.status, read.derives_from) == ("rieng@2026", "draft", key)
    assert (read.scope_place, read.in_force_from) == ('Xã "Mẫu" \\ Đông', date(2026, 1, 2))
    assert breaches(frame, read) == ()
    assert difference(frame, read).is_empty
