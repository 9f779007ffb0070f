"""Merges, splits, renames, moves and closings over random trees: what must hold whatever the plan says."""

import copy
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import DAWN, WHOLE_SHARE, Kind, Succession, Version, check_versions
from khuyenhoc.domain.reform import (
    Close,
    Deed,
    Merge,
    Move,
    NewPlace,
    Outcome,
    Part,
    Recode,
    Rename,
    Split,
    Standing,
    reshape,
    shaping,
)

PAPER = "Nghị quyết mẫu"
FIRST = date(2024, 1, 1)
Told = tuple["World", list[tuple[date, "World"]]]


@dataclass
class World:
    """A tree with its whole past, grown by outcomes; counts stand where they were counted."""

    standing: dict[int, Standing] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    lines: dict[tuple[int, date], tuple[int, ...]] = field(default_factory=dict)
    custody: dict[int, list[tuple[date, int]]] = field(default_factory=dict)
    successions: list[Succession] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)

    def open(self, kind: Kind, parent: int | None) -> int:
        place = len(self.standing) + 1
        self.standing[place] = Standing(place, kind, "xã", f"Mẫu {place}", "", parent, DAWN)
        self.versions.append(Version(place, parent, DAWN))
        self.lines[place, DAWN] = (*(() if parent is None else self.lines[parent, DAWN]), place)
        self.counts[place] = place
        return place

    def of(self, kind: Kind) -> list[int]:
        return [p for p, one in self.standing.items() if one.until is None and one.kind is kind]

    def below(self, place: int) -> list[int]:
        return [p for p, one in self.standing.items() if one.until is None and one.parent == place]

    def apply(self, outcome: Outcome) -> None:
        real = {place: len(self.standing) + at for at, place in enumerate(outcome.opened, 1)}
        ending = {*outcome.closed, *(one.place for one in outcome.versions if not one.is_new)}
        self.versions = [
            replace(one, valid_to=outcome.day) if one.place in ending and one.valid_to is None else one
            for one in self.versions
        ]
        for place in outcome.closed:
            self.standing[place] = replace(self.standing[place], until=outcome.day)
        for one in outcome.versions:
            place = real.get(one.place, one.place)
            parent = None if one.parent is None else real.get(one.parent, one.parent)
            self.standing[place] = Standing(
                place, one.kind, one.unit, one.name, one.code, parent, outcome.day
            )
            self.versions.append(Version(place, parent, outcome.day))
            self.lines[place, outcome.day] = tuple(real.get(number, number) for number in one.line)
        for place, custodian in outcome.custodians.items():
            answers = real.get(custodian, custodian)
            for wards in self.custody.values():
                if wards[-1][1] == place:
                    wards.append((outcome.day, answers))
            self.custody[place] = [(outcome.day, answers)]
        self.successions += [
            replace(one, successor=real.get(one.successor, one.successor)) for one in outcome.successions
        ]

    def on(self, day: date) -> dict[int, Version]:
        return {one.place: one for one in self.versions if one.holds(day)}

    def line(self, version: Version) -> tuple[int, ...]:
        return self.lines[version.place, version.valid_from]

    def total(self, place: int, day: date) -> int:
        """Counts at and below the place, and of what somebody there answers for."""
        inside = {one.place for one in self.on(day).values() if place in self.line(one)}
        wards = {
            ward
            for ward, turns in self.custody.items()
            if inside & set([custodian for begin, custodian in turns if begin <= day][-1:])
        }
        return sum(self.counts[one] for one in inside | wards)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    world = World()
    country = world.open(Kind.COUNTRY, None)
    for _ in range(draw(st.integers(1, 3))):
        province = world.open(Kind.PROVINCE, country)
        district = world.open(Kind.DISTRICT, province)
        for _ in range(draw(st.integers(1, 4))):
            commune = world.open(Kind.COMMUNE, draw(st.sampled_from([district, province])))
            for _ in range(draw(st.integers(0, 3))):
                world.open(Kind.HAMLET, commune)
    return world


