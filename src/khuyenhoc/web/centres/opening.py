"""Opening a commune's centre, and letting those of closed communes go over into it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.centres import actions
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.places import queries as places
from khuyenhoc.web import posting
from khuyenhoc.web.centres import desk
from khuyenhoc.web.centres.forms import MergeForm, OpenForm
from khuyenhoc.web.request import SignedInRequest, today


def open_one(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require_kept(request, place)
    name = _("Trung tâm học tập cộng đồng %(place)s") % {"place": places.version(place, today())}
    form = OpenForm(request.POST or None, initial={"name": name})
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            told = {key: form.cleaned_data[key] for key in ("name", "since", "legal_reference")}
            return {"centre": actions.open_centre(place, **told, by=request.user, at=at).pk}

        if posting.done(request, form, go) is not None:
            messages.success(request, _("Đã ghi trung tâm. Tiếp theo hãy ghi giám đốc và phó giám đốc."))
            return redirect("centres", place)
    context = desk.frame(place, form=form)
    return render(request, "centres/open.html", context, status=400 if form.errors else 200)


def merge(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require_kept(request, place)
    on = today()
    into, waiting = centres.at(place, on), centres.of_closed_places(place, on)
    form = MergeForm(request.POST or None, initial={"on": on})
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            chosen = [one for one in waiting if one.pk in form.cleaned_data["centre"]]
            if into is None:
                raise actions.CentreMergesIntoItself()
            actions.merge_centres(
                chosen,
                into,
                on=form.cleaned_data["on"],
                legal_reference=form.cleaned_data["legal_reference"],
                by=request.user,
                at=at,
            )
            return {"number": len(chosen)}

        done = posting.done(request, form, go)
        if done is not None:
            messages.success(request, _("Đã nhập %(number)s trung tâm.") % done)
            return redirect("centres", place)
    names = places.labels({one.place_id for one in waiting}, on)
    ticked = {int(one) for one in request.POST.getlist("centre") if one.isdecimal()}
    context = desk.frame(
        place, form=form, into=into, rows=[(one, names[one.place_id]) for one in waiting], ticked=ticked
    )
    return render(request, "centres/merge.html", context, status=400 if form.errors else 200)
