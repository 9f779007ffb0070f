"""Who I am, for which places, and how the round stands there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.jobs import queries as jobs
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.web import funnels, scope
from khuyenhoc.web.home import waiting
from khuyenhoc.web.jobs.views import lines
from khuyenhoc.web.request import SignedInRequest, today

MOST_PLACES = 12


def show(request: SignedInRequest) -> HttpResponse:
    on, year = today(), scope.latest_year()
    mine = scope.places_of(request.user, year)[:MOST_PLACES]
    asked = request.GET.get("place", "")
    chosen = next((place for place in mine if str(place) == asked), mine[0] if mine else None)
    context = {
        "section": "home",
        "cards": waiting.cards(request),
        "jobs": lines(jobs.shown_at_home(request.user, at=timezone.now())),
        "roles": [(role, places.label(place, on)) for role, place in access.roles_of(request.user, on)],
        "year": year,
        "places": list(places.labels(mine, last_day(year)).items()),
        "chosen": chosen,
        "label": places.label(chosen, last_day(year), now=on) if chosen else "",
        "funnels": funnels.of(chosen, year) if chosen else [],
    }
    return render(request, "home/home.html", context)
