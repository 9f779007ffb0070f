"""What a place is called in full, and what became of it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import get_language

from khuyenhoc.apps.places.models import Place, PlaceVersion, Succession
from khuyenhoc.apps.places.queries.namesakes import namesakes
from khuyenhoc.apps.places.queries.tree import (
    PlaceUnknownThen,
    held_on,
    last_day,
    number_of,
    versions_of,
)
from khuyenhoc.domain.places import Kind, SuccessionKind, ids_of
from khuyenhoc.sentences import words


def label(place: Place | int, on: date, now: date | None = None) -> str:
    """Name up to the province as on the day, "xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang".

    A hamlet with a namesake in its commune says where it lay before: "thôn 1 (trước thuộc xã A), xã B, tỉnh C".
    With `now` it ends in "(nay là …)" when the place is called otherwise on that day, on English pages "(now …)".
    Errors: PlaceUnknownThen.
    """
    return labels([place], on, now)[number_of(place)]


def labels(places: Iterable[Place | int], on: date, now: date | None = None) -> dict[int, str]:
    """`label` of many places by id, in a handful of queries. Errors: PlaceUnknownThen."""
    wanted = {number_of(place) for place in places}
    held = {
        found.place_id: found
        for found in PlaceVersion.objects.filter(place__in=wanted, valid_from__lte=on)
        .select_related("place")
        .order_by("valid_from")
    }
    if missing := wanted - held.keys():
        raise PlaceUnknownThen(place=min(missing), on=on)
    told = labels_at([(found, last_day(found, on)) for found in held.values()])
    plain = {found.place_id: text for found, text in zip(held.values(), told, strict=True)}
    clear = plain | _told_apart(held.values(), plain, on)
    if now is None:
        return clear
    became = names_now(wanted, now)
    return {
        number: clear[number] if became[number] in ((), (text,)) else f"{text} ({_now(became[number])})"
        for number, text in plain.items()
    }


def _told_apart(held: Iterable[PlaceVersion], plain: Mapping[int, str], on: date) -> dict[int, str]:
    """Of hamlets that share their name in one commune, the label with the commune they lay in before."""
    communes = {
        found.parent_id
        for found in held
        if found.place.kind == Kind.HAMLET and (found.valid_to is None or on < found.valid_to)
    }
    told = dict[int, str]()
    if not communes:
        return told
    for one in namesakes(on, [number for number in communes if number is not None]):
        if one.place in plain and one.former:
            own, _, above = plain[one.place].partition(", ")
            told[one.place] = f"{own} ({words.word('link', 'formerly', _language())} {one.former}), {above}"
    return told


def short_labels(wanted: Collection[int], *, of_place: int, on: date) -> dict[int, str]:
    """Labels on a paper or list of `of_place`, which need not be said again after each."""
    told = labels({*wanted, of_place}, on)
    return {place: told[place].removesuffix(f", {told[of_place]}") for place in wanted}


def labels_at(told: Sequence[tuple[PlaceVersion, date]]) -> list[str]:
    """Unit word and name up to the province, each ancestor as it was called on the version's day."""
    by_id = versions_of({number for found, _ in told for number in ids_of(found.path)[1:-1]})
    texts = []
    for found, day in told:
        above = (held_on(by_id[number], day) for number in reversed(ids_of(found.path)[1:-1]))
        texts.append(", ".join(str(one) for one in (found, *above)))
    return texts


def heirs_of(places: Iterable[int]) -> dict[int, list[Succession]]:
    """Place -> its successions, the default first; of a closed district those of its communes, summed up.

    The summed ones are not stored: they say WHOLE when all went to one place, and no share.
    """
    numbers = set(places)
    heirs: dict[int, list[Succession]] = {number: [] for number in numbers}
    stored = Succession.objects.filter(predecessor__in=numbers).order_by("on", "-is_default", "successor")
    for one in stored:
        heirs[one.predecessor_id].append(one)
    return heirs | _summed([number for number, mine in heirs.items() if not mine])


def _summed(places: Collection[int]) -> dict[int, list[Succession]]:
    """Closed district -> where its communes went, that which took most of them first."""
    closed = PlaceVersion.objects.filter(place__in=places, place__kind=Kind.DISTRICT).order_by("valid_from")
    ends = {one.place_id: one.valid_to for one in closed if one.valid_to is not None}
    of_commune = {
        part.place_id: part.parent_id
        for part in PlaceVersion.objects.filter(parent__in=ends)
        if part.parent_id is not None and part.valid_to == ends[part.parent_id]
    }
    taken: dict[int, Counter[int]] = defaultdict(Counter)
    went_on = {
        one.place_id
        for one in PlaceVersion.objects.filter(place__in=of_commune)
        if one.valid_from == ends[of_commune[one.place_id]]
    }
    for one in Succession.objects.filter(predecessor__in=of_commune):
        if one.on != ends[of_commune[one.predecessor_id]]:
            continue
        taken[of_commune[one.predecessor_id]][one.successor_id] += 2 if one.is_default else 1
        went_on.discard(one.predecessor_id)
    for commune in went_on:
        taken[of_commune[commune]][commune] += 2
    heirs: dict[int, list[Succession]] = {}
    for district, counted in taken.items():
        order = sorted(counted, key=lambda heir: (-counted[heir], heir))
        kind = SuccessionKind.WHOLE if len(order) == 1 else SuccessionKind.PART
        heirs[district] = [
            Succession(
                predecessor_id=district,
                successor_id=heir,
                kind=kind,
                on=ends[district],
                is_default=heir == order[0],
            )
            for heir in order
        ]
    return heirs


def names_now(places: Collection[int], at: date) -> dict[int, tuple[str, ...]]:
    """Place -> labels on the day of itself while it holds, else of what it became by then; () if nothing."""
    holding: dict[int, PlaceVersion] = {}
    heirs: dict[int, list[int]] = {}
    frontier = set(places)
    while frontier:
        held = {found.place_id: found for found in PlaceVersion.objects.on(at).filter(place__in=frontier)}
        holding |= held
        for number, mine in heirs_of(frontier - held.keys()).items():
            heirs[number] = [one.successor_id for one in mine if one.on <= at]
        frontier = {heir for number in frontier - held.keys() for heir in heirs[number]}
        frontier -= holding.keys() | heirs.keys()
    names = dict(zip(holding, labels_at([(found, at) for found in holding.values()]), strict=True))

    def told(number: int) -> dict[str, None]:
        if number in names:
            return {names[number]: None}
        return {name: None for heir in heirs.get(number, ()) for name in told(heir)}

    return {number: tuple(told(number)) for number in places}


def _now(names: Sequence[str]) -> str:
    """In the language that a page has made active; everything else speaks Vietnamese."""
    return f"{words.word('link', 'now', _language())} {_together(names)}"


def _language() -> str:
    return get_language() or "vi"


def _together(names: Sequence[str]) -> str:
    """Labels in one line, what they end in alike said once: "xã A, xã B, tỉnh C"."""
    heads, tails = zip(*(name.partition(", ")[::2] for name in names), strict=True)
    if len(set(tails)) == 1 and tails[0]:
        return f"{', '.join(heads)}, {tails[0]}"
    return "; ".join(names)
