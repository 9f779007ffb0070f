"""Setting one target: choose the indicator, write it, look it over, take it back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.indicators import Wanted, usual_base
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.actions import NewFigure
from khuyenhoc.domain.catalogue import Indicator
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting, refusals, scope
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.targets.forms import TargetForm, UndoForm
from khuyenhoc.web.targets.views import about, worded


def choose(request: SignedInRequest, place: int) -> HttpResponse:
    year = _may(request, place)
    known, said = figures.catalogue(), showing.language()
    areas = [
        (
            name.told(said),
            [(one.code, one.name.told(said)) for one in known.indicators.values() if one.area == area],
        )
        for area, name in known.areas.items()
    ]
    return render(request, "targets/choose.html", about(place, year) | {"areas": areas})


def enter(request: SignedInRequest, place: int, code: str) -> HttpResponse:
    year = _may(request, place)
    indicator = figures.catalogue().indicators.get(code)
    if indicator is None:
        raise Http404
    form = TargetForm(indicator, request.POST or None, initial=_initial(indicator, year))
    looked_at = request.POST.get("confirmed") == "yes"
    if request.method == "POST" and looked_at:
        done = posting.done(request, form, lambda at: _set(request, place, indicator, form, at))
        if done is not None:
            if not done["targets"]:
                messages.info(request, _("Không có gì thay đổi."))
            else:
                messages.success(request, _("Đã đặt chỉ tiêu."))
                undoing.offer(request, "target_undo", [place], target=done["targets"])
            return redirect("targets", place, year)
    shown = request.method == "POST" and form.is_valid()
    context = about(place, year) | {
        "form": form,
        "name": indicator.name.told(showing.language()),
        "code": code,
        "cautions": [one.told(showing.language()) for one in indicator.cautions],
        "look": _looked_over(place, indicator, form, year) if shown else None,
    }
    return render(request, "targets/set.html", context, status=400 if form.errors else 200)


@require_POST
def undo(request: SignedInRequest, place: int) -> HttpResponse:
    year = _may(request, place)
    form = UndoForm(request.POST)
    back = posting.done(request, form, lambda at: _take_back(request, form, at))
    if back is not None:
        messages.success(request, _("Đã hoàn tác: chỉ tiêu trở lại như trước."))
    else:
        messages.error(request, refusals.said(form))
    return redirect("targets", place, year)


def _may(request: SignedInRequest, place: int) -> int:
    """The year whose figures are shown beside. Errors: OutsideScope."""
    if not access.may(request.user, Permission.SET_FIGURES, place, on=today()):
        raise access.OutsideScope(permission=Permission.SET_FIGURES.value)
    return scope.latest_year()


def _initial(indicator: Indicator, year: int) -> dict[str, Any]:
    level = next((one for one in indicator.levels if one), "") if indicator.title == "community" else ""
    return {"year": year + 1, "level": level, "base": usual_base(indicator, level)}


def _told(place: int, indicator: Indicator, form: TargetForm) -> NewFigure:
    asked = form.cleaned_data
    return NewFigure(
        place=place,
        period=f"target {asked['year']}",
        indicator=indicator.code,
        source=asked["source"],
        level=asked.get("level", ""),
        base_kind=asked.get("base", "") if asked["rate"] else "",
        rate=asked["rate"],
        value=asked["value"],
        kept_with_note=asked["kept_with_note"],
        for_difficult_areas=asked["for_difficult_areas"],
    )


def _set(
    request: SignedInRequest, place: int, indicator: Indicator, form: TargetForm, at: datetime
) -> dict[str, Any]:
    kept = actions.report_figures([_told(place, indicator, form)], by=request.user, at=at)
    return {"targets": [row.pk for row in kept.targets]}


def _take_back(request: SignedInRequest, form: UndoForm, at: datetime) -> dict[str, Any]:
    again = actions.take_back_targets(form.cleaned_data["target"], by=request.user, at=at)
    return {"again": [row.pk for row in again]}


def _looked_over(place: int, indicator: Indicator, form: TargetForm, year: int) -> dict[str, Any]:
    """What would be set, what it replaces, and what is reached already."""
    asked = form.cleaned_data
    level, base = asked.get("level", ""), asked.get("base", "") if asked["rate"] else ""
    known, said = figures.catalogue(), showing.language()
    found = figured.several([Wanted(indicator.code, level, base)], [place], year)
    figure = next(iter(found.values()))
    before = [
        one
        for one in figures.targets([place], years=[asked["year"]], indicator=indicator.code)
        if (one.level, one.base_kind, one.for_difficult_areas) == (level, base, asked["for_difficult_areas"])
    ]
    return {
        "asked": asked,
        "level": known.level_name(indicator, level, said),
        "base": known.bases[base].name.told(said) if base else "",
        "shown": showing.figure(figure, place="", period="", opens_lists=False),
        "before": [worded(one)[1] for one in before],
        "day": last_day(year),
    }
