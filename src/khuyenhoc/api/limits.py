"""How often something was asked in this minute, counted in the database: by all processes together."""

import hashlib
from collections.abc import Callable
from typing import Final

from khuyenhoc.apps.accounts import actions as accounts

WINDOW: Final = 60  # seconds
BY_TOKEN: Final = 600  # requests of one token
WRONG_BY_ADDRESS: Final = 60  # requests without a good token from one address


class Limits:
    """At most so many in a window for each key. what: whose counts these are. clock: seconds since the epoch."""

    def __init__(self, what: str, clock: Callable[[], float], most: int) -> None:
        self._what, self._clock, self._most = what, clock, most

    def wait(self, key: str) -> int:
        """Count one more, and say for how many seconds to wait; 0 while it is not too many."""
        now = self._clock()
        # a digest: who guesses from which address is nobody's to read in a table
        digest = hashlib.sha256(f"{self._what}:{key}".encode()).hexdigest()
        asked = accounts.count_asked(digest, window=int(now // WINDOW))
        return max(1, WINDOW - int(now % WINDOW)) if asked > self._most else 0
