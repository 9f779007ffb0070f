"""A comparison of several places over years: whom it may be of, the page, and its files."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from khuyenhoc.analytics import packs
from khuyenhoc.analytics.packs import FEWEST_PLACES, MOST_INDICATORS, MOST_PLACES, MOST_YEARS, PackAsked
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.papers import pack as paper
from khuyenhoc.web import charts, files, refusals, scope
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.packs.forms import SHORT, WhatForm, WhoForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import report as workbook


@dataclass(frozen=True, slots=True)
class _Offered:
    """Whom a comparison may be of: members of a cluster, or places right below one; only what the person may see.

    clusters: the names of those known at the end of the last year; of: the place they lie below. today: where the
    ground of a member lies now, where that is another place. added: the place just asked for by name.
    """

    places: dict[int, str]
    clusters: list[str]
    cluster: str = ""
    of: int | None = None
    source: str = ""
    today: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    added: int | None = None
    hidden: tuple[str, ...] = ()


def show(request: SignedInRequest) -> HttpResponse:
    who = WhoForm(request.GET)
    if not who.is_valid():
        return refusals.unreadable(request)
    offered = _offered(request, who)
    what = WhatForm(request.GET, offered.places, offered.added)
    if not what.is_valid():
        raise Http404  # a place nobody may see, whether there is one or not
    chosen = what.cleaned_data["place"]
    listed, left_out = what.listed(who.cleaned_data["find"])
    pack = packs.build(_asked(who, what, offered)) if len(chosen) >= FEWEST_PLACES else None
    mine = scope.places_of(request.user, who.cleaned_data["last"])
    context = {
        "section": "figures",
        "who": who,
        "what": what,
        "listed": listed,
        "left_out": left_out,
        "is_long": len(offered.places) > SHORT,
        "offered": offered,
        "mine": list(places.labels(mine, last_day(who.cleaned_data["last"])).items()),
        "content": None if pack is None else pack.content,
        "parts": []
        if pack is None
        else [
            (part, charts.bars(pack.charts[part.code]) if part.code in pack.charts else None)
            for part in pack.content.sections
        ],
        "query": request.GET.urlencode(),
        "most_places": MOST_PLACES,
        "most_indicators": MOST_INDICATORS,
        "most_years": MOST_YEARS,
    }
    return render(request, "packs/show.html", context)


def file(request: SignedInRequest, form: str) -> HttpResponse:
    """form: pdf or xlsx; anything else is no page."""
    if form not in ("pdf", "xlsx"):
        raise Http404
    who = WhoForm(request.GET)
    if not who.is_valid():
        return refusals.unreadable(request)
    offered = _offered(request, who)
    what = WhatForm(request.GET, offered.places, offered.added)
    if not what.is_valid():
        raise Http404
    if len(what.cleaned_data["place"]) < FEWEST_PLACES:
        return redirect("pack")
    pack = packs.build(_asked(who, what, offered))
    name = f"so-sanh-{who.cleaned_data['first']}-{who.cleaned_data['last']}"
    if form == "pdf":
        return files.paper(paper.pdf(pack), name)
    out = io.BytesIO()
    workbook.write(pack.content, out)
    return files.workbook(out, name)


def _asked(who: WhoForm, what: WhatForm, offered: _Offered) -> PackAsked:
    return PackAsked(
        places={place: offered.places[place] for place in what.cleaned_data["place"]},
        wanted=what.wanted,
        first=who.cleaned_data["first"],
        last=who.cleaned_data["last"],
        on=today(),
        language=language(),
        cluster=offered.cluster,
        source=offered.source,
        today=offered.today,
        hidden=offered.hidden,
        basis=who.basis_told,
    )


def _offered(request: SignedInRequest, who: WhoForm) -> _Offered:
    """Also the places asked for beside a cluster or a place: by id, and one by its name.

    Errors: OutsideScope, PlaceNotFound, PlaceAmbiguous.
    """
    found = _together(request, who)
    on, day = today(), who.day
    named = who.cleaned_data["add"]
    added = places.resolve(named, day).pk if named else None
    asked = [int(one) for one in request.GET.getlist("place")[: 2 * MOST_PLACES] if _is_id(one)]
    others = {*asked, *([] if added is None else [added])} - found.places.keys()
    if not others:
        return replace(found, added=added)
    known = access.figures_visible(request.user, others, on=on, as_of=day)
    if added is not None and added not in found.places.keys() | known:
        raise places.PlaceNotFound(text=named)
    labels = places.labels(known, day) if known else {}
    return replace(found, places=found.places | labels, added=added)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _together(request: SignedInRequest, who: WhoForm) -> _Offered:
    """Errors: OutsideScope for what lies below a place whose sums the person may not see."""
    on, last, day = today(), who.cleaned_data["last"], who.day
    held = places.memberships(on, last_day(last))
    clusters = list(dict.fromkeys(one.cluster for one in held))
    of = who.cleaned_data["of"]
    name = who.cleaned_data["cluster"]
    if of is None and name in clusters:
        members = [one for one in held if one.cluster == name]
        if who.basis_told is Basis.RESTATED:
            return _on_the_ground_of_today(request, name, clusters, members[0].source, who)
        known = access.figures_visible(request.user, [one.place for one in members], on=on, as_of=day)
        return _Offered(
            {one.place: one.label for one in members if one.place in known},
            clusters,
            cluster=name,
            source=members[0].source,
            today={one.place: tuple(told for told in one.today if told != one.label) for one in members},
            hidden=tuple(one.label for one in members if one.place not in known),
        )
    if of is None:
        mine = scope.places_of(request.user, last)
        if not mine:
            return _Offered({}, clusters)
        of = mine[0]
    access.require_figures(request.user, of, on=on, as_of=day)
    children = {one.place_id: str(one) for one in places.children(of, day)}
    known = access.figures_visible(request.user, children, on=on, as_of=day) if children else set()
    return _Offered({place: told for place, told in children.items() if place in known}, clusters, of=of)


def _on_the_ground_of_today(
    request: SignedInRequest, name: str, clusters: list[str], source: str, who: WhoForm
) -> _Offered:
    """The places in which the members of a cluster lie on the day of the tree, each once."""
    ends = places.members_on(name, last_day(who.cleaned_data["last"]), who.day)
    there = list(dict.fromkeys(end for one in ends for end in one.today))
    known = access.figures_visible(request.user, there, on=today(), as_of=who.day)
    labels = places.labels(there, who.day)
    return _Offered(
        {place: labels[place] for place in there if place in known},
        clusters,
        cluster=name,
        source=source,
        hidden=tuple(labels[place] for place in there if place not in known),
    )
