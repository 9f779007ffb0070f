"""Moving counts and comparing them."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.tallies import Difference, Tally, differences, moved
from khuyenhoc.domain.workflow import State

TALLIES = st.builds(
    Tally,
    place=st.integers(1, 4),
    title=st.sampled_from(["citizen", "household"]),
    level=st.just(""),
    year=st.integers(2022, 2023),
    state=st.sampled_from([state.value for state in State]),
)
COUNTS = st.dictionaries(TALLIES, st.integers(-5, 50), max_size=12)


@given(st.dictionaries(TALLIES, st.integers(1, 50), max_size=12), st.sampled_from(State))
def test_moving_cases_neither_makes_nor_loses_any(cases: dict[Tally, int], to: State) -> None:
    after = Counter(cases)
    after.update(moved(cases, to=to))

    assert sum(after.values()) == sum(cases.values())
    assert {tally.state for tally, number in after.items() if number} <= {to}


@given(COUNTS, COUNTS)
def test_the_differences_are_what_makes_one_the_other(
    kept: dict[Tally, int], counted: dict[Tally, int]
) -> None:
    mended = Counter(kept)
    for found in differences(kept, counted):
        assert (found.kept, found.counted) == (kept.get(found.tally, 0), counted.get(found.tally, 0))
        mended[found.tally] += found.counted - found.kept

    assert {tally: n for tally, n in mended.items() if n} == {tally: n for tally, n in counted.items() if n}


@given(COUNTS)
def test_counts_agree_with_themselves_and_a_missing_count_is_nought(counts: dict[Tally, int]) -> None:
    assert differences(counts, {tally: number for tally, number in counts.items() if number}) == []


def test_a_difference_tells_both_numbers() -> None:
    tally = Tally(1, "clan", "", 2023, State.REGISTERED)

    assert differences({tally: 3}, {}) == [Difference(tally, 3, 0)]
