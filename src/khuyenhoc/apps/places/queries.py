"""Questions about places. A question about a day takes it as `on`; nothing reads a clock.

Wherever a place is asked for, its id will do.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from khuyenhoc.apps.places.models import Custody, Place, PlaceVersion, Succession
from khuyenhoc.domain import place_names
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.place_names import Reading
from khuyenhoc.domain.places import DAWN, Kind, SuccessionKind, ids_of
from khuyenhoc.domain.text import clean, search_key, sort_key

ROOT_ID = 1
LATEST = date.max  # on it holds what has no end
_CODE = re.compile("[0-9]{2,5}")
_NUMBER = re.compile("#([0-9]{1,18})")
_ORDER = {kind.value: position for position, kind in enumerate(Kind)}


class PlaceUnknownThen(RuleBroken):
    """The place did not exist yet on that day; facts: place (id), on."""

    code = "PLACE_UNKNOWN_THEN"


class PlaceNotFound(RuleBroken):
    """No place answers to the text; facts: text."""

    code = "PLACE_NOT_FOUND"


class PlaceAmbiguous(RuleBroken):
    """Several places answer to the text; facts: text, count, candidates (tuple of Found)."""

    code = "PLACE_AMBIGUOUS"


@dataclass(frozen=True, slots=True)
class Found:
    """One place as it was called in [valid_from, valid_to); valid_from None where unknown.

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
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One version in a place's history; parent: the parent's id, None at the root."""

    code: str
    unit: str
    name: str
    parent: int | None
    label: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Link:
    """One predecessor or successor; share in hundredths of a percent of the predecessor."""

    id: int
    label: str
    kind: SuccessionKind
    share: int | None
    is_default: bool
    on: date
    legal_reference: str


@dataclass(frozen=True, slots=True)
class History:
    id: int
    kind: Kind
    versions: tuple[Told, ...]
    predecessors: tuple[Link, ...]
    successors: tuple[Link, ...]


def root() -> Place:
    """Việt Nam. Errors: Place.DoesNotExist before the country is loaded."""
    return Place.objects.get(pk=ROOT_ID)


def is_loaded() -> bool:
    return Place.objects.filter(pk=ROOT_ID).exists()


def version(place: Place | int, on: date) -> PlaceVersion:
    """The version that holds on the day; of a place closed by then its last one.

    Errors: PlaceUnknownThen when the place began later.
    """
    number = _id(place)
    held = PlaceVersion.objects.filter(place=number, valid_from__lte=on).order_by("-valid_from").first()
    if held is None:
        raise PlaceUnknownThen(place=number, on=on)
    return held


def label(place: Place | int, on: date, now: date | None = None) -> str:
    """Name up to the province as on the day, "xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang".

    With `now` it ends in "(nay là …)" when the place is called otherwise on that later day.
    Errors: PlaceUnknownThen.
    """
    return labels([place], on, now)[_id(place)]


def labels(places: Iterable[Place | int], on: date, now: date | None = None) -> dict[int, str]:
    """`label` of many places by id, in a handful of queries. Errors: PlaceUnknownThen."""
    wanted = {_id(place) for place in places}
    held = {
        found.place_id: found
        for found in PlaceVersion.objects.filter(place__in=wanted, valid_from__lte=on).order_by("valid_from")
    }
    if missing := wanted - held.keys():
        raise PlaceUnknownThen(place=min(missing), on=on)
    told = _labels([(found, _last_day(found, on)) for found in held.values()])
    plain = {found.place_id: text for found, text in zip(held.values(), told, strict=True)}
    if now is None:
        return plain
    became = _became(wanted, now)
    return {
        number: text if became[number] in ((), (text,)) else f"{text} (nay là {_together(became[number])})"
        for number, text in plain.items()
    }


def ids_below(place: Place | int, on: date, *, with_custody: bool = False) -> "QuerySet[Any, int]":
    """Ids of the place and of all below it in the tree of that day, usable as `place_id__in=`.

    with_custody: also the closed places that somebody in that subtree answers for on that day. A place
    that was closed by then has nothing below it. Errors: PlaceUnknownThen.
    """
    held = version(place, on)
    if held.valid_to is not None and held.valid_to <= on:
        return Place.objects.filter(pk=held.place_id).values_list("pk", flat=True)
    inside = PlaceVersion.objects.on(on).under(held.path)
    if not with_custody:
        return inside.values_list("place_id", flat=True)
    wards = Custody.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        valid_from__lte=on,
        custodian__in=inside.values("place_id"),
    )
    return Place.objects.filter(
        Q(pk__in=inside.values("place_id")) | Q(pk__in=wards.values("place_id"))
    ).values_list("pk", flat=True)


def children(place: Place | int, on: date) -> list[PlaceVersion]:
    """Versions right below the place on the day, in Vietnamese order of their names."""
    held = PlaceVersion.objects.on(on).filter(parent=_id(place)).select_related("place")
    return sorted(held, key=lambda child: (_ORDER[child.place.kind], _name_order(child.name), child.pk))


def ancestors(place: Place | int, on: date) -> list[PlaceVersion]:
    """Versions above the place on the day, the country first, the place itself left out.

    Errors: PlaceUnknownThen.
    """
    held = version(place, on)
    day = _last_day(held, on)
    above = ids_of(held.path)[:-1]
    by_id = {found.place_id: found for found in PlaceVersion.objects.on(day).filter(place__in=above)}
    return [by_id[number] for number in above]


def find(
    text: str, on: date | None = None, kinds: Collection[Kind] | None = None, limit: int = 50
) -> list[Found]:
    """Places that answer to the text in any spelling, those that still hold first.

    text: a name with or without marks, unit word (also "TP", "TX", "TT" …) and parents after commas
        ("Lùng Tám, Quản Bạ, Hà Giang", any of them left out), Telex as typed, or a government code.
    on: only versions that hold on the day; None: of all days, old names too.
    When nothing is called so, names that begin so.
    """
    matches = _called(text, on, kinds) or _run_together(text, on, kinds) or _beginning(text, on, kinds)
    return _found(matches[:limit])


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
    alike = _same_marks(name_or_code, matches)
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
            candidates=tuple(_found(alike)),
        )
    return alike[0].place


def history(place: Place | int) -> History:
    """Every version of the place, what it came from and what became of it.

    What became of a closed district is what became of its communes; its links carry no share.
    """
    number = _id(place)
    told = list(PlaceVersion.objects.filter(place=number).select_related("place").order_by("valid_from"))
    names = _labels([(found, _last_day(found, LATEST)) for found in told])
    came = Succession.objects.filter(successor=number).order_by("on", "-is_default", "predecessor")
    return History(
        id=number,
        kind=Kind(told[0].place.kind),
        versions=tuple(
            Told(
                code=found.code,
                unit=found.unit,
                name=found.name,
                parent=found.parent_id,
                label=name,
                valid_from=_known(found.valid_from),
                valid_to=found.valid_to,
            )
            for found, name in zip(told, names, strict=True)
        ),
        predecessors=_links([(one.predecessor_id, one) for one in came], before=True),
        successors=_links([(one.successor_id, one) for one in _heirs([number])[number]], before=False),
    )


# -- finding -------------------------------------------------------------------------------------------------


def _on(on: date | None) -> QuerySet[PlaceVersion]:
    return PlaceVersion.objects.all() if on is None else PlaceVersion.objects.on(on)


def _called(text: str, on: date | None, kinds: Collection[Kind] | None) -> list[PlaceVersion]:
    """Versions whose name, or code, is the text's first part and whose ancestors answer to the others."""
    parts = place_names.parts(text)
    if not parts:
        return []
    own, *above = (place_names.readings(part) for part in parts)
    named = Q(search_key__in={reading.key for reading in own})
    if len(parts) == 1 and _CODE.fullmatch(parts[0]):
        named |= Q(code=parts[0])
    held = [
        found
        for found in _of_kinds(_on(on).filter(named), kinds)
        if (len(parts) == 1 and found.code == parts[0]) or _answers(found, own)
    ]
    lineage = _lineage(held) if above else {}
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
    lineage = _lineage(held)
    kept = [
        found
        for found in held
        if any(
            _answers(found, readings) and _consumed(words[position:], lineage[found.pk])
            for position, readings in heads.items()
        )
    ]
    return _ordered(kept, lineage, text)


