"""How many wrong codes were asked for in this minute, by each address and by all together.

Only wrong codes count, and a right one is answered whatever the count: the sixty people behind one address of a
hall are never kept from their certificates by somebody who guesses there. Counted in the database, so that several
processes of a server give no more guesses than one.
"""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from khuyenhoc.apps.accounts.actions import Limits

BY_ADDRESS = 30
BY_ALL = 600


class Misses:
    """what: which codes. clock: seconds since the epoch."""

    def __init__(
        self, what: str, clock: Callable[[], float], *, by_address: int = BY_ADDRESS, by_all: int = BY_ALL
    ) -> None:
        self._all = Limits(f"wrong {what}", clock, by_all)
        self._each = Limits(f"wrong {what} from", clock, by_address)

    def refuse(self, request: HttpRequest, form: Form) -> int:
        """For a form with a wrong code: its page's status, 429 once there are too many, which the form then says."""
        if not self.wait(request):
            return 400
        form.errors.clear()
        form.add_error(None, _("Đã gõ sai quá nhiều lần. Hãy đợi một phút rồi gõ lại."))
        return 429

    def wait(self, request: HttpRequest) -> int:
        """Count one more wrong code, and say for how many seconds to wait; 0 while it is not one too many."""
        address = str(request.META.get("REMOTE_ADDR", ""))
        # The first keeps the counts few, however many addresses ask; the second keeps one address, once stopped,
        # from using up what all may get wrong together.
        return self._all.known("") or self._each.wait(address) or self._all.wait("")
