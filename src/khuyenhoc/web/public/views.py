"""Figures, honour rolls and criteria for everybody; none of them knows who asks."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyenhoc.analytics import below, five_titles, public
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.criteria import Status
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.web import keyset, scope
from khuyenhoc.web.public import pages
from khuyenhoc.web.public.forms import HonoursForm
from khuyenhoc.web.request import today

LONGEST = 200  # letters of a search; nothing in the country is called longer


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Find a place, or choose among the provinces."""
    year = scope.latest_year()
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = places.find(text, None, public.TOLD_DOWN_TO) if text else []
    provinces = places.children(places.root(), last_day(year)) if places.is_loaded() else []
    context = {"year": year, "text": text, "found": _with_year(found, year), "provinces": provinces}
    return pages.drawn(request, "public/home.html", context)


def _with_year(found: Sequence[places.Found], year: int) -> list[tuple[places.Found, int]]:
    """Each place once, with the year whose figures are shown: of a closed one the last it stood at the end of."""
    shown = []
    for one in {one.id: one for one in reversed(found)}.values():
        ended = places.version(one.id, places.LATEST).valid_to
        shown.append((one, year if ended is None else min(year, ended.year - 1)))
    known = scope.years_known()
    return [(one, last) for one, last in reversed(shown) if last in known]


@login_not_required
@require_safe
def figures(request: HttpRequest, place: int, year: int) -> HttpResponse:
    """The five-title table of a commune or of what lies above it; sums only."""
    _require_told(place, year)
    as_of = last_day(year)
    table = five_titles.table(place, year)
    is_commune = public.is_commune(place, year)
    lines = [] if is_commune else [line for line in below.lines(place, year) if not line.is_empty]
    context = {
        "table": table,
        "name": str(places.version(place, as_of)),
        "label": places.label(place, as_of),
        "crumbs": places.ancestors(place, as_of),
        "years": scope.years(year, place),
        "before": scope.before(place),
        "is_commune": is_commune,
        "lines": lines,
        "last_year": year - 1,
    }
    return pages.drawn(request, "public/figures.html", context)


def _require_told(place: int, year: int) -> None:
    if year not in scope.years_known() or not public.is_told(place, year):
        raise Http404


@login_not_required
@require_safe
def honours(request: HttpRequest, place: int, year: int) -> HttpResponse:
    """Who was recognised in a commune: name and hamlet."""
    _require_told(place, year)
    form = HonoursForm(request.GET)
    if not public.is_commune(place, year) or not form.is_valid():
        raise Http404
    asked, as_of = form.cleaned_data, last_day(year)
    offered = public.titles_honoured(place, year)
    first = offered[0] if offered else (Title.HOUSEHOLD, Level.NONE)
    chosen = (Title(asked["title"]), Level(asked["level"])) if asked["title"] else first
    roll = public.honour_roll(place, year, *chosen, on=today(), after=keyset.read(asked["after"]))
    praised = public.praise_roll(place, year, on=today())
    kept = {"title": chosen[0].value, "level": chosen[1].value}
    if request.GET.get("language") == "en":
        kept["language"] = "en"
    context = {
        "place": place,
        "year": year,
        "years": scope.years(year, place),
        "name": str(places.version(place, as_of)),
        "label": places.label(place, as_of),
        "offered": offered,
        "chosen": chosen,
        "roll": roll,
        "rows": roll.rows,
        "praised": praised,
        "made_up": roll.made_up or praised.made_up,
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(roll.next)}) if roll.next else "",
        "is_first": not asked["after"],
    }
    return pages.drawn(request, "public/honours.html", context, is_listed=False)


@login_not_required
@require_safe
def criteria_sets(request: HttpRequest) -> HttpResponse:
    """The sets that hold or are samples; drafts are for those who comment on them."""
    found = (criteria.rules(stored) for stored in criteria.everything())
    sets = [one for one in found if one.status is not Status.DRAFT]
    return pages.drawn(request, "criteria/everything.html", {"frame": "public_frame.html", "sets": sets})


@login_not_required
@require_safe
def criteria_set(request: HttpRequest, key: str) -> HttpResponse:
    """`key` is "code@version"."""
    rules = criteria.rules(criteria.get(key))
    if rules.status is Status.DRAFT:
        raise Http404
    names = {criterion.code: criterion for criterion in rules.criteria}
    floors = [(names[code], percent) for code, percent in rules.pass_rule.min_criterion_percent]
    context = {"frame": "public_frame.html", "set": rules, "floors": floors}
    return pages.drawn(request, "criteria/one.html", context)
