"""Reading the log and proving that nobody changed it."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from khuyenhoc.apps.audit.models import Event, Receipt, Seal
from khuyenhoc.storing import asking, rows_among

ORIGIN = "0" * 64


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold: `what` is altered, missing, unsigned or cut.

    altered: the event is not what was sealed. missing: from here on up to the next one there. unsigned: the
    head or a seal's own columns carry no signature of ours. cut: a seal whose event is gone.
    """

    sequence: int
    what: str


def link(previous: str, event: Event) -> str:
    """The hash of an event on top of the one before it; every stored column but the key takes part."""
    content = [
        event.sequence,
        event.deed,
        event.by,
        event.at.timestamp(),
        event.kind,
        event.object_id,
        event.place_id,
        event.cases,
        event.facts,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def signature(sequence: int, chain_hash: str, at: datetime) -> str:
    """What only the holder of the server's secret can write under a head of the chain and its moment."""
    message = f"audit-seal:{sequence}:{chain_hash}:{at.timestamp()}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def head() -> tuple[int, str]:
    """Sequence and hash of the last sealed event; (0, 64 zeros) before the first."""
    last = Event.objects.filter(sequence__isnull=False).order_by("-sequence").first()
    return (last.sequence or 0, last.hash) if last else (0, ORIGIN)


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-sequence").first()


def recent_breaks(number: int) -> list[Break]:
    """`breaks` of the latest sealed events only, quick enough for a page; the first of them is taken as it is."""
    sealed = Event.objects.filter(sequence__isnull=False).order_by("-sequence")
    events = list(sealed[: number + 1])[::-1]
    found = []
    for before, event in pairwise(events):
        if (before.sequence or 0) + 1 != event.sequence:
            found.append(Break((before.sequence or 0) + 1, "missing"))
        elif link(before.hash, event) != event.hash:
            found.append(Break(event.sequence or 0, "altered"))
    seal = last_seal()
    if events and (seal is None or seal.sequence != events[-1].sequence or not _is_ours(seal, events[-1])):
        found.append(Break(events[-1].sequence or 0, "unsigned"))
    return found


def unsealed() -> int:
    return Event.objects.filter(sequence__isnull=True).count()


def breaks() -> Iterator[Break]:
    """Every place where the sealed chain was edited, cut, reordered or re-made; nothing when it holds.

    One thing cannot be seen from inside: the latest events deleted together with their seals, which leaves the
    chain as it once was. Whoever noted the head down elsewhere finds that by `holds`.
    """
    seals = {seal.sequence: seal for seal in Seal.objects.order_by("sequence")}
    expected, previous = 1, ORIGIN
    for event in Event.objects.filter(sequence__isnull=False).order_by("sequence").iterator(chunk_size=2000):
        sequence = event.sequence or 0
        if expected < sequence:
            yield Break(expected, "missing")
        if sequence < expected or link(previous, event) != event.hash:
            yield Break(sequence, "altered")
        seal = seals.pop(sequence, None)
        if seal is not None and not _is_ours(seal, event):
            yield Break(sequence, "unsigned")
        previous, expected = event.hash, sequence + 1
    for sequence in seals:
        yield Break(sequence, "cut")
    last_seal = Seal.objects.order_by("-sequence").first()
    if expected - 1 > (last_seal.sequence if last_seal else 0):
        yield Break(expected - 1, "unsigned")


def _is_ours(seal: Seal, event: Event) -> bool:
    ours = signature(seal.sequence, event.hash, seal.at)
    return seal.hash == event.hash and hmac.compare_digest(seal.signature.encode(), ours.encode())


def holds(sequence: int, chain_hash: str) -> bool:
    """Whether a head noted down elsewhere (printed, mailed) still stands in a chain without `breaks`."""
    return Event.objects.filter(sequence=sequence, hash=chain_hash).exists()


def answer(actor: str, route: str, key: str) -> dict[str, Any] | None:
    """What a request with this key was answered, None when none came."""
    found = Receipt.objects.filter(actor=actor, route=route, key=key).first()
    return None if found is None else dict(found.result)


def body_hash(body: Mapping[str, Any]) -> str:
    """The same for the same request, whatever the order of its fields."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def answered(*, actor: str, route: str, key: str, body: Mapping[str, Any]) -> dict[str, Any] | None:
    """What `actions.once` answered to this very request; None when it is new, or another under the same key."""
    with asking() as cursor:  # asked in every deed of a page
        cursor.execute(
            "SELECT id FROM audit_receipt WHERE actor = %s AND route = %s AND key = %s AND body_hash = %s",
            [actor, route, key, body_hash(body)],
        )
        found = cursor.fetchone()
    return None if found is None else dict(rows_among(Receipt, ["result"], [found[0]])[0][0])
