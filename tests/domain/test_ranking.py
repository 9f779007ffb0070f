"""Equal numbers share a rank; the next ones are counted on."""

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.ranking import ranked

numbers = st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=9)


@given(numbers)
def test_a_rank_is_one_more_than_how_many_are_higher(told: list[int | None]) -> None:
    known, unknown = ranked(enumerate(told), lambda one: one[1])

    values = [number for number in told if number is not None]
    assert [rank for rank, _ in known] == [
        1 + sum(other > number for other in values) for number in sorted(values, reverse=True)
    ]
    assert [number for _, number in unknown] == [None] * (len(told) - len(values))


@given(numbers)
def test_equals_stay_in_the_order_they_came_in(told: list[int | None]) -> None:
    known, _ = ranked(enumerate(told), lambda one: one[1])

    assert [one for _, one in known] == sorted(
        (one for _, one in known), key=lambda one: (-(one[1] or 0), one[0])
    )
