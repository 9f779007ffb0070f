"""Hamlets of one name in one commune: a merger of communes brings two "thôn 1" together."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.apps.places.queries.tree import versions_of
from khuyenhoc.domain.places import Kind


@dataclass(frozen=True, slots=True)
class Namesake:
    """A hamlet on a day; former: unit word and name of the commune it lay in before, "" where it is not known."""

    place: int
    commune: int
    name: str
    former: str


def namesakes(on: date, communes: Collection[int] | None = None) -> list[Namesake]:
    """Hamlets that share unit word and name with another of their commune on the day, by commune and name.

    communes: only those in these; None is the whole country.
    """
    hamlets = PlaceVersion.objects.on(on).filter(place__kind=Kind.HAMLET)
    if communes is not None:
        hamlets = hamlets.filter(parent__in=communes)
    shared = hamlets.values_list("parent", "unit", "search_key").annotate(number=Count("pk"))
    keys = {
        (parent, unit, key) for parent, unit, key, _ in shared.filter(number__gt=1).order_by("parent", "unit")
    }
    if not keys:
        return []
    found = [
        one
        for one in hamlets.filter(
            parent__in={parent for parent, _, _ in keys}, search_key__in={key for _, _, key in keys}
        ).order_by("parent", "search_key", "place")
        if (one.parent_id, one.unit, one.search_key) in keys
    ]
    former = _former(found)
    return [
        Namesake(one.place_id, one.parent_id or 0, str(one), former.get(one.place_id, "")) for one in found
    ]


def _former(found: Collection[PlaceVersion]) -> dict[int, str]:
    """Hamlet → the commune it lay in before its present one, as that was called at the end."""
    earlier: dict[int, PlaceVersion] = {}
    lines = versions_of({one.place_id for one in found})
    for now in found:
        for version in lines[now.place_id]:
            if version.valid_from < now.valid_from and version.parent_id != now.parent_id:
                earlier[now.place_id] = version
    above: dict[int, list[PlaceVersion]] = defaultdict(list)
    above.update(versions_of({one.parent_id for one in earlier.values() if one.parent_id is not None}))
    return {
        hamlet: str(
            [held for held in above[one.parent_id] if held.valid_from < (one.valid_to or date.max)][-1]
        )
        for hamlet, one in earlier.items()
        if one.parent_id is not None
    }
