"""Who holds which post of a branch; its congresses, and under each what its committee met for."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.actions import Whom
from khuyenhoc.apps.gatherings import queries as gatherings
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.branches import Post
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting
from khuyenhoc.web.branches import held
from khuyenhoc.web.branches.forms import HandOverForm, OfficerForm, TermForm
from khuyenhoc.web.branches.held import Held
from khuyenhoc.web.branches.one import frame
from khuyenhoc.web.request import SignedInRequest, today

SHOWN = 20  # people of a search


def everybody(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """All officers ever by term, and a form for who takes a post up."""
    found = held.held(request, place, pk)
    form = OfficerForm(
        request.POST or None,
        initial={"since": today()},
        people=_people(request, found),
        branch=found.branch.kind,
    )
    if request.method == "POST":
        held.require(request, place)

        def appoint(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            made = actions.appoint(
                found.branch,
                Post(told["post"]),
                Whom(told["person"], told["name"]),
                since=told["since"],
                note=told["note"],
                by=request.user,
                at=at,
            )
            return {"officer": made.pk}

        if posting.done(request, form, appoint) is not None:
            messages.success(request, _("Đã ghi người giữ chức vụ."))
            return redirect("branch_officers", place, pk)
    rows = [(one, association.name_of(one)) for one in association.officers_of(found.branch)]
    context = frame(found) | {"form": form, "rows": rows, "search": request.GET.get("q", "")[:200]}
    return render(request, "branches/officers.html", context, status=400 if form.errors else 200)


def hand_over(request: SignedInRequest, place: int, pk: int, officer: int) -> HttpResponse:
    """One leaves a post; the next takes it up, or nobody yet."""
    found = held.held(request, place, pk, Permission.KEEP_BOOKS)
    leaving = association.officer(officer, branch=found.branch)
    form = HandOverForm(
        request.POST or None,
        initial={"since": today()},
        people=_people(request, found),
        branch=found.branch.kind,
    )
    if request.method == "POST":

        def do(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            if "leave" in request.POST:
                actions.step_down(leaving, on=told["since"], by=request.user, at=at)
            else:
                actions.hand_over(
                    leaving,
                    Whom(told["person"], told["name"]),
                    on=told["since"],
                    note=told["note"],
                    by=request.user,
                    at=at,
                )
            return {}

        if posting.done(request, form, do) is not None:
            messages.success(request, _("Đã ghi bàn giao."))
            return redirect("branch_officers", place, pk)
    context = frame(found) | {
        "form": form,
        "leaving": leaving,
        "name": association.name_of(leaving),
        "search": request.GET.get("q", "")[:200],
    }
    return render(request, "branches/hand_over.html", context, status=400 if form.errors else 200)


def congresses(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    found = held.held(request, place, pk)
    form = TermForm(
        request.POST or None,
        initial={"number": association.next_congress(found.branch), "held_on": today()},
    )
    if request.method == "POST":
        held.require(request, place)

        def record(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            made = actions.record_term(
                found.branch,
                number=told["number"],
                held_on=told["held_on"],
                until=told["until"] or association.usual_end(told["held_on"]),
                delegates=told["delegates"],
                note=told["note"],
                by=request.user,
                at=at,
            )
            return {"term": made.pk}

        if posting.done(request, form, record) is not None:
            messages.success(request, _("Đã ghi đại hội."))
            return redirect("branch_congresses", place, pk)
    terms = association.terms_of(found.branch)
    meetings = gatherings.committee_meetings([one.pk for one in terms])
    context = frame(found) | {"form": form, "terms": [(one, meetings.get(one.pk, ())) for one in terms]}
    return render(request, "branches/congresses.html", context, status=400 if form.errors else 200)


def _people(request: SignedInRequest, found: Held) -> list[tuple[int, str]]:
    """People of the branch's place whose name holds what is searched; whoever was ticked stays offered."""
    if not found.keeps_books:
        return []
    search = request.GET.get("q", "")[:200]
    rows = (
        association.people_around(found.branch, search, seen_by=request.user, on=today(), limit=SHOWN)
        if search
        else []
    )
    ticked = request.POST.get("person", "")
    if ticked.isascii() and ticked.isdecimal() and len(ticked) <= 18:
        rows += association.people_seen([int(ticked)], seen_by=request.user, on=today())
    homes = places.labels({one.place_id for one in rows}, today())
    return [
        (
            one.pk,
            f"{one.name}{f' ({one.birth_year})' if one.birth_year else ''}, "
            f"{homes[one.place_id].removesuffix(f', {found.label}')}",
        )
        for one in {row.pk: row for row in rows}.values()
    ]
