"""Paths, dated versions and successions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.places import (
    DAWN,
    REFORM,
    WHOLE_SHARE,
    Succession,
    SuccessionKind,
    UnsoundPlaces,
    Version,
    check_successions,
    check_versions,
    history,
    ids_of,
    path,
    subtree,
)

ids = st.integers(min_value=1, max_value=10**12)
lineages = st.lists(ids, min_size=1, max_size=6, unique=True).map(tuple)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


def part(
    predecessor: int, successor: int, *, is_default: bool = False, share: int | None = None
) -> Succession:
    return Succession(predecessor, successor, SuccessionKind.PART, REFORM, share, is_default)


@given(lineages)
def test_a_path_gives_back_its_ids(lineage: tuple[int, ...]) -> None:
    assert ids_of(path(lineage)) == lineage


@given(lineages, lineages)
def test_the_range_of_a_path_holds_what_lies_below_it_and_nothing_else(
    above: tuple[int, ...], other: tuple[int, ...]
) -> None:
    low, high = subtree(path(above))

    assert low <= path(above + other) < high
    assert (low <= path(other) < high) == (other[: len(above)] == above)


@given(days, days, days)
def test_a_version_holds_from_its_first_day_to_the_day_before_its_end(a: date, b: date, day: date) -> None:
    begin, end = min(a, b), max(a, b) + timedelta(days=1)
    version = Version(1, None, begin, end)

    assert version.holds(day) == (begin <= day < end)
    assert replace(version, valid_to=None).holds(day) == (begin <= day)


@given(st.lists(days, min_size=2, max_size=6, unique=True))
def test_versions_that_follow_each_other_are_sound(turns: list[date]) -> None:
    ordered = sorted(turns)
    chain = [Version(2, 1, begin, end) for begin, end in zip(ordered, [*ordered[1:], None], strict=True)]

    check_versions([Version(1, None, DAWN), *reversed(chain)])


@given(days, days)
def test_versions_of_a_place_never_overlap(a: date, b: date) -> None:
    early, late = min(a, b), max(a, b)
    overlapping = [Version(1, None, early, late + timedelta(days=1)), Version(1, None, late)]

    with pytest.raises(UnsoundPlaces) as refused:
        check_versions(overlapping)

    assert refused.value.facts == {"fault": "OVERLAP", "place": 1}


def test_a_version_that_ends_when_it_begins_is_refused() -> None:
    with pytest.raises(UnsoundPlaces, match="EMPTY"):
        check_versions([Version(1, None, REFORM, REFORM)])


@pytest.mark.parametrize(
    "parents",
    [
        [],
        [Version(1, None, REFORM)],
        [Version(1, None, DAWN, REFORM)],
        [Version(1, None, DAWN, REFORM), Version(1, None, REFORM + timedelta(days=1))],
    ],
    ids=["none", "begins later", "ends earlier", "with a gap"],
)
def test_a_place_hangs_below_a_parent_that_holds_as_long(parents: list[Version]) -> None:
    with pytest.raises(UnsoundPlaces) as refused:
        check_versions([*parents, Version(2, 1, DAWN)])

    assert refused.value.facts == {"fault": "PARENT", "place": 2}


def test_a_parent_may_change_its_name_under_its_children() -> None:
    check_versions([Version(1, None, DAWN, REFORM), Version(1, None, REFORM), Version(2, 1, DAWN)])


def test_a_circle_is_refused() -> None:
    with pytest.raises(UnsoundPlaces, match="CIRCLE"):
        check_versions([Version(1, 3, DAWN), Version(2, 1, DAWN), Version(3, 2, DAWN)])


@given(st.lists(st.integers(2, 50), min_size=2, max_size=8, unique=True), st.data())
def test_a_split_with_one_default_and_shares_within_the_whole_is_sound(
    heirs: list[int], data: st.DataObject
) -> None:
    share = data.draw(st.integers(1, WHOLE_SHARE // len(heirs)))

    check_successions([part(1, heir, is_default=heir == heirs[0], share=share) for heir in heirs])


@pytest.mark.parametrize(
    ("fault", "successions"),
    [
        ("SELF", [part(1, 1, is_default=True)]),
        ("WHOLE_AND_MORE", [Succession(1, 2, SuccessionKind.WHOLE, REFORM, None, True), part(1, 3)]),
        ("TWICE", [part(1, 2, is_default=True), part(1, 2)]),
        ("DEFAULT", [part(1, 2), part(1, 3)]),
        ("DEFAULT", [part(1, 2, is_default=True), part(1, 3, is_default=True)]),
        ("SHARE", [part(1, 2, is_default=True, share=WHOLE_SHARE), part(1, 3, share=1)]),
        ("SHARE", [part(1, 2, is_default=True, share=0), part(1, 3)]),
    ],
)
def test_successions_that_cannot_be_are_refused(fault: str, successions: list[Succession]) -> None:
    with pytest.raises(UnsoundPlaces) as refused:
        check_successions(successions)

    assert refused.value.facts == {"fault": fault, "place": 1}


def test_history_tells_the_default_first() -> None:
    came = [part(1, 5), part(2, 5, is_default=True)]
    went = [part(5, 9), part(5, 8), part(5, 10, is_default=True)]

    before, after = history(5, [*came, *went, part(6, 7)])

    assert [one.predecessor for one in before] == [2, 1]
    assert [one.successor for one in after] == [10, 8, 9]
