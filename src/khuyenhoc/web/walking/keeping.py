"""Which rows of the list somebody was working down, so that a deed on another page leads back to them."""

from django.http import HttpRequest
from django.urls import reverse

KEPT = "walk"  # in the session: the list's own address, then what was asked of it


def keep(request: HttpRequest, query: str) -> None:
    """query: what was asked of the list beyond its default, "" for nothing."""
    wanted = [request.path, query] if query else None
    if request.session.get(KEPT) != wanted:
        if wanted:
            request.session[KEPT] = wanted
        else:
            del request.session[KEPT]


def address(request: HttpRequest, round_id: int, place: int) -> str:
    """The list as it was last asked for, if it was this one."""
    path = reverse("walk", args=[round_id, place])
    kept = request.session.get(KEPT)
    return f"{path}?{kept[1]}" if kept and kept[0] == path else path
