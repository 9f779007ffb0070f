"""Communes by what their centre did, against the growth of titles; a correlation, and told as one."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from khuyenhoc.analytics import centre_effect
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.titles import FIVE_TITLES
from khuyenhoc.web.centres import desk
from khuyenhoc.web.request import SignedInRequest, today

MOST = 300  # communes listed one by one; of a whole country its provinces, each leading to its own page
ROWS = [(f"{row.title.value}.{row.level.value}", row) for row in FIVE_TITLES]


class EffectForm(forms.Form):
    title = forms.ChoiceField(choices=[(key, key) for key, _row in ROWS])


def page(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    desk.require_seen(request, place)
    form = EffectForm(request.GET)
    key = form.cleaned_data["title"] if form.is_valid() else "household."
    row = dict(ROWS)[key]
    year = min(max(year, desk.FIRST_YEAR), today().year)
    lines = centre_effect.communes(place, year, row.title, row.level, on=today())
    few = lines if len(lines) <= MOST else []
    parts = [] if few else centre_effect.by_part(lines, place, on=today())
    here = f", {places.label(place, today())}"
    listed = {one.place for one in few} | {one.place for one in parts}
    told = places.labels(listed, today())
    names = {pk: name.removesuffix(here) for pk, name in told.items()}
    context = desk.frame(
        place,
        year=year,
        before=year - 1,
        years=desk.years(),
        offered=ROWS,
        chosen=key,
        row=row,
        sums=centre_effect.summed(lines),
        rows=sorted(((one, names[one.place]) for one in few), key=lambda pair: (-pair[0].classes, pair[1])),
        parts=sorted(((one, names[one.place]) for one in parts), key=lambda pair: pair[1]),
    )
    return render(request, "centres/effect.html", context)
