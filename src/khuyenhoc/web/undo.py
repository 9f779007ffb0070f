"""A deed just done can be taken back from the next page: one button that posts what was done."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from khuyenhoc.web.posting import fresh_key

KEPT = "undo"  # in the session, until the next page has shown it


def offer(request: HttpRequest, name: str, args: Iterable[int | str], **values: list[int]) -> None:
    """Show the button once, on the next page; values: what the address needs, as hidden fields."""
    request.session[KEPT] = {
        "address": reverse(name, args=list(args)),
        "fields": [[field, str(value)] for field, given in values.items() for value in given],
        "key": fresh_key(),
    }


def context(request: HttpRequest) -> dict[str, Any]:
    """For the frame of every page: what may be undone now, or nothing."""
    session = getattr(request, "session", None)
    if session is None or KEPT not in session or request.method != "GET":
        return {}
    return {"undo": session.pop(KEPT)}
