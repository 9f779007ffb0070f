"""Changing counts."""

from collections import Counter
from collections.abc import Mapping

from django.db import connection

from khuyenhoc.domain.tallies import Tally

_ADD = (
    "INSERT INTO counts_count (place_id, title, level, year, state, value) VALUES (%s, %s, %s, %s, %s, %s) "
    "ON CONFLICT (place_id, title, level, year, state) DO UPDATE SET value = counts_count.value + excluded.value"
)


def add(changes: Mapping[Tally, int]) -> None:
    """Add each change to its count; call it inside the transaction of the event that causes it.

    Rows are taken in one order everywhere, so two deeds can wait for each other but never block each other.
    """
    rows = [
        (tally.place, tally.title, tally.level, tally.year, tally.state, change)
        for tally, change in sorted(changes.items())
        if change
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)


def move(tallies: Mapping[Tally, int], *, to: str) -> None:
    """Move so many cases of each tally to another state of the same place, title, level and year."""
    changes: Counter[Tally] = Counter()
    for tally, number in tallies.items():
        changes[tally] -= number
        changes[tally.in_state(to)] += number
    add(changes)
