"""A book of a place as one workbook, out and in: looked over, taken in, taken back."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.places import queries as places
from khuyenhoc.web import book_intake, files, posting, refusals
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.books import shelf
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.walking.forms import Ids
from khuyenhoc.workbooks import plain
from khuyenhoc.workbooks.tables import write_xlsx
from khuyenhoc.worker import books


class UndoForm(DeedForm):
    made = Ids()


def upload(request: SignedInRequest, place: int, book: str) -> HttpResponse:
    found, into = shelf.kept(request, place, book)
    context = {
        "section": "association",
        "place": place,
        "label": places.label(place, today()),
        "book": book,
        "name": found.name,
        "title": found.title,
        "page": reverse(found.page, args=[place]),
        "guidance": books.AT_PLACES[book].form.guided(get_language() or "vi"),
    }
    return book_intake.upload(request, into, "books/import.html", context)


@require_POST
def take_in(request: SignedInRequest, place: int, book: str) -> HttpResponse:
    found, into = shelf.kept(request, place, book)

    def undone_by(made: Sequence[int]) -> None:
        undoing.offer(request, "book_undo", [place, book], made=list(made))

    return book_intake.take_in(
        request,
        into,
        said=lambda told: _("Đã nhập %(new)s mục từ bảng tính.") % told,
        leads_to=reverse(found.page, args=[place]),
        undone_by=undone_by if books.AT_PLACES[book].takes_back else None,
    )


@require_POST
def marked(request: SignedInRequest, place: int, book: str) -> HttpResponse:
    found, into = shelf.kept(request, place, book)
    return book_intake.marked(request, into, f"{found.file}-co-ghi-loi")


@require_POST
def undo(request: SignedInRequest, place: int, book: str) -> HttpResponse:
    """What a workbook just wrote is taken back, all of it or nothing. Errors: Http404 where a book has no undo."""
    found, _into = shelf.kept(request, place, book)
    if not books.AT_PLACES[book].takes_back:
        raise Http404
    form = UndoForm(request.POST)

    def back(at: datetime) -> dict[str, Any]:
        made = form.cleaned_data["made"]
        books.at_place(book, place, by=request.user, on=today()).take_back(made, by=request.user, at=at)
        return {"number": len(made)}

    told = posting.done(request, form, back)
    if told is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã hoàn tác: bỏ %(number)s mục vừa nhập.") % told)
    return redirect(found.page, place)


def template(request: SignedInRequest, place: int, book: str) -> HttpResponse:
    found, _into = shelf.kept(request, place, book)
    out = io.BytesIO()
    plain.write_template([books.AT_PLACES[book].form], out, get_language() or "vi")
    return files.workbook(out, f"mau-{found.file}")


def give_out(request: SignedInRequest, place: int, book: str) -> HttpResponse:
    """The workbook that can be taken in again."""
    found, _into = shelf.kept(request, place, book)
    kept = books.at_place(book, place, by=request.user, on=today())
    out = io.BytesIO()
    write_xlsx([kept.table(get_language() or "vi", at=timezone.now())], out)
    return files.workbook(out, found.file)
