"""Finding places by what people type."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khuyenhoc.apps.places.models import Place, PlaceVersion
from khuyenhoc.apps.places.queries.labels import labels_at, names_now
from khuyenhoc.apps.places.queries.tree import (
    LATEST,
    ORDER,
    held_on,
    known,
    last_day,
    name_order,
    versions_of,
)
from khuyenhoc.domain import place_names
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.place_names import Reading
from khuyenhoc.domain.places import Kind, ids_of
from khuyenhoc.domain.text import clean, search_key

_CODE = re.compile("[0-9]{2,5}")
_NUMBER = re.compile("#([0-9]{1,18})")

Names = Sequence[PlaceVersion]  # one place's versions


class PlaceNotFound(RuleBroken):
    """No place answers to the text; facts: text."""

    code = "PLACE_NOT_FOUND"


class PlaceAmbiguous(RuleBroken):
    """Several places answer to the text; facts: text, count, candidates (tuple of Found)."""

    code = "PLACE_AMBIGUOUS"


@dataclass(frozen=True, slots=True)
class Found:
    """One place as it was called in [valid_from, valid_to); valid_from None where unknown.

    from_assumed, to_assumed: nobody knows that day, only that it lay between 2020 and the eve of the reform.
    now: labels of what became of it, the default first; empty while this version holds.
    """

    id: int
    kind: Kind
    code: str
    unit: str
    name: str
    label: str
    valid_from: date | None
    valid_to: date | None
    from_assumed: bool
    to_assumed: bool
    now: tuple[str, ...]


def find(
    text: str, on: date | None = None, kinds: Collection[Kind] | None = None, limit: int = 50
) -> list[Found]:
    """Places that answer to the text in any spelling, those that still hold first.

    text: a name with or without marks, unit word (also "TP", "TX", "TT" …) and parents after commas
        ("Lùng Tám, Quản Bạ, Hà Giang", any of them left out), Telex as typed, or a government code.
    on: only versions that hold on the day; None: of all days, old names too.
    When nothing is called so: names above without commas, then the name under another unit word (units
    change: "xã Khai Quang" became a phường), then names that begin so.
    """
    matches = (
        _called(text, on, kinds)
        or _run_together(text, on, kinds)
        or _called(text, on, kinds, any_unit=True)
        or _beginning(text, on, kinds)
    )
    return _found(matches[:limit], on)


def resolve(name_or_code: str, on: date | None) -> Place:
    """The one place meant by a name, a code or "#" and our own id; on: None looks at all days.

    A bare name, without unit word or parents, that is exactly one province's is that province
    (a report's place mostly is one): "Hà Giang" is tỉnh Hà Giang although thành phố Hà Giang is called so
    too. Nothing else is preferred, except the same marks: "Phú Thạnh" is not "Phú Thành".
    Errors: PlaceNotFound; PlaceAmbiguous with the candidates.
    """
    if (numbered := _NUMBER.fullmatch(clean(name_or_code))) is not None:
        matches = _ordered(_on(on).filter(place=int(numbered[1])).select_related("place"), {})
    else:
        matches = _called(name_or_code, on, None) or _run_together(name_or_code, on, None)
    alike = _same_marks(name_or_code, matches, on)
    if len({found.place_id for found in alike}) > 1:
        provinces = {found.place_id for found in alike if _is_province_called(found, name_or_code)}
        if len(provinces) == 1:
            alike = [found for found in alike if found.place_id in provinces]
    if not alike:
        raise PlaceNotFound(text=name_or_code)
    if len({found.place_id for found in alike}) > 1:
        raise PlaceAmbiguous(
            text=name_or_code,
            count=len({found.place_id for found in alike}),
            candidates=tuple(_found(alike, on)),
        )
    return alike[0].place


def _on(on: date | None) -> QuerySet[PlaceVersion]:
    return PlaceVersion.objects.all() if on is None else PlaceVersion.objects.on(on)


def _called(
    text: str, on: date | None, kinds: Collection[Kind] | None, *, any_unit: bool = False
) -> list[PlaceVersion]:
    """Versions whose name, or code, is the text's first part and whose ancestors answer to the others."""
    parts = place_names.parts(text)
    if not parts:
        return []
    own, *above = (place_names.readings(part) for part in parts)
    if any_unit:
        own = tuple(Reading(reading.key) for reading in own)
    named = Q(search_key__in={reading.key for reading in own})
    if len(parts) == 1 and _CODE.fullmatch(parts[0]):
        named |= Q(code=parts[0])
    held = [
        found
        for found in _of_kinds(_on(on).filter(named), kinds)
        if (len(parts) == 1 and found.code == parts[0]) or _answers(found, own)
    ]
    lineage = _lineage(held, on) if above else {}
    return _ordered(
        [found for found in held if _hangs_below(lineage.get(found.pk, []), above)], lineage, text
    )


def _run_together(text: str, on: date | None, kinds: Collection[Kind] | None) -> list[PlaceVersion]:
    """Versions for a text without commas, "Lùng Tám Quản Bạ Hà Giang": a name, then names above it."""
    parts = place_names.parts(text)
    if len(parts) != 1 or " " not in parts[0]:
        return []
    words = parts[0].split()
    heads = {position: place_names.readings(" ".join(words[:position])) for position in range(1, len(words))}
    keys = {reading.key for readings in heads.values() for reading in readings}
    held = list(_of_kinds(_on(on).filter(search_key__in=keys), kinds))
    lineage = _lineage(held, on)
    kept = [
        found
        for found in held
        if any(
            _answers(found, readings) and _consumed(words[position:], lineage[found.pk])
            for position, readings in heads.items()
        )
    ]
    return _ordered(kept, lineage, text)


def _consumed(words: Sequence[str], above: Sequence[Names]) -> bool:
    """Whether the words are names of ancestors, one after the other, the nearest first."""
    if not words:
        return True
    for position in range(1, len(words) + 1):
        readings = place_names.readings(" ".join(words[:position]))
        for level, ancestor in enumerate(above):
            if _any_answers(ancestor, readings) and _consumed(words[position:], above[level + 1 :]):
                return True
    return False


def _beginning(text: str, on: date | None, kinds: Collection[Kind] | None) -> list[PlaceVersion]:
    parts = place_names.parts(text)
    if not parts:
        return []
    own, *above = (place_names.readings(part) for part in parts)
    begins = Q(pk__in=[])
    for reading in own:
        if len(reading.key) >= 2:
            within = Q(search_key__gte=reading.key, search_key__lt=reading.key + "\U0010ffff")
            begins |= within & Q(unit=reading.unit) if reading.unit else within
    held = list(_of_kinds(_on(on).filter(begins), kinds))
    lineage = _lineage(held, on) if above else {}
    return _ordered(
        [found for found in held if _hangs_below(lineage.get(found.pk, []), above)], lineage, text
    )


def _of_kinds(versions: QuerySet[PlaceVersion], kinds: Collection[Kind] | None) -> QuerySet[PlaceVersion]:
    chosen = versions.select_related("place")
    return chosen if kinds is None else chosen.filter(place__kind__in=[kind.value for kind in kinds])


def _answers(found: PlaceVersion, readings: Iterable[Reading]) -> bool:
    return any(reading.fits(found.search_key, found.unit) for reading in readings)


def _any_answers(names: Names, readings: Sequence[Reading]) -> bool:
    return any(_answers(one, readings) for one in names)


def _hangs_below(above: Sequence[Names], wanted: Sequence[Sequence[Reading]]) -> bool:
    """Whether the ancestors, the nearest first, answer to all that is wanted, in that order."""
    rest = iter(above)
    return all(any(_any_answers(ancestor, readings) for ancestor in rest) for readings in wanted)


def _lineage(versions: Sequence[PlaceVersion], on: date | None) -> dict[int, list[Names]]:
    """Version's key -> what each place above it, the nearest first, was called on the day or ever in its time."""
    by_id = versions_of({number for found in versions for number in ids_of(found.path)[:-1]})
    return {
        found.pk: [
            [held_on(by_id[number], last_day(found, on))]
            if on is not None
            else [one for one in by_id[number] if _overlap(one, found)]
            for number in reversed(ids_of(found.path)[:-1])
        ]
        for found in versions
    }


def _overlap(one: PlaceVersion, other: PlaceVersion) -> bool:
    return (one.valid_to is None or other.valid_from < one.valid_to) and (
        other.valid_to is None or one.valid_from < other.valid_to
    )


def _ordered(
    versions: Iterable[PlaceVersion], lineage: Mapping[int, Sequence[Names]], text: str = ""
) -> list[PlaceVersion]:
    """Those that hold, then those with the same marks as typed, then larger before smaller, then by name."""

    def order(found: PlaceVersion) -> tuple[object, ...]:
        alike = _marks_alike(text, found, lineage.get(found.pk, ()))
        ended = found.valid_to is not None
        return ended, -alike, ORDER[found.place.kind], name_order(found.name), found.code, found.pk

    return sorted(versions, key=order)


def _same_marks(text: str, versions: Sequence[PlaceVersion], on: date | None) -> list[PlaceVersion]:
    """Those with as many names spelt as typed as the best of them; all, when the text has no marks."""
    lineage = _lineage(versions, on)
    alike = {found.pk: _marks_alike(text, found, lineage[found.pk]) for found in versions}
    return [found for found in versions if alike[found.pk] == max(alike.values())]


def _marks_alike(text: str, found: PlaceVersion, above: Sequence[Names]) -> int:
    """How many of the text's parts that carry marks carry those of the place, or of one above it."""
    alike = 0
    for position, part in enumerate(place_names.parts(text)):
        if search_key(part) != part.casefold():
            meant = [found] if position == 0 else [one for names in above for one in names]
            alike += any(place_names.holds(part, one.name) for one in meant)
    return alike


def _is_province_called(found: PlaceVersion, text: str) -> bool:
    bare = any(
        reading.unit is None for reading in place_names.readings(text) if reading.key == found.search_key
    )
    return found.place.kind == Kind.PROVINCE and (bare or found.code == clean(text))


def _found(versions: Sequence[PlaceVersion], on: date | None) -> list[Found]:
    names = labels_at([(found, last_day(found, on or LATEST)) for found in versions])
    became = names_now({found.place_id for found in versions if found.valid_to is not None}, LATEST)
    return [
        Found(
            id=found.place_id,
            kind=Kind(found.place.kind),
            code=found.code,
            unit=found.unit,
            name=found.name,
            label=name,
            valid_from=known(found.valid_from),
            valid_to=found.valid_to,
            from_assumed=found.from_assumed,
            to_assumed=found.to_assumed,
            now=() if found.valid_to is None else became[found.place_id],
        )
        for found, name in zip(versions, names, strict=True)
    ]
