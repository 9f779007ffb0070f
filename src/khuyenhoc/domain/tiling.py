"""A map as tiles of one size: each point has a cell of its own, near where it lies among the others."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import cos, radians, sqrt

Cell = tuple[int, int]  # column from the west, row from the north
Point = tuple[float, float]  # latitude, longitude in degrees
ROOM = 1.75  # cells of the grid for each point: the country keeps its shape, and few are moved far
EVENED = 0.35  # how far crowded points are pulled apart, between where they lie (0) and one step each (1)
ROUNDS = 12


def tiles(points: Mapping[int, Point]) -> dict[int, Cell]:
    """One cell for each point, no two in one; the westmost column and the northmost row are 0.

    The same points give the same cells, in whatever order they come. A country or a province of some hundred points
    takes a few hundredths of a second, and is remembered.
    """
    return dict(_tiles(tuple(sorted((number, *point) for number, point in points.items()))))


@lru_cache(maxsize=256)
def _tiles(points: tuple[tuple[int, float, float], ...]) -> tuple[tuple[int, Cell], ...]:
    if not points:
        return ()
    wanted = _spread(points)
    columns, rows = (int(max(at) + 0.5) + 1 for at in zip(*wanted.values(), strict=True))
    # a row and a column over, for there must be a cell for everybody however long and thin the land is
    cells = [(column, row) for column in range(columns + 1) for row in range(rows + 1)]
    while len(cells) < len(points):
        rows += 1
        cells += [(column, rows) for column in range(columns + 1)]
    found = _improved(_nearest(wanted, cells), wanted, cells)
    column_at, row_at = (_closed_up(cell[axis] for cell in found.values()) for axis in (0, 1))
    return tuple((number, (column_at[column], row_at[row])) for number, (column, row) in found.items())


def _closed_up(taken: Iterable[int]) -> dict[int, int]:
    """From 0 on; of several empty rows one stays, as before an island far out."""
    found: dict[int, int] = {}
    for at in sorted(set(taken)):
        last = max(found, default=at)
        found[at] = found[last] + min(at - last, 2) if found else 0
    return found


def _spread(points: tuple[tuple[int, float, float], ...]) -> dict[int, Point]:
    """Where each would lie, in cells from the west and the north, with crowds pulled apart a little."""
    middle = sum(latitude for _, latitude, _ in points) / len(points)
    across = {number: longitude * cos(radians(middle)) for number, _, longitude in points}
    down = {number: -latitude for number, latitude, _ in points}
    wide, high = _extent(across.values()), _extent(down.values())
    side = sqrt(max(wide, high / 20) * max(high, wide / 20) / (len(points) * ROOM)) or 1.0
    x, y = _evened(across, wide / side), _evened(down, high / side)
    return {number: (x[number], y[number]) for number, _, _ in points}


def _extent(values: Iterable[float]) -> float:
    told = list(values)
    return max(told) - min(told)


def _evened(values: Mapping[int, float], cells: float) -> dict[int, float]:
    """Values from 0 to a number of cells, partly as they lie and partly in even steps of their order."""
    low, extent = min(values.values()), _extent(values.values())
    if not extent:
        return dict.fromkeys(values, 0.0)
    steps = max(len(values) - 1, 1)
    order = {number: at / steps for at, number in enumerate(sorted(values, key=lambda n: (values[n], n)))}
    return {
        number: cells * ((1 - EVENED) * (value - low) / extent + EVENED * order[number])
        for number, value in values.items()
    }


def _cost(wanted: Point, cell: Cell) -> float:
    return (wanted[0] - cell[0]) ** 2 + (wanted[1] - cell[1]) ** 2


def _nearest(wanted: Mapping[int, Point], cells: list[Cell]) -> dict[int, Cell]:
    """The shortest way first, until everybody has a cell."""
    ways = sorted((_cost(at, cell), number, cell) for number, at in wanted.items() for cell in cells)
    found: dict[int, Cell] = {}
    taken: set[Cell] = set()
    for _, number, cell in ways:
        if number not in found and cell not in taken:
            found[number] = cell
            taken.add(cell)
    return found


def _improved(found: dict[int, Cell], wanted: Mapping[int, Point], cells: list[Cell]) -> dict[int, Cell]:
    """Two change places, or one moves to a free cell, as long as the ways together become shorter."""
    numbers, free = sorted(found), set(cells) - set(found.values())
    for _ in range(ROUNDS):
        changed = False
        for at, one in enumerate(numbers):
            near = min(free, key=lambda cell: (_cost(wanted[one], cell), cell), default=found[one])
            if _cost(wanted[one], near) < _cost(wanted[one], found[one]) - 1e-9:
                free.add(found[one])
                free.remove(near)
                found[one], changed = near, True
            for other in numbers[at + 1 :]:
                mine, theirs = found[one], found[other]
                now = _cost(wanted[one], mine) + _cost(wanted[other], theirs)
                if _cost(wanted[one], theirs) + _cost(wanted[other], mine) < now - 1e-9:
                    found[one], found[other], changed = theirs, mine, True
        if not changed:
            break
    return found
