"""Which branch may lead which, how congresses count, and when somebody was a member."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.branches import BodyOf, BranchKind, body_of, may_stand_under, roman
from khuyenhoc.domain.memberships import rate_of, spans

kinds = st.sampled_from([*BranchKind, "hoi"])
START = date(2020, 1, 1)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), kinds), max_size=30), st.lists(kinds, min_size=6)
)
def test_no_row_of_branches_ever_leads_itself(moves: list[tuple[int, int, str]], first: list[str]) -> None:
    kind, parent = dict(enumerate(first)), dict[int, int]()
    for branch, above, _ in moves:
        if may_stand_under(kind[branch], kind[above]):
            parent[branch] = above

    for branch in kind:
        line, at = {branch}, parent.get(branch)
        while at is not None:
            assert at not in line
            line.add(at)
            at = parent.get(at)


def test_a_hamlets_branch_is_led_by_a_base_branch_or_a_board_and_leads_none() -> None:
    assert may_stand_under("chi_hoi", "base")
    assert may_stand_under("chi_hoi", "ban_khuyen_hoc")
    assert not any(may_stand_under(kind, "chi_hoi") for kind in BranchKind)
    assert not may_stand_under("base", "base")


def test_a_body_is_told_by_its_kind_in_the_register() -> None:
    assert body_of("clan", "") == BodyOf.CLAN
    assert body_of("organisation", "school") == BodyOf.SCHOOL
    assert body_of("organisation", "") == BodyOf.OTHER


@given(st.integers(1, 3_998))
def test_roman_numerals_are_told_apart_and_use_no_sign_four_times(number: int) -> None:
    told = roman(number)

    assert told != roman(number + 1)
    assert not any(sign * 4 in told for sign in "IXCM")


def test_congresses_are_numbered_as_people_write_them() -> None:
    assert [roman(number) for number in (1, 4, 6, 9, 14, 19, 40)] == [
        "I",
        "IV",
        "VI",
        "IX",
        "XIV",
        "XIX",
        "XL",
    ]


times = st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(1, 30)))


@given(st.lists(times, max_size=8))
def test_a_person_is_one_member_on_exactly_the_days_on_which_some_branch_has_them(
    held: list[tuple[int, int | None]],
) -> None:
    """However many branches, however they overlap: the spans never do, and cover the same days."""
    rows = [
        (START + timedelta(since), "", None if length is None else START + timedelta(since + length))
        for since, length in sorted(held, key=lambda one: one[0])
    ]

    found = spans(rows)

    for offset in range(95):
        day = START + timedelta(offset)
        in_some = any(joined <= day and (left is None or day < left) for joined, _, left in rows)
        counted = sum(one.joined <= day and (one.left is None or day < one.left) for one in found)
        assert counted == in_some
    assert all(one.left is not None and one.left < after.joined for one, after in pairwise(found))


def test_changing_the_branch_on_one_day_is_one_time_of_being_a_member() -> None:
    day = START + timedelta(40)

    (found,) = spans([(START, "first", day), (day, "second", None)])

    assert (found.joined, found.told, found.left) == (START, "first", None)


def test_a_branch_without_a_rate_of_its_own_takes_the_nearest_above() -> None:
    assert rate_of([3, 2, 1], {1: 10_000, 2: 20_000}) == 20_000
    assert rate_of([3, 2, 1], {3: 0, 2: 20_000}) == 0
    assert rate_of([3, 2, 1], {9: 5_000}) is None
