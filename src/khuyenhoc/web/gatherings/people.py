"""Who was asked to come to a gathering: ticking who came, putting people on the list."""

import io
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.apps.gatherings import actions
from khuyenhoc.apps.gatherings import queries as gatherings
from khuyenhoc.apps.gatherings.actions import NewGuest
from khuyenhoc.apps.gatherings.queries import Gathering, Guest
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.gatherings import WITH_CADRES
from khuyenhoc.web import files, posting
from khuyenhoc.web.association import desk
from khuyenhoc.web.gatherings.forms import GuestsForm, TickForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import gathered_lists
from khuyenhoc.workbooks.tables import write_xlsx

NAMED = 20  # of those struck, in the sentence that tells it


def tick(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Every row of the list is on the page: what is not ticked did not come."""
    context = desk.at(request, place)
    on = today()
    one = gatherings.gathering(pk, seen_by=request.user, on=on)
    context |= desk.at(request, one.place_id)
    form = TickForm(request.POST or None)
    strikes = (
        "strike" in request.GET or "strike" in request.POST
    )  # a page of its own, on which nobody is ticked yet
    if request.method == "POST":
        desk.keeping(request, one.place_id)

        def mark(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            if strikes:
                named = [row.name for row in gatherings.attendances(one) if row.pk in set(told["came"])]
                struck = actions.strike(pk, told["came"], by=request.user, at=at)
                return {"struck": struck, "names": ", ".join(named[:NAMED])}
            came = actions.tick(pk, came=told["came"], of=told["row"], by=request.user, at=at)
            return {"came": came}

        done = posting.done(request, form, mark)
        if done is not None:
            if "struck" in done:
                messages.success(
                    request,
                    _(
                        "Đã bỏ %(struck)s người khỏi danh sách: %(names)s. Bỏ nhầm thì bấm “Thêm người” để đưa lại."
                    )
                    % done,
                )
            else:
                messages.success(request, _("Đã điểm danh: %(came)s người có mặt.") % done)
            return redirect("gathering_people", place, pk)
    listed = gatherings.attendances(one)
    names = places.labels({row.place_id for row in listed}, on)
    ticked = set(request.POST.getlist("came")) if form.is_bound or strikes else None
    context |= {
        "form": form,
        "one": one,
        "is_over": one.held_on <= on,
        "strikes": strikes,
        "rows": [
            (
                row,
                names[row.place_id].removesuffix(f", {context['label']}"),
                row.is_present if ticked is None else str(row.pk) in ticked,
            )
            for row in listed
        ],
        "came": sum(row.is_present for row in listed),
    }
    return render(request, "gatherings/people.html", context, status=400 if form.errors else 200)


def add(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    context = desk.keeping(request, place)
    on = today()
    one = gatherings.gathering(pk, seen_by=request.user, on=on)
    desk.keeping(request, one.place_id)
    search = (request.POST.get("q") or request.GET.get("q") or "")[:200].strip()
    cadres = gatherings.guests(one, on)
    people = gatherings.people_called(one, search, seen_by=request.user, on=on) if search else []
    known = {guest.identity: guest for guest in (*people, *cadres)}
    homes = [(str(where), name) for where, name in gatherings.places_to_name(one, on)]
    form = GuestsForm(
        request.POST or None,
        offered=[(identity, guest.name) for identity, guest in known.items()],
        homes=homes,
        initial={"is_cadre": one.kind in WITH_CADRES, "is_present": one.held_on <= on},
    )
    if request.method == "POST":

        def put(at: datetime) -> dict[str, Any]:
            new = _guests(form, known, one)
            return {"number": len(actions.list_guests(pk, new, by=request.user, at=at))}

        done = posting.done(request, form, put)
        if done is not None:
            messages.success(request, _("Đã thêm %(number)s người vào danh sách.") % done)
            return redirect("gathering_people", place, pk)
    names = places.labels({guest.place for guest in known.values()}, on)
    chosen = request.POST.getlist("guest")

    def shown(guests: list[Guest]) -> list[tuple[Guest, str, bool]]:
        return [
            (guest, names[guest.place].removesuffix(f", {context['label']}"), guest.identity in chosen)
            for guest in guests
        ]

    context |= {
        "form": form,
        "one": one,
        "cadres": shown(cadres),
        "people": shown(people),
        "search": search,
        "is_over": one.held_on <= on,
    }
    return render(request, "gatherings/guests.html", context, status=400 if form.errors else 200)


def _guests(form: GuestsForm, known: dict[str, Guest], one: Gathering) -> list[NewGuest]:
    told = form.cleaned_data
    came = told["is_present"]
    found = []
    for identity in told["guest"]:
        guest = known[identity]
        named = guest.user is None and guest.subject is None
        found.append(
            NewGuest(
                name=guest.name if named else "",
                role=guest.role,
                place=guest.place,
                user=guest.user,
                subject=guest.subject,
                is_cadre=guest.is_cadre,
                is_present=came,
            )
        )
    return found + [
        NewGuest(name, role, told["where"] or one.place_id, is_cadre=told["is_cadre"], is_present=came)
        for name, role in told["named"]
    ]


def give_out(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """The list as a workbook, which can be filled in and taken in again."""
    desk.at(request, place)
    one = gatherings.gathering(pk, seen_by=request.user, on=today())
    desk.at(request, one.place_id)
    rows = gatherings.attendances(one)
    names = {row.place_id: str(places.version(row.place_id, today())) for row in rows}
    out = io.BytesIO()
    write_xlsx([gathered_lists.people_table(rows, names, language=get_language() or "vi")], out)
    return files.workbook(out, f"danh-sach-du-{pk}")
