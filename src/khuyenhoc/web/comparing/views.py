"""A place over the years and beside its neighbours, clusters of provinces, and an earlier report run again."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from khuyenhoc.analytics import comparing
from khuyenhoc.analytics.comparing import Year
from khuyenhoc.analytics.indicators import Figure, Wanted
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.sentences import formulas
from khuyenhoc.web import charts, refusals, scope
from khuyenhoc.web.comparing.forms import ClusterForm, CompareForm, CorrectedForm
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.targets.views import about, seen

YEARS = 5


def show(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    seen(request, place, year)
    form = CompareForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    wanted, on = form.wanted, today()
    known = scope.years_known()
    span = [one for one in range(year - YEARS + 1, year + 1) if one in known]
    # a place that the reform made is followed back on today's ground
    stands_now = _is_there(place, on)
    basis = Basis.RESTATED if stands_now and not _is_there(place, last_day(span[0])) else Basis.REPORTED
    if basis is Basis.REPORTED:
        span = [one for one in span if _is_there(place, last_day(one))] or [year]
    carrying = comparing.to_carry(wanted, span, on)
    over = comparing.years(place, wanted, span, basis=basis, on=on, carrying=carrying)
    ranking, hidden = ranked(request, place, year, form)
    bases = comparing.on_three_bases(place, wanted, year, on=on, carrying=carrying) if stands_now else {}
    context = about(place, year) | {
        "form": form,
        "what": f"{wanted.indicator}.{wanted.level}",
        "name": named(wanted),
        "over": [(one, *written(one.figure)) for one in over],
        "sentence": _sentence(over, wanted, place, year, basis),
        "over_on": formulas.told(formulas.BASES, basis, showing.language()),
        "chart": _chart(over),
        "rows": [(one, *written(one.figure)) for one in ranking.rows if one.rank is not None],
        "apart": [(one, *written(one.figure)) for one in ranking.apart if one.rank is not None],
        "unknown": [(one, *written(one.figure)) for one in ranking.unknown],
        "small": comparing.SMALL,
        "bases": [
            (formulas.told(formulas.BASES, basis, showing.language()), figure, *_of(figure))
            for basis, figure in bases.items()
        ],
        "hidden": hidden,
        "beginning": request.GET.urlencode(),
    }
    return render(request, "comparing/show.html", context)


def ranked(
    request: SignedInRequest, place: int, year: int, form: CompareForm
) -> tuple[comparing.Ranking, int]:
    """The places right below that the person may see, ranked as the form wants, and how many others there are."""
    day = last_day(year)
    children = [one.place_id for one in places.children(place, day)]
    known = access.figures_visible(request.user, children, on=today(), as_of=day) if children else set[int]()
    found = comparing.siblings(
        place,
        form.wanted,
        year,
        by_rate=form.cleaned_data["by"] != "number",
        difficult_apart=form.cleaned_data["apart"],
        among=known,
    )
    return found, len(children) - len(known)


def _sentence(over: list[Year], wanted: Wanted, place: int, year: int, basis: Basis) -> str:
    """What a report prints of the year asked for; on today's ground under the place's name of today."""
    indicator = figures.catalogue().indicators[wanted.indicator]
    name = places.label(place, last_day(year) if basis is Basis.REPORTED else today())
    period = _("Năm %(year)s") % {"year": year}
    return next(
        (
            showing.report_sentence(one.figure, indicator, place=name, period=period)
            for one in over
            if one.year == year
        ),
        "",
    )


def corrected(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    seen(request, place, year)
    form = CorrectedForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    on, known_on = today(), form.cleaned_data["known_on"] or last_day(year)
    found = comparing.corrected(place, form.wanted, year, known_on=known_on, today=on, seen_by=request.user)
    opens = access.sees_rows(request.user, place, on)
    cases = found.cases if opens else ()
    labels = places.labels({one.place_id for one in cases}, last_day(year)) if cases else {}
    context = about(place, year) | {
        "form": form,
        "name": named(form.wanted),
        "known_on": known_on,
        "found": found,
        "then": written(found.then),
        "now": written(found.now),
        "cases": [(one, labels[one.place_id]) for one in cases],
        "hidden": found.hidden if opens else found.change,
        "opens_lists": opens,
    }
    return render(request, "comparing/corrected.html", context)


@dataclass(frozen=True, slots=True)
class Together:
    """A cluster on the last day of a year. known: the members whose sums may be seen; ranking None: of no cluster."""

    names: list[str]
    chosen: str
    members: list[places.Membership]
    known: set[int]
    by_rate: bool
    ranking: comparing.ClusterYear | None


def together(request: SignedInRequest, year: int, form: ClusterForm) -> Together:
    """The cluster the form names, else the person's own, else the first."""
    on, day = today(), last_day(year)
    held = places.memberships(on, day)
    known = (
        access.figures_visible(request.user, {one.place for one in held}, on=on, as_of=day) if held else set()
    )
    names = list(dict.fromkeys(one.cluster for one in held))
    mine = [one.cluster for one in held if one.place in known]
    chosen = form.cleaned_data["cluster"]
    chosen = chosen if chosen in names else next(iter([*mine, *names]), "")
    by_rate = form.cleaned_data["by"] != "number"
    found = (
        comparing.cluster(chosen, form.wanted, year, today=on, by_rate=by_rate, among=known)
        if chosen
        else None
    )
    members = [one for one in held if one.cluster == chosen]
    return Together(names, chosen, members, known, by_rate, found)


