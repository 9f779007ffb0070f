"""A set tried on the cases a place has: who would gain, who would lose; nothing is written."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from khuyenhoc.analytics import rehearsal
from khuyenhoc.analytics.rehearsal import PASSED, Outcome
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.web import ratings, refusals, scope
from khuyenhoc.web.criteria.forms import RehearseForm
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.worker import rehearsing

CASES_AT_ONCE = 2_000  # scored while somebody waits


def show(request: SignedInRequest, key: str) -> HttpResponse:
    on = today()
    stored = criteria.get(key)
    form = RehearseForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    asked = form.cleaned_data
    year = asked["year"] or scope.latest_year()
    mine = scope.places_of(request.user, year)
    place = asked["place"] or next(iter(mine), None)
    if place is None:
        return redirect("home")
    if not access.sees_rows(request.user, place, on):
        raise access.OutsideScope(permission=Permission.SEE.value)
    context: dict[str, Any] = {
        "section": "criteria",
        "set": criteria.rules(stored),
        "place": place,
        "label": places.label(place, on),
        "mine": list(places.labels(mine, on).items()) if len(mine) > 1 else [],
        "below": places.children(place, on),
        "year": year,
        "years": scope.years(year),
    }
    if _registered(place, year, stored.title) > CASES_AT_ONCE:
        return _handed_over(request, place, {"set": key, "year": year}, context)
    shown = Outcome(asked["show"]) if asked["show"] else None
    found = rehearsal.rehearse(
        criteria.rules(stored),
        place,
        year,
        on=on,
        listing=frozenset({shown} if shown else ()),
        seen_by=request.user,
    )
    return render(
        request,
        "criteria/rehearse.html",
        context
        | drawn(rehearsing.report(found))
        | {"shown": shown, "base": f"?place={place}&year={year}&show="},
    )


def _handed_over(
    request: SignedInRequest, place: int, facts: dict[str, Any], context: dict[str, Any]
) -> HttpResponse:
    """The page with a button that begins it, or that of the job."""
    begin = DeedForm(request.POST or None)
    if request.method == "POST":
        led = asking.begun(request, begin, JobKind.REHEARSAL, facts, place=place, permission=Permission.SEE)
        if led is not None:
            return led
    status = 400 if begin.errors else 200
    return render(request, "criteria/rehearse.html", context | {"begin": begin}, status=status)


def drawn(told: dict[str, Any]) -> dict[str, Any]:
    """told: as `worker.rehearsing.report` has it."""
    names = ratings.names()
    return {
        "found": told,
        "ratings": [
            (_told(before, names), _told(after, names), number, _direction(before, after))
            for before, after, number in told["ratings"]
        ],
    }


def _registered(place: int, year: int, title: str) -> int:
    """How many cases there could be at most, from the roll-ups."""
    sums = counts.below(place, last_day(year), years=[year], states=[Measure.REGISTRATIONS])
    return sum(number for (counted, _level, _year, _state), number in sums.items() if counted == title)


def _told(code: str, names: dict[str, str]) -> str:
    """The name of a rating; "" is not passing, PASSED passing a set without ratings."""
    return code if code in ("", PASSED) else names.get(code, code)


def _direction(before: str, after: str) -> str:
    """Into the title or out of it; between two ratings nobody gains or loses the title."""
    return "up" if after and not before else "down" if before and not after else ""
