"""Leads to the areas of the association's life at a place."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web.association import doors
from khuyenhoc.web.request import SignedInRequest, today


def mine(request: SignedInRequest) -> HttpResponse:
    """The topmost places of the person; of one alone its page at once."""
    on = today()
    own = list(dict.fromkeys(place for place, _ in access.scope(request.user, on).granted))
    if len(own) == 1:
        return redirect("association_at", own[0])
    context = {"section": "association", "own": list(places.labels(own, on).items())}
    return render(request, "association/mine.html", context)


def at(request: SignedInRequest, place: int) -> HttpResponse:
    on = today()
    if not access.sees_rows(request.user, place, on):
        raise access.OutsideScope(permission=Permission.SEE.value)
    held = [one for one in doors.NEEDED if access.may(request.user, one, place, on=on)]
    context = {
        "section": "association",
        "place": place,
        "label": places.label(place, on),
        "doors": doors.of(places.version(place, on).place.kind, held),
        "inside": [(child.place_id, str(child)) for child in places.children(place, on)],
    }
    return render(request, "association/at.html", context)
