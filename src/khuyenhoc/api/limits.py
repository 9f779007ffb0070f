"""How often something was asked in this minute, counted in this process."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Final

WINDOW: Final = 60  # seconds
BY_TOKEN: Final = 600  # requests of one token
WRONG_BY_ADDRESS: Final = 60  # requests without a good token from one address
_MOST_KEYS: Final = 10_000  # however many addresses ask, the counts stay small


class Limits:
    """At most so many in a window for each key. clock: seconds that only ever grow."""

    def __init__(self, clock: Callable[[], float], most: int) -> None:
        self._clock, self._most = clock, most
        self._lock = threading.Lock()
        self._window, self._counts = -1, Counter[str]()

    def wait(self, key: str) -> int:
        """Count one more, and say for how many seconds to wait; 0 while it is not too many."""
        with self._lock:
            now = self._clock()
            window = int(now // WINDOW)
            if window != self._window or len(self._counts) > _MOST_KEYS:
                self._window, self._counts = window, Counter()
            self._counts[key] += 1
            is_too_many = self._counts[key] > self._most
            return max(1, WINDOW - int(now % WINDOW)) if is_too_many else 0
