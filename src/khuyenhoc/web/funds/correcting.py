"""One voucher: shown, printed, and taken back by a counter-entry."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from khuyenhoc.apps.funds import actions
from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.funds.queries import Voucher
from khuyenhoc.domain.ledger import VoucherKind
from khuyenhoc.domain.official_writing import in_words
from khuyenhoc.papers import voucher as papers
from khuyenhoc.web import files
from khuyenhoc.web.funds import desk
from khuyenhoc.web.funds.booking import booked
from khuyenhoc.web.funds.forms import CorrectForm
from khuyenhoc.web.request import SignedInRequest, today

PRINTED = (VoucherKind.RECEIPT, VoucherKind.PAYMENT, VoucherKind.CORRECTION)
ENTERED_AT = {VoucherKind.RECEIPT: "fund_income", VoucherKind.PAYMENT: "fund_spending"}


def show(request: SignedInRequest, voucher: int) -> HttpResponse:
    found = funds.voucher(voucher, seen_by=request.user, on=today())
    back = getattr(found, "corrected_by", None)
    context = desk.about(found.fund) | {
        "voucher": found,
        "words": in_words(found.amount),
        "back": back,
        "effect": desk.effect(found),
        "partner_at": desk.partner_at(found),
        "is_printed": found.kind in PRINTED,
        "again": ENTERED_AT.get(VoucherKind(found.kind), "") if back is not None else "",
        "may_correct": back is None
        and found.kind != VoucherKind.CORRECTION
        and desk.keeps(request, found.fund.place_id),
        "keeps": desk.keeps(request, found.fund.place_id),
    }
    return render(request, "funds/voucher.html", context)


def paper(request: SignedInRequest, voucher: int) -> HttpResponse:
    """Phiếu thu, phiếu chi or phiếu điều chỉnh, to be signed."""
    found = funds.voucher(voucher, seen_by=request.user, on=today())
    if found.kind not in PRINTED:
        raise Http404
    return files.paper(papers.pdf(papers.of(found)), f"phieu-{found.kind}-{found.number}-{found.year}")


def correct(request: SignedInRequest, voucher: int) -> HttpResponse:
    found = funds.voucher(voucher, seen_by=request.user, on=today())
    desk.kept(request, found.fund_id)
    form = CorrectForm(request.POST or None)

    def deed(at: datetime) -> Voucher:
        told = form.cleaned_data
        return actions.correct(voucher, day=told["day"], reason=told["reason"], by=request.user, at=at)

    context = desk.about(found.fund) | {"voucher": found, "closed_to": funds.closed_to(found.fund_id)}
    said = _("Đã ghi phiếu điều chỉnh. Bây giờ ghi lại phiếu cho đúng.")
    return booked(request, form, deed, "funds/correct.html", context, said=said, leads_to=voucher)
