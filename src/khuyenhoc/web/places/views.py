"""Places: found in any spelling, told with their dates."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds

LONGEST = 200  # letters of a search; nothing in the country is called longer


def find(request: HttpRequest) -> HttpResponse:
    """Closed places and old names are found too."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = places.find(text) if text else []
    return render(request, "places/find.html", {"section": "places", "text": text, "found": found})


def history(request: HttpRequest, pk: int) -> HttpResponse:
    latest = places.version(pk, date.max)
    told = places.history(pk)
    line = [pk, *(one.place_id for one in reversed(places.ancestors(pk, date.max)))]
    context = {
        "section": "places",
        "name": str(latest),
        "latest": told.versions[-1],
        "history": told,
        "difficult": figures.marked(line),
        "names": rounds.named(line),
    }
    return render(request, "places/history.html", context)
