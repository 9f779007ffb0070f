"""Whoever may write to the database but does not know the server's secret cannot change the log unseen."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from khuyenhoc.apps.audit import actions, queries
from khuyenhoc.apps.audit.models import Event, Seal
from tests.faults.dose import dose
from tests.make import NOON

LENGTH, SEALED_EVERY = 24, 6
FAR = 10**6


def chain() -> None:
    for begin in range(0, LENGTH, SEALED_EVERY):
        for n in range(begin, begin + SEALED_EVERY):
            actions.record(
                "test.done",
                by=f"person-{n}",
                at=NOON + timedelta(minutes=n),
                kind="assessment",
                object_id=n,
                place_id=n + 100,
                cases=[n],
                facts={"number": n},
            )
        actions.seal(at=NOON + timedelta(minutes=begin))


def forged(sequence: int, chain_hash: str) -> str:
    """A signature as good as it gets without the secret."""
    return hmac.new(b"guessed", f"{sequence}:{chain_hash}".encode(), hashlib.sha256).hexdigest()


def rehash(*, seals: bool) -> None:
    """Make the hashes fit the events again, and the seals the hashes, with a guessed secret."""
    previous, hashes = queries.ORIGIN, {}
    for event in Event.objects.filter(sequence__isnull=False).order_by("sequence"):
        previous = queries.link(previous, event)
        Event.objects.filter(pk=event.pk).update(hash=previous)
        hashes[event.sequence] = previous
    if seals:
        for seal in Seal.objects.all():
            found = hashes.get(seal.sequence)
            if found is None:
                seal.delete()
            elif found != seal.hash:
                Seal.objects.filter(pk=seal.pk).update(hash=found, signature=forged(seal.sequence, found))


def some(luck: Random) -> Event:
    return Event.objects.get(sequence=luck.randint(1, LENGTH))


def shift(after: int, by: int) -> None:
    """Move the numbers above `after`; by way of far away, because a number is there once."""
    Event.objects.filter(sequence__gt=after).update(sequence=F("sequence") + FAR)
    Event.objects.filter(sequence__gt=FAR).update(sequence=F("sequence") - FAR + by)


def edit(luck: Random) -> None:
    changes: list[dict[str, Any]] = [
        {"deed": "test.other"},
        {"by": "somebody else"},
        {"at": NOON - timedelta(days=luck.randint(1, 900))},
        {"kind": "other"},
        {"object_id": None},
        {"place_id": luck.randint(1, 99)},
        {"cases": [luck.randint(1000, 2000)]},
        {"facts": {"number": -1}},
        {"hash": hashlib.sha256(luck.randbytes(8)).hexdigest()},
    ]
    Event.objects.filter(pk=some(luck).pk).update(**luck.choice(changes))


def delete(luck: Random) -> None:
    some(luck).delete()


def delete_and_close_the_gap(luck: Random) -> None:
    gone = some(luck)
    number = gone.sequence or 0
    gone.delete()
    shift(number, -1)
    rehash(seals=luck.random() < 0.5)


def insert(luck: Random) -> None:
    where = luck.randint(0, LENGTH - 1)
    shift(where, 1)
    Event.objects.create(deed="test.done", by="p", at=NOON, kind="k", sequence=where + 1, hash=queries.ORIGIN)
    rehash(seals=luck.random() < 0.5)


def append(luck: Random) -> None:
    sequence, previous = queries.head()
    added = Event(deed="test.done", by="p", at=NOON, kind="k", sequence=sequence + 1)
    added.hash = queries.link(previous, added)
    added.save()
    if luck.random() < 0.5:
        Seal.objects.create(
            sequence=sequence + 1, hash=added.hash, signature=forged(sequence + 1, added.hash), at=NOON
        )


def swap(luck: Random) -> None:
    one, other = luck.sample(range(1, LENGTH + 1), 2)
    Event.objects.filter(sequence=one).update(sequence=FAR)
    Event.objects.filter(sequence=other).update(sequence=one)
    Event.objects.filter(sequence=FAR).update(sequence=other)
    if luck.random() < 0.5:
        rehash(seals=luck.random() < 0.5)


def cut(luck: Random) -> None:
    Event.objects.filter(sequence__gt=luck.randint(0, LENGTH - 1)).delete()
    if luck.random() < 0.3:  # the last seal stays, those between go
        Seal.objects.exclude(sequence=LENGTH).delete()


def cut_with_some_seals(luck: Random) -> None:
    """Back to where no seal stands: the events after the last seal left are signed by nobody."""
    left = luck.choice([n for n in range(1, LENGTH) if n % SEALED_EVERY])
    Event.objects.filter(sequence__gt=left).delete()
    Seal.objects.filter(sequence__gt=left).delete()


def rewrite(luck: Random) -> None:
    Event.objects.filter(sequence__gte=some(luck).sequence).update(by="nobody")
    rehash(seals=True)


def unseal(luck: Random) -> None:
    Seal.objects.filter(sequence__gt=luck.randint(0, LENGTH - 1)).delete()


ATTACKS: tuple[Callable[[Random], None], ...] = (
    edit,
    delete,
    delete_and_close_the_gap,
    insert,
    append,
    swap,
    cut,
    cut_with_some_seals,
    rewrite,
    unseal,
)


@pytest.mark.django_db
@pytest.mark.parametrize("attack", ATTACKS)
def test_every_change_of_the_log_is_found(attack: Callable[[Random], None]) -> None:
    chain()
    assert list(queries.breaks()) == []
    unseen = []
    for seed in range(dose(1_000, 1_000) // len(ATTACKS)):
        with transaction.atomic():
            attack(Random(f"{attack.__name__}/{seed}"))
            if not list(queries.breaks()):
                unseen.append(seed)
            transaction.set_rollback(True)

    assert unseen == []
    assert list(queries.breaks()) == []
