"""More memory for one connection while it writes very much."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

CACHE_KIB = 256 * 1024  # beyond two MiB an index of a million rows is read from the disk again and again
CHECKPOINT_PAGES = 32_000  # pages of 4 KiB that wait in the log before they are written to their places
_ROOMY = {"cache_size": -CACHE_KIB, "wal_autocheckpoint": CHECKPOINT_PAGES}


@contextmanager
def spacious() -> Iterator[None]:
    """SQLite only, outside of any transaction: keep more of the file in memory and tidy its log less often.

    What is committed is as safe as before. PostgreSQL has memory of its own, which its owner sets.
    """
    if connection.vendor != "sqlite":
        yield
        return
    usual = {name: _asked(f"PRAGMA {name}") for name in _ROOMY}
    for name, value in _ROOMY.items():
        _asked(f"PRAGMA {name} = {value}")
    try:
        yield
    finally:
        for name, value in usual.items():
            _asked(f"PRAGMA {name} = {value}")


def _asked(pragma: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(pragma)
        found = cursor.fetchone()
    return int(found[0]) if found else 0
