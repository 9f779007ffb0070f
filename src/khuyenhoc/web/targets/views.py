"""What a place aims at, whether the plans below it reach that, and who will miss it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from khuyenhoc.analytics import aims
from khuyenhoc.analytics import outlook as forecasts
from khuyenhoc.analytics.aims import Aim, Cascade
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain import numbers
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.forecast import Outcome
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.sentences import formulas
from khuyenhoc.sentences.reporting import as_aimed
from khuyenhoc.web import scope
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.request import SignedInRequest, today

NEAR = 30  # cases shown that are nearest to passing


def table(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    seen(request, place, year)
    day = last_day(year)
    found = aims.table(place, year)
    own = figures.targets([place])
    lines = places.labels({one.target.place_id for one in found}, day)
    label = places.label(place, day)
    context = about(place, year) | {
        "rows": [
            (one, *worded(one.target), lines[one.target.place_id], told(one), sentence(one, label, year))
            for one in found
        ],
        "own": [(one, *worded(one)) for one in own if one.year >= year],
        "milestones": sorted({one.year for one in own if one.year >= year}),
        "may_set": access.may(request.user, Permission.SET_FIGURES, place, on=today()),
        "is_difficult": figures.difficult_area(places.line(place, day), day),
    }
    return render(request, "targets/table.html", context)


def plans(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    """year: of the targets; bases are those of the latest year that anybody registered in."""
    base_year, found = planned(request, place, year)
    own = figures.targets([place])
    years = sorted({one.year for one in own})
    context = about(place, base_year) | {
        "target_year": year,
        "base_year": base_year,
        "target_years": sorted({*years, year}),
        "rows": [(one, *worded(one.target), _plans(one)) for one in found],
    }
    return render(request, "targets/plans.html", context)


def planned(request: SignedInRequest, place: int, year: int) -> tuple[int, list[Cascade]]:
    """The year of the bases, and each target of the place for the year beside the plans below that may be seen."""
    base_year = min(year, scope.latest_year())
    seen(request, place, base_year)
    named = _visible_children(request, place, base_year)
    return base_year, aims.cascades(place, year, base_year=base_year, among=named)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Who right below will miss one target. chosen: the shortest list that closes the gap but for `left`."""

    aimed: figures.Target
    held: Aim | None
    rows: list[forecasts.Outlook]
    gap: int
    chosen: list[forecasts.Chosen]
    left: int


def foreseen(request: SignedInRequest, place: int, year: int, target: int) -> Foreseen:
    """Errors: OutsideScope; Http404 for a target that does not hold at the place."""
    seen(request, place, year)
    aimed = next(
        (one for one in figures.targets(places.line(place, last_day(year))) if one.pk == target), None
    )
    if aimed is None:
        raise Http404
    held = next((one for one in aims.table(place, year) if one.target.pk == target), None)
    rows = forecasts.below(place, aimed, year, among=_visible_children(request, place, year))
    gap = held.missing if held is not None and held.missing else 0
    return Foreseen(aimed, held, rows, gap, *forecasts.shortest(rows, gap))


def outlook(request: SignedInRequest, place: int, year: int, target: int) -> HttpResponse:
    """Who right below will miss one target, and the shortest list that would close the gap."""
    found = foreseen(request, place, year, target)
    aimed, rows = found.aimed, found.rows
    title = figures.catalogue().indicators[aimed.indicator].title
    on = today()
    near = (
        forecasts.nearly_passed(
            place, year, Title(title), level=aimed.level, seen_by=request.user, on=on, limit=NEAR
        )
        if title and not rows_are_many(rows) and access.sees_rows(request.user, place, on)
        else []
    )
    said = showing.language()
    context = about(place, year) | {
        "aim": found.held,
        "target": aimed,
        "wording": worded(aimed),
        "rows": [(one, formulas.told(formulas.OUTCOMES, one.outcome, said)) for one in rows],
        "years_shown": [at for at, _ in rows[0].points] if rows else [],
        "missed": sum(one.outcome is Outcome.MISSED for one in rows),
        "unknown": sum(one.outcome is Outcome.UNKNOWN for one in rows),
        "gap": found.gap,
        "chosen": found.chosen,
        "left": found.left,
        "near": near,
    }
    return render(request, "targets/outlook.html", context)


def rows_are_many(rows: list[forecasts.Outlook]) -> bool:
    """A province's cases are no list to read; a commune's are."""
    return len(rows) > 60


def seen(request: SignedInRequest, place: int, year: int) -> None:
    """Errors: OutsideScope; Http404 for a year nobody can ask for."""
    if year not in scope.years_known():
        raise Http404
    access.require_figures(request.user, place, on=today(), as_of=last_day(year))


def about(place: int, year: int) -> dict[str, object]:
    return {
        "section": "figures",
        "place": place,
        "year": year,
        "years": scope.years(year, place),
        "label": places.label(place, last_day(year), now=today()),
    }


def worded(target: figures.Target) -> tuple[str, str, str]:
    """(indicator with its level, what is aimed at as written, what it is a share of)."""
    known, said = figures.catalogue(), showing.language()
    indicator = known.indicators[target.indicator]
    level = known.level_name(indicator, target.level, said)
    name = indicator.name.told(said)
    base = known.bases[target.base_kind].name.told(said) if target.base_kind in known.bases else ""
    return (f"{name} ({level})" if level else name), aimed_at(target), base


def aimed_at(target: figures.Target) -> str:
    """ "70%", "ít nhất 40%", "4.000 hộ": as written where somebody wrote it."""
    unit = target.unit or figures.catalogue().indicators[target.indicator].unit(showing.language())
    return as_aimed(
        (target.percent, target.percent_text, target.percent_qualifier),
        (target.amount, target.amount_text, target.amount_qualifier),
        unit,
        showing.language(),
    )


def told(one: Aim) -> tuple[str, str]:
    """(number that stands, rate that stands) of what is reached."""
    return showing.value(one.figure), showing.rate(one.figure)


def sentence(one: Aim, label: str, year: int) -> str:
    """What a report prints of what is reached, then of the target; "" where nothing is known."""
    indicator = figures.catalogue().indicators[one.target.indicator]
    period = _("Năm %(year)s") % {"year": year}
    reached = showing.report_sentence(one.figure, indicator, place=label, period=period)
    if not reached:
        return ""
    facts: dict[str, object] = {"year": one.target.year, "aimed": aimed_at(one.target)}
    if one.is_reached:
        return f"{reached} {_('Chỉ tiêu năm %(year)s là %(aimed)s: đã đạt.') % facts}"
    if one.missing is None:
        return f"{reached} {_('Chỉ tiêu năm %(year)s là %(aimed)s.') % facts}"
    facts["missing"] = numbers.grouped(one.missing, language=showing.language())
    return f"{reached} {_('Chỉ tiêu năm %(year)s là %(aimed)s: còn thiếu %(missing)s.') % facts}"


def _plans(one: Cascade) -> list[tuple[aims.Plan, str]]:
    return [(plan, "" if plan.target is None else aimed_at(plan.target)) for plan in one.plans]


def _visible_children(request: SignedInRequest, place: int, year: int) -> set[int]:
    day = last_day(year)
    children = [one.place_id for one in places.children(place, day)]
    return access.figures_visible(request.user, children, on=today(), as_of=day) if children else set()
