"""Decisions that were signed; they are read here and never changed."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from khuyenhoc.analytics import apart as marks
from khuyenhoc.analytics import decisions
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.papers import certificate as certificate_papers
from khuyenhoc.papers import decision as decision_papers
from khuyenhoc.web import apart, files, keyset, ratings, refusals, scope
from khuyenhoc.web.decisions.forms import DecisionsForm, NamesForm, PartForm
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.request import SignedInRequest, today

IN_A_FILE = 200  # certificates; a file of thousands takes the server's memory and jams an office printer


def find(request: SignedInRequest) -> HttpResponse:
    form = DecisionsForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    asked, on = form.cleaned_data, today()
    where = asked["place"] or next(iter(scope.places_of(request.user, on.year)), None)
    if where is None:
        return redirect("home")
    if not access.sees_rows(request.user, where, on):
        raise access.OutsideScope(permission=Permission.SEE.value)
    page = decisions.find(
        where,
        seen_by=request.user,
        on=on,
        year=asked["year"],
        title=Title(asked["title"]) if asked["title"] else None,
        number=asked["q"],
        after=keyset.read(asked["after"]),
    )
    kept = {"place": where, "q": asked["q"], "year": asked["year"] or "", "title": asked["title"]}
    context = {
        "section": "decisions",
        "form": DecisionsForm(kept),
        "label": places.label(where, on),
        "rows": page.rows,
        "narrowed": bool(asked["q"] or asked["year"] or asked["title"]),
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "is_first": not asked["after"],
    }
    return render(request, "decisions/find.html", context)


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    form = NamesForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    asked, on = form.cleaned_data, today()
    paper = decisions.of(
        pk, seen_by=request.user, on=on, search=asked["q"], after=keyset.read(asked["after"])
    )
    names = ratings.names()
    whole = places.label(paper.place_id, paper.on)
    wanted = {one.place_id for one in paper.refused} | {where for where, _rating in paper.sums}
    homes = {
        where: label.removesuffix(f", {whole}") for where, label in places.labels(wanted, paper.on).items()
    }
    columns = sorted({rating for _where, rating in paper.sums})
    kept = {"q": asked["q"]}
    context = {
        "section": "decisions",
        "paper": paper,
        "label": whole,
        "number": sum(paper.sums.values()),
        "columns": [names.get(code, code) for code in columns],
        "sums": [
            (homes[where], [(names.get(code, code), paper.sums.get((where, code), 0)) for code in columns])
            for where in sorted({where for where, _rating in paper.sums}, key=lambda one: homes[one])
        ],
        "rows": [(one, homes[one.place_id], names.get(one.rating, one.rating)) for one in paper.given],
        "refused": [(one, homes[one.place_id]) for one in paper.refused],
        "apart": apart.told(
            marks.of_registrations(
                [
                    *((one.registration_id, one.name) for one in paper.given),
                    *((one.registration_id, one.name) for one in paper.refused),
                ],
                seen_by=request.user,
                on=on,
            )
        ),
        "parts": [
            (start, start + 1, min(start + IN_A_FILE, paper.held))
            for start in range(0, paper.held, IN_A_FILE)
        ],
        "search": asked["q"],
        "made_up": paper.made_up,
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(paper.next)}) if paper.next else "",
        "is_first": not asked["after"],
    }
    return render(request, "decisions/show.html", context)


def _whole(request: SignedInRequest, pk: int) -> decisions.Paper:
    """A paper names everybody on it: only for whoever may see them all. Errors: OutsideScope, and as decisions.of."""
    told = decisions.of(pk, seen_by=request.user, on=today(), limit=1)
    if not told.is_whole:
        raise access.OutsideScope(permission=Permission.SEE.value)
    return told


def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The decision with its annex."""
    told = _whole(request, pk)
    number = sum(told.sums.values()) + len(told.refused)
    if number > asking.NAMES_AT_ONCE:
        return asking.offered(
            request,
            JobKind.DECISION,
            {"decision": pk},
            place=told.place_id,
            permission=Permission.SEE,
            number=number,
        )
    return files.paper(decision_papers.pdf(decision_papers.of(pk)), f"quyet-dinh-{pk}")


def certificates(request: SignedInRequest, pk: int) -> HttpResponse:
    """The certificates of titles on it that are still held: some hundred from `start` on, else all of them."""
    told = _whole(request, pk)
    form = PartForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    start = form.cleaned_data["start"]
    if start is None and told.held > IN_A_FILE:
        return asking.offered(
            request,
            JobKind.CERTIFICATES,
            {"decision": pk},
            place=told.place_id,
            permission=Permission.SEE,
            number=told.held,
        )
    start = start or 0
    numbers = decisions.certificates_held(pk, start=start, limit=IN_A_FILE)
    if not numbers:
        raise Http404
    content = certificate_papers.pdf(certificate_papers.of(pk, numbers=numbers))
    return files.paper(content, f"giay-cong-nhan-{pk}-{start + 1}")
