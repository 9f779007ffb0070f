"""A list of members sent as a workbook: looked at first, then taken in as a whole."""

import io
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.domain.roles import Permission
from khuyenhoc.sentences import sentence
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.branches import held
from khuyenhoc.web.branches.held import Held
from khuyenhoc.web.branches.one import frame
from khuyenhoc.web.request import SignedInRequest
from khuyenhoc.web.templatetags.words import grouped
from khuyenhoc.web.uploading import TakeInForm, UploadForm
from khuyenhoc.workbooks import members, uploads

SHOWN = 100  # faults on the page; all of them stand in the marked file


def upload(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Nothing is written until the button below the report is pressed; the file is kept for an hour."""
    found = held.held(request, place, pk, Permission.KEEP_REGISTER)
    if "token" in request.POST:
        return _taken_in(request, found)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    report: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]

        def look(at: datetime) -> dict[str, Any]:
            token = uploads.keep(sent.chunks(), name=sent.name, by=request.user, at=at)
            file = uploads.find(token, by=request.user)
            told = members.look(file, found.branch, name=sent.name, by=request.user, at=at)
            language = get_language() or "vi"
            return {
                "looked": True,
                "file": sent.name,
                "taking": TakeInForm(initial={"token": token, "name": sent.name}),
                "joining": len(told.joining),
                "known": told.known,
                "party": sum(one.in_party for one in told.joining),
                "faults": [
                    (one.cell, one.column, sentence(one.error, language)) for one in told.faults[:SHOWN]
                ],
                "number_of_faults": len(told.faults),
            }

        report = posting.tried(form, look) or {}
    context = frame(found) | {"form": form, **report}
    return render(request, "members/import.html", context, status=400 if form.errors else 200)


def _taken_in(request: SignedInRequest, found: Held) -> HttpResponse:
    form = TakeInForm(request.POST)
    if "marked" in request.POST:
        return _marked(request, found, form)

    def write(at: datetime) -> dict[str, Any]:
        asked = form.cleaned_data
        file = uploads.find(asked["token"], by=request.user)
        number = members.take_in(file, found.branch, name=asked["name"], by=request.user, at=at)
        return {"number": number}

    told = posting.done(request, form, write)
    if told is None:
        return refusals.form_refused(request, form)
    uploads.drop(request.POST["token"], by=request.user)
    messages.success(
        request, _("Đã kết nạp %(number)s người từ bảng tính.") % {"number": grouped(told["number"])}
    )
    return redirect("members", found.place, found.branch.pk)


def _marked(request: SignedInRequest, found: Held, form: TakeInForm) -> HttpResponse:
    """The person's own workbook with what is wrong written into it."""
    if not form.is_valid():
        return refusals.form_refused(request, form)
    asked, at = form.cleaned_data, timezone.now()
    file = uploads.find(asked["token"], by=request.user)
    told = members.look(file, found.branch, name=asked["name"], by=request.user, at=at)
    return files.marked(file, told.faults, "hoi-vien-co-ghi-loi", called=asked["name"])


def template(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    held.held(request, place, pk, Permission.KEEP_REGISTER)
    return files.workbook(io.BytesIO(members.template()), "mau-danh-sach-hoi-vien")
