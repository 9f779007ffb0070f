"""Titles in doubt, many at once, and one title from its case."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import standing
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import keyset, posting, refusals, work
from khuyenhoc.web.reconsidering.forms import AskForm, ChooseForm, OneForm, SettleForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.work import Work


def _may(request: SignedInRequest, place: int, title: str) -> bool:
    """Confirming is deciding anew, taking back has a permission of its own; the same bodies hold both."""
    return all(
        access.may(request.user, permission, place, on=today(), title=title)
        for permission in (Permission.DECIDE, Permission.REVOKE)
    )


def reconsider(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    """GET: the titles in doubt. POST: what is to become of the ticked ones, to be confirmed."""
    here = work.at(request, round_id, place)
    may = _may(request, place, here.round.title)
    form = ChooseForm(request.POST or None)
    if request.method == "POST" and not may:
        raise access.OutsideScope(permission=Permission.REVOKE.value)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        return _ask(request, here, SettleForm(initial=told), told["title"], told["deed"])
    asked = AskForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    page = standing.in_doubt(
        here.round,
        place,
        seen_by=request.user,
        on=today(),
        search=asked.cleaned_data["q"],
        after=keyset.read(asked.cleaned_data["after"]),
    )
    homes = _homes(here, {row.place_id for row in page.rows})
    kept = {"q": asked.cleaned_data["q"]}
    context = {
        "section": "home",
        "work": here,
        "here": "reconsider",
        "form": form,
        "may": may,
        "ticked": frozenset(form.cleaned_data.get("title", ())) if form.errors else (),
        "search": asked.cleaned_data["q"],
        "rows": [(row, homes[row.place_id]) for row in page.rows],
        "made_up": any(row.is_sample for row in page.rows),
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "is_first": not asked.cleaned_data["after"],
    }
    return render(request, "reconsidering/reconsider.html", context, status=400 if form.errors else 200)


def _homes(here: Work, wanted: set[int]) -> dict[int, str]:
    told = places.labels(wanted, today())
    return {where: label.removesuffix(f", {here.label}") for where, label in told.items()}


def _ask(
    request: SignedInRequest, here: Work, form: SettleForm, chosen: list[int], deed: str
) -> HttpResponse:
    revokes = deed == "revoke"
    named = standing.named(chosen, seen_by=request.user, on=today())
    context = {
        "section": "home",
        "work": here,
        "form": form,
        "deed": deed,
        "titles": named,
        "resting": standing.resting_on([one.recognition_id for one in named], today()) if revokes else 0,
    }
    return render(request, "reconsidering/settle.html", context, status=400 if form.errors else 200)


@require_POST
def settle(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    """Confirm the titles or take them back, once that was looked at."""
    here = work.at(request, round_id, place)
    form = SettleForm(request.POST)
    told = posting.done(
        request,
        form,
        lambda at: _settle(
            request, form.cleaned_data["title"], form.cleaned_data["deed"], form.cleaned_data["reason"], at
        ),
    )
    if told is None:
        return _ask(request, here, form, form.cleaned_data.get("title", []), request.POST.get("deed", ""))
    _say(request, told)
    return redirect("reconsider", round_id, place)


def _settle(
    request: SignedInRequest, titles: Collection[int], deed: str, reason: str, at: datetime
) -> dict[str, Any]:
    do = recognition.revoke if deed == "revoke" else recognition.confirm
    do(titles, reason=reason, by=request.user, at=at)
    return {"deed": deed, "number": len(titles)}


def _say(request: SignedInRequest, told: dict[str, Any]) -> None:
    messages.success(
        request,
        (
            _("Đã thu hồi %(number)s danh hiệu.")
            if told["deed"] == "revoke"
            else _("Đã giữ %(number)s danh hiệu.")
        )
        % told,
    )


def one(request: SignedInRequest, pk: int) -> HttpResponse:
    """One title, from its case; the page itself is the confirmation."""
    row = standing.of_case(pk, seen_by=request.user, on=today())
    if not _may(request, row.place_id, row.title):
        raise access.OutsideScope(permission=Permission.REVOKE.value)
    form = OneForm(request.POST or None, in_doubt=row.is_in_doubt or request.method == "POST")
    if request.method == "POST":
        told = posting.done(
            request,
            form,
            lambda at: _settle(
                request, [row.recognition_id], form.cleaned_data["deed"], form.cleaned_data["reason"], at
            ),
        )
        if told is not None:
            _say(request, told)
            return redirect("case", pk)
    if not row.is_held:
        return redirect("case", pk)
    context = {
        "section": "cases",
        "row": row,
        "home": places.label(row.place_id, today()),
        "form": form,
        "resting": standing.resting_on([row.recognition_id], today()),
        "made_up": row.is_sample,
    }
    return render(request, "reconsidering/one.html", context, status=400 if form.errors else 200)
