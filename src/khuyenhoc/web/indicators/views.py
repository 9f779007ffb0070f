"""The catalogue, all figures of a place in a year, and one figure: how it comes about and what lies behind it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.indicators import Figure, Wanted, usual_base
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.catalogue import Indicator
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.web import refusals, scope
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.indicators.forms import FigureForm
from khuyenhoc.web.request import SignedInRequest, today


def catalogue(request: SignedInRequest) -> HttpResponse:
    known, said = figures.catalogue(), showing.language()
    year = scope.latest_year()
    where = scope.places_of(request.user, year)
    areas = [
        (
            name.told(said),
            [
                (
                    one.code,
                    one.name.told(said),
                    one.unit(said),
                    [known.bases[kind].name.told(said) for kind in one.bases if kind in known.bases],
                    bool(one.query),
                    [caution.told(said) for caution in one.cautions],
                )
                for one in known.indicators.values()
                if one.area == area
            ],
        )
        for area, name in known.areas.items()
    ]
    context = {"section": "figures", "areas": areas, "place": where[0] if where else None, "year": year}
    return render(request, "indicators/catalogue.html", context)


def of_place(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    """Every figure of the place of which anything is known."""
    _seen(request, place, year)
    known, found = figures.catalogue(), known_figures(place, year)
    day = last_day(year)
    name, period = places.label(place, day), _("Năm %(year)s") % {"year": year}
    opens = access.sees_rows(request.user, place, today())
    shown = {
        one: showing.figure(figure, place=name, period=period, opens_lists=opens)
        for one, figure in found.items()
    }
    areas = [
        (title.told(showing.language()), rows)
        for area, title in known.areas.items()
        if (rows := [row for one, row in shown.items() if known.indicators[one.indicator].area == area])
    ]
    context = _about(place, year) | {"areas": areas, "missing": len(_every()) - len(shown)}
    return render(request, "indicators/place.html", context)


def known_figures(place: int, year: int) -> dict[Wanted, Figure]:
    """Every figure of the place in the year of which anything is known, in the catalogue's order."""
    wanted = _every()
    found = figured.several(wanted, [place], year)
    return {
        one: found[one, place]
        for one in wanted
        if found[one, place].amount is not None or found[one, place].told
    }


def _every() -> list[Wanted]:
    known = figures.catalogue()
    return [
        Wanted(one.code, level, usual_base(one, level, known))
        for one in known.indicators.values()
        for level in one.levels
    ]


def levels_of(indicator: Indicator) -> list[str]:
    """The levels told apart; a community title is never told without one."""
    named = [one for one in indicator.levels if one]
    if indicator.query in ("registered", "recognised", "streak") and indicator.title == "community":
        return named
    return [""] if "" in indicator.levels or not named else named


def show(request: SignedInRequest, place: int, year: int, code: str) -> HttpResponse:
    _seen(request, place, year)
    indicator = figures.catalogue().indicators.get(code)
    if indicator is None:
        raise Http404
    form = FigureForm(indicator, request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    asked = form.cleaned_data
    level = asked.get("level") or levels_of(indicator)[0]
    basis = Basis(asked.get("basis") or Basis.REPORTED)
    on, day = today(), last_day(year)
    found = figured.value(
        code,
        place,
        year,
        level=level,
        base_kind=asked.get("base") or None,
        basis=basis,
        on=on,
        known_on=asked["known_on"],
    )
    opens = access.sees_rows(request.user, place, on)
    name = places.label(place, day if basis is Basis.REPORTED else on)
    period = _("Năm %(year)s") % {"year": year}
    known = figures.catalogue()
    context = _about(place, year) | {
        "form": form,
        "code": code,
        "level": level,
        "shown": showing.figure(found, place=name, period=period, opens_lists=opens),
        "cautions": [one.told(showing.language()) for one in (*indicator.cautions, *showing.of_base(found))],
        "bases_told": [
            (one, showing.as_base(one), known.bases[one.kind].name.told(showing.language()))
            for one in (found.base.told if found.base and len(found.base.told) > 1 else ())
        ],
        "corrects": {
            one.figure_id
            for one in found.told
            if figures.may_correct(figures.history(one.figure_id)[0], request.user, on=on)
        }
        if basis is Basis.REPORTED and asked["known_on"] is None
        else set(),
        "without": f"{reverse('behind', args=[place, year, code])}?{urlencode({'base': found.base_kind})}"
        if opens and figured.Part.WITHOUT in figured.parts_of(indicator.query, found.base_kind)
        else "",
        "is_restated": basis is not Basis.REPORTED,
        "below": figured.from_below(code, place, year, level=level)
        if basis is Basis.REPORTED and asked["known_on"] is None
        else None,
    }
    return render(request, "indicators/show.html", context)


def _seen(request: SignedInRequest, place: int, year: int) -> None:
    """Errors: OutsideScope, Http404 for a year nobody can ask for."""
    if year not in scope.years_known():
        raise Http404
    access.require_figures(request.user, place, on=today(), as_of=last_day(year))


def _about(place: int, year: int) -> dict[str, object]:
    day = last_day(year)
    return {
        "section": "figures",
        "place": place,
        "year": year,
        "years": scope.years(year, place),
        "label": places.label(place, day, now=today()),
    }
