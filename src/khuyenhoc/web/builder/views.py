"""Reports of a place and a time: chosen, looked at, taken away as PDF, DOCX or XLSX."""

import io

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from khuyenhoc.analytics import reports
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.papers import report as paper
from khuyenhoc.web import files, refusals, scope
from khuyenhoc.web.builder.forms import ReportForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import report as workbook


def mine(request: SignedInRequest) -> HttpResponse:
    """The report of the person's own place in the latest year there is anything of."""
    where = scope.places_of(request.user, scope.latest_year())
    return redirect("report", where[0]) if where else redirect("home")


def show(request: SignedInRequest, place: int) -> HttpResponse:
    form = ReportForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    content = _content(request, place, form)
    query = request.GET.urlencode()
    context = {
        "section": "figures",
        "form": form,
        "place": place,
        "year": form.cleaned_data["last"],
        "content": content,
        "paper": paper.of(content),
        "query": f"?{query}" if query else "",
    }
    return render(request, "builder/show.html", context)


def file(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    """form: pdf, docx or xlsx; anything else is no page."""
    if form not in ("pdf", "docx", "xlsx"):
        raise Http404
    asked = ReportForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    content = _content(request, place, asked)
    name = f"bao-cao-{place}-{asked.span.period}"
    if form == "xlsx":
        out = io.BytesIO()
        workbook.write(content, out)
        return files.workbook(out, name)
    made = paper.of(content)
    return files.paper(paper.pdf(made), name) if form == "pdf" else files.document(paper.docx(made), name)


def _content(request: SignedInRequest, place: int, form: ReportForm) -> reports.Content:
    """Only what the person may see. Errors: OutsideScope and those of `reports.build`."""
    on, span = today(), form.span
    day = span.until if form.ground is Basis.REPORTED else on
    access.require_figures(request.user, place, on=on, as_of=day)
    children = [one.place_id for one in places.children(place, day)]
    below = access.figures_visible(request.user, children, on=on, as_of=day) if children else set()
    return reports.build(form.asked(place, span, frozenset(below)))
