"""What a view knows of who asks."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.domain.days import day_of


class SignedInRequest(HttpRequest):
    """A request that LoginRequiredMiddleware let through."""

    user: Account
    known_as_new: dict[str, Any] | None  # what web.posting found no answer to


def today() -> date:
    """The Vietnamese day on which the page is drawn."""
    return day_of(timezone.now())
