"""A map as tiles: everybody has a cell of its own, and the same points always the same."""

from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain.tiling import Point, tiles

coordinates = st.tuples(
    st.floats(8.5, 23.4, allow_nan=False).map(lambda one: round(one, 4)),
    st.floats(102, 110, allow_nan=False).map(lambda one: round(one, 4)),
)
lands = st.dictionaries(st.integers(1, 10_000), coordinates, max_size=40)


@given(lands)
def test_everybody_has_a_cell_and_nobody_shares_one(points: dict[int, Point]) -> None:
    found = tiles(points)

    assert found.keys() == points.keys()
    assert len(set(found.values())) == len(points)
    assert all(min(axis) == 0 for axis in zip(*found.values(), strict=True))


@given(lands)
def test_the_order_in_which_points_come_changes_nothing(points: dict[int, Point]) -> None:
    turned = dict(reversed(points.items()))

    assert tiles(turned) == tiles(points)


def test_north_is_above_and_east_to_the_right() -> None:
    found = tiles({1: (23.0, 105.0), 2: (10.0, 105.0), 3: (16.0, 102.0), 4: (16.0, 109.0)})

    assert found[1][1] < found[3][1] < found[2][1]
    assert found[3][0] < found[4][0]


def test_of_the_sea_before_an_island_one_row_stays() -> None:
    found = tiles({**{at: (10.0 + at / 10, 106.0 + at % 3 / 10) for at in range(9)}, 99: (2.0, 106.0)})

    rows = sorted({row for _, row in found.values()})
    assert rows[-1] - rows[-2] == 2