@st.composite
def plans(draw: st.DrawFn, world: World) -> tuple[list[Deed], list[NewPlace]]:
    """Deeds of one day that speak of different places."""
    deeds: list[Deed] = []
    new: list[NewPlace] = []
    used: set[int] = set()
    for entry in range(1, draw(st.integers(1, 3)) + 1):
        kind = draw(st.sampled_from([Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE, Kind.COMMUNE, Kind.HAMLET]))
        free = [place for place in world.of(kind) if place not in used]
        if not free:
            continue
        some = draw(st.lists(st.sampled_from(free), min_size=1, max_size=3, unique=True))
        first = some[0]
        what = draw(st.sampled_from(["merge", "absorb", "split", "rename", "recode", "move", "close"]))
        parent = world.standing[first].parent
        if what == "merge":
            new.append(NewPlace(-entry, "xã", f"Mới {entry}", "", parent))
            deeds.append(Merge(entry, PAPER, tuple(some), -entry))
        elif what == "absorb" and len(some) > 1:
            deeds.append(Merge(entry, PAPER, tuple(some[1:]), first))
        elif what == "split":
            new += [NewPlace(-entry * 10 - side, "xã", f"Phần {entry}{side}", "", parent) for side in (0, 1)]
            side_of = {child: draw(st.integers(0, 1)) for child in world.below(first)}
            share = draw(st.one_of(st.none(), st.integers(1, WHOLE_SHARE - 1)))
            deeds.append(
                Split(
                    entry,
                    PAPER,
                    first,
                    tuple(
                        Part(
                            -entry * 10 - side,
                            tuple(child for child, its in side_of.items() if its == side),
                            None if share is None else share if side else WHOLE_SHARE - share,
                        )
                        for side in (0, 1)
                    ),
                )
            )
            used |= side_of.keys()
        elif what == "rename":
            deeds.append(Rename(entry, PAPER, first, "phường", f"Tên {entry}"))
        elif what == "recode":
            deeds.append(Recode(entry, PAPER, first, f"{entry:05d}"))
        elif what == "move":
            above = [place for rank in shaping.ABOVE[kind] for place in world.of(rank)]
            if not above:
                continue
            deeds.append(Move(entry, PAPER, first, draw(st.sampled_from(above))))
        else:
            deeds.append(Close(entry, PAPER, first))
        used |= set(some)
    return deeds, new


@st.composite
def histories(draw: st.DrawFn) -> Told:
    """A world after up to four reforms, and as it was before each; plans that the rules refuse are passed over."""
    world, day, before = draw(worlds()), FIRST, []
    for _ in range(draw(st.integers(1, 4))):
        day += timedelta(days=draw(st.integers(1, 300)))
        deeds, new = draw(plans(world))
        try:
            outcome = reshape(day, deeds, world.standing, new)
        except RuleBroken:
            continue
        before.append((day, copy.deepcopy(world)))
        world.apply(outcome)
    assume(before)
    return world, before


@given(histories())
def test_versions_never_overlap_and_every_open_place_hangs_below_an_open_one(told: Told) -> None:
    world, _ = told

    check_versions(world.versions)


@given(histories())
def test_the_tree_of_any_day_before_a_reform_stays_as_it_was(told: Told) -> None:
    world, before = told

    for day, was in before:
        for past in (DAWN, day - timedelta(days=1)):
            assert {p: (v.parent, world.line(v)) for p, v in world.on(past).items()} == {
                p: (v.parent, was.line(v)) for p, v in was.on(past).items()
            }


@given(histories())
def test_paths_follow_the_parents_on_every_day(told: Told) -> None:
    world, before = told

    for day, _ in before:
        held = world.on(day)
        for version in held.values():
            above = () if version.parent is None else world.line(held[version.parent])
            assert world.line(version) == (*above, version.place)


@given(histories())
def test_what_lies_below_the_places_of_one_kind_never_overlaps(told: Told) -> None:
    world, before = told

    for day, _ in before:
        seen: Counter[int] = Counter()
        provinces = [p for p in world.on(day) if world.standing[p].kind is Kind.PROVINCE]
        for province in provinces:
            seen.update(p for p, v in world.on(day).items() if province in world.line(v))
        assert set(seen.values()) <= {1}
        assert set(seen) == set(world.on(day)) - {1}


@given(histories())
def test_every_closed_place_has_one_open_custodian_on_every_day(told: Told) -> None:
    world, before = told

    for day, _ in before:
        held = world.on(day)
        for place, one in world.standing.items():
            if one.until is not None and one.until <= day:
                assert [custodian for begin, custodian in world.custody[place] if begin <= day][-1] in held


