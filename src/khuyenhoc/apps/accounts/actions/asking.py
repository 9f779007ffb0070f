"""Counting how often something was asked, over all processes and servers of one database."""

import hashlib
from collections.abc import Callable
from typing import Final

from django.db import connection

from khuyenhoc.apps.accounts.models import Asked

WINDOW: Final = 60  # seconds
_COUNT: Final = (
    "INSERT INTO accounts_asked (digest, time_window, number) VALUES (%s, %s, 1) "
    "ON CONFLICT (digest, time_window) DO UPDATE SET number = accounts_asked.number + 1 RETURNING number"
)


def count_asked(digest: str, *, window: int) -> int:
    """Count one more in the window and return how many that makes; one statement, so none is lost or counted twice.

    window: the number of the stretch of time, growing. What was counted in windows before the last is thrown away.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [digest, window])
        number: int = cursor.fetchone()[0]
    if number == 1:
        Asked.objects.filter(time_window__lt=window - 1).delete()
    return number


class Limits:
    """At most so many in a window for each key. what: whose counts these are. clock: seconds since the epoch."""

    def __init__(self, what: str, clock: Callable[[], float], most: int) -> None:
        self._what, self._clock, self._most = what, clock, most
        self._over = (-1, set[str]())  # the window, and whose count was seen too high in it

    def wait(self, key: str) -> int:
        """Count one more, and say for how many seconds to wait; 0 while it is not too many.

        What is known to be too many already is counted no further: who goes on asking makes no rows and waits for
        none, and keeps nobody else's from being written.
        """
        digest, window, left = self._stands(key)
        if digest not in self._over[1]:
            if count_asked(digest, window=window) <= self._most:
                return 0
            self._over[1].add(digest)
        return left

    def known(self, key: str) -> int:
        """For how many seconds to wait, as far as this process saw, which counts nothing."""
        digest, _, left = self._stands(key)
        return left if digest in self._over[1] else 0

    def _stands(self, key: str) -> tuple[str, int, int]:
        now = self._clock()
        window = int(now // WINDOW)
        if self._over[0] != window:
            self._over = window, set()
        # a digest: who guesses from which address is nobody's to read in a table
        digest = hashlib.sha256(f"{self._what}:{key}".encode()).hexdigest()
        return digest, window, max(1, WINDOW - int(now % WINDOW))
