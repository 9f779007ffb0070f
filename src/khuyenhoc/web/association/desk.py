"""What every page of the association's life at a place begins with: whether it may be read, and what may be done."""

from typing import Any

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web.request import SignedInRequest, today


def at(request: SignedInRequest, place: int) -> dict[str, Any]:
    """place, label, section, and may_keep: whether the person keeps the books there. Errors: OutsideScope."""
    on = today()
    if not access.sees_rows(request.user, place, on):
        raise access.OutsideScope(permission=Permission.SEE.value)
    return {
        "section": "association",
        "place": place,
        "label": places.label(place, on, now=on),
        "may_keep": access.may(request.user, Permission.KEEP_BOOKS, place, on=on),
    }


def keeping(request: SignedInRequest, place: int) -> dict[str, Any]:
    """The same for pages of whoever keeps the books. Errors: OutsideScope."""
    context = at(request, place)
    if not context["may_keep"]:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    return context
