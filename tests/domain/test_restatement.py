"""Counts carried over random histories and over small ones whose answer is known."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.places import WHOLE_SHARE, Kind, check_successions, check_versions
from khuyenhoc.domain.restatement import (
    Course,
    Held,
    Reason,
    Restated,
    RestatedBackwards,
    SharesAboveWhole,
    apportion,
    comparable,
)
from tests.domain.histories import BEGIN, COUNTRY, END, History, counts, histories, start

DAY = date(2021, 7, 1)
shares = st.lists(st.integers(0, WHOLE_SHARE), max_size=6).filter(lambda found: sum(found) <= WHOLE_SHARE)


def commune(made: History, number: int = 0) -> int:
    return made.held(Kind.COMMUNE)[number]


def carried(made: History, given_counts: dict[int, int]) -> Restated:
    return Course(made.ground(), BEGIN, END).carry(given_counts)


# -- largest remainder ---------------------------------------------------------------------------------------


@given(st.integers(0, 10**9), shares)
def test_parts_add_up_and_none_is_a_whole_one_off(value: int, stated: list[int]) -> None:
    parts = apportion(value, stated)

    assert sum(parts) == value
    for part, share in zip(parts, stated, strict=False):
        assert abs(part * WHOLE_SHARE - value * share) < WHOLE_SHARE


@given(st.integers(0, 10**6), shares.filter(bool))
def test_larger_shares_never_get_less(value: int, stated: list[int]) -> None:
    parts = dict(zip(range(len(stated)), apportion(value, stated), strict=False))

    ordered = sorted(parts, key=lambda at: stated[at])
    assert all(parts[low] <= parts[high] for low, high in pairwise(ordered) if stated[low] < stated[high])


@pytest.mark.parametrize(
    ("value", "stated", "parts"),
    [
        (10, [5000, 5000], (5, 5, 0)),
        (7, [5000, 5000], (4, 3, 0)),
        (100, [3333, 3333, 3334], (33, 33, 34, 0)),
        (1000, [3333, 3333, 3333], (334, 333, 333, 0)),
        (10, [6000], (6, 4)),
        (0, [6000, 4000], (0, 0, 0)),
        (5, [], (5,)),
    ],
)
def test_the_largest_remainder_is_served_first_and_the_earlier_of_equals(
    value: int, stated: list[int], parts: tuple[int, ...]
) -> None:
    assert apportion(value, stated) == parts


def test_shares_above_the_whole_are_refused() -> None:
    with pytest.raises(SharesAboveWhole):
        apportion(1, [WHOLE_SHARE, 1])


# -- any history ---------------------------------------------------------------------------------------------


@given(histories())
def test_the_random_histories_are_sound(made: History) -> None:
    check_versions(made.versions)
    check_successions(made.successions)


@given(st.data())
def test_the_total_is_the_same_on_every_map(data: st.DataObject) -> None:
    made = data.draw(histories())
    given_counts = data.draw(counts(made))

    restated = carried(made, given_counts)

    assert restated.total == sum(given_counts.values())


@given(st.data())
def test_all_of_it_stands_or_waits_at_places_of_the_last_day(data: st.DataObject) -> None:
    made = data.draw(histories())
    restated = carried(made, data.draw(counts(made)))
    ground = made.ground()

    for place, within in restated.estimated:
        assert within in ground.lineage(within, END)
        assert place in ground.lineage(place, END)
    assert all(ground.held(place, END) is not None for place in restated.exact)
    assert all(ground.held(one.within, END) is not None for one in restated.held)


@given(st.data())
def test_parents_are_the_sum_of_what_lies_below_and_what_waits_there(data: st.DataObject) -> None:
    made = data.draw(histories())
    given_counts = data.draw(counts(made))
    restated = carried(made, given_counts)
    ground = made.ground()

    own: Counter[int] = Counter(restated.exact)
    for (place, _), value in restated.estimated.items():
        own[place] += value
    for one, value in restated.held.items():
        own[one.within] += value
    below: Counter[int] = Counter()
    for place, value in own.items():
        for above in ground.lineage(place, END):
            below[above] += value
    for parent in made.kinds:
        children = [
            one.place
            for one in made.versions
            if one.parent == parent and ground.held(one.place, END) is one and one.holds(END)
        ]
        assert below[parent] == own[parent] + sum(below[child] for child in children)
    assert below[COUNTRY] == sum(given_counts.values())


@given(st.data(), st.dates(BEGIN, END))
def test_two_courses_in_a_row_are_one(data: st.DataObject, midway: date) -> None:
    made = data.draw(histories())
    given_counts = data.draw(counts(made))
    ground = made.ground()

    first = Course(ground, BEGIN, midway).carry(given_counts)
    both = Course(ground, midway, END).carry(first)

    assert both == Course(ground, BEGIN, END).carry(given_counts)


@given(st.data())
def test_with_every_share_stated_and_every_link_known_no_commune_waits(data: st.DataObject) -> None:
    made = data.draw(histories(all_stated=True, links_only=True))
    given_counts = data.draw(counts(made, (Kind.COMMUNE, Kind.HAMLET)))

    assert carried(made, given_counts).held == {}


@given(st.data())
def test_hamlets_go_where_they_went_exactly(data: st.DataObject) -> None:
    made = data.draw(histories(links_only=True))
    given_counts = data.draw(counts(made, (Kind.HAMLET,)))

    restated = carried(made, given_counts)

    assert restated.exact == given_counts
    assert (restated.estimated, restated.held) == ({}, {})


@given(st.data())
def test_exact_counts_don_t_depend_on_the_shares_said(data: st.DataObject) -> None:
    made = data.draw(histories())
    given_counts = data.draw(counts(made))
    said = {
        (one.predecessor, one.successor): 1
        for one in made.successions
        if one.kind == "part" and one.share is None
    }
    try:
        ground = made.ground(said)
    except SharesAboveWhole:  # the stated ones fill the whole already
        return

    with_shares = Course(ground, BEGIN, END).carry(given_counts)

    assert with_shares.total == sum(given_counts.values())
    assert (
        with_shares.exact.items()
        >= {
            place: value
            for place, value in carried(made, given_counts).exact.items()
            if made.kinds[place] in (Kind.COMMUNE, Kind.HAMLET)
        }.items()
    )


@given(st.data())
def test_comparable_communes_have_exactly_what_their_origins_had(data: st.DataObject) -> None:
    made = data.draw(histories())
    ground = made.ground()
    same = comparable(ground, BEGIN, END)
    given_counts = data.draw(counts(made, (Kind.COMMUNE,)))

    restated = carried(made, given_counts)

    assert len({one for mine in same.values() for one in mine}) == sum(map(len, same.values()))
    for place, origins in same.items():
        assert restated.exact.get(place, 0) == sum(given_counts.get(origin, 0) for origin in origins)
        assert all(place != target for target, _ in restated.estimated)


@given(st.data())
def test_where_nothing_changed_all_bases_agree(data: st.DataObject) -> None:
    made = start(communes=data.draw(st.integers(1, 3)))
    given_counts = data.draw(counts(made, (Kind.COMMUNE,)))
    ground = made.ground()

    restated = carried(made, given_counts)
    same = comparable(ground, BEGIN, END)

    assert restated.exact == given_counts
    assert {place: given_counts.get(place, 0) for place in same} | given_counts == {
        place: restated.exact.get(place, 0) for place in made.held(Kind.COMMUNE)
    }


# -- small histories -----------------------------------------------------------------------------------------


def test_a_whole_merger_is_exact() -> None:
    made = start()
    one, other = commune(made, 0), commune(made, 1)
    new = made.merge([one, other], DAY)

    assert carried(made, {one: 3, other: 4}) == Restated(exact={new: 7})


def test_a_split_with_stated_shares_is_an_estimate_that_is_certain_further_up() -> None:
    made = start()
    place, district = commune(made), made.held(Kind.DISTRICT)[0]
    first, second = made.split(place, [6000, 4000], DAY, [district, district])

    restated = carried(made, {place: 8})

    assert restated == Restated(estimated={(first, district): 5, (second, district): 3})


def test_a_split_without_shares_waits_where_it_is_certain() -> None:
    made = start()
    place, (near, far, *_) = commune(made), made.held(Kind.DISTRICT)
    made.split(place, [None, None], DAY, [near, far])

    restated = carried(made, {place: 8})

    province = made.held(Kind.PROVINCE)[0]
    assert restated == Restated(held={Held(province, place, DAY, Reason.NO_SHARE): 8})


def test_what_no_stated_share_speaks_of_waits() -> None:
    made = start()
    place, district = commune(made), made.held(Kind.DISTRICT)[0]
    first, _ = made.split(place, [6000, None], DAY, [district, district])

    restated = carried(made, {place: 10})

    assert restated == Restated(
        estimated={(first, district): 6}, held={Held(district, place, DAY, Reason.NO_SHARE): 4}
    )


def test_a_place_that_nothing_links_waits_in_its_province() -> None:
    made = start()
    place = commune(made)
    made.end(place, DAY)

    held = carried(made, {place: 5}).held

    assert held == {Held(made.held(Kind.PROVINCE)[0], place, DAY, Reason.NO_LINK): 5}


def test_a_hamlet_that_ended_waits_in_its_commune() -> None:
    made = start()
    hamlet = made.held(Kind.HAMLET)[0]
    made.end(hamlet, DAY)

    held = carried(made, {hamlet: 5}).held

    assert held == {Held(commune(made), hamlet, DAY, Reason.NO_LINK): 5}


def test_a_district_is_never_spread_and_counts_for_its_province() -> None:
    made = start(provinces=1)
    province, district = made.held(Kind.PROVINCE)[0], made.held(Kind.DISTRICT)[0]
    made.dissolve(district, province, DAY)

    held = carried(made, {district: 9}).held

    assert held == {Held(province, district, DAY, Reason.KNOWN_ABOVE): 9}


def test_a_district_that_became_one_commune_is_exact_there() -> None:
    made = start(provinces=1, communes=2, hamlets=0)
    province, district = made.held(Kind.PROVINCE)[0], made.held(Kind.DISTRICT)[0]
    new = made.merge(made.held(Kind.COMMUNE, district), DAY)
    made.dissolve(district, province, DAY)

    assert carried(made, {district: 9}) == Restated(exact={new: 9})


def test_a_district_that_lost_a_commune_no_longer_has_its_old_count_for_sure() -> None:
    made = start()
    near, far = made.held(Kind.DISTRICT)[:2]
    made.hang(made.held(Kind.COMMUNE, near)[0], far, DAY)

    restated = carried(made, {near: 9, far: 4})

    assert restated == Restated(
        exact={far: 4},
        held={Held(made.held(Kind.PROVINCE)[0], near, DAY, Reason.KNOWN_ABOVE): 9},
    )


def test_a_place_that_had_ended_by_the_first_day_starts_from_its_last() -> None:
    made = start()
    one, other = commune(made, 0), commune(made, 1)
    new = made.merge([one, other], DAY)

    restated = Course(made.ground(), DAY + timedelta(days=90), END).carry({one: 3, other: 4})

    assert restated == Restated(exact={new: 7})


def test_counts_are_not_carried_backwards() -> None:
    with pytest.raises(RestatedBackwards):
        Course(start().ground(), END, BEGIN)


def test_a_commune_beside_one_that_ended_unlinked_is_not_comparable() -> None:
    made = start(provinces=1, districts=2, communes=2)
    gone, beside, *others = made.held(Kind.COMMUNE)
    made.end(gone, DAY)

    assert set(comparable(made.ground(), BEGIN, END)) == set(others)
    assert beside not in comparable(made.ground(), BEGIN, END)


def test_a_commune_that_got_a_part_is_not_comparable() -> None:
    made = start(provinces=1, districts=1, communes=2)
    split, merged = made.held(Kind.COMMUNE)
    heirs = made.split(split, [5000, 5000], DAY, [made.parent(split)] * 2)
    new = made.merge([heirs[0], merged], DAY + timedelta(days=30))

    assert comparable(made.ground(), BEGIN, END) == {}
    assert new in {place for place, _ in carried(made, {split: 2}).estimated}


def test_merged_communes_are_comparable_with_all_they_were() -> None:
    made = start(provinces=1, districts=1, communes=3)
    one, other, third = made.held(Kind.COMMUNE)
    new = made.merge([one, other], DAY)

    assert comparable(made.ground(), BEGIN, END) == {new: {one, other}, third: {third}}
