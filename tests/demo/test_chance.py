"""Parts of a whole: none lost, none above its bound; and the same luck every time."""

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.demo.chance import chance, spread

weights = st.lists(st.floats(0, 50), min_size=1, max_size=30)


@given(st.integers(0, 5_000), weights)
def test_parts_add_up_to_the_whole(total: int, shares: list[float]) -> None:
    assert sum(spread(total, shares)) == total


@given(st.integers(0, 5_000), weights, st.data())
def test_no_part_is_above_its_bound_and_what_fits_is_given(
    total: int, shares: list[float], data: st.DataObject
) -> None:
    most = data.draw(st.lists(st.integers(0, 400), min_size=len(shares), max_size=len(shares)))

    parts = spread(total, shares, most)

    assert all(0 <= part <= bound for part, bound in zip(parts, most, strict=True))
    assert sum(parts) == min(total, sum(most))


@given(st.integers(0, 500), st.integers(1, 40))
def test_equal_weights_differ_by_one_at_most(total: int, number: int) -> None:
    parts = spread(total, [1.0] * number)

    assert max(parts) - min(parts) <= 1


@given(st.integers(), st.text(max_size=8))
def test_the_same_names_draw_the_same(seed: int, name: str) -> None:
    assert chance(seed, name).random() == chance(seed, name).random()
