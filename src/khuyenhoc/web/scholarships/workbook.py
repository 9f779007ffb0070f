"""Nominations as a file, and from a workbook: looked at first, then taken in."""

import io

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.scholarships import queries as awards
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import book_intake, files
from khuyenhoc.web.book_intake import BookIntake
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.scholarships import desk
from khuyenhoc.workbooks import award_list, award_totals


def give_out(request: SignedInRequest, place: int, pk: int, form: str) -> HttpResponse:
    """The list as a file, of whoever the person may read there."""
    found = desk.opened(request, place, pk)
    rows = awards.nominations(found, place, seen_by=request.user, on=today())
    table = award_list.table(
        found, rows, place, language=get_language() or "vi", by=request.user, at=timezone.now()
    )
    return files.answer(table, "danh-sach-hoc-bong", form)


def totals(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    """Numbers by year, category and place, for whoever sees the place; no names."""
    if not access.sees_rows(request.user, place, today()):
        raise access.OutsideScope(permission=Permission.SEE.value)
    table = award_totals.table(place, language=get_language() or "vi", on=today())
    return files.answer(table, "tong-hop-hoc-bong", form)


def template(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    _into(request, place, pk)
    out = io.BytesIO()
    award_list.write_template(out)
    return files.workbook(out, "mau-danh-sach-de-cu")


def upload(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    into = _into(request, place, pk)
    context = desk.about(desk.opened(request, place, pk), place)
    return book_intake.upload(request, into, "scholarships/import.html", context)


@require_POST
def take_in(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    return book_intake.take_in(
        request,
        _into(request, place, pk),
        said=lambda told: _("Đã đề cử %(new)s người từ bảng tính.") % told,
        leads_to=reverse("award", args=[place, pk]),
    )


@require_POST
def marked(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    return book_intake.marked(request, _into(request, place, pk), "de-cu-co-ghi-loi")


def _into(request: SignedInRequest, place: int, pk: int) -> BookIntake:
    """Errors: OutsideScope."""
    desk.opened(request, place, pk)
    desk.require(request, Permission.KEEP_BOOKS, place)
    return BookIntake("awards", pk, place)
