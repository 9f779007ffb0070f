"""Merging, splitting, renaming, moving and closing places: the tree of a day on is written, the past stays."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import connection
from django.db.models import Max

from khuyenhoc.apps.places.models import Custody, Place, PlaceVersion, Succession
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import Kind, ids_of, path
from khuyenhoc.domain.reform import (
    Close,
    Deed,
    Merge,
    Move,
    NewPlace,
    Outcome,
    Recode,
    Rename,
    Split,
    Standing,
    reshape,
)
from khuyenhoc.domain.reform.shaping import TooEarly
from khuyenhoc.domain.text import search_key

_BATCH = 2_000


class PlacesChangedMeanwhile(RuleBroken):
    """Somebody else changed some of the places in the same moment; facts: number."""

    code = "PLACES_CHANGED_MEANWHILE"


def apply_deeds(
    day: date, deeds: Sequence[Deed], new: Sequence[NewPlace], *, at: datetime
) -> tuple[Outcome, dict[int, int]]:
    """Write what the deeds of one day make of the tree; only apps.reform calls it, inside its transaction.

    new: places to open, with negative ids; returned with the outcome, which has their real ones, is negative id →
    real id.
    Errors: those of domain.reform.reshape, PlacesChangedMeanwhile.
    """
    _hold_the_tree()
    planned = reshape(day, deeds, _standing(day, deeds, new), new)
    ids = _open(planned, new)
    outcome = _with_ids(planned, ids)
    _end_versions(outcome)
    PlaceVersion.objects.bulk_create(
        [
            PlaceVersion(
                place_id=one.place,
                code=one.code,
                unit=one.unit,
                name=one.name,
                parent_id=one.parent,
                path=path(one.line),
                valid_from=day,
                recorded_at=at,
                search_key=search_key(one.name),
                source=one.legal_reference,
            )
            for one in outcome.versions
        ],
        batch_size=_BATCH,
    )
    Succession.objects.bulk_create(
        [
            Succession(
                predecessor_id=one.predecessor,
                successor_id=one.successor,
                kind=one.kind,
                share=one.share,
                is_default=one.is_default,
                on=one.on,
                legal_reference=one.legal_reference,
                recorded_at=at,
            )
            for one in outcome.successions
        ],
        batch_size=_BATCH,
    )
    _hand_over(outcome, at)
    return outcome, ids


def foreseen(day: date, deeds: Sequence[Deed], new: Sequence[NewPlace]) -> Outcome:
    """What `apply_deeds` would write, with the negative ids of what it would open. Errors: those of reshape."""
    return reshape(day, deeds, _standing(day, deeds, new), new)


def named_in(deeds: Iterable[Deed], new: Iterable[NewPlace] = (), *, with_new: bool = False) -> set[int]:
    """Ids of the existing places that the deeds speak of; with_new: also the negative ones of those they open."""
    found: set[int] = {one.parent for one in new if one.parent is not None}
    for deed in deeds:
        match deed:
            case Rename(place=place) | Recode(place=place):
                found.add(place)
            case Move(place=place, to=to):
                found |= {place, to}
            case Merge(places=places, into=into):
                found |= {*places, into}
            case Split(place=place, parts=parts):
                found.add(place)
                for part in parts:
                    found |= {part.into, *part.below}
            case Close(place=place, custodian=custodian):
                found |= {place} if custodian is None else {place, custodian}
    return found if with_new else {place for place in found if place > 0}


def _hold_the_tree() -> None:
    """No other writer of versions until the transaction ends; SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE places_placeversion IN SHARE ROW EXCLUSIVE MODE")


