"""Which criteria set holds for a round: only one that is valid there, and of several the most specific."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.criteria import Status
from khuyenhoc.domain.criteria.scope import (
    Misfit,
    MoreSpecificSetHolds,
    Reach,
    SetDoesNotFit,
    Use,
    closeness,
    misfit,
    require_holds,
    valid,
)

DAY = date(2024, 6, 1)
HAMLET, COMMUNE, PROVINCE, COUNTRY, ELSEWHERE = 5, 4, 3, 1, 9
USE = Use("organisation", "", (HAMLET, COMMUNE, PROVINCE, COUNTRY), DAY, "school", "truong mau")


def reach(key: str = "a@1", **changes: Any) -> Reach:
    plain: dict[str, Any] = {"title": "organisation", "levels": (), "status": Status.ISSUED}
    return Reach(key, **{**plain, **changes})


days = st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3)) | st.none()
reaches = st.builds(
    Reach,
    key=st.text("abc", min_size=1, max_size=3),
    title=st.sampled_from(["organisation", "organisation", "household"]),
    levels=st.sampled_from([(), ("commune",), ("district", "province")]),
    status=st.sampled_from(Status),
    since=days,
    until=days,
    place=st.sampled_from([None, HAMLET, COMMUNE, PROVINCE, COUNTRY, ELSEWHERE]),
    organisation_kind=st.sampled_from(["", "school", "firm"]),
    organisation=st.sampled_from(["", "truong mau", "truong khac"]),
)
uses = st.builds(
    Use,
    title=st.sampled_from(["organisation", "household"]),
    level=st.sampled_from(["", "commune"]),
    line=st.sampled_from([USE.line, USE.line[1:], USE.line[2:]]),
    on=st.just(DAY),
    organisation_kind=st.sampled_from(["", "school"]),
    organisation=st.sampled_from(["", "truong mau"]),
)


@given(st.lists(reaches, max_size=8), uses)
def test_whatever_wins_fits_and_nothing_that_fits_is_more_specific(found: list[Reach], use: Use) -> None:
    ordered = valid(found, use)

    assert all(misfit(one, use) is None for one in ordered)
    assert sorted(map(repr, ordered)) == sorted(repr(one) for one in found if misfit(one, use) is None)
    assert [closeness(one, use) for one in ordered] == sorted(
        (closeness(one, use) for one in ordered), reverse=True
    )


@given(st.lists(reaches, max_size=8), uses)
def test_the_winner_does_not_depend_on_the_order_in_which_sets_are_told(found: list[Reach], use: Use) -> None:
    assert [one.key for one in valid(found, use)] == [
        one.key for one in valid(sorted(found, key=repr), use)
    ] or (len({one.key for one in found}) < len(found))


@given(st.lists(reaches, max_size=8), uses)
def test_an_issued_set_that_wins_is_always_accepted(found: list[Reach], use: Use) -> None:
    for winner in valid(found, use)[:1]:
        if winner.status is Status.ISSUED:
            require_holds(winner, found, use)


@given(reaches, uses)
def test_a_set_for_a_place_holds_at_it_and_below_and_nowhere_else(one: Reach, use: Use) -> None:
    if misfit(one, use) is None and one.place is not None:
        assert one.place in use.line


def test_the_order_is_organisation_kind_nearer_place_farther_place_everywhere() -> None:
    told = [
        reach("everywhere@1"),
        reach("province@1", place=PROVINCE),
        reach("commune@1", place=COMMUNE),
        reach("kind@1", organisation_kind="school"),
        reach("kind-here@1", organisation_kind="school", place=PROVINCE),
        reach("alone@1", organisation="truong mau", place=PROVINCE),
    ]

    assert [one.key for one in valid(told, USE)] == [
        "alone@1",
        "kind-here@1",
        "kind@1",
        "commune@1",
        "province@1",
        "everywhere@1",
    ]


def test_of_two_that_hold_everywhere_the_issued_one_goes_first_then_the_later() -> None:
    told = [
        reach("sample@2", status=Status.SAMPLE, since=date(2024, 1, 1)),
        reach("old@1", since=date(2020, 1, 1)),
        reach("new@1", since=date(2024, 1, 1)),
    ]

    assert [one.key for one in valid(told, USE)] == ["new@1", "old@1", "sample@2"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": "clan"}, Misfit.OTHER_TITLE),
        ({"status": Status.DRAFT}, Misfit.DRAFT),
        ({"since": DAY + timedelta(days=1)}, Misfit.NOT_YET_IN_FORCE),
        ({"until": DAY - timedelta(days=1)}, Misfit.NO_LONGER_IN_FORCE),
        ({"place": ELSEWHERE}, Misfit.OTHER_PLACE),
        ({"organisation_kind": "firm"}, Misfit.OTHER_KIND),
        ({"organisation": "truong khac"}, Misfit.OTHER_ORGANISATION),
        ({"since": DAY}, None),
        ({"until": DAY}, None),
        ({"levels": ("province",)}, None),  # a round of organisations without a level takes every level
    ],
)
def test_the_first_reason_is_told(changes: dict[str, Any], why: Misfit | None) -> None:
    assert misfit(reach(**changes), USE) == why


def test_a_round_with_a_level_wants_a_set_of_that_level() -> None:
    use = Use("community", "commune", USE.line, DAY)

    assert misfit(reach(title="community", levels=("hamlet",)), use) is Misfit.OTHER_LEVEL
    assert misfit(reach(title="community", levels=("hamlet", "commune")), use) is None


def test_a_set_is_refused_where_a_more_specific_one_holds_unless_that_is_a_sample() -> None:
    national, local = reach("national@1"), reach("local@1", place=COMMUNE)
    sample = reach("sample@1", place=COMMUNE, status=Status.SAMPLE)

    with pytest.raises(MoreSpecificSetHolds) as refused:
        require_holds(national, [national, local], USE)
    require_holds(national, [national, sample], USE)
    require_holds(local, [national, local], USE)

    assert refused.value.facts == {"set": "national@1", "holds": "local@1"}


def test_a_set_that_does_not_fit_is_refused_with_its_reason() -> None:
    with pytest.raises(SetDoesNotFit) as refused:
        require_holds(reach(place=ELSEWHERE), [], USE)

    assert refused.value.facts["why"] == "set_other_place"
