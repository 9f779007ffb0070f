"""The bases of a place in a year, side by side where they disagree; telling one."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.actions import NewBase
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.written_numbers import read
from khuyenhoc.web import posting, scope
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.reporting import desk
from khuyenhoc.web.reporting.forms import BaseForm
from khuyenhoc.web.request import SignedInRequest, today


def table(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    on = today()
    if year not in range(1900, on.year + 1):
        raise Http404
    access.require_figures(request.user, place, on=on, as_of=last_day(year))
    may_set = access.may(request.user, Permission.SET_FIGURES, place, on=on)
    form = BaseForm(request.POST or None)
    look = None
    if request.method == "POST":
        desk.require(request, place)
        if request.POST.get("confirmed") == "yes":
            done = posting.done(request, form, lambda at: _tell(request, place, year, form, at))
            if done is not None:
                messages.success(
                    request, _("Đã ghi mẫu số.") if done["bases"] else _("Không có gì thay đổi.")
                )
                return redirect("bases", place, year)
        elif form.is_valid():
            look = posting.tried(form, lambda _at: _looked_over(place, year, form))
    context = {
        "section": "figures",
        "place": place,
        "year": year,
        "years": scope.years(year),
        "label": desk.name_of(place, last_day(year)),
        "groups": _groups(place, year),
        "may_set": may_set,
        "form": form,
        "look": look,
    }
    return render(request, "reporting/bases.html", context, status=400 if form.errors else 200)


def _groups(place: int, year: int) -> list[tuple[str, bool, list[tuple[figures.ToldBase, str]]]]:
    """(what is counted, whether they contradict each other, each claim with its number as written)."""
    known, said = figures.catalogue(), showing.language()
    told = figures.told_bases([place], years=[year])
    at_odds = {one.kind for one in figures.conflicts(told)}
    order = list(known.bases)
    told.sort(key=lambda one: order.index(one.kind) if one.kind in known.bases else len(order))
    return [
        (
            known.bases[kind].name.told(said) if kind in known.bases else kind,
            kind in at_odds,
            [(one, showing.as_base(one)) for one in ones],
        )
        for kind, ones in groupby(told, key=lambda one: one.kind)
    ]


def _looked_over(place: int, year: int, form: BaseForm) -> dict[str, Any]:
    """How the number is read, and what of the same source it replaces. Errors: NumberUnreadable."""
    asked, known = form.cleaned_data, figures.catalogue()
    before = [
        showing.as_base(one)
        for one in figures.told_bases([place], years=[year], kinds=[asked["kind"]])
        if one.provenance == "typed" and one.source == asked["source"].strip()
    ]
    return {
        "name": known.base(asked["kind"]).name.told(showing.language()),
        "read": desk.read_as(read(asked["text"])),
        "asked": asked,
        "before": before,
    }


def _tell(request: SignedInRequest, place: int, year: int, form: BaseForm, at: datetime) -> dict[str, Any]:
    asked = form.cleaned_data
    told = NewBase(place, year, asked["kind"], asked["text"], asked["source"], note=asked["note"])
    made = actions.set_bases([told], reason=asked["reason"], by=request.user, at=at)
    return {"bases": [row.pk for row in made]}
