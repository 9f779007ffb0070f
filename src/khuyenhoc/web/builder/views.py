"""Reports of a place and a time: chosen, looked at, taken away as PDF, DOCX or XLSX."""

import io
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from khuyenhoc.analytics import reports
from khuyenhoc.analytics.reports import Asked
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.papers import report as paper
from khuyenhoc.web import files, refusals, scope
from khuyenhoc.web.builder.forms import ReportForm
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import report as workbook
from khuyenhoc.worker import reporting

PLACES_AT_ONCE = 1_000  # added up while somebody waits: a province has more, its hamlets among them


def mine(request: SignedInRequest) -> HttpResponse:
    """The report of the person's own place in the latest year there is anything of."""
    where = scope.places_of(request.user, scope.latest_year())
    return redirect("report", where[0]) if where else redirect("home")


def show(request: SignedInRequest, place: int) -> HttpResponse:
    """A large one is handed over; its page is then that of the job."""
    form = ReportForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    asked, context = form.asked(place, form.span), _about(request, place, form)
    access.require_figures(request.user, place, on=today(), as_of=form.day)
    if reports.is_long(asked, PLACES_AT_ONCE):
        begin = DeedForm(request.POST or None)
        led = _begun(request, begin, asked, form.day) if request.method == "POST" else None
        return led or render(
            request,
            "builder/show.html",
            context | {"begin": begin, "label": places.label(place, form.day)},
            status=400 if begin.errors else 200,
        )
    content = reports.build_seen(asked, seen_by=request.user)
    return render(
        request,
        "builder/show.html",
        context | {"label": content.label, "content": content, "paper": paper.of(content)},
    )


def file(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    """form: pdf, docx or xlsx; anything else is no page."""
    if form not in ("pdf", "docx", "xlsx"):
        raise Http404
    chosen = ReportForm(request.GET)
    if not chosen.is_valid():
        return refusals.unreadable(request)
    asked = chosen.asked(place, chosen.span)
    access.require_figures(request.user, place, on=today(), as_of=chosen.day)
    if reports.is_long(asked, PLACES_AT_ONCE):
        return redirect(f"{reverse('report', args=[place])}?{request.GET.urlencode()}")
    content = reports.build_seen(asked, seen_by=request.user)
    name = f"bao-cao-{place}-{chosen.span.period}"
    if form == "xlsx":
        out = io.BytesIO()
        workbook.write(content, out)
        return files.workbook(out, name)
    made = paper.of(content)
    return files.paper(paper.pdf(made), name) if form == "pdf" else files.document(paper.docx(made), name)


def _about(request: SignedInRequest, place: int, form: ReportForm) -> dict[str, Any]:
    query = request.GET.urlencode()
    return {
        "section": "figures",
        "form": form,
        "place": place,
        "year": form.cleaned_data["last"],
        "query": f"?{query}" if query else "",
    }


def _begun(request: SignedInRequest, form: DeedForm, asked: Asked, day: date) -> HttpResponse | None:
    return asking.begun(
        request,
        form,
        JobKind.REPORT,
        reporting.facts(asked, day),
        place=asked.place,
        permission=Permission.SEE,
    )
