"""The rounds that hold at a place, and one of them with how far it has come."""

from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render

from khuyenhoc.analytics import progress, resting
from khuyenhoc.analytics.progress import Order
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.queries import HeldRound
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import refusals
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.rounds.forms import FindForm, ShowForm

PAGE = 50
SHOWN_LOCAL = 200  # local rounds told on the page of their parent


class Phase(StrEnum):
    """Where a round stands in its own calendar."""

    TO_COME = "to_come"
    REGISTERING = "registering"
    ASSESSING = "assessing"
    OVER = "over"


def phase(opened: HeldRound, on: date) -> Phase:
    if on < opened.registration_from:
        return Phase.TO_COME
    if on <= opened.registration_to:
        return Phase.REGISTERING
    return Phase.ASSESSING if on <= opened.decide_to else Phase.OVER


def find(request: SignedInRequest) -> HttpResponse:
    asked = FindForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    on = today()
    place = asked.cleaned_data["place"] or own_place(request)
    if place is None:
        return redirect("home")
    access.require_figures(request.user, place, on=on, as_of=on)
    year, title = asked.cleaned_data["year"] or on.year, asked.cleaned_data["title"]
    held = [one for one in rounds.here_and_above(place, year=year, on=on) if not title or one.title == title]
    # rounds below a place that is not the person's would tell of others
    below = (
        rounds.opened_below(
            place, year=year, on=on, after=asked.cleaned_data["after"] or 0, limit=PAGE + 1, title=title
        )
        if access.sees_rows(request.user, place, on)
        else []
    )
    shown = below[:PAGE]
    labels = places.labels({one.place_id for one in (*held, *shown)}, on)
    kept = {"place": place, "year": year, "title": title}
    context = {
        "section": "rounds",
        "place": place,
        "label": places.label(place, on),
        "year": year,
        "years": sorted({*rounds.years_opened()[:10], on.year, year}, reverse=True),
        "title": title,
        "held": [(one, phase(one, on), labels[one.place_id]) for one in held],
        "rows": [(one, phase(one, on), labels[one.place_id]) for one in shown],
        "may_open": access.may(request.user, Permission.OPEN_ROUND, place, on=on),
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": shown[-1].pk}) if len(below) > PAGE else "",
        "is_first": not asked.cleaned_data["after"],
    }
    return render(request, "rounds/find.html", context)


def own_place(request: SignedInRequest) -> int | None:
    """The first of the places the person works at."""
    return next((place for place, _titles in access.scope(request.user, today()).granted), None)


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = ShowForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    on = today()
    opened = readable(request, pk)
    place = asked.cleaned_data["place"] or _where(request, opened, on)
    if not access.sees_rows(request.user, place, on):
        raise access.OutsideScope(permission=Permission.SEE.value)
    rounds.held_at(pk, place, on)
    order = Order(asked.cleaned_data["order"] or Order.LEAST_DONE)
    history = rounds.history_of_switches(opened)
    may_open = access.may(request.user, Permission.OPEN_ROUND, opened.place_id, on=on, title=opened.title)
    local = rounds.opened_below(
        place, year=opened.year, on=on, limit=SHOWN_LOCAL, title=opened.title, parent=pk
    )
    names = places.labels({one.place_id for one in local}, on)
    at_home = place == places.custodian(opened.place_id, on)
    context = {
        "section": "rounds",
        "round": opened,
        "phase": phase(opened, on),
        "home": places.label(opened.place_id, on),
        "place": place,
        "label": places.label(place, on),
        "asks": rounds.set_on(opened, on),
        "begun_with": opened.criteria_set,
        "documents": [paper for paper, _own in resting.under_round(opened, on)],
        "history": history,
        "may_switch": may_open and not opened.parent_id,
        "may_undo": may_open and not opened.parent_id and any(one.cancelled_at is None for one in history),
        "may_derive": not at_home
        and access.may(request.user, Permission.OPEN_ROUND, place, on=on, title=opened.title),
        "local": [(one, names[one.place_id]) for one in local],
        "is_walked": places.version(place, on).place.kind in (Kind.COMMUNE, Kind.HAMLET),
        "crumbs": [] if at_home else _above(request, place, on),
        "progress": progress.of_round(opened, place, on=on, order=order),
        "order": order,
        "orders": list(Order),
        "today": on,
    }
    return render(request, "rounds/show.html", context)


def _above(request: SignedInRequest, place: int, on: date) -> list[Any]:
    """The places between the person's own and this one, the topmost first."""
    mine = {where for where, _titles in access.scope(request.user, on).granted}
    line = places.ancestors(place, on)
    return next((line[at:] for at, one in enumerate(line) if one.place_id in mine), [])


def readable(request: SignedInRequest, pk: int) -> HeldRound:
    """A round that holds where the person works, below it or above. Errors: OutsideScope, HeldRound.DoesNotExist."""
    on = today()
    opened = rounds.get(pk)
    access.require_figures(request.user, places.custodian(opened.place_id, on), on=on, as_of=on)
    return opened


def _where(request: SignedInRequest, opened: HeldRound, on: date) -> int:
    """The round's own place for whoever works there or above, else where the person works below it."""
    if access.sees_rows(request.user, opened.place_id, on):
        return places.custodian(opened.place_id, on)
    for place, _titles in access.scope(request.user, on).granted:
        if opened.place_id in {one.place_id for one in places.ancestors(place, on)}:
            return place
    return opened.place_id
