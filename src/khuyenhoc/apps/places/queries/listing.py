"""Lists of places by id, for files and programs: named in bulk, and all of one kind below a place, part by part."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.places.models import Place, PlaceVersion
from khuyenhoc.apps.places.queries.labels import labels, labels_at
from khuyenhoc.apps.places.queries.tree import held_on, known, last_day, version, versions_of
from khuyenhoc.domain.places import Kind


@dataclass(frozen=True, slots=True)
class Named:
    """A place as it was called on a day; of one closed by then as it was called last.

    label: its name up to the province. valid_from None: nobody knows since when; valid_to: the first day after.
    """

    place_id: int
    kind: Kind
    code: str
    name: str
    label: str
    parent: int | None
    valid_from: date | None
    valid_to: date | None


def named(wanted: Collection[int], on: date) -> dict[int, Named]:
    """Those of the places that had begun by the day, in the order asked for; a few questions for all together."""
    held = {
        place: held_on(versions, on)
        for place, versions in versions_of(list(wanted)).items()
        if any(one.valid_from <= on for one in versions)
    }
    kinds = dict(Place.objects.filter(pk__in=list(held)).order_by("pk").values_list("pk", "kind"))
    hamlets = [
        place for place in held if kinds[place] == Kind.HAMLET
    ]  # some are called like others beside them
    others = [one for place, one in held.items() if kinds[place] != Kind.HAMLET]
    texts = labels_at([(one, last_day(one, on)) for one in others])
    told = {one.place_id: text for one, text in zip(others, texts, strict=True)}
    told |= labels(hamlets, on) if hamlets else {}
    return {
        place: Named(
            place_id=place,
            kind=Kind(kinds[place]),
            code=one.code,
            name=str(one),
            label=told[place],
            parent=one.parent_id,
            valid_from=known(one.valid_from),
            valid_to=one.valid_to,
        )
        for place, one in held.items()
    }


def listed_below(
    place: int, on: date, *, kind: Kind | None = None, after: int = 0, limit: int | None = None
) -> list[int]:
    """Ids in their order, beginning behind `after`: of one kind anywhere below the place, or None, right below it.

    Of a place closed by the day nothing. Errors: PlaceUnknownThen.
    """
    held = version(place, on)
    if held.valid_to is not None and held.valid_to <= on:
        return []
    rows = PlaceVersion.objects.on(on).filter(place__gt=after)
    rows = (
        rows.filter(parent=place)
        if kind is None
        else rows.under(held.path).filter(place__kind=kind).exclude(place=place)
    )
    return list(rows.order_by("place").values_list("place", flat=True)[:limit])