@given(histories())
def test_totals_of_the_country_are_the_same_on_every_day(told: Told) -> None:
    world, before = told
    everything = before[0][1].counts.total()

    for day, _ in before:
        assert world.total(1, day) == world.total(1, day - timedelta(days=1)) == everything


@given(histories())
def test_shares_are_whole_or_unknown_and_one_heir_is_the_default(told: Told) -> None:
    world, _ = told
    of: dict[int, list[Succession]] = {}
    for one in world.successions:
        of.setdefault(one.predecessor, []).append(one)

    for mine in of.values():
        assert sum(one.is_default for one in mine) == 1
        stated = [one.share for one in mine if one.share is not None]
        assert stated == [] or (len(stated) == len(mine) and sum(stated) == WHOLE_SHARE)


# -- what is refused -----------------------------------------------------------------------------------------


@pytest.fixture
def small() -> World:
    """Ids: 1 country, 2 province, 3 district, 4 and 5 communes; 6 and 7 hamlets of 4, 8 of 5."""
    world = World()
    for kind, parent in (
        (Kind.COUNTRY, None), (Kind.PROVINCE, 1), (Kind.DISTRICT, 2), (Kind.COMMUNE, 3),
        (Kind.COMMUNE, 3), (Kind.HAMLET, 4), (Kind.HAMLET, 4), (Kind.HAMLET, 5),
    ):  # fmt: skip
        world.open(kind, parent)
    return world


NEW = NewPlace(-1, "xã", "Mới")
SECOND = NewPlace(-2, "xã", "Nhì")


def split(*parts: Part) -> Split:
    return Split(1, PAPER, 4, parts)


