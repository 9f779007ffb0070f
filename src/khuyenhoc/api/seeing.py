"""The question of scope, asked before anything is answered: the same predicate as the pages'."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest

from khuyenhoc.api.asked import today
from khuyenhoc.api.entrance import reader
from khuyenhoc.apps.access import queries as access


def require(request: HttpRequest, place: int, *, as_of: date) -> None:
    """Errors: OutsideScope, PlaceUnknownThen; both are told as a thing that is not there."""
    access.require_figures(reader(request), place, on=today(), as_of=as_of)


def require_all(request: HttpRequest, places: Iterable[int], *, as_of: date) -> None:
    """Errors: as `require`, when a single one of them is not the person's to see."""
    for place in sorted(set(places) - visible(request, places, as_of=as_of)):
        require(request, place, as_of=as_of)


def visible(request: HttpRequest, places: Iterable[int], *, as_of: date) -> set[int]:
    """Those of the places whose sums the person may see."""
    wanted = list(places)
    return access.figures_visible(reader(request), wanted, on=today(), as_of=as_of) if wanted else set()
