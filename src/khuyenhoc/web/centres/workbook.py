"""Centres, classes and sessions as one workbook, out and in."""

import io

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.web import book_intake, files
from khuyenhoc.web.book_intake import BookIntake
from khuyenhoc.web.centres import desk
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import centre_book


def give_out(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    """The workbook that can be taken in again."""
    desk.require_seen(request, place)
    out = io.BytesIO()
    centre_book.write(place, year, out, seen_by=request.user, on=today())
    return files.workbook(out, f"so-trung-tam-{year}")


def template(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require_kept(request, place)
    out = io.BytesIO()
    centre_book.write_template(out)
    return files.workbook(out, "mau-so-trung-tam")


def upload(request: SignedInRequest, place: int) -> HttpResponse:
    context = desk.frame(place, year=today().year)
    return book_intake.upload(request, _into(request, place), "centres/import.html", context)


@require_POST
def take_in(request: SignedInRequest, place: int) -> HttpResponse:
    said = _("Đã nhập %(centres)s trung tâm, %(classes)s lớp, %(sessions)s buổi học mới.")
    return book_intake.take_in(
        request,
        _into(request, place),
        said=lambda told: said % dict(told["totals"]),
        leads_to=reverse("centres", args=[place]),
    )


@require_POST
def marked(request: SignedInRequest, place: int) -> HttpResponse:
    return book_intake.marked(request, _into(request, place), "so-trung-tam-co-ghi-loi")


def _into(request: SignedInRequest, place: int) -> BookIntake:
    """Errors: OutsideScope."""
    desk.require_kept(request, place)
    return BookIntake("centres", 0, place)