@pytest.mark.parametrize(
    ("deeds", "error"),
    [
        ([Merge(1, "  ", (4, 5), -1)], shaping.LegalReferenceMissing),
        ([Merge(1, PAPER, (4, 6), -1)], shaping.OtherKind),
        ([Merge(1, PAPER, (4,), 8)], shaping.OtherKind),
        ([Merge(1, PAPER, (4,), 4)], shaping.NothingMerged),
        ([Merge(1, PAPER, (4,), 5), Merge(2, PAPER, (5,), -1)], shaping.PlaceClosed),
        ([Merge(1, PAPER, (4,), 5), Close(2, PAPER, 4)], shaping.PlaceTwice),
        ([Rename(1, PAPER, 4, "xã", "A"), Close(2, PAPER, 4)], shaping.PlaceTwice),
        ([Rename(1, PAPER, 4, "xã", "A"), Rename(2, PAPER, 4, "xã", "B")], shaping.PlaceTwice),
        ([Move(1, PAPER, 6, 5), Move(2, PAPER, 6, 5)], shaping.PlaceTwice),
        ([Move(1, PAPER, 6, 2)], shaping.WrongParent),
        ([Move(1, PAPER, 4, 6)], shaping.WrongParent),
        ([Move(1, PAPER, 6, 5), Merge(2, PAPER, (5,), 4)], shaping.PlaceClosed),
        ([Close(1, PAPER, 4)], shaping.NotEmpty),
        ([Close(1, PAPER, 6, 7), Close(2, PAPER, 7)], shaping.PlaceClosed),
        ([split(Part(-1, (6, 7)))], shaping.PartsMissing),
        ([split(Part(5, (6, 7)), Part(4))], shaping.PartsMissing),
        ([split(Part(5, (6,)), Part(5, (7,)))], shaping.PartsMissing),
        ([split(Part(-1, (6,), 6000), Part(5, (7,), 3999))], shaping.SharesDoNotAdd),
        ([split(Part(-1, (6,), 10_000), Part(5, (7,), 0))], shaping.SharesDoNotAdd),
        ([split(Part(-1, (6,), 6000), Part(5, (7,)))], shaping.SharesIncomplete),
        ([split(Part(-1, (6,), None, True), Part(5, (7,), None, True))], shaping.DefaultTwice),
        ([split(Part(-1, (6,)), Part(5))], shaping.HamletsForgotten),
        ([split(Part(-1, (6, 7, 8)), Part(5))], shaping.NotBelow),
        ([split(Part(-1, (6, 7)), Part(5, (7,)))], shaping.PlaceTwice),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_entry(
    small: World, deeds: list[Deed], error: type[Exception]
) -> None:
    used = {part.into for deed in deeds if isinstance(deed, Split) for part in deed.parts}
    used |= {deed.into for deed in deeds if isinstance(deed, Merge)}
    new = [one for one in (NEW, SECOND) if one.place in used]

    with pytest.raises(error) as refused:
        reshape(FIRST, deeds, small.standing, new)

    assert refused.value.facts["entry"] in (1, 2)  # type: ignore[attr-defined]


def test_forgotten_hamlets_are_named(small: World) -> None:
    with pytest.raises(shaping.HamletsForgotten) as refused:
        reshape(FIRST, [split(Part(-1, (6,)), Part(5))], small.standing, [NEW])

    assert refused.value.facts == {"entry": 1, "place": "xã Mẫu 4", "hamlets": ["xã Mẫu 7"], "number": 1}


def test_a_new_place_whose_origins_hang_apart_must_say_where_it_hangs(small: World) -> None:
    small.standing[5] = replace(small.standing[5], parent=2)

    with pytest.raises(shaping.ParentUnclear):
        reshape(FIRST, [Merge(1, PAPER, (4, 5), -1)], small.standing, [NEW])

    told = replace(NEW, parent=2)
    assert reshape(FIRST, [Merge(1, PAPER, (4, 5), -1)], small.standing, [told]).opened == (-1,)


def test_a_place_that_ended_or_changed_since_is_refused(small: World) -> None:
    small.standing[5] = replace(small.standing[5], until=FIRST)
    small.standing[7] = replace(small.standing[7], since=FIRST)

    with pytest.raises(shaping.PlaceClosed):
        reshape(FIRST, [Rename(1, PAPER, 5, "xã", "A")], small.standing)
    with pytest.raises(shaping.TooEarly) as refused:
        reshape(FIRST, [Merge(1, PAPER, (4,), -1)], small.standing, [NEW])
    assert (refused.value.facts["place"], refused.value.facts["last"]) == ("xã Mẫu 7", FIRST)


def test_a_place_cannot_end_on_the_day_it_last_changed(small: World) -> None:
    small.standing[8] = replace(small.standing[8], since=FIRST)

    with pytest.raises(shaping.TooEarly):
        reshape(FIRST, [Close(1, PAPER, 8)], small.standing)


def test_the_largest_share_answers_for_what_was_split_unless_another_is_marked(small: World) -> None:
    def custodian(*parts: Part) -> int:
        return reshape(FIRST, [split(*parts)], small.standing, [NEW, SECOND]).custodians[4]

    assert custodian(Part(-1, (6,), 4000), Part(-2, (7,), 6000)) == -2
    assert custodian(Part(-1, (6,)), Part(-2, (7,))) == -1
    assert custodian(Part(-1, (6,), 4000, True), Part(-2, (7,), 6000)) == -1


def test_several_deeds_of_a_day_make_one_version(small: World) -> None:
    deeds: list[Deed] = [
        Rename(1, PAPER, 6, "bản", "Khác"),
        Recode(2, PAPER, 6, "00006"),
        Move(3, "Nghị quyết khác", 6, 5),
    ]

    (version,) = reshape(FIRST, deeds, small.standing).versions

    assert (version.unit, version.name, version.code, version.parent) == ("bản", "Khác", "00006", 5)
    assert version.line == (1, 2, 3, 5, 6)
    assert not version.is_carried


def test_a_name_that_stays_makes_no_version(small: World) -> None:
    assert reshape(FIRST, [Rename(1, PAPER, 4, "xã", "Mẫu 4")], small.standing).versions == ()


def test_a_new_commune_may_hang_below_a_province_that_opens_with_it(small: World) -> None:
    deeds: list[Deed] = [Merge(1, PAPER, (4, 5), -1), Merge(2, PAPER, (2,), -2)]

    outcome = reshape(FIRST, deeds, small.standing, [replace(NEW, parent=-2), SECOND])

    assert [one.line for one in outcome.versions if one.is_new] == [(1, -2), (1, -2, -1)]
    assert {one.place for one in outcome.versions if one.is_carried} == {3, 6, 7, 8}
