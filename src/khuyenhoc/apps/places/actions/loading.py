"""Loading the country's data files."""

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
from khuyenhoc.domain.places import DAWN, path
from khuyenhoc.domain.text import search_key

SOURCE = "vietnamadminunits 1.0.4"
SYSTEM = "khuyenhoc"
_BATCH = 2_000

Progress = Callable[[int, int], None]


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
