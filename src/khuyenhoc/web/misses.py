"""How many wrong codes were asked for in the last minute, by each address and by all together.

Only wrong codes count, and a right one is answered whatever the count: the sixty people behind one address of a
hall are never kept from their certificates by somebody who guesses there.
"""

import threading
from collections import Counter
from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

WINDOW = 60  # seconds
BY_ADDRESS = 30
BY_ALL = 600


class Misses:
    """Counts of this process. clock: seconds that only ever grow."""

    def __init__(
        self, clock: Callable[[], float], *, by_address: int = BY_ADDRESS, by_all: int = BY_ALL
    ) -> None:
        self._clock, self._by_address, self._by_all = clock, by_address, by_all
        self._lock = threading.Lock()
        self._window, self._all = -1, 0
        self._counts: Counter[str] = Counter()

    def refuse(self, request: HttpRequest, form: Form) -> int:
        """For a form with a wrong code: its page's status, 429 once there are too many, which the form then says."""
        if not self.is_too_many(str(request.META.get("REMOTE_ADDR", ""))):
            return 400
        form.errors.clear()
        form.add_error(None, _("Đã gõ sai quá nhiều lần. Hãy đợi một phút rồi gõ lại."))
        return 429

    def is_too_many(self, address: str) -> bool:
        """Count one more wrong code, and say whether that is one too many."""
        with self._lock:
            window = int(self._clock() // WINDOW)
            if window != self._window:
                self._window, self._all, self._counts = window, 0, Counter()
            self._all += 1
            if self._all > self._by_all:  # also keeps the counts small, however many addresses ask
                return True
            self._counts[address] += 1
            return self._counts[address] > self._by_address
