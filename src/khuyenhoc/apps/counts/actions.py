"""Changing counts."""

from collections.abc import Mapping

from django.db import connection

from khuyenhoc.domain.tallies import Tally

_ADD = (
    "INSERT INTO counts_count (place_id, title, level, year, state, value) VALUES {} "
    "ON CONFLICT (place_id, title, level, year, state) DO UPDATE SET value = counts_count.value + excluded.value"
)

AT_ONCE = 100  # a statement


def add(changes: Mapping[Tally, int]) -> None:
    """Add each change to its count, inside the transaction of the deed that causes it.

    A deed gathers all its changes and calls this once: rows are then taken in one order by every deed, so one
    can wait for another but two never block each other.
    """
    rows = [
        (tally.place, tally.title, tally.level, tally.year, tally.state, change)
        for tally, change in sorted(changes.items())
        if change
    ]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            marks = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(some))
            cursor.execute(_ADD.format(marks), [value for row in some for value in row])
