"""The tree of a day: a place's version, what is above, right below and all below it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from khuyenhoc.apps.places.models import BytewiseField, Custody, Place, PlaceVersion
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import DAWN, Kind, ids_of
from khuyenhoc.domain.text import sort_key
from khuyenhoc.storing import among_column, remembered

ROOT_ID = 1
LATEST = date.max  # on it holds what has no end
ORDER = {kind.value: position for position, kind in enumerate(Kind)}


class PlaceUnknownThen(RuleBroken):
    """The place did not exist yet on that day; facts: place (id), on."""

    code = "PLACE_UNKNOWN_THEN"


def root() -> Place:
    """Việt Nam. Errors: Place.DoesNotExist before the country is loaded."""
    return Place.objects.get(pk=ROOT_ID)


def is_loaded() -> bool:
    return Place.objects.filter(pk=ROOT_ID).exists()


def version(place: Place | int, on: date) -> PlaceVersion:
    """The version that holds on the day; of a place closed by then its last one.

    Errors: PlaceUnknownThen when the place began later.
    """
    number = number_of(place)
    begun = [found for found in versions_of([number])[number] if found.valid_from <= on]
    if not begun:
        raise PlaceUnknownThen(place=number, on=on)
    return begun[-1]


def begun(places: Collection[int], on: date) -> set[int]:
    """Those of the places that had begun by the day, closed ones too."""
    return {
        place for place, versions in versions_of(places).items() if versions and versions[0].valid_from <= on
    }


def began(place: Place | int) -> date:
    """The first day of a known place; `DAWN` where nobody knows it."""
    number = number_of(place)
    return versions_of([number])[number][0].valid_from


def leaves(places: Collection[int], on: date) -> set[int]:
    """Those of the places, begun by the day, of which `ids_below` with custody is the place alone."""
    wanted = set(places)
    open_on = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    begun = PlaceVersion.objects.filter(place__in=wanted, valid_from__lte=on)
    above = PlaceVersion.objects.on(on).filter(parent__in=wanted)
    answering = Custody.objects.filter(open_on, valid_from__lte=on, custodian__in=wanted)
    found = set(begun.values_list("place", flat=True))
    found -= set(above.values_list("parent", flat=True))
    return found - set(answering.values_list("custodian", flat=True))


def custodian(place: Place | int, on: date) -> int:
    """Id of the place that answers for it on the day: itself while it holds or when nobody was named."""
    return custodians([number_of(place)], on)[number_of(place)]


def custodians(places: Collection[int], on: date) -> dict[int, int]:
    """`custodian` of many places by id, in one query."""
    turns = _custodies(places)
    return {
        place: ([place] + [who for who, since, until in turns.get(place, ()) if _holds(since, until, on)])[-1]
        for place in places
    }


def named_custodians(places: Collection[int], on: date) -> list[tuple[int, int]]:
    """(place, custodian) of those of the places that somebody was named for who answers on the day."""
    return [
        (place, who)
        for place, turns in _custodies(places).items()
        for who, since, until in turns
        if _holds(since, until, on)
    ]


def paths(places: Collection[int], on: date) -> dict[int, str]:
    """place → its way through the tree of the day; one that did not stand then is simply not there."""
    return {
        place: path
        for place, ways in remembered("paths", places, _ask_paths, of=[PlaceVersion]).items()
        for path, since, until in ways
        if _holds(since, until, on)
    }


_Dated = tuple[Any, date, date | None]


def _custodies(places: Collection[int]) -> dict[int, list[_Dated]]:
    return remembered("custodies", places, _ask_custodies, of=[Custody])


def _ask_paths(places: Collection[int]) -> dict[int, list[_Dated]]:
    return _dated("places_placeversion", "path", places)


def _ask_custodies(places: Collection[int]) -> dict[int, list[_Dated]]:
    return _dated("places_custody", "custodian_id", places)


def _dated(table: str, column: str, places: Collection[int]) -> dict[int, list[_Dated]]:
    """Asked in most deeds: the same in Django's words takes many times as long."""
    condition, ids = among_column("place_id", places)
    found: dict[int, list[_Dated]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT place_id, {column}, valid_from, valid_to FROM {table} "  # noqa: S608  (our names)
            f"WHERE {condition} ORDER BY valid_from",
            [ids],
        )
        for place, told, since, until in cursor.fetchall():
            found[int(place)].append((told, day_told(since), None if until is None else day_told(until)))
    return found


def day_told(told: date | str) -> date:
    """SQLite keeps days as text."""
    return date.fromisoformat(told) if isinstance(told, str) else told


def _holds(since: date, until: date | None, on: date) -> bool:
    return since <= on and (until is None or on < until)


def children(place: Place | int, on: date) -> list[PlaceVersion]:
    """Versions right below the place on the day, in Vietnamese order of their names."""
    asked = (number_of(place), on)
    return list(remembered("children", [asked], _ask_children, of=[Place, PlaceVersion])[asked])


def _ask_children(asked: Collection[tuple[int, date]]) -> dict[tuple[int, date], list[PlaceVersion]]:
    """(place, day) → what lies right below it."""
    return {
        (place, on): sorted(
            PlaceVersion.objects.on(on).filter(parent=place).select_related("place"),
            key=lambda child: (ORDER[child.place.kind], name_order(child.name), child.pk),
        )
        for place, on in asked
    }


def ancestors(place: Place | int, on: date) -> list[PlaceVersion]:
    """Versions above the place on the day, the country first, the place itself left out.

    Errors: PlaceUnknownThen.
    """
    held = version(place, on)
    day = last_day(held, on)
    above = ids_of(held.path)[:-1]
    by_id = versions_of(above)
    return [held_on(by_id[number], day) for number in above]


def line(place: Place | int, on: date) -> list[int]:
    """The place, then what is above it on the day, the nearest first. Errors: PlaceUnknownThen."""
    return [number_of(place), *(above.place_id for above in reversed(ancestors(place, on)))]


def versions_of(places: Collection[int]) -> dict[int, list[PlaceVersion]]:
    """Place → its versions in order of time, none for one that is unknown."""
    found = remembered("versions", places, _ask_versions, of=[PlaceVersion])
    return {place: found.get(place, []) for place in places}


def _ask_versions(places: Collection[int]) -> dict[int, list[PlaceVersion]]:
    by_id: dict[int, list[PlaceVersion]] = defaultdict(list)
    for found in PlaceVersion.objects.filter(place__in=places).order_by("valid_from"):
        by_id[found.place_id].append(found)
    return by_id


def held_on(versions: Sequence[PlaceVersion], day: date) -> PlaceVersion:
    """The version of the day among one place's, in order of time; the last before it when none holds."""
    return [found for found in versions if found.valid_from <= day][-1]


def last_day(found: PlaceVersion, on: date) -> date:
    """The day itself, or the last one on which the version held."""
    return on if found.valid_to is None or on < found.valid_to else found.valid_to - timedelta(days=1)


def sort_key_of(place: OuterRef, on: date) -> Coalesce:
    """For a column of rows: what their place is listed by on the day; "" before it began."""
    held = PlaceVersion.objects.filter(place=place, valid_from__lte=on).order_by("-valid_from")
    return Coalesce(Subquery(held.values("search_key")[:1]), Value(""), output_field=BytewiseField())


def known(day: date) -> date | None:
    return None if day == DAWN else day


def name_order(name: str) -> tuple[int, str]:
    """Numbered wards by number, before the named ones."""
    return (int(name), "") if name.isdecimal() else (10**6, sort_key(name))


def number_of(place: Place | int) -> int:
    return place if isinstance(place, int) else place.pk
