"""The book as a file, and entries from a workbook: looked at first, then taken in."""

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

from khuyenhoc.apps.funds.queries import Fund
from khuyenhoc.sentences import sentence
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.funds import desk
from khuyenhoc.web.funds.forms import BookForm
from khuyenhoc.web.funds.views import book_query
from khuyenhoc.web.request import SignedInRequest
from khuyenhoc.web.uploading import TakeInForm, UploadForm
from khuyenhoc.workbooks import fund_book, marking, uploads


def give_out(request: SignedInRequest, fund: int, form: str) -> HttpResponse:
    found = desk.opened(request, fund)
    asked = BookForm(request.GET)
    query = book_query(fund, asked.cleaned_data if asked.is_valid() else {})
    table = fund_book.book_table(
        found, query, language=get_language() or "vi", by=request.user, at=timezone.now()
    )
    return files.answer(table, "so-quy", form)


def template(request: SignedInRequest, fund: int) -> HttpResponse:
    desk.kept(request, fund)
    out = io.BytesIO()
    fund_book.write_template(out)
    return files.workbook(out, "mau-thu-chi")


def upload(request: SignedInRequest, fund: int) -> HttpResponse:
    """Nothing is written; the file is kept for an hour, for the button below its report."""
    found = desk.kept(request, fund)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    looked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        looked = posting.tried(form, lambda at: _look(request, found, form, at)) or {}
    context = desk.about(found) | {"form": form, **looked}
    return render(request, "funds/import.html", context, status=400 if form.errors else 200)


def _look(request: SignedInRequest, fund: Fund, form: UploadForm, at: datetime) -> dict[str, Any]:
    sent, language = form.cleaned_data["file"], get_language() or "vi"
    token = uploads.keep(sent.chunks(), name=sent.name, by=request.user, at=at)
    told = fund_book.look(uploads.find(token, by=request.user), fund, name=sent.name)
    return {
        "looked": told,
        "file": sent.name,
        "faults": [(one, sentence(one.error, language)) for one in told.faults[:200]],
        "taking": TakeInForm(initial={"token": token, "name": sent.name}),
    }


@require_POST
def take_in(request: SignedInRequest, fund: int) -> HttpResponse:
    """All of it or nothing; the file goes."""
    found = desk.kept(request, fund)
    form = TakeInForm(request.POST)

    def write(at: datetime) -> dict[str, Any]:
        asked = form.cleaned_data
        file = uploads.find(asked["token"], by=request.user)
        told = fund_book.take_in(file, found, by=request.user, at=at, name=asked["name"])
        return {"new": 0 if told.faults else len(told.new)}

    told = posting.done(request, form, write)
    if told is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã ghi %(new)s phiếu vào sổ.") % told)
    uploads.drop(request.POST["token"], by=request.user)
    return redirect("fund", fund)


@require_POST
def marked(request: SignedInRequest, fund: int) -> HttpResponse:
    """The person's own workbook with what is wrong written into it."""
    found = desk.kept(request, fund)
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return refusals.form_refused(request, form)
    asked, language = form.cleaned_data, get_language() or "vi"
    file = uploads.find(asked["token"], by=request.user)
    told = fund_book.look(file, found, name=asked["name"])
    out = io.BytesIO()
    marking.mark(file, told.faults, out, told=lambda error: sentence(error, language), name=asked["name"])
    return files.workbook(out, "thu-chi-co-ghi-loi")
