"""One branch: what it is and was, opened, changed and closed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.actions import NewBranch, Standing
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting
from khuyenhoc.web.branches import held
from khuyenhoc.web.branches.forms import ChangeForm, CloseForm, OpenForm
from khuyenhoc.web.branches.held import Held
from khuyenhoc.web.choices import Choices
from khuyenhoc.web.request import SignedInRequest, today

MOST_BODIES = 300


def show(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    found, on = held.held(request, place, pk), today()
    branch = found.branch
    terms = association.terms_of(branch)
    below = association.led_by(branch, on)
    line = places.line(places.custodian(place, on), on)
    around = line[1] if len(line) > 2 and held.shows(request, line[1]) else place
    context = frame(found) | {
        "around": around,
        "changes": association.changes_of(branch),
        "officers": [(one, association.name_of(one)) for one in association.officers_of(branch, on=on)],
        "term": terms[0] if terms else None,
        "below": [(one, places.label(one.place_id, on)) for one in below],
        "members": association.number_of(branch, on),
        "fees": association.fee_sums(branch, on.year, on),
        "rate": association.rate_at(branch, on.year),
        "year": on.year,
    }
    return render(request, "branches/show.html", context)


def start(request: SignedInRequest, place: int) -> HttpResponse:
    """Open a branch of the place, or of a clan or body that has none."""
    label, on = held.sees(request, place), today()
    held.require(request, place)
    bodies = association.bodies_without(place, on, seen_by=request.user, limit=MOST_BODIES)
    form = OpenForm(
        request.POST or None,
        initial={"body": request.GET.get("body", "")},
        above=_above("chi_hoi", place),
        bodies=[(one.pk, one.name) for one in bodies],
        homes=_homes(place, label),
    )
    if request.method == "POST":

        def open_it(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            new = NewBranch(
                told["where"] or place,
                told["name"],
                told["kind"],
                told["since"],
                told["parent"],
                told["body"],
                told["body_kind"],
            )
            made = actions.open_branch(new, by=request.user, at=at)
            return {"place": made.place_id, "branch": made.pk}

        told = posting.done(request, form, open_it)
        if told is not None:
            messages.success(request, _("Đã ghi tổ chức hội mới."))
            return redirect("branch", told["place"], told["branch"])
    context = {"section": "association", "place": place, "label": label, "form": form}
    return render(request, "branches/open.html", context, status=400 if form.errors else 200)


def _homes(place: int, label: str) -> Choices:
    """Where a branch may be: the place itself, or of a commune one of its hamlets."""
    on = today()
    below = places.children(place, on) if places.version(place, on).place.kind == Kind.COMMUNE else []
    return [(str(place), label), *((str(one.place_id), str(one)) for one in below)]


def change(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    found = held.held(request, place, pk, Permission.KEEP_BOOKS)
    branch = found.branch
    form = ChangeForm(
        request.POST or None,
        initial={
            "name": branch.name,
            "kind": branch.kind,
            "parent": branch.parent_id or "",
            "on": today(),
        },
        above=_above("chi_hoi", place, but=pk),
        held=(branch.parent.pk, branch.parent.name) if branch.parent else None,
    )
    if request.method == "POST":

        def change_it(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            to = Standing(told["name"], told["kind"], told["parent"])
            actions.change_branch(branch, to, on=told["from_day"], why=told["why"], by=request.user, at=at)
            return {}

        if posting.done(request, form, change_it) is not None:
            messages.success(request, _("Đã ghi thay đổi."))
            return redirect("branch", place, pk)
    context = frame(found) | {"form": form}
    return render(request, "branches/change.html", context, status=400 if form.errors else 200)


def close(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    found = held.held(request, place, pk, Permission.KEEP_BOOKS)
    form = CloseForm(request.POST or None, initial={"on": today()})
    if request.method == "POST":

        def close_it(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            left = actions.close_branch(
                found.branch, on=told["on"], with_members=told["with_members"], by=request.user, at=at
            )
            return {"left": left}

        told = posting.done(request, form, close_it)
        if told is not None:
            said = _("Đã ghi kết thúc hoạt động; %(left)s hội viên thôi tham gia ở đây.")
            messages.success(request, said % told)
            return redirect("branch", place, pk)
    context = frame(found) | {
        "form": form,
        "members": association.number_of(found.branch, today()),
        "below": association.led_by(found.branch, today()),
    }
    return render(request, "branches/close.html", context, status=400 if form.errors else 200)


def _above(kind: str, place: int, but: int = 0) -> list[tuple[int, str]]:
    on = today()
    found = association.may_lead(kind, place, on, but=but)
    return [(one.pk, one.name) for one in found]


def frame(found: Held) -> dict[str, Any]:
    """What every page of a branch says of it."""
    return {
        "section": "association",
        "place": found.place,
        "label": found.label,
        "branch": found.branch,
        "runs": found.runs,
        "may_keep": found.keeps_books,
        "may_members": found.keeps_members,
    }
