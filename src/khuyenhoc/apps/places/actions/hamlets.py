"""Opening hamlets."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.places.models import Place, PlaceVersion, Succession
from khuyenhoc.domain import place_names
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import DAWN, Kind, SuccessionKind
from khuyenhoc.domain.text import search_key

_BATCH = 2_000


class NotACommune(RuleBroken):
    """Hamlets are opened in communes only; facts: place."""

    code = "NOT_A_COMMUNE"


class HamletsNeedSuccessor(RuleBroken):
    """The commune was split: where its hamlets went must be named, rightly; facts: place, on."""

    code = "HAMLETS_NEED_SUCCESSOR"


class HamletNamedTwice(RuleBroken):
    """A commune has one hamlet of a name; facts: place, name."""

    code = "HAMLET_NAMED_TWICE"


@transaction.atomic
def open_hamlets(
    commune: Place,
    names: Sequence[str],
    *,
    by: str,
    at: datetime,
    source: str,
    valid_from: date = DAWN,
    successor: Place | None = None,
) -> list[Place]:
    """Open hamlets in a commune; they follow it, or what all of it became, as far as that is known.

    Whether the person may is for the caller to check: scope stands above places.

    names: with their unit word ("Thôn Lùng Hóa"); without one it is "thôn".
    valid_from: no earlier than the commune itself; DAWN means unknown.
    successor: where they went when the commune was split; needed then and only then.
    Returns the hamlets in the order of `names`.
    Errors: NotACommune, HamletsNeedSuccessor, HamletNamedTwice.
    """
    if commune.kind != Kind.COMMUNE:
        raise NotACommune(place=commune.pk)
    spans = list(_spans(commune, valid_from, successor))
    told = [place_names.split_unit(name) for name in names]
    _refuse_namesakes(commune, told)
    hamlets = Place.objects.bulk_create(
        [Place(kind=Kind.HAMLET, bucket=commune.bucket) for _ in told], batch_size=_BATCH
    )
    PlaceVersion.objects.bulk_create(
        [
            PlaceVersion(
                place=hamlet,
                unit=unit or "thôn",
                name=name,
                parent_id=above.place_id,
                path=f"{above.path}{hamlet.pk}.",
                valid_from=begin,
                valid_to=above.valid_to,
                recorded_at=at,
                search_key=search_key(name),
                source=source,
            )
            for hamlet, (unit, name) in zip(hamlets, told, strict=True)
            for above, begin in spans
        ],
        batch_size=_BATCH,
    )
    audit.record(
        "places.hamlets_opened",
        by=by,
        at=at,
        kind="hamlet",
        place_id=commune.pk,
        facts={"hamlets": [hamlet.pk for hamlet in hamlets], "source": source},
    )
    return hamlets


def _spans(commune: Place, valid_from: date, successor: Place | None) -> Iterator[tuple[PlaceVersion, date]]:
    """Each version that the hamlets hang below, and the day from which they do."""
    number, begin = commune.pk, valid_from
    while True:
        held = [
            found
            for found in PlaceVersion.objects.filter(place=number).order_by("valid_from")
            if found.valid_to is None or found.valid_to > begin
        ]
        for found in held:
            yield found, max(begin, found.valid_from)
        if not held or held[-1].valid_to is None:
            return
        begin = held[-1].valid_to
        heirs = list(Succession.objects.filter(predecessor=number, on=begin))
        if len(heirs) == 1 and heirs[0].kind == SuccessionKind.WHOLE:
            number = heirs[0].successor_id
        elif successor is not None and successor.pk in {one.successor_id for one in heirs}:
            number = successor.pk
        elif not heirs and successor is None:
            return  # nobody knows what the commune became: its hamlets end with it
        else:
            raise HamletsNeedSuccessor(place=number, on=begin)


def _refuse_namesakes(commune: Place, told: Sequence[tuple[str, str]]) -> None:
    there = PlaceVersion.objects.filter(parent=commune, place__kind=Kind.HAMLET)
    seen = {(unit, place_names.spelling(name)) for unit, name in there.values_list("unit", "name")}
    for unit, name in told:
        own = unit or "thôn", place_names.spelling(name)
        if own in seen:
            raise HamletNamedTwice(place=commune.pk, name=name)
        seen.add(own)