def _consumed(words: Sequence[str], above: Sequence[PlaceVersion]) -> bool:
    """Whether the words are names of ancestors, one after the other, the nearest first."""
    if not words:
        return True
    for position in range(1, len(words) + 1):
        readings = place_names.readings(" ".join(words[:position]))
        for level, ancestor in enumerate(above):
            if _answers(ancestor, readings) and _consumed(words[position:], above[level + 1 :]):
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
    lineage = _lineage(held) if above else {}
    return _ordered(
        [found for found in held if _hangs_below(lineage.get(found.pk, []), above)], lineage, text
    )


def _of_kinds(versions: QuerySet[PlaceVersion], kinds: Collection[Kind] | None) -> QuerySet[PlaceVersion]:
    chosen = versions.select_related("place")
    return chosen if kinds is None else chosen.filter(place__kind__in=[kind.value for kind in kinds])


def _answers(found: PlaceVersion, readings: Iterable[Reading]) -> bool:
    return any(reading.fits(found.search_key, found.unit) for reading in readings)


def _hangs_below(above: Sequence[PlaceVersion], wanted: Sequence[Sequence[Reading]]) -> bool:
    """Whether the ancestors, the nearest first, answer to all that is wanted, in that order."""
    rest = iter(above)
    return all(any(_answers(ancestor, readings) for ancestor in rest) for readings in wanted)


