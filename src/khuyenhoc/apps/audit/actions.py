"""Writing the log, sealing it, and answering a repeated request with its first answer."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from khuyenhoc.apps.audit import queries
from khuyenhoc.apps.audit.models import Event, Receipt, Seal
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.storing import asking, change_among, insert, make, whole

SEAL_AT_ONCE = 5_000  # events a transaction, so that a long backlog never holds the writer's lock for long


class SameKeyOtherRequest(RuleBroken):
    """A key that answered one request came back with another; facts: route."""

    code = "SAME_KEY_OTHER_REQUEST"


def record(
    deed: str,
    *,
    by: str,
    at: datetime,
    kind: str,
    object_id: int | None = None,
    place_id: int | None = None,
    cases: Sequence[int] = (),
    facts: Mapping[str, Any] | None = None,
) -> Event:
    """Write the deed's one event; call it inside the deed's transaction.

    cases: the ids of every case the deed touched. facts: ids, codes and numbers only, never personal values.
    """
    told = [Told(object_id, place_id, cases, facts or {})]
    return record_each(deed, told, by=by, at=at, kind=kind)[0]


@dataclass(frozen=True, slots=True)
class Told:
    """What an event says of one of the objects that a deed touched; see `record`."""

    object_id: int | None
    place_id: int | None
    cases: Sequence[int]
    facts: Mapping[str, Any] = field(default_factory=dict)


def record_each(deed: str, told: Sequence[Told], *, by: str, at: datetime, kind: str) -> list[Event]:
    """An event for each object of a deed that touched several, in the order given; as `record`."""
    rows = [(one.object_id, one.place_id, list(one.cases), dict(one.facts)) for one in told]
    columns = ("object_id", "place_id", "cases", "facts")
    # every deed writes one, and `save` takes several times as long
    return insert(make(Event, columns, rows, deed=deed, by=by, at=at, kind=kind))


def seal(*, at: datetime) -> int:
    """Give every unsealed event its sequence and hash and sign the head; returns how many were sealed.

    Safe to run from several processes: only one seals at a time, the others wait and find nothing left.
    """
    sealed = 0
    while True:
        now = _seal_some(at)
        sealed += now
        if now < SEAL_AT_ONCE:
            return sealed


@transaction.atomic
def _seal_some(at: datetime) -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_seal IN EXCLUSIVE MODE")  # SQLite's IMMEDIATE does the same
    sequence, previous = queries.head()
    events = list(Event.objects.filter(sequence__isnull=True).order_by("id")[:SEAL_AT_ONCE])
    for event in events:
        sequence += 1
        event.sequence = sequence
        event.hash = previous = queries.link(previous, event)
    if events:
        _write_seals([(event.sequence, event.hash, event.pk) for event in events])
        Seal.objects.create(
            sequence=sequence, hash=previous, signature=queries.signature(sequence, previous, at), at=at
        )
    return len(events)


def _write_seals(links: Sequence[tuple[int | None, str, int]]) -> None:
    """links: (sequence, hash, id). `bulk_update` takes many times as long."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE audit_event SET sequence = link.sequence, hash = link.hash "
                "FROM unnest(%s::bigint[], %s::text[], %s::bigint[]) AS link (sequence, hash, id) "
                "WHERE audit_event.id = link.id",
                [list(column) for column in zip(*links, strict=True)],
            )
        else:
            cursor.executemany("UPDATE audit_event SET sequence = %s, hash = %s WHERE id = %s", links)


@whole
def once(
    deed: Callable[[], dict[str, Any]],
    *,
    actor: str,
    route: str,
    key: str,
    body: Mapping[str, Any],
    at: datetime,
) -> dict[str, Any]:
    """Do the deed, or give the answer it gave when the same request came before.

    The receipt is written in the deed's own transaction: a deed that fails frees its key. Callers check the
    person's scope before this, so that a replay is checked again. key: at most 64 signs.
    Errors: SameKeyOtherRequest when the key comes with another body; whatever the deed raises.
    """
    body_hash = queries.body_hash(body)
    # Of two that race on one key the second waits in this insert (on SQLite: to begin) until the first has
    # ended, and finds its answer; when the first failed, the insert goes through and the deed is done here.
    begun = _begun(actor, route, key, body_hash, at)
    if begun is None:
        receipt = Receipt.objects.get(actor=actor, route=route, key=key)
        if receipt.body_hash != body_hash:
            raise SameKeyOtherRequest(route=route)
        answer: dict[str, Any] = receipt.result
        return answer
    # what a replay reads back: the first answer and the later ones are alike to the type
    first = json.loads(json.dumps(deed(), cls=DjangoJSONEncoder))
    change_among(Receipt, [begun], where={}, result=first)
    return dict(first)


def _begun(actor: str, route: str, key: str, body_hash: str, at: datetime) -> int | None:
    """Write a receipt without an answer, and give its id, unless its key is taken: then None.

    In one statement: `get_or_create` takes four.
    """
    with asking() as cursor:
        cursor.execute(
            # asked first, for a row that meets another would still use up a number
            "INSERT INTO audit_receipt (actor, route, key, body_hash, at, result) "
            "SELECT %s, %s, %s, %s, %s, '{}' WHERE NOT EXISTS "
            "(SELECT 1 FROM audit_receipt WHERE actor = %s AND route = %s AND key = %s) "
            "ON CONFLICT (actor, route, key) DO NOTHING RETURNING id",
            [
                *(actor, route, key, body_hash, connection.ops.adapt_datetimefield_value(at)),
                *(actor, route, key),
            ],
        )
        made = cursor.fetchone()
        return None if made is None else int(made[0])
