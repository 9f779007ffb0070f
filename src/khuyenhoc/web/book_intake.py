"""Entries of a workbook: looked at first, then taken in; a large one is handed over to the worker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.uploading import TakeInForm, UploadForm, is_long
from khuyenhoc.workbooks import uploads
from khuyenhoc.workbooks.lists import Fault
from khuyenhoc.workbooks.plain import Looked
from khuyenhoc.worker import books


class Found(Protocol):
    """What looking at a workbook found; on the page by `Intake.shown`."""

    faults: list[Fault]


class Intake(Protocol):
    """What a page takes workbooks into. Whoever makes one has asked for its permission at the place."""

    asks: ClassVar[JobKind]  # for looking at a large one

    @property
    def place(self) -> int: ...

    @property
    def permission(self) -> Permission: ...

    def facts(self) -> dict[str, Any]:
        """Of the job, beside the name of the file."""

    def look(self, file: Path, *, name: str, by: Account, at: datetime) -> Any:
        """A `Found`; nothing is written."""

    def shown(self, told: Any) -> dict[str, Any]:
        """For the page's template."""

    def write(self, file: Path, *, name: str, by: Account, at: datetime) -> dict[str, Any]:
        """All of it or nothing; what a receipt keeps, for the message."""


@dataclass(frozen=True, slots=True)
class BookIntake:
    """Of a book as `worker.books.book` knows it."""

    asks: ClassVar[JobKind] = JobKind.BOOK_LOOK
    code: str
    of: int
    place: int
    permission: Permission = Permission.KEEP_BOOKS

    def facts(self) -> dict[str, Any]:
        return {"book": self.code, "of": self.of}

    def look(self, file: Path, *, name: str, by: Account, at: datetime) -> Looked[Any]:
        """Errors: OutsideScope, those of the book."""
        return books.book(self.code, self.of, self.place, by=by, on=today()).look(file, name=name)

    def shown(self, told: Looked[Any]) -> dict[str, Any]:
        return {"report": books.report(told, get_language() or "vi")}

    def write(self, file: Path, *, name: str, by: Account, at: datetime) -> dict[str, Any]:
        """Errors: as `look`, those of the deeds."""
        book = books.book(self.code, self.of, self.place, by=by, on=today())
        told = book.take_in(file, by=by, at=at, name=name)
        found = books.report(told, get_language() or "vi")
        return found | {"new": 0 if told.faults else len(told.new), "made": told.made}


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
                into.asks,
                {"file": sent.name} | into.facts(),
                place=into.place,
                permission=into.permission,
                sent=sent.read(),
            )
            if led is not None:
                return led
        else:
            looked = posting.tried(form, lambda at: _look(request, into, sent, at)) or {}
    return render(request, template, context | {"form": form, **looked}, status=400 if form.errors else 200)


def _look(request: SignedInRequest, into: Intake, sent: Any, at: datetime) -> dict[str, Any]:
    token = uploads.keep(sent.chunks(), name=sent.name, by=request.user, at=at)
    told = into.look(uploads.find(token, by=request.user), name=sent.name, by=request.user, at=at)
    return into.shown(told) | {
        "file": sent.name,
        "taking": TakeInForm(initial={"token": token, "name": sent.name}),
    }


def take_in(
    request: SignedInRequest,
    into: Intake,
    *,
    said: Callable[[dict[str, Any]], str],
    leads_to: str,
    undone_by: Callable[[Sequence[int]], None] | None = None,
) -> HttpResponse:
    """All of it or nothing; the file goes. said: what the page tells then, of what `Intake.write` told.

    undone_by: offers to take back what was made.
    """
    form = TakeInForm(request.POST)

    def write(at: datetime) -> dict[str, Any]:
        asked = form.cleaned_data
        file = uploads.find(asked["token"], by=request.user)
        return into.write(file, name=asked["name"], by=request.user, at=at)

    told = posting.done(request, form, write)
    if told is None:
        return refusals.form_refused(request, form)
    messages.success(request, said(told))
    if undone_by is not None and told.get("made"):
        undone_by(told["made"])
    uploads.drop(request.POST["token"], by=request.user)
    return redirect(leads_to)


def marked(request: SignedInRequest, into: Intake, name: str) -> HttpResponse:
    """The person's own workbook with what is wrong written into it. name: of the file that is given."""
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return refusals.form_refused(request, form)
    asked, by = form.cleaned_data, request.user
    file = uploads.find(asked["token"], by=by)
    told: Found = into.look(file, name=asked["name"], by=by, at=timezone.now())
    return files.marked(file, told.faults, name, called=asked["name"])
