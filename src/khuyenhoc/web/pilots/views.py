"""The pilots of a place and below it, and one of them."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.pilots import queries as pilots
from khuyenhoc.apps.pilots.queries import HeldPilot, Phase
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.goals import Outcome
from khuyenhoc.domain.pilots import MARKS
from khuyenhoc.domain.roles import Permission
from khuyenhoc.papers import pilot as paper
from khuyenhoc.web import files
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.pilots import desk
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import pilots as workbook


def at(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require_seen(request, place)
    on = today()
    found = pilots.below(place, seen_by=request.user, on=on)
    ids = [one.pk for one in found]
    sites, standings = pilots.sites_of(ids), pilots.standings(ids)
    names = desk.names({site.place_id for some in sites.values() for site in some}, place)
    rows = [
        {
            "pilot": one,
            "phase": pilots.phase(one, on),
            "where": [names[site.place_id] for site in sites[one.pk]],
            "goals": [
                (outcome, sum(standing.outcome == outcome for standing in standings[one.pk]))
                for outcome in (*reversed(Outcome), None)
            ],
        }
        for one in found
    ]
    context = {
        "section": "association",
        "place": place,
        "label": places.label(place, on),
        "rows": rows,
        "keeps": desk.may(request, Permission.KEEP_BOOKS, place),
    }
    return render(request, "pilots/at.html", context)


def file(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    desk.require_seen(request, place)
    table = workbook.table(place, seen_by=request.user, on=today(), language=language())
    return files.answer(table, f"mo-hinh-diem-{place}", form)


def one(request: SignedInRequest, pk: int) -> HttpResponse:
    on = today()
    pilot = pilots.get(pk, seen_by=request.user, on=on)
    return render(request, "pilots/one.html", desk.about(pilot) | _told(request, pilot, on))


def _told(request: SignedInRequest, pilot: HeldPilot, on: date) -> dict[str, Any]:
    sites = pilots.sites_of([pilot.pk])[pilot.pk]
    spreads = pilots.spreads_of(pilot)
    spread_to = {place.pk for one in spreads for place in one.places.all()}
    names = desk.names({*(site.place_id for site in sites), *spread_to}, pilot.place_id)
    phase = pilots.phase(pilot, on)
    rights = access.may_which(
        request.user, [Permission.KEEP_BOOKS, Permission.APPROVE_BOOKS], pilot.place_id, on=on
    )
    known = figures.catalogue().indicators
    numbers = pilots.numbers_taking_part([pilot.pk])[pilot.pk]
    standings = pilots.standings([pilot.pk])[pilot.pk]
    counted = pilots.by_centres(pilot, on)
    return {
        "phase": phase,
        "draft": pilot.criteria_set.key if pilot.criteria_set else "",
        "sites": [(names[site.place_id], site.band) for site in sites],
        "rated": any(site.band for site in sites) or any(one.goal.band for one in standings),
        "standings": [
            (
                one,
                names.get(one.goal.place_id or 0, ""),
                known[one.goal.indicator].name.told(language()) if one.goal.indicator in known else "",
                counted.get(one.goal.pk),
            )
            for one in standings
        ],
        "taking": any(numbers.values()),
        "people": [(kind.value, numbers.get(kind.value, 0)) for kind in MARKS],
        "spreads": [(one, [names[place.pk] for place in one.places.all()]) for one in spreads],
        "keeps": Permission.KEEP_BOOKS in rights and phase is not Phase.CLOSED,
        "reopens": Permission.KEEP_BOOKS in rights and phase is Phase.CLOSED and not spreads,
        "reopenings": pilots.reopenings_of(pilot),
        "shares": Permission.KEEP_BOOKS in rights,
        "spreading": Permission.APPROVE_BOOKS in rights and phase is Phase.CLOSED,
        "practices": pilots.practices_of(pilot),
    }


def summary(request: SignedInRequest, pk: int) -> HttpResponse:
    """The closing summary as a paper; of a pilot that still runs, how it stands."""
    pilot = pilots.get(pk, seen_by=request.user, on=today())
    return files.paper(paper.pdf(paper.of(pilot.pk, on=today())), f"mo-hinh-diem-{pilot.pk}")