def _standing(day: date, deeds: Sequence[Deed], new: Sequence[NewPlace]) -> dict[int, Standing]:
    """The last version of every place named, of all below what ends or moves, and of all above any of them."""
    named = _last(named_in(deeds, new))
    goes = {
        place
        for deed in deeds
        for place in (
            deed.places
            if isinstance(deed, Merge)
            else (deed.place,)
            if isinstance(deed, Split | Move | Close)
            else ()
        )
    }
    found = dict(named)
    for place in goes & named.keys():
        if named[place].valid_to is None and named[place].place.kind != Kind.HAMLET:
            inside = PlaceVersion.objects.under(named[place].path).select_related("place")
            later = inside.filter(valid_to__gt=day).order_by("valid_to").first()
            if later is not None:
                entry = next(deed.entry for deed in deeds if place in named_in([deed]))
                raise TooEarly(entry=entry, place=str(later), day=day, last=later.valid_to)
            found |= {one.place_id: one for one in inside.filter(valid_to__isnull=True)}
    above = {number for one in found.values() for number in ids_of(one.path)} - found.keys()
    found |= _last(above)
    received = _received(goes)
    return {
        place: Standing(
            place=place,
            kind=Kind(one.place.kind),
            unit=one.unit,
            name=one.name,
            code=one.code,
            parent=one.parent_id,
            since=max(one.valid_from, received.get(place, one.valid_from)),
            until=one.valid_to,
        )
        for place, one in found.items()
    }


def _received(places: Iterable[int]) -> dict[int, date]:
    """Place → the last day on which another place was put in its charge or became it."""
    became = Succession.objects.filter(successor__in=places).values_list("successor").annotate(last=Max("on"))
    charged = (
        Custody.objects.filter(custodian__in=places).values_list("custodian").annotate(last=Max("valid_from"))
    )
    found: dict[int, date] = {}
    for place, last in [*became.order_by("successor"), *charged.order_by("custodian")]:
        found[place] = max(last, found.get(place, last))
    return found


def _last(places: Iterable[int]) -> dict[int, PlaceVersion]:
    rows = PlaceVersion.objects.filter(place__in=set(places)).select_related("place").order_by("valid_from")
    return {one.place_id: one for one in rows}


def _open(outcome: Outcome, new: Sequence[NewPlace]) -> dict[int, int]:
    """Negative id → the new place's own; its bucket is that of the place it came from first."""
    kinds = {one.place: one.kind for one in outcome.versions if one.is_new}
    origins: dict[int, int] = {}
    for one in outcome.successions:
        origins.setdefault(one.successor, one.predecessor)
    ids = {}
    for told in new:
        bucket = Place.objects.get(pk=origins[told.place]).bucket
        ids[told.place] = Place.objects.create(kind=kinds[told.place], bucket=bucket).pk
    return ids


def _with_ids(outcome: Outcome, ids: Mapping[int, int]) -> Outcome:
    def real(place: int) -> int:
        return ids.get(place, place)

    return Outcome(
        outcome.day,
        tuple(
            replace(
                one,
                place=real(one.place),
                parent=None if one.parent is None else real(one.parent),
                line=tuple(map(real, one.line)),
            )
            for one in outcome.versions
        ),
        {place: real(custodian) for place, custodian in outcome.custodians.items()},
        tuple(replace(one, successor=real(one.successor)) for one in outcome.successions),
    )


def _end_versions(outcome: Outcome) -> None:
    ending = [*outcome.closed, *(one.place for one in outcome.versions if not one.is_new)]
    for start in range(0, len(ending), _BATCH):
        some = ending[start : start + _BATCH]
        held = PlaceVersion.objects.filter(place__in=some, valid_to__isnull=True, valid_from__lt=outcome.day)
        if held.update(valid_to=outcome.day) != len(some):
            raise PlacesChangedMeanwhile(number=len(some))


def _hand_over(outcome: Outcome, at: datetime) -> None:
    """Who answers for what ends now, and for what the places that end had answered for."""
    charges: dict[int, list[int]] = defaultdict(list)
    for place, custodian in outcome.custodians.items():
        charges[custodian].append(place)
    wards = Custody.objects.filter(custodian__in=outcome.closed, valid_to__isnull=True)
    for ward in wards.order_by("pk"):
        charges[outcome.custodians[ward.custodian_id]].append(ward.place_id)
    wards.update(valid_to=outcome.day)
    Custody.objects.bulk_create(
        [
            Custody(place_id=place, custodian_id=custodian, valid_from=outcome.day, recorded_at=at)
            for custodian, places in charges.items()
            for place in places
        ],
        batch_size=_BATCH,
    )
