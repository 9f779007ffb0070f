"""Closing a period, and what was changed in it afterwards."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.web import posting
from khuyenhoc.web.reporting import desk
from khuyenhoc.web.reporting.forms import LockForm
from khuyenhoc.web.request import SignedInRequest, today


def lock(request: SignedInRequest, place: int) -> HttpResponse:
    """Looked over first: who below has not reported, whose return still waits."""
    desk.require(request, place)
    form = LockForm(request.POST or None, initial={"period": str(today().year - 1)})
    if request.method == "POST" and request.POST.get("confirmed") == "yes":
        done = posting.done(request, form, lambda at: _lock(request, place, form, at))
        if done is not None:
            messages.success(request, _("Đã khóa kỳ báo cáo."))
            return redirect("period_corrections", place, done["lock"])
    look = None
    if request.method == "POST" and form.is_valid():
        look = posting.tried(form, lambda _at: _looked_over(place, form))
    context = {
        "section": "figures",
        "place": place,
        "label": desk.name_of(place, today()),
        "form": form,
        "look": look,
    }
    return render(request, "reporting/lock.html", context, status=400 if form.errors else 200)


def _looked_over(place: int, form: LockForm) -> dict[str, Any]:
    found = desk.standings(place, form.cleaned_data["period"])
    return {
        "number": len(found),
        "missing": [one for one in found if not one.has_reported],
        "waiting": [one for one in found if one.state == "submitted"],
        "approved": sum(one.state == "approved" for one in found),
    }


def _lock(request: SignedInRequest, place: int, form: LockForm, at: datetime) -> dict[str, Any]:
    asked = form.cleaned_data
    return {
        "lock": actions.lock_period(place, asked["period"], note=asked["note"], by=request.user, at=at).pk
    }


def corrections(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    desk.require(request, place)
    found = next((one for one in figures.locks([place]) if one.pk == pk), None)
    if found is None:
        raise Http404
    changed = figures.after_lock(pk)
    names = places.labels({after.place_id for _, after in changed}, found.until)
    context = {
        "section": "figures",
        "place": place,
        "label": desk.name_of(place, today()),
        "lock": found,
        "rows": [
            (
                names[after.place_id] or after.place_written,
                desk.named(after),
                desk.told(before) if before is not None else "",
                desk.told(after),
                after,
            )
            for before, after in changed
        ],
    }
    return render(request, "reporting/corrections.html", context)
