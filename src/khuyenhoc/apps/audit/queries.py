"""Reading the log and proving that nobody changed it."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from khuyenhoc.apps.audit.models import Event, Seal

ORIGIN = "0" * 64


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold: `what` is altered, missing, unsigned or cut."""

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


def signature(sequence: int, chain_hash: str) -> str:
    """What only the holder of the server's secret can write under a head of the chain."""
    message = f"audit-seal:{sequence}:{chain_hash}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def head() -> tuple[int, str]:
    """Sequence and hash of the last sealed event; (0, 64 zeros) before the first."""
    last = Event.objects.filter(sequence__isnull=False).order_by("-sequence").first()
    return (last.sequence or 0, last.hash) if last else (0, ORIGIN)


def unsealed() -> int:
    return Event.objects.filter(sequence__isnull=True).count()


def breaks() -> Iterator[Break]:
    """Every place where the sealed chain was edited, cut, reordered or re-made; nothing when it holds."""
    seals = {seal.sequence: seal for seal in Seal.objects.order_by("sequence")}
    expected, previous = 1, ORIGIN
    for event in Event.objects.filter(sequence__isnull=False).order_by("sequence").iterator(chunk_size=2000):
        sequence = event.sequence or 0
        while expected < sequence:
            yield Break(expected, "missing")
            expected += 1
        if link(previous, event) != event.hash:
            yield Break(sequence, "altered")
        seal = seals.pop(sequence, None)
        if seal is not None and (
            seal.hash != event.hash
            or not hmac.compare_digest(seal.signature, signature(sequence, event.hash))
        ):
            yield Break(sequence, "unsigned")
        previous, expected = event.hash, sequence + 1
    for sequence in seals:
        yield Break(sequence, "cut")
    last_seal = Seal.objects.order_by("-sequence").first()
    if expected - 1 > (last_seal.sequence if last_seal else 0):
        yield Break(expected - 1, "unsigned")


def holds(sequence: int, chain_hash: str) -> bool:
    """Whether a head noted down elsewhere (printed, mailed) is still part of the chain."""
    return Event.objects.filter(sequence=sequence, hash=chain_hash).exists()


def of_object(kind: str, object_id: int) -> list[Event]:
    """The deeds done to one object itself, oldest first."""
    return list(Event.objects.filter(kind=kind, object_id=object_id).order_by("id"))
