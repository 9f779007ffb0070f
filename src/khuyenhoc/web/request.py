"""What a view knows of who asks."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.domain.days import day_of


class SignedInRequest(HttpRequest):
    """A request that LoginRequiredMiddleware let through."""

    user: Account


def today() -> date:
    """The Vietnamese day on which the page is drawn."""
    return day_of(timezone.now())
