"""The five-title table of a place in a year."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from khuyenhoc.analytics import below, five_titles
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.web import scope
from khuyenhoc.web.figures import lines as told
from khuyenhoc.web.request import SignedInRequest, today


def mine(request: SignedInRequest) -> HttpResponse:
    """The table of the person's own place in the latest year there is anything of."""
    year = scope.latest_year()
    where = scope.places_of(request.user, year)
    return redirect("figures", where[0], year) if where else redirect("home")


def table(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    on, as_of = today(), last_day(year)
    if year not in scope.years_known():
        raise Http404
    access.require_figures(request.user, place, on=on, as_of=as_of)
    above = places.ancestors(place, as_of)
    children = [child.place_id for child in places.children(place, as_of)]
    known = access.figures_visible(
        request.user, [*children, *(one.place_id for one in above)], on=on, as_of=as_of
    )
    found = five_titles.table(place, year)
    lines = below.lines(place, year, among=known)
    context = {
        "section": "figures",
        **told.shown(found),
        "name": str(places.version(place, as_of)),
        "label": places.label(place, as_of, now=on),
        "difficult": _difficult(lines, year),
        "crumbs": [one for one in above if one.place_id in known],
        "years": scope.years(year, place),
        "before": _before(request, place),
        "opens_lists": access.sees_rows(request.user, place, on),
        "lines": [line for line in lines if not line.is_empty],
        "empty": [line for line in lines if line.is_empty],
    }
    return render(request, "figures/table.html", context)


def _before(request: SignedInRequest, place: int) -> list[tuple[places.Link, int]]:
    """What the place was made from, as far as the person may see its figures."""
    made_from = scope.before(place)
    return [
        (link, year)
        for link, year in made_from
        if access.figures_visible(request.user, [link.id], on=today(), as_of=last_day(year))
    ]


def _difficult(lines: Sequence[below.Line], year: int) -> set[int]:
    """Which of the places right below count as difficult areas at the end of the year."""
    marked = {one.place_id for one in figures.difficult_areas(on=last_day(year))}
    return marked & {line.place_id for line in lines}
