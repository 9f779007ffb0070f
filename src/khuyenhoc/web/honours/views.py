"""Streaks and distinctions of a commune or a hamlet; above them a list would be too long to be read."""

from django.http import HttpResponse
from django.shortcuts import render

from khuyenhoc.analytics import honours
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import scope
from khuyenhoc.web.request import SignedInRequest, today

AT_LEAST = 2  # years; one year alone is no streak
SHOWN = 50
LISTED = frozenset({Kind.COMMUNE, Kind.HAMLET})


def show(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    if not access.sees_rows(request.user, place, today()):
        raise access.OutsideScope(permission=Permission.SEE.value)
    day = last_day(year)
    held = places.version(place, day)
    is_listed = Kind(held.place.kind) in LISTED
    mine = access.scope(request.user, today())
    runs = honours.streaks(place, year, at_least=AT_LEAST, scope=mine) if is_listed else []
    given = honours.distinctions(place, year, scope=mine) if is_listed else []
    context = {
        "section": "figures",
        "place": place,
        "year": year,
        "years": scope.years(year, place),
        "label": places.label(place, day, now=today()),
        "is_listed": is_listed,
        "below": [] if is_listed else places.children(place, day),
        "runs": runs[:SHOWN],
        "more": max(0, len(runs) - SHOWN),
        "given": given[:SHOWN],
    }
    return render(request, "honours/show.html", context)
