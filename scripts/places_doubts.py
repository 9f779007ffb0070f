"""Links of split communes that look wrong by the coordinates.

The source seems to have matched some places by name alone inside merged provinces: "phường 4, Tân An" went in
part to a phường 93 km away, beside which another phường 4 lies.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khuyenhoc.domain.text import search_key
from scripts.places_trees import Tree, Unit

FAR_KM = 15  # nobody joins communes that far apart; a commune is some 6 km wide


@dataclass(frozen=True)
class Doubt:
    """A link, how far the nearest commune that went there whole lies, and the namesake that lies nearer."""

    predecessor: str
    successor: str
    km: float
    namesake: str


def find_doubts(old: Tree, new: Tree, became: Mapping[str, Sequence[str]]) -> list[Doubt]:
    """Split communes' links to far ground near which another commune of the same name lies."""
    origins: dict[str, list[Unit]] = defaultdict(list)
    called: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in old.of_kind("commune"):
        for heir in became[unit.key]:
            origins[heir].append(unit)
        called[new.units[became[unit.key][0]].parent, search_key(unit.name)].append(unit)
    return list(_doubts(old, new, became, origins, called))


def _doubts(
    old: Tree,
    new: Tree,
    became: Mapping[str, Sequence[str]],
    origins: Mapping[str, Sequence[Unit]],
    called: Mapping[tuple[str, str], Sequence[Unit]],
) -> Iterator[Doubt]:
    for unit in sorted(old.of_kind("commune"), key=lambda one: one.key):
        heirs = became[unit.key]
        for heir in heirs if len(heirs) > 1 else ():
            others = [one for one in origins[heir] if search_key(one.name) != search_key(unit.name)]
            ground = [one for one in others if len(became[one.key]) == 1] or others
            own = _nearest(unit, ground)
            namesakes = [
                (_nearest(one, ground), one.key)
                for one in called[new.units[heir].parent, search_key(unit.name)]
                if one is not unit
            ]
            if own > FAR_KM and namesakes and min(namesakes)[0] < own / 2:
                yield Doubt(unit.key, heir, own, min(namesakes)[1])


def _nearest(unit: Unit, ground: Sequence[Unit]) -> float:
    """Kilometres to the nearest of the ground; 0 when there is none to compare with."""
    return min((kilometres(unit, one) for one in ground), default=0.0)


def kilometres(one: Unit, other: Unit) -> float:
    """Along the great circle, on a globe of 12 742 km."""
    south, west, north, east = (
        math.radians(float(text)) for text in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    )
    return 12_742 * math.asin(math.sqrt(half))
