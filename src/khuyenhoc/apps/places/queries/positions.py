"""Where places lie, as the country's data files tell; and the two archipelagos, which every map has to show."""

import csv
import gzip
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

Position = tuple[float, float]  # latitude, longitude in degrees


@dataclass(frozen=True, slots=True)
class Archipelago:
    """place: the special zone of today. earlier: what it was before July 2025, of which the files say the province's
    seat instead of where the islands lie."""

    name: str
    place: int
    earlier: frozenset[int]

    @property
    def places(self) -> frozenset[int]:
        return self.earlier | {self.place}


ARCHIPELAGOS: Final = (
    Archipelago("Hoàng Sa", 12614, frozenset({421})),  # đặc khu of Đà Nẵng, once its huyện
    Archipelago(
        "Trường Sa", 12876, frozenset({480, 7527, 7528, 7530})
    ),  # đặc khu of Khánh Hòa, once its huyện
)


def positions(places: Iterable[int]) -> dict[int, Position]:
    """place → its middle; one of which the files say nothing (hamlets, what reforms made since) is left out."""
    known = _all()
    return {place: known[place] for place in places if place in known}


@cache
def _all() -> dict[int, Position]:
    packed = (files("khuyenhoc.data.places") / "versions.csv.gz").read_bytes()
    rows = csv.reader(io.StringIO(gzip.decompress(packed).decode("utf-8")))
    heads = next(rows)
    number, latitude, longitude = (heads.index(name) for name in ("id", "latitude", "longitude"))
    found = {
        int(row[number]): (float(row[latitude]), float(row[longitude]))
        for row in rows
        if row[latitude] and row[longitude]
    }
    for one in ARCHIPELAGOS:
        found.update(dict.fromkeys(one.earlier, found[one.place]))
    return found