def _lineage(versions: Sequence[PlaceVersion]) -> dict[int, list[PlaceVersion]]:
    """Version's key -> versions above it at its own time, the nearest first."""
    days = [(found, _last_day(found, LATEST)) for found in versions]
    by_id = _versions_of({number for found in versions for number in ids_of(found.path)[:-1]})
    return {
        found.pk: [_held(by_id[number], day) for number in reversed(ids_of(found.path)[:-1])]
        for found, day in days
    }


def _ordered(
    versions: Iterable[PlaceVersion], lineage: Mapping[int, Sequence[PlaceVersion]], text: str = ""
) -> list[PlaceVersion]:
    """Those that hold, then those with the same marks as typed, then larger before smaller, then by name."""

    def order(found: PlaceVersion) -> tuple[object, ...]:
        alike = _marks_alike(text, found, lineage.get(found.pk, ()))
        ended = found.valid_to is not None
        return ended, -alike, _ORDER[found.place.kind], _name_order(found.name), found.code, found.pk

    return sorted(versions, key=order)


def _same_marks(text: str, versions: Sequence[PlaceVersion]) -> list[PlaceVersion]:
    """Those with as many names spelt as typed as the best of them; all, when the text has no marks."""
    lineage = _lineage(versions)
    alike = {found.pk: _marks_alike(text, found, lineage[found.pk]) for found in versions}
    return [found for found in versions if alike[found.pk] == max(alike.values())]


def _marks_alike(text: str, found: PlaceVersion, above: Sequence[PlaceVersion]) -> int:
    """How many of the text's parts that carry marks carry those of the place, or of one above it."""
    alike = 0
    for position, part in enumerate(place_names.parts(text)):
        if search_key(part) != part.casefold():
            meant = (found,) if position == 0 else above
            alike += any(place_names.holds(part, one.name) for one in meant)
    return alike


def _is_province_called(found: PlaceVersion, text: str) -> bool:
    bare = any(
        reading.unit is None for reading in place_names.readings(text) if reading.key == found.search_key
    )
    return found.place.kind == Kind.PROVINCE and bare


def _found(versions: Sequence[PlaceVersion]) -> list[Found]:
    names = _labels([(found, _last_day(found, LATEST)) for found in versions])
    became = _became({found.place_id for found in versions if found.valid_to is not None}, LATEST)
    return [
        Found(
            id=found.place_id,
            kind=Kind(found.place.kind),
            code=found.code,
            unit=found.unit,
            name=found.name,
            label=name,
            valid_from=_known(found.valid_from),
            valid_to=found.valid_to,
            now=() if found.valid_to is None else became[found.place_id],
        )
        for found, name in zip(versions, names, strict=True)
    ]


# -- what became of places, and labels -----------------------------------------------------------------------


def _heirs(places: Iterable[int]) -> dict[int, list[Succession]]:
    """Place -> its successions, the default first; of a closed district those of its communes, summed up.

    The summed ones are not stored: they say WHOLE when all went to one place, and no share.
    """
    numbers = set(places)
    heirs: dict[int, list[Succession]] = {number: [] for number in numbers}
    stored = Succession.objects.filter(predecessor__in=numbers).order_by("on", "-is_default", "successor")
    for one in stored:
        heirs[one.predecessor_id].append(one)
    without = [number for number, mine in heirs.items() if not mine]
    closed = PlaceVersion.objects.filter(place__in=without).order_by("valid_from")
    ends = {found.place_id: found.valid_to for found in closed}
    for number, end in ends.items():
        if end is not None:
            heirs[number] = _summed(number, end)
    return heirs


