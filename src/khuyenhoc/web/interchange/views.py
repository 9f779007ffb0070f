"""The rows of a page of figures as a file, the same rows under the same question of scope."""

import io
from collections.abc import Iterable

from django.http import Http404, HttpResponse

from khuyenhoc.analytics import aims, below, five_titles, records
from khuyenhoc.analytics.records import Record
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.web import files, refusals, scope
from khuyenhoc.web.comparing.forms import ClusterForm, CompareForm
from khuyenhoc.web.comparing.views import ranked, together
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.indicators.views import known_figures
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.targets.views import foreseen, planned, seen
from khuyenhoc.workbooks import interchange


def figures(request: SignedInRequest, place: int, year: int, form: str) -> HttpResponse:
    seen(request, place, year)
    named = places.named([place], last_day(year))[place]
    found = known_figures(place, year).values()
    rows = [records.figure(one, named, str(year), showing.language()) for one in found]
    return _file("figures", rows, form, f"so-lieu-{place}-{year}")


def titles(request: SignedInRequest, place: int, year: int, form: str) -> HttpResponse:
    """The five titles of the place, and of the places right below that the person may see."""
    seen(request, place, year)
    day = last_day(year)
    children = [one.place_id for one in places.children(place, day)]
    known = access.figures_visible(request.user, children, on=today(), as_of=day) if children else set[int]()
    rows = records.title_rows(five_titles.table(place, year), below.lines(place, year, among=known))
    return _file("titles", rows, form, f"nam-danh-hieu-{place}-{year}")


def targets(request: SignedInRequest, place: int, year: int, form: str) -> HttpResponse:
    """Every target that holds at the place with what is reached; for DHIS2 those the place set itself."""
    seen(request, place, year)
    found = aims.table(place, year)
    if form == "dhis2":
        own = records.targets([place])
        return _file("targets", (row for row in own if row["year"] >= year), form, f"chi-tieu-{place}-{year}")
    labels = places.labels({one.target.place_id for one in found}, last_day(year))
    named = places.named([place], last_day(year))[place]
    rows = [
        records.aim(one, labels[one.target.place_id], named, str(year), showing.language()) for one in found
    ]
    return _file("aims", rows, form, f"chi-tieu-{place}-{year}")


def ranking(request: SignedInRequest, place: int, year: int, form: str) -> HttpResponse:
    """The places right below as they are ranked on the page; for DHIS2 their figures."""
    seen(request, place, year)
    asked = CompareForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    found, _hidden = ranked(request, place, year, asked)
    each = [*found.rows, *found.apart]
    name = f"so-sanh-{place}-{year}"
    if form == "dhis2":
        named = places.named([one.place_id for one in each], last_day(year))
        rows = [
            records.figure(one.figure, named[one.place_id], str(year), showing.language()) for one in each
        ]
        return _file("figures", rows, form, name)
    return _file("ranking", [records.ranked(one, str(year)) for one in each], form, name)


def plans(request: SignedInRequest, place: int, year: int, form: str) -> HttpResponse:
    """The plans of the places below beside the targets they add up to."""
    _, found = planned(request, place, year)
    return _file("plans", records.plans(found), form, f"ke-hoach-{place}-{year}")


def outlook(request: SignedInRequest, place: int, year: int, target: int, form: str) -> HttpResponse:
    """Who below will miss a target, with the shortest list that would close the gap."""
    found = foreseen(request, place, year, target)
    more = {one.place_id: one.more for one in found.chosen}
    return _file("outlook", records.outlooks(found.aimed, found.rows, more), form, f"du-bao-{place}-{year}")


def cluster(request: SignedInRequest, year: int, form: str) -> HttpResponse:
    """The members of a cluster as they are ranked on the page."""
    asked = ClusterForm(request.GET)
    if not asked.is_valid() or year not in scope.years_known():
        return refusals.unreadable(request)
    found = together(request, year, asked)
    rows = found.ranking.ranking.rows if found.ranking is not None else ()
    return _file("ranking", [records.ranked(one, str(year)) for one in rows], form, f"cum-thi-dua-{year}")


def bases(request: SignedInRequest, place: int, year: int, form: str) -> HttpResponse:
    seen(request, place, year)
    return _file("bases", records.bases([place], year), form, f"mau-so-{place}-{year}")


def _file(kind: str, rows: Iterable[Record], form: str, name: str) -> HttpResponse:
    """form: as in the address; anything else is no page."""
    if form not in interchange.FORMS:
        raise Http404
    out = io.BytesIO()
    interchange.write(kind, form, rows, out, language=showing.language())
    suffix = "-dhis2" if form == "dhis2" else ""
    return files.given(out.getvalue(), f"{name}{suffix}.{interchange.ENDINGS[form]}")
