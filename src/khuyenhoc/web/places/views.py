"""Places: found in any spelling, told with their dates."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.domain.days import last_day
from khuyenhoc.web import refusals, scope
from khuyenhoc.web.places import year as standing
from khuyenhoc.web.places.forms import YearForm
from khuyenhoc.web.request import SignedInRequest, today

LONGEST = 200  # letters of a search; nothing in the country is called longer


def find(request: HttpRequest) -> HttpResponse:
    """Closed places and old names are found too."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = places.find(text) if text else []
    return render(request, "places/find.html", {"section": "places", "text": text, "found": found})


def history(request: SignedInRequest, pk: int) -> HttpResponse:
    latest = places.version(pk, date.max)
    told = places.history(pk)
    line = places.line(pk, date.max)
    asked = YearForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    year = asked.cleaned_data["year"] or scope.latest_year()
    # a place that has ended is worked from its heir's page
    stands = not told.successors and access.figures_visible(
        request.user, [pk], on=today(), as_of=last_day(year)
    )
    last = _last_figures(told) if told.successors else None
    context = {
        "section": "places",
        "last_year": last
        if last and access.figures_visible(request.user, [pk], on=today(), as_of=last_day(last))
        else None,
        "name": str(latest),
        "latest": told.versions[-1],
        "history": told,
        "difficult": figures.marked(line),
        "names": rounds.named(line),
        "place": pk,
        "year": year,
    }
    if stands:
        context |= standing.shown(
            request,
            pk,
            year=year,
            ranked_by=asked.cleaned_data["by"],
            by_name=asked.cleaned_data["sort"] == "name",
        )
    return render(request, "places/history.html", context)


def _last_figures(told: places.History) -> int | None:
    """Of a place that ended: the last year it stood at the end of, where figures of it may be asked for."""
    ended = told.versions[-1].valid_to
    year = ended.year - 1 if ended else None
    return year if year in scope.years_known() else None