def _summed(place: int, end: date) -> list[Succession]:
    parts = PlaceVersion.objects.filter(parent=place, valid_to=end).values_list("place", flat=True)
    communes = set(parts)
    taken: Counter[int] = Counter()
    gone = set()
    for one in Succession.objects.filter(predecessor__in=communes, on=end):
        taken[one.successor_id] += 2 if one.is_default else 1
        gone.add(one.predecessor_id)
    taken.update(dict.fromkeys(communes - gone, 2))  # they simply went on
    order = sorted(taken, key=lambda heir: (-taken[heir], heir))
    kind = SuccessionKind.WHOLE if len(order) == 1 else SuccessionKind.PART
    return [
        Succession(predecessor_id=place, successor_id=heir, kind=kind, on=end, is_default=heir == order[0])
        for heir in order
    ]


def _became(places: Collection[int], at: date) -> dict[int, tuple[str, ...]]:
    """Place -> labels on the day of itself while it holds, else of what it became by then; () if nothing."""
    holding: dict[int, PlaceVersion] = {}
    heirs: dict[int, list[int]] = {}
    frontier = set(places)
    while frontier:
        held = {found.place_id: found for found in PlaceVersion.objects.on(at).filter(place__in=frontier)}
        holding |= held
        for number, mine in _heirs(frontier - held.keys()).items():
            heirs[number] = [one.successor_id for one in mine if one.on <= at]
        frontier = {heir for number in frontier - held.keys() for heir in heirs[number]}
        frontier -= holding.keys() | heirs.keys()
    names = dict(zip(holding, _labels([(found, at) for found in holding.values()]), strict=True))

    def told(number: int) -> dict[str, None]:
        if number in names:
            return {names[number]: None}
        return {name: None for heir in heirs.get(number, ()) for name in told(heir)}

    return {number: tuple(told(number)) for number in places}


def _together(names: Sequence[str]) -> str:
    """Labels in one line, what they end in alike said once: "xã A, xã B, tỉnh C"."""
    heads, tails = zip(*(name.partition(", ")[::2] for name in names), strict=True)
    if len(set(tails)) == 1 and tails[0]:
        return f"{', '.join(heads)}, {tails[0]}"
    return "; ".join(names)


def _links(pairs: Sequence[tuple[int, Succession]], *, before: bool) -> tuple[Link, ...]:
    by_id = _versions_of({number for number, _ in pairs})
    days = [one.on - timedelta(days=1) if before else one.on for _, one in pairs]
    held = [_held(by_id[number], day) for (number, _), day in zip(pairs, days, strict=True)]
    names = _labels(list(zip(held, days, strict=True)))
    return tuple(
        Link(
            id=number,
            label=name,
            kind=SuccessionKind(one.kind),
            share=one.share,
            is_default=one.is_default,
            on=one.on,
            legal_reference=one.legal_reference,
        )
        for (number, one), name in zip(pairs, names, strict=True)
    )


def _labels(told: Sequence[tuple[PlaceVersion, date]]) -> list[str]:
    """Unit word and name up to the province, each ancestor as it was called on the version's day."""
    by_id = _versions_of({number for found, _ in told for number in ids_of(found.path)[1:-1]})
    texts = []
    for found, day in told:
        above = (_held(by_id[number], day) for number in reversed(ids_of(found.path)[1:-1]))
        texts.append(", ".join(str(one) for one in (found, *above)))
    return texts


def _versions_of(places: Collection[int]) -> dict[int, list[PlaceVersion]]:
    by_id: dict[int, list[PlaceVersion]] = defaultdict(list)
    for found in PlaceVersion.objects.filter(place__in=places).order_by("valid_from"):
        by_id[found.place_id].append(found)
    return by_id


def _held(versions: Sequence[PlaceVersion], day: date) -> PlaceVersion:
    """The version of the day among one place's, in order of time; the last before it when none holds."""
    return [found for found in versions if found.valid_from <= day][-1]


def _last_day(found: PlaceVersion, on: date) -> date:
    """The day itself, or the last one on which the version held."""
    return on if found.valid_to is None or on < found.valid_to else found.valid_to - timedelta(days=1)


def _known(day: date) -> date | None:
    return None if day == DAWN else day


def _name_order(name: str) -> tuple[int, str]:
    """Numbered wards by number, before the named ones."""
    return (int(name), "") if name.isdecimal() else (10**6, sort_key(name))


def _id(place: Place | int) -> int:
    return place if isinstance(place, int) else place.pk
