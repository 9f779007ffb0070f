"""Households and people in and out by one workbook: looked at first, then taken in."""

import io
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.intake.matching import Status
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files, posting, refusals, uploading
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.subjects import kept
from khuyenhoc.web.templatetags.words import grouped
from khuyenhoc.web.uploading import UploadForm, is_long
from khuyenhoc.workbooks import intake, register, uploads
from khuyenhoc.worker import registers


class PlaceForm(forms.Form):
    place = forms.IntegerField(required=False, min_value=1, max_value=10**18)


class TakeInForm(uploading.TakeInForm):
    place = forms.IntegerField(min_value=1, max_value=10**18, widget=forms.HiddenInput)
    skip_bad = forms.BooleanField(required=False, widget=forms.HiddenInput)


def upload(request: SignedInRequest) -> HttpResponse:
    """Nothing is written; the file is kept for an hour, for the button below its report."""
    where = _where(request)
    form = (
        UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    )
    report: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]

        def look(at: datetime) -> dict[str, Any]:
            token, told = uploads.look(sent.chunks(), where, name=sent.name, by=request.user, at=at)
            again = TakeInForm(initial={"token": token, "name": sent.name, "place": where})
            found = registers.report(told, get_language() or "vi")
            return found | {"looked": True, "taking": again, "file": sent.name}

        if is_long(sent, sent.size):
            led = asking.begun(
                request,
                form,
                JobKind.REGISTER_LOOK,
                {"file": sent.name},
                place=where,
                permission=Permission.KEEP_REGISTER,
                sent=sent.read(),
            )
            if led is not None:
                return led
        else:
            report = posting.tried(form, look) or {}
    context = {
        "section": "subjects",
        "form": form,
        "place": where,
        "label": places.label(where, today()),
        **report,
    }
    return render(request, "subjects/import.html", context, status=400 if form.errors else 200)


def _where(request: SignedInRequest) -> int:
    asked = PlaceForm(request.GET)
    where = asked.cleaned_data["place"] if asked.is_valid() else None
    where = where or next(iter(kept.topmost(request)), None)
    if where is None or not kept.keeps(request, where):
        raise OutsideScope(permission=Permission.KEEP_REGISTER.value)
    return where


def _require(request: SignedInRequest, form: TakeInForm) -> None:
    """Said before anything of the file is, as on every other page of the place. Errors: OutsideScope."""
    if form.is_valid() and not kept.keeps(request, form.cleaned_data["place"]):
        raise OutsideScope(permission=Permission.KEEP_REGISTER.value)


@require_POST
def take_in(request: SignedInRequest) -> HttpResponse:
    """All of it, or with skip_bad all that is sound; the file goes when nothing is left to be mended in it."""
    form = TakeInForm(request.POST)
    _require(request, form)

    def write(at: datetime) -> dict[str, Any]:
        asked = form.cleaned_data
        told, is_written = intake.take_in(
            uploads.find(asked["token"], by=request.user),
            asked["place"],
            skip_bad=asked["skip_bad"],
            by=request.user,
            at=at,
            name=asked["name"],
        )
        new = sum(found[Status.NEW] for found in told.counts.values())
        changed = sum(found[Status.CHANGED] for found in told.counts.values())
        return {"new": new, "changed": changed, "left": told.number_of_faults, "written": is_written}

    told = posting.done(request, form, write)
    if told is None:
        return refusals.form_refused(request, form)
    said = {"new": grouped(told["new"]), "changed": grouped(told["changed"])}
    messages.success(request, _("Đã nhập: %(new)s dòng mới, %(changed)s dòng thay đổi.") % said)
    where, token = request.POST["place"], request.POST["token"]
    if told["left"]:
        context = {
            "section": "subjects",
            "left": told["left"],
            "place": where,
            "taking": TakeInForm(initial={"token": token, "name": request.POST["name"], "place": where}),
        }
        return render(request, "subjects/taken_in.html", context)
    uploads.drop(token, by=request.user)
    return redirect(f"{reverse('subjects')}?place={where}")


@require_POST
def marked(request: SignedInRequest) -> HttpResponse:
    """The person's own workbook with what is wrong written into it."""
    form = TakeInForm(request.POST)
    _require(request, form)
    if not form.is_valid():
        return refusals.form_refused(request, form)
    asked, at = form.cleaned_data, timezone.now()
    file = uploads.find(asked["token"], by=request.user)
    told = intake.compare(file, asked["place"], by=request.user, at=at, name=asked["name"])
    return files.marked(file, told.faults, "danh-sach-co-ghi-loi", called=asked["name"])


def template(request: SignedInRequest) -> HttpResponse:  # noqa: ARG001  (a view's)
    out = io.BytesIO()
    register.write_template(out)
    return files.workbook(out, "mau-danh-sach-ho-va-nguoi")


def give_out(request: SignedInRequest) -> HttpResponse:
    """All households and people of a place in the workbook that can be taken in again."""
    asked = PlaceForm(request.GET)
    where = (asked.cleaned_data["place"] if asked.is_valid() else None) or next(
        iter(kept.topmost(request)), 0
    )
    if not where or not kept.keeps(request, where):
        raise OutsideScope(permission=Permission.KEEP_REGISTER.value)
    if Kind(places.version(where, today()).place.kind) not in (Kind.HAMLET, Kind.COMMUNE):
        return asking.offered(
            request, JobKind.REGISTER_OUT, {}, place=where, permission=Permission.KEEP_REGISTER
        )
    out = io.BytesIO()
    register.write_register(where, out, by=request.user, at=timezone.now())
    return files.workbook(out, "danh-sach-ho-va-nguoi")
