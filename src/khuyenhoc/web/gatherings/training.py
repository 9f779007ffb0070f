"""Who of the cadres of a place and of those below it was trained and briefed in a year."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language

from khuyenhoc.analytics import training
from khuyenhoc.domain.gatherings import WITH_CADRES, GatheringKind
from khuyenhoc.domain.indicators import rate
from khuyenhoc.web import files, refusals
from khuyenhoc.web.association import desk
from khuyenhoc.web.gatherings.forms import CoverageForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import gathered_lists


def show(request: SignedInRequest, place: int) -> HttpResponse:
    context = desk.at(request, place)
    form = CoverageForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    year = form.cleaned_data["year"] or today().year
    rows = _rows(place, form.cleaned_data)
    whole = training.total(rows, place, year)
    context |= {
        "form": form,
        "year": year,
        "years": range(today().year, today().year - 6, -1),
        "kind": form.cleaned_data["kind"],
        "kinds": sorted(WITH_CADRES),
        "rows": [(row, _rate(row.counts)) for row in rows],
        "whole": whole,
        "whole_rate": _rate(whole),
        "asked": urlencode({name: told for name, told in form.cleaned_data.items() if told}),
    }
    return render(request, "gatherings/training.html", context)


def give_out(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    desk.at(request, place)
    asked = CoverageForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    rows = _rows(place, asked.cleaned_data)
    table = gathered_lists.coverage_table(rows, language=get_language() or "vi")
    return files.answer(table, "tap-huan", form)


def _rows(place: int, told: dict[str, Any]) -> list[training.PlaceCoverage]:
    kinds = [GatheringKind(told["kind"])] if told["kind"] else sorted(WITH_CADRES)
    return training.coverage(place, today(), year=told["year"] or today().year, kinds=kinds)


def _rate(counts: Any) -> int | None:
    """Hundredths of a percent; None where nobody is known."""
    return rate(counts.reached, counts.whole)
