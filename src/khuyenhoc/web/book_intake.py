"""Entries of a plain workbook: looked at first, then taken in; a large one is handed over to the worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.uploading import TakeInForm, UploadForm, is_long
from khuyenhoc.workbooks import uploads
from khuyenhoc.workbooks.plain import Book
from khuyenhoc.worker import books


@dataclass(frozen=True, slots=True)
class Intake:
    """What a page takes workbooks into: as `worker.books.book`. Whoever makes one has asked for KEEP_BOOKS there."""

    code: str
    of: int
    place: int

    def book(self, request: SignedInRequest) -> Book:
        """Errors: OutsideScope."""
        return books.book(self.code, self.of, self.place, by=request.user, on=today())


def upload(request: SignedInRequest, into: Intake, template: str, context: dict[str, Any]) -> HttpResponse:
    """Nothing is written; the file is kept for an hour, for the button below its report."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    looked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        if is_long(sent, sent.size):
            led = asking.begun(
                request,
                form,
                JobKind.BOOK_LOOK,
                {"file": sent.name, "book": into.code, "of": into.of},
                place=into.place,
                permission=Permission.KEEP_BOOKS,
                sent=sent.read(),
            )
            if led is not None:
                return led
        else:
            looked = posting.tried(form, lambda at: _look(request, into, sent, at)) or {}
    return render(request, template, context | {"form": form, **looked}, status=400 if form.errors else 200)


def _look(request: SignedInRequest, into: Intake, sent: Any, at: datetime) -> dict[str, Any]:
    token = uploads.keep(sent.chunks(), name=sent.name, by=request.user, at=at)
    told = into.book(request).look(uploads.find(token, by=request.user), name=sent.name)
    return {
        "report": books.report(told, get_language() or "vi"),
        "file": sent.name,
        "taking": TakeInForm(initial={"token": token, "name": sent.name}),
    }


def take_in(
    request: SignedInRequest, into: Intake, *, said: Callable[[dict[str, Any]], str], leads_to: str
) -> HttpResponse:
    """All of it or nothing; the file goes. said: what the page tells then, of the report."""
    form = TakeInForm(request.POST)

    def write(at: datetime) -> dict[str, Any]:
        asked = form.cleaned_data
        file = uploads.find(asked["token"], by=request.user)
        told = into.book(request).take_in(file, by=request.user, at=at, name=asked["name"])
        return books.report(told, get_language() or "vi") | {"new": 0 if told.faults else len(told.new)}

    told = posting.done(request, form, write)
    if told is None:
        return refusals.form_refused(request, form)
    messages.success(request, said(told))
    uploads.drop(request.POST["token"], by=request.user)
    return redirect(leads_to)


def marked(request: SignedInRequest, into: Intake, name: str) -> HttpResponse:
    """The person's own workbook with what is wrong written into it. name: of the file that is given."""
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return refusals.form_refused(request, form)
    asked = form.cleaned_data
    file = uploads.find(asked["token"], by=request.user)
    told = into.book(request).look(file, name=asked["name"])
    return files.marked(file, told.faults, name, called=asked["name"])
