"""Deeds on places: loading the country, opening hamlets."""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from importlib.resources import files

from django.db import models, transaction

from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.places.models import BUCKETS, Custody, Place, PlaceVersion, Succession
from khuyenhoc.domain import place_names
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import DAWN, Kind, SuccessionKind, path
from khuyenhoc.domain.text import search_key

SOURCE = "vietnamadminunits 1.0.4"
SYSTEM = "khuyenhoc"
_BATCH = 2_000

Progress = Callable[[int, int], None]


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
def load_country(*, at: datetime, progress: Progress | None = None) -> int:
    """Put the country's data files into the database; returns how many rows were new.

    What is there is left as it stands, so that a second run changes nothing and writes no event.
    progress: told (rows done, rows in all) after each batch.
    """
    rows = _read("versions")
    tables: list[tuple[type[models.Model], list[models.Model]]] = [
        (Place, list(_new_places(rows))),
        (PlaceVersion, list(_new_versions(rows, at))),
        (Succession, list(_new_successions(at))),
        (Custody, list(_new_custodies(at))),
    ]
    total, done = sum(len(new) for _, new in tables), 0
    for model, new in tables:
        for start in range(0, len(new), _BATCH):
            done += len(model._default_manager.bulk_create(new[start : start + _BATCH]))
            if progress is not None:
                progress(done, total)
    if total:
        audit.record(
            "places.loaded", by=SYSTEM, at=at, kind="places", facts={"source": SOURCE, "rows": total}
        )
    return total


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
    """Open hamlets in a commune; they follow it, or what all of it became, to this day.

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


# -- the data files ------------------------------------------------------------------------------------------

Row = dict[str, str]


def _read(table: str) -> list[Row]:
    packed = (files("khuyenhoc.data.places") / f"{table}.csv.gz").read_bytes()
    return list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"))))


def _new_places(rows: Sequence[Row]) -> Iterator[Place]:
    known = set(Place.objects.values_list("pk", flat=True))
    kinds = {int(row["id"]): row["kind"] for row in rows}
    for number, kind in kinds.items():
        if number not in known:
            yield Place(pk=number, kind=kind, bucket=number % BUCKETS)


def _new_versions(rows: Sequence[Row], at: datetime) -> Iterator[PlaceVersion]:
    known = set(PlaceVersion.objects.values_list("place", "valid_from"))
    spans: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
    for row in rows:
        spans[int(row["id"])].append((_begin(row), _number(row["parent"])))

    def lineage(place: int, day: date) -> tuple[int, ...]:
        parent = next(above for begin, above in reversed(spans[place]) if begin <= day)
        return (*(() if parent is None else lineage(parent, day)), place)

    for row in rows:
        number, begin = int(row["id"]), _begin(row)
        if (number, begin) not in known:
            yield PlaceVersion(
                place_id=number,
                code=row["code"],
                unit=row["unit"],
                name=row["name"],
                parent_id=_number(row["parent"]),
                path=path(lineage(number, begin)),
                valid_from=begin,
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                recorded_at=at,
                search_key=search_key(row["name"]),
                source=SOURCE,
            )


def _new_successions(at: datetime) -> Iterator[Succession]:
    known = set(Succession.objects.values_list("predecessor", "successor", "on"))
    for row in _read("successions"):
        predecessor, successor, on = (
            int(row["predecessor"]),
            int(row["successor"]),
            date.fromisoformat(row["on"]),
        )
        if (predecessor, successor, on) not in known:
            yield Succession(
                predecessor_id=predecessor,
                successor_id=successor,
                kind=row["kind"],
                share=_number(row["share"]),
                is_default=row["is_default"] == "1",
                on=on,
                legal_reference=row["legal_reference"],
                recorded_at=at,
            )


def _new_custodies(at: datetime) -> Iterator[Custody]:
    known = set(Custody.objects.values_list("place", "valid_from"))
    for row in _read("custodies"):
        place, begin = int(row["place"]), _begin(row)
        if (place, begin) not in known:
            yield Custody(
                place_id=place, custodian_id=int(row["custodian"]), valid_from=begin, recorded_at=at
            )


def _begin(row: Row) -> date:
    return date.fromisoformat(row["valid_from"]) if row["valid_from"] else DAWN


def _number(text: str) -> int | None:
    return int(text) if text else None
