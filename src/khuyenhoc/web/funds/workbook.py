"""The book as a file, and entries from a workbook: looked at first, then taken in."""

import io

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.funds.queries import Fund
from khuyenhoc.web import book_intake, files
from khuyenhoc.web.book_intake import BookIntake
from khuyenhoc.web.funds import desk
from khuyenhoc.web.funds.forms import BookForm
from khuyenhoc.web.funds.views import book_query
from khuyenhoc.web.request import SignedInRequest
from khuyenhoc.workbooks import fund_book


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
    found = desk.kept(request, fund)
    return book_intake.upload(request, _into(found), "funds/import.html", desk.about(found))


@require_POST
def take_in(request: SignedInRequest, fund: int) -> HttpResponse:
    into = _into(desk.kept(request, fund))
    return book_intake.take_in(
        request,
        into,
        said=lambda told: _("Đã ghi %(new)s phiếu vào sổ.") % told,
        leads_to=reverse("fund", args=[fund]),
    )


@require_POST
def marked(request: SignedInRequest, fund: int) -> HttpResponse:
    return book_intake.marked(request, _into(desk.kept(request, fund)), "thu-chi-co-ghi-loi")


def _into(fund: Fund) -> BookIntake:
    return BookIntake("fund", fund.pk, fund.place_id)
