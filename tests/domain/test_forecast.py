"""The straight line into a target's year, and the fewest who could close a gap."""

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.forecast import fewest, line_through

rates = st.lists(st.one_of(st.none(), st.integers(0, 10_000)), min_size=1, max_size=6)


@given(rates, st.integers(0, 8))
def test_the_line_goes_through_what_is_known_and_stays_a_share(told: list[int | None], ahead: int) -> None:
    points = [(2015 + at, rate) for at, rate in enumerate(told)]
    known = [(year, rate) for year, rate in points if rate is not None]

    found = line_through(points, points[-1][0] + ahead)

    assert (found is None) == (len(known) < 2)
    if found is not None:
        assert 0 <= found <= 10_000
        assert line_through(points, known[-1][0]) == known[-1][1]


@given(st.lists(st.integers(0, 50), max_size=7), st.integers(0, 200))
def test_no_shorter_list_closes_the_gap(possible: list[int], gap: int) -> None:
    chosen, left = fewest(dict(enumerate(possible)), gap)

    largest = sorted(possible, reverse=True)
    assert sum(more for _, more in chosen) + left == gap
    assert left == max(0, gap - sum(possible))
    if not left and chosen:
        assert sum(largest[: len(chosen) - 1]) < gap
