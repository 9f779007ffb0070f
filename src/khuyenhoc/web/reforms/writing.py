"""Writing a plan by form: places are found and ticked, the rest is typed; what comes of it is the text of a plan."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.reform import actions
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.reform.writing import UNITS
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.reforms.deeds import MergeForm, PickForm, RenameForm
from khuyenhoc.web.reforms.forms import PlanForm
from khuyenhoc.web.reforms.views import require
from khuyenhoc.web.request import SignedInRequest, today

MOST_FOUND = 20


def merge(request: SignedInRequest) -> HttpResponse:
    return _page(request, MergeForm)


def rename(request: SignedInRequest) -> HttpResponse:
    return _page(request, RenameForm)


def _page(request: SignedInRequest, kind_of_form: type[MergeForm] | type[RenameForm]) -> HttpResponse:
    """Looking for places carries along what is typed; only "look" reads the form and shows the plan's text."""
    require(request)
    asked = request.POST if request.method == "POST" else request.GET
    pick = PickForm(asked)
    if not pick.is_valid():
        return refusals.unreadable(request)
    ids = pick.cleaned_data["places"]
    labels = places.labels(ids, places.LATEST)
    latest = [places.version(pk, places.LATEST) for pk in ids]
    told: dict[str, Any] = {
        "chosen": [(pk, labels[pk]) for pk in ids],
        "kind": Kind(latest[0].place.kind) if latest else None,
        "units": [one.unit for one in latest],
    }
    if request.method == "POST" and "look" in request.POST:
        form = kind_of_form(request.POST, **told)
        if form.is_valid():
            text = form.text()
            if posting.tried(form, lambda _at: actions.foresee(plans.read(text))) is not None:
                return _written(request, text)
    else:
        form = kind_of_form(initial=_typed(request, kind_of_form, latest), **told)
    is_merge = kind_of_form is MergeForm
    context = {
        "section": "places",
        "form": form,
        "pick": pick,
        "is_merge": is_merge,
        "address": reverse("reform_merge" if is_merge else "reform_rename"),
        **_found(pick.cleaned_data["q"], set(ids)),
    }
    return render(request, "reforms/write.html", context, status=400 if form.errors else 200)


def _typed(
    request: SignedInRequest, kind_of_form: type[MergeForm] | type[RenameForm], latest: list[Any]
) -> dict[str, Any]:
    """What was typed so far; of a place to rename its own unit and name where nothing was.

    What stood there for another place chosen before (`named`) gives way.
    """
    typed = {name: request.POST[name] for name in kind_of_form.base_fields if request.POST.get(name)}
    if kind_of_form is RenameForm and len(latest) == 1:
        if request.POST.get("named", str(latest[0].place_id)) != str(latest[0].place_id):
            typed = {name: value for name, value in typed.items() if name not in ("unit", "name")}
        typed = {"unit": latest[0].unit, "name": latest[0].name} | typed
    return typed


def _found(text: str, chosen: set[int]) -> dict[str, Any]:
    """Places that stand today; where none does, what those that are no more became."""
    if not text:
        return {"found": [], "gone": [], "is_more": False, "is_unknown": False}
    found = places.find(text, today(), list(UNITS), limit=MOST_FOUND + len(chosen) + 1)
    fresh = [one for one in found if one.id not in chosen]
    gone = [one for one in places.find(text, limit=MOST_FOUND) if one.now] if not found else []
    return {
        "found": fresh[:MOST_FOUND],
        "gone": gone,
        "is_more": len(fresh) > MOST_FOUND,
        "is_unknown": not found and not gone,
    }


def _written(request: SignedInRequest, text: str) -> HttpResponse:
    """The text, to be tried, taken away or corrected; and the way back with all that was typed."""
    unkept = {"csrfmiddlewaretoken", "look", "q"}
    context = {
        "section": "places",
        "form": PlanForm(initial={"plan": text}),
        "address": request.path,
        "typed": [
            (name, value)
            for name in request.POST
            if name not in unkept
            for value in request.POST.getlist(name)
        ],
    }
    return render(request, "reforms/written.html", context)
