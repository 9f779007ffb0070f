"""Switching a round to another criteria set in mid-period: what it does, first; taking that back."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.queries import Effect
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.queries import HeldRound
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.rounds.forms import SwitchForm, UndoForm
from khuyenhoc.web.rounds.opening import spoken

MOST_NAMED = 50  # forms in flight told one by one


def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    opened, on = _own(request, pk), today()
    sets = rounds.offered_next(opened, _from(request, opened, on), tree=on)
    form = SwitchForm(request.POST or None, initial=_beginning(opened, on), sets=spoken(sets, on))
    effect: Effect | None = None
    if request.method == "POST":

        def told() -> dict[str, Any]:
            given = {name: value for name, value in form.cleaned_data.items() if name != "key"}
            return given | {"to": criteria.get(given.pop("chosen"))}

        if "switch" in request.POST:

            def switched(at: datetime) -> dict[str, Any]:
                assessments.switch_set(opened, by=request.user, at=at, **told())
                return {}

            if posting.done(request, form, switched) is not None:
                messages.success(request, _("Đã ghi lần đổi bộ tiêu chí."))
                return redirect("round", pk)
        elif form.is_valid():
            effect = posting.tried(
                form, lambda at: assessments.look_over_switch(opened, by=request.user, at=at, **told())
            )
    context = _context(opened, on) | {"form": form, "sets": sets}
    if effect is not None:
        named = effect.in_flight[:MOST_NAMED]
        context |= {
            "effect": effect,
            "named": named,
            "more": len(effect.in_flight) - len(named),
            "kept": sum(effect.keep.values()),
            "to": criteria.rules(criteria.get(form.cleaned_data["chosen"])),
        }
        return render(request, "rounds/switch_look.html", context)
    return render(request, "rounds/switch.html", context, status=400 if form.errors else 200)


def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the last switch back, as long as nothing was assessed under the new set."""
    opened, on = _own(request, pk), today()
    form = UndoForm(request.POST or None)
    if request.method == "POST":

        def undone(at: datetime) -> dict[str, Any]:
            assessments.undo_switch(opened, reason=form.cleaned_data["reason"], by=request.user, at=at)
            return {}

        if posting.done(request, form, undone) is not None:
            messages.success(request, _("Đã hủy lần đổi bộ tiêu chí; bộ cũ được dùng tiếp."))
            return redirect("round", pk)
    standing = rounds.switches([pk])
    context = _context(opened, on) | {"form": form, "last": standing[-1] if standing else None}
    return render(request, "rounds/switch_undo.html", context, status=400 if form.errors else 200)


def _own(request: SignedInRequest, pk: int) -> HeldRound:
    """A round that the person may switch. Errors: OutsideScope, HeldRound.DoesNotExist."""
    opened = rounds.get(pk)
    if not access.may(request.user, Permission.OPEN_ROUND, opened.place_id, on=today(), title=opened.title):
        raise access.OutsideScope(permission=Permission.OPEN_ROUND.value)
    return opened


def _context(opened: HeldRound, on: date) -> dict[str, Any]:
    return {
        "section": "rounds",
        "round": opened,
        "home": places.label(opened.place_id, on),
        "asks": rounds.set_on(opened, on),
    }


def _beginning(opened: HeldRound, on: date) -> dict[str, Any]:
    return {"effective_on": max(on, opened.registration_from)}


def _from(request: SignedInRequest, opened: HeldRound, on: date) -> date:
    """The day for which sets are offered: as typed, else the first on which a switch may take effect."""
    first: date = _beginning(opened, on)["effective_on"]
    try:
        typed: date = SwitchForm.base_fields["effective_on"].clean(request.POST.get("effective_on", ""))
    except ValidationError:
        return first
    return typed
