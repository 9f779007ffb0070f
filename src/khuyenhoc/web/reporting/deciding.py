"""Approving a return of a place below, or giving it back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.queries import Report, ReportState
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting
from khuyenhoc.web.reporting import desk
from khuyenhoc.web.reporting.forms import DecideForm
from khuyenhoc.web.request import SignedInRequest, today


def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    report = desk.opened(request, pk)
    if not figures.stands_above(report.place_id, request.user, on=today()):
        raise access.OutsideScope(permission=Permission.SET_FIGURES.value)
    form = DecideForm(request.POST or None, initial={"revision": report.revision})
    if posting.done_before(request):
        return _decided(request, report)
    if report.state != ReportState.SUBMITTED:
        return redirect("return", pk)
    if request.method == "POST":
        done = posting.done(request, form, lambda at: _decide(request, report, form, at))
        if done is not None:
            return _decided(request, report)
    context = desk.about(report) | {
        "groups": desk.lines(report),
        "form": form,
        "lock": figures.lock_over(report.place_id, report.until),
    }
    return render(request, "reporting/decide.html", context, status=400 if form.errors else 200)


def _decide(request: SignedInRequest, report: Report, form: DecideForm, at: datetime) -> dict[str, Any]:
    asked = form.cleaned_data
    deed = actions.approve_report if asked["way"] == "approve" else actions.return_report
    done = deed(report.pk, revision=asked["revision"], reason=asked["reason"], by=request.user, at=at)
    return {"report": done.pk}


def _decided(request: SignedInRequest, report: Report) -> HttpResponse:
    told = {"period": report.period_written, "place": desk.name_of(report.place_id, report.until)}
    if request.POST.get("way") == "approve":
        messages.success(request, _("Đã duyệt báo cáo kỳ %(period)s của %(place)s.") % told)
    else:
        messages.success(request, _("Đã trả lại báo cáo kỳ %(period)s cho %(place)s.") % told)
    return redirect("return", report.pk)
