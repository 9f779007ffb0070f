"""How many members there are at a place and below it: stock, growth and share of the population."""

from django.http import HttpResponse
from django.shortcuts import render

from khuyenhoc.analytics import membership
from khuyenhoc.web.branches import held
from khuyenhoc.web.request import SignedInRequest, today


def at(request: SignedInRequest, place: int) -> HttpResponse:
    label, on = held.sees(request, place), today()
    told = membership.of(place, on, shows_party=held.keeps(request, place))
    context = {"section": "association", "place": place, "label": label, "told": told, "year": on.year}
    return render(request, "members/at.html", context)
