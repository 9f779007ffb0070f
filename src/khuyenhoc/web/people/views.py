"""People and their work at a place, for whoever may give it."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.access import actions as access
from khuyenhoc.apps.access import queries as grants
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import TO_GIVE, Permission, Role
from khuyenhoc.web import posting, refusals, shown_once
from khuyenhoc.web.people.forms import EndForm, HandOverForm, InviteForm, PeopleForm
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today

PAGE = 50
CODES = "invitation"


def find(request: SignedInRequest) -> HttpResponse:
    asked = PeopleForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    on = today()
    mine = [place for _role, place in grants.roles_of(request.user, on)]
    place = asked.cleaned_data["place"] or next(iter(mine), None)
    if place is None:
        return redirect("home")
    may_give = _may_give(request, place)
    if not may_give:
        raise grants.OutsideScope(permission=Permission.GRANT_BRANCHES.value)
    role = asked.cleaned_data["role"]
    rows = grants.granted_below(
        place, on=on, role=role, after=asked.cleaned_data["after"] or 0, limit=PAGE + 1
    )
    shown = rows[:PAGE]
    here = places.label(place, on)
    labels = places.labels({row.place_id for row in shown}, on)
    offers = grants.invitations(place, on=on)
    offered = places.labels({offer.place_id for offer in offers}, on)
    kept = {"place": place, "role": role}
    context = {
        "section": "people",
        "place": place,
        "label": here,
        "roles": [one for one in Role if one in may_give],
        "role": role,
        "rows": [
            (row, labels[row.place_id], row.user_id != request.user.pk and Role(row.role) in may_give)
            for row in shown
        ],
        "offers": [(offer, offered[offer.place_id]) for offer in offers],
        "below": places.children(place, on),
        "key": posting.fresh_key(),
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": shown[-1].pk}) if len(rows) > PAGE else "",
        "is_first": not asked.cleaned_data["after"],
        "made_up": any(row.user.is_sample for row in shown),
    }
    return render(request, "people/find.html", context)


def _may_give(request: SignedInRequest, place: int) -> frozenset[Role]:
    return frozenset(
        role for role, needed in TO_GIVE.items() if grants.may(request.user, needed, place, on=today())
    )


def invite(request: SignedInRequest, place: int) -> HttpResponse:
    """Only roles that fit the kind of place are offered: a hamlet has a branch, not a committee."""
    on = today()
    roles = grants.roles_to_offer(request.user, place, on)
    if not roles:
        raise grants.OutsideScope(permission=Permission.GRANT_BRANCHES.value)
    begin = {"valid_from": on} | ({"role": roles[0].value} if len(roles) == 1 else {})
    form = InviteForm(request.POST or None, roles=roles, initial=begin)
    if request.method == "POST":
        told = form.cleaned_data if form.is_valid() else {}

        def offer(at: datetime) -> dict[str, Any]:
            made = access.invite(
                told["full_name"],
                Role(told["role"]),
                place,
                valid_from=told["valid_from"],
                valid_to=told["valid_to"] + timedelta(days=1) if told["valid_to"] else None,
                draw=secrets.randbelow,
                by=request.user,
                at=at,
            )
            return _keep_code(request, made)

        answer = posting.done(request, form, offer)
        if answer is not None:
            return redirect("invited", answer["invitation"])
    context = {"section": "people", "form": form, "place": place, "label": places.label(place, on)}
    return render(request, "people/invite.html", context, status=400 if form.errors else 200)


def _keep_code(request: SignedInRequest, made: access.Invited) -> dict[str, Any]:
    shown_once.keep(request, CODES, made.invitation.pk, made.code)
    return {"invitation": made.invitation.pk}


def invited(request: SignedInRequest, pk: int) -> HttpResponse:
    """The code to be read aloud, once."""
    offer = grants.invitation_made(pk, by=request.user)
    if Role(offer.role) not in _may_give(request, offer.place_id):  # no longer
        raise grants.OutsideScope(permission=Permission.GRANT_BRANCHES.value)
    code = shown_once.take(request, CODES, pk)
    context = {
        "section": "people",
        "offer": offer,
        "code": code,
        "letters": list(code),
        "label": places.label(offer.place_id, today()),
        "join": request.build_absolute_uri("/join/"),
        "key": posting.fresh_key(),
    }
    return render(request, "people/invited.html", context)


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    form = DeedForm(request.POST)

    def withdrawn(at: datetime) -> dict[str, Any]:
        access.withdraw_invitation(pk, by=request.user, at=at)
        return {}

    if posting.done(request, form, withdrawn) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã rút lời mời; mã cũ không dùng được nữa."))
    return redirect("people")


def end(request: SignedInRequest, pk: int) -> HttpResponse:
    held = grants.given(pk, by=request.user, on=today())
    form = EndForm(request.POST or None, initial={"on": today()})
    if request.method == "POST":

        def ended(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            access.end_grant(pk, on=told["on"], reason=told["reason"], by=request.user, at=at)
            return {}

        if posting.done(request, form, ended) is not None:
            messages.success(request, _("Đã cho thôi. Việc đã làm trước đó vẫn giữ nguyên."))
            return redirect("people")
    context = {"section": "people", "held": held, "form": form, "label": places.label(held.place_id, today())}
    return render(request, "people/end.html", context, status=400 if form.errors else 200)


def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same work for somebody else: theirs ends when the successor takes it up."""
    held = grants.given(pk, by=request.user, on=today())
    form = HandOverForm(request.POST or None, initial={"valid_from": today()})
    if request.method == "POST":

        def offer(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            made = access.invite(
                told["full_name"],
                Role(held.role),
                held.place_id,
                valid_from=told["valid_from"],
                titles=tuple(held.titles),
                replaces=held.pk,
                draw=secrets.randbelow,
                by=request.user,
                at=at,
            )
            return _keep_code(request, made)

        answer = posting.done(request, form, offer)
        if answer is not None:
            return redirect("invited", answer["invitation"])
    context = {"section": "people", "held": held, "form": form, "label": places.label(held.place_id, today())}
    return render(request, "people/hand_over.html", context, status=400 if form.errors else 200)
