"""The centre of a commune, or the centres below a place."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.places import Kind
from khuyenhoc.web.centres import desk
from khuyenhoc.web.request import SignedInRequest, today

SHOWS = ("", "active", "resting", "none")


def at_place(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require_seen(request, place)
    commune = centres.commune_of(place, today())
    return _list(request, place) if commune is None else _one(request, place, commune)


def _one(request: SignedInRequest, place: int, commune: int) -> HttpResponse:
    on, year = today(), desk.year_asked(request)
    centre = centres.at(commune, on)
    waiting = centres.of_closed_places(commune, on) if desk.keeps(request, commune) else []
    context = desk.frame(
        place,
        commune=commune,
        commune_label=places.label(commune, on),
        is_hamlet=place != commune,
        centre=centre,
        year=year,
        years=desk.years(),
        may_keep=desk.keeps(request, commune),
        may_open_class=desk.keeps(request, place),
        may_approve=desk.approves(request, commune),
        waiting=waiting,
    )
    if centre is not None:
        context |= _told(request, place, centre, year)
    return render(request, "centres/one.html", context)


def _told(request: SignedInRequest, place: int, centre: centres.HeldCentre, year: int) -> dict[str, Any]:
    on = today()
    where = places.ids_below(place, on, with_custody=True)
    lines = centres.classes(where, year, seen_by=request.user, on=on)
    managers = centres.managers(centre)
    return {
        "works": not centres.resting([centre.pk], on),
        "rests": centres.rests(centre),
        "managers": [one for one in managers if one.until is None or one.until > on],
        "former": [one for one in managers if one.until is not None and one.until <= on],
        "needs": centres.needs(centre, year),
        "lines": lines[:10],
        "more": len(lines) > 10,
        "number": len(lines),
        "came": centres.year_of(centre.pk, year),
        "rated": centres.rating_of(centre, year),
        "sent_back": centres.sent_back(centre, year),
        "merged": centres.merged_into(centre),
    }


def _list(request: SignedInRequest, place: int) -> HttpResponse:
    on, year = today(), desk.year_asked(request)
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    found = centres.centres_below(place, year, seen_by=request.user, on=on)
    communes = places.listed_below(place, on, kind=Kind.COMMUNE)
    having = {places.custodian(one.centre.place_id, on) for one in found}
    without = [pk for pk in communes if pk not in having]
    here = f", {places.label(place, on)}"
    told = places.labels({*(one.centre.place_id for one in found), *without[:500]}, on)
    names = {pk: name.removesuffix(here) for pk, name in told.items()}
    shown = [
        one
        for one in found
        if not show or (show == "active" and one.works) or (show == "resting" and not one.works)
    ]
    context = desk.frame(
        place,
        year=year,
        years=desk.years(),
        shows=SHOWS,
        show=show,
        rows=[(one, names[one.centre.place_id], places.custodian(one.centre.place_id, on)) for one in shown],
        without=[(pk, names[pk]) for pk in without[:500]],
        communes=len(communes),
        may_keep=desk.keeps(request, place),
        number=len(found),
        active=sum(one.works for one in found),
        lacking=len(without),
        classes=sum(one.classes for one in found),
        attendances=sum(one.attendances for one in found),
        managed=sum(one.managed for one in found),
    )
    return render(request, "centres/list.html", context)
