"""The places right below one as tiles of a map, near where they lie, with the archipelagos beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.apps.places.queries import Archipelago
from khuyenhoc.domain import tiling
from khuyenhoc.domain.places import Kind, ids_of

FEWEST = 2  # tiles that make a map


@dataclass(frozen=True, slots=True)
class Tile:
    """One place in its cell: column from the west, row from the north."""

    place_id: int
    name: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Islands:
    """Hoàng Sa or Trường Sa, beside the row of its latitude. place_id: of the tiles it belongs to, None unknown.

    is_itself: the map is of its province, so it is one of the places shown.
    """

    name: str
    row: int
    place_id: int | None
    is_itself: bool


@dataclass(frozen=True, slots=True)
class TileMap:
    """left_out: names of places of which nobody told where they lie."""

    tiles: tuple[Tile, ...]
    islands: tuple[Islands, ...]
    columns: int
    rows: int
    left_out: tuple[str, ...]


def of(kind: str, children: Sequence[PlaceVersion], day: date) -> TileMap | None:
    """kind: of the place; children: what lies right below it on the day. None where no map can be drawn.

    A map of the country always shows both archipelagos, one of their province always its own.
    """
    own = {one.place_id: one for one in children}
    of_sea = {place: one for one in places.ARCHIPELAGOS for place in one.places & own.keys()}
    where = places.positions(own.keys() - of_sea.keys())
    if len(where) < FEWEST:
        return None
    cells = tiling.tiles(where)
    islands = [
        Islands(one.name, _row(one, where, cells), place, is_itself=True) for place, one in of_sea.items()
    ]
    if kind == Kind.COUNTRY:
        paths = places.paths({place for one in places.ARCHIPELAGOS for place in one.places}, day)
        islands += [
            Islands(one.name, _row(one, where, cells), _within(one, paths, own), is_itself=False)
            for one in places.ARCHIPELAGOS
        ]
    return TileMap(
        tiles=tuple(Tile(place, own[place].name, *cells[place]) for place in own if place in cells),
        islands=tuple(islands),
        columns=1 + max(column for column, _ in cells.values()),
        rows=1 + max(row for _, row in cells.values()),
        left_out=tuple(str(own[place]) for place in own if place not in cells and place not in of_sea),
    )


def _row(one: Archipelago, where: dict[int, places.Position], cells: dict[int, tiling.Cell]) -> int:
    """That of the place which lies nearest to its latitude."""
    latitude = places.positions([one.place])[one.place][0]
    return cells[min(where, key=lambda place: (abs(where[place][0] - latitude), place))][1]


def _within(one: Archipelago, paths: dict[int, str], own: Iterable[int]) -> int | None:
    above = {number for place in one.places for number in ids_of(paths.get(place, ""))}
    return next((place for place in own if place in above), None)
