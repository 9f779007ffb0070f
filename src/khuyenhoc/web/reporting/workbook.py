"""The figures of a return out and in by one workbook: looked at first, then taken in."""

import io
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.figures.queries import Report
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.reporting import desk
from khuyenhoc.web.request import SignedInRequest
from khuyenhoc.web.uploading import TakeInForm, UploadForm, is_long
from khuyenhoc.workbooks import figures_form, figures_intake, uploads
from khuyenhoc.worker import returns


def give_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every indicator a row, with what the return holds so far."""
    report = desk.opened(request, pk)
    out = io.BytesIO()
    figures_form.write_form(report.place_id, report.period_written, out, by=request.user, at=timezone.now())
    return files.workbook(out, "bao-cao-so-lieu")


def upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nothing is written; the file is kept for an hour, for the button below its report."""
    report = desk.opened(request, pk)
    if not desk.is_open(report):
        return redirect("return", pk)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    looked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        if is_long(sent, sent.size):
            led = asking.begun(
                request,
                form,
                JobKind.RETURN_LOOK,
                {"file": sent.name, "period": report.period_written, "report": pk},
                place=report.place_id,
                permission=Permission.SET_FIGURES,
                sent=sent.read(),
            )
            if led is not None:
                return led
        else:
            looked = posting.tried(form, lambda at: _look(request, report, form, at)) or {}
    context = desk.about(report) | {"form": form, **looked}
    return render(request, "reporting/upload.html", context, status=400 if form.errors else 200)


def _look(request: SignedInRequest, report: Report, form: UploadForm, at: datetime) -> dict[str, Any]:
    sent, language = form.cleaned_data["file"], get_language() or "vi"
    token = uploads.keep(sent.chunks(), name=sent.name, by=request.user, at=at)
    told = figures_intake.compare(
        uploads.find(token, by=request.user),
        report.place_id,
        report.period_written,
        by=request.user,
        at=at,
        name=sent.name,
    )
    return {
        "looked": True,
        "file": sent.name,
        **returns.report(told, language),
        "taking": TakeInForm(initial={"token": token, "name": sent.name}),
    }


@require_POST
def take_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """All of it or nothing; the file goes."""
    report = desk.opened(request, pk)
    form = TakeInForm(request.POST)

    def write(at: datetime) -> dict[str, Any]:
        told, _is_written = figures_intake.take_in(
            uploads.find(form.cleaned_data["token"], by=request.user),
            report.place_id,
            report.period_written,
            by=request.user,
            at=at,
            name=form.cleaned_data["name"],
        )
        return {name: told.counts[name] for name in ("new", "changed", "same")}

    told = posting.done(request, form, write)
    if told is None:
        return refusals.form_refused(request, form)
    messages.success(
        request, _("Đã nhập: %(new)s dòng mới, %(changed)s dòng thay đổi.") % {n: told[n] for n in told}
    )
    uploads.drop(request.POST["token"], by=request.user)
    return redirect("return", pk)


@require_POST
def marked(request: SignedInRequest, pk: int) -> HttpResponse:
    """The person's own workbook with what is wrong written into it."""
    report = desk.opened(request, pk)
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return refusals.form_refused(request, form)
    asked = form.cleaned_data
    file = uploads.find(asked["token"], by=request.user)
    told = figures_intake.compare(
        file,
        report.place_id,
        report.period_written,
        by=request.user,
        at=timezone.now(),
        name=asked["name"],
    )
    return files.marked(file, told.faults, "bao-cao-so-lieu-co-ghi-loi", called=asked["name"])
