"""The bases of a place in a year, side by side where they disagree; telling one, and taking it back."""

from collections.abc import Sequence
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
from khuyenhoc.apps.figures.queries import Base
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.written_numbers import read
from khuyenhoc.web import posting, scope
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.reporting import desk
from khuyenhoc.web.reporting.forms import BackForm, BaseForm
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
                _told(request, place, year, done)
                return redirect("bases", place, year)
        elif form.is_valid():
            look = posting.tried(form, lambda _at: _looked_over(place, year, form))
    context = {
        "section": "figures",
        "place": place,
        "year": year,
        "years": scope.years(year, place),
        "label": desk.name_of(place, last_day(year)),
        "groups": _groups(place, year),
        "may_set": may_set,
        "form": form,
        "look": look,
        "changes": _changes(place, year),
        "lock": figures.lock_over(place, last_day(year)),
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


def _told(request: SignedInRequest, place: int, year: int, done: dict[str, Any]) -> None:
    if not done["bases"]:
        messages.info(request, _("Không có gì thay đổi."))
        return
    messages.success(request, _("Đã ghi mẫu số."))
    past = figures.told_before(place, year)
    made = next((one for one in past if one.pk in done["bases"]), None)
    if (
        made is not None and not made.reason
    ):  # in a closed period a reason is asked for, on the page of its own
        undoing.offer(request, "base_back", [place, year, made.pk], to=[_earlier(past, made)])


def _earlier(past: Sequence[Base], made: Base) -> int:
    """The one that stood just before, 0 for none."""
    before = [one for one in _alike(past, made) if one.superseded_at == made.recorded_at]
    return before[0].pk if before else 0


def _alike(past: Sequence[Base], base: Base) -> list[Base]:
    """What the same source told of the same thing, the latest first."""
    key = (base.kind, base.provenance, base.source)
    return [one for one in past if (one.kind, one.provenance, one.source) == key]


def _changes(place: int, year: int) -> list[tuple[str, Base, list[Base], bool]]:
    """(what is counted, the latest of its source, all of that source, whether it stands) of what somebody told."""
    known, said = figures.catalogue(), showing.language()
    past = figures.told_before(place, year)
    found, seen = [], set()
    for one in past:
        key = (one.kind, one.provenance, one.source)
        if key not in seen:
            seen.add(key)
            name = known.bases[one.kind].name.told(said) if one.kind in known.bases else one.kind
            found.append((name, one, _alike(past, one), one.superseded_at is None))
    return found


def back(request: SignedInRequest, place: int, year: int, pk: int) -> HttpResponse:
    """One told base with all its source ever said: taken away, or back to an earlier number."""
    desk.require(request, place)
    past = figures.told_before(place, year)
    base = next((one for one in past if one.pk == pk), None)
    if base is None:
        raise Http404
    history = _alike(past, base)
    choices = [(str(one.pk), one.text) for one in history if one.superseded_at is not None]
    if any(one.superseded_at is None for one in history):
        choices.append(("0", str(_("Bỏ số này, không dùng số nào của văn bản ấy"))))
    form = BackForm(request.POST or None, choices=choices)
    if request.method == "POST":
        done = posting.done(request, form, lambda at: _go_back(request, history, form, at))
        if done is not None:
            said = _("Đã trở lại số đã ghi trước.") if done["to"] else _("Đã bỏ mẫu số ấy.")
            messages.success(request, said)
            return redirect("bases", place, year)
    context = {
        "section": "figures",
        "place": place,
        "year": year,
        "label": desk.name_of(place, last_day(year)),
        "name": figures.catalogue().base(base.kind).name.told(showing.language()),
        "base": base,
        "history": history,
        "form": form,
        "lock": figures.lock_over(place, last_day(year)),
    }
    return render(request, "reporting/base_back.html", context, status=400 if form.errors else 200)


def _go_back(
    request: SignedInRequest, history: Sequence[Base], form: BackForm, at: datetime
) -> dict[str, Any]:
    asked = form.cleaned_data
    wanted = next((one for one in history if str(one.pk) == asked["to"]), None)
    if wanted is None:
        standing = next(one for one in history if one.superseded_at is None)
        actions.take_base_away(standing.pk, reason=asked["reason"], by=request.user, at=at)
        return {"to": 0}
    told = NewBase(
        wanted.place_id,
        wanted.year,
        wanted.kind,
        wanted.text,
        wanted.source,
        provenance=wanted.provenance,
        note=wanted.note,
    )
    actions.set_bases([told], reason=asked["reason"], by=request.user, at=at)
    return {"to": wanted.pk}