def clusters(request: SignedInRequest, year: int) -> HttpResponse:
    form = ClusterForm(request.GET)
    if not form.is_valid() or year not in scope.years_known():
        return refusals.unreadable(request)
    one = together(request, year, form)
    found = one.ranking
    context = {
        "section": "figures",
        "form": form,
        "year": year,
        "years": scope.years(year),
        "name": named(form.wanted),
        "what": f"{form.wanted.indicator}.{form.wanted.level}",
        "by": "rate" if one.by_rate else "number",
        "clusters": one.names,
        "cluster": one.chosen,
        "rows": [
            (row, *written(row.figure), [label for label in found.today[row.place_id] if label != row.name])
            for row in found.ranking.rows
        ]
        if found
        else [],
        "hidden": [member.label for member in one.members if member.place not in one.known],
        "source": one.members[0].source if one.members else "",
        "small": comparing.SMALL,
        "beginning": request.GET.urlencode(),
    }
    return render(request, "comparing/clusters.html", context)


def named(wanted: Wanted) -> str:
    """ "Số gia đình được công nhận … (cấp xã)"."""
    known, said = figures.catalogue(), showing.language()
    indicator = known.indicators[wanted.indicator]
    level = known.level_name(indicator, wanted.level, said)
    name = indicator.name.told(said)
    return f"{name} ({level})" if level else name


def written(figure: Figure) -> tuple[str, str]:
    """(the number that stands with its qualifier, the rate), "" for what is not known."""
    return showing.value(figure), showing.rate(figure)


def _of(figure: Figure | None) -> tuple[str, str]:
    return ("", "") if figure is None else written(figure)


def _chart(over: list[Year]) -> charts.Chart | None:
    """Shares where any is known, else numbers; nothing of a single year."""
    if len(over) < 2 or all(one.figure.value is None and one.figure.rate is None for one in over):
        return None
    are_shares = any(one.figure.rate is not None for one in over)
    told: list[tuple[int, int | None]] = [
        (one.year, one.figure.rate if are_shares else one.figure.value) for one in over
    ]
    return charts.columns(
        told, target=None, are_shares=are_shares, running=today().year, language=showing.language()
    )


def _is_there(place: int, day: date) -> bool:
    try:
        held = places.version(place, day)
    except places.PlaceUnknownThen:
        return False
    return held.valid_to is None or day < held.valid_to
