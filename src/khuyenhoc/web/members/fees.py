"""The fees of a branch and year: the rate, receipts, who is let off, entries cancelled."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association import queries as association
from khuyenhoc.domain.roles import Permission
from khuyenhoc.papers import fee_receipt
from khuyenhoc.web import files, posting
from khuyenhoc.web.branches import held
from khuyenhoc.web.branches.one import frame
from khuyenhoc.web.members.forms import CancelForm, RateForm
from khuyenhoc.web.request import SignedInRequest, today


def of_year(request: SignedInRequest, place: int, pk: int, year: int) -> HttpResponse:
    """The book of a year; a rate is set or entries are cancelled by its two forms."""
    found = held.held(request, place, pk)
    cancelling = "cancel" in request.POST
    own = association.own_rate(found.branch, year)
    rate = RateForm(
        request.POST if request.method == "POST" and not cancelling else None,
        initial={"amount": own if own is not None else association.rate_at(found.branch, year)},
        prefix="rate" if cancelling else None,
    )
    cancel = CancelForm(request.POST if cancelling else None)
    if request.method == "POST":
        held.require(request, place)

        def set_rate(at: datetime) -> dict[str, Any]:
            amount = rate.cleaned_data["amount"]
            actions.set_rate(found.branch, year, amount, by=request.user, at=at)
            return {"said": _("Đã ghi mức hội phí.")}

        def take_back(at: datetime) -> dict[str, Any]:
            mine = association.fees_of(
                found.branch, year, seen_by=request.user, on=today(), pks=cancel.cleaned_data["fee"]
            )
            if len(mine) < len(cancel.cleaned_data["fee"]):
                raise OutsideScope(permission=Permission.KEEP_BOOKS.value)
            ids = [one.pk for one in mine]
            actions.cancel(ids, reason=cancel.cleaned_data["reason"], by=request.user, at=at)
            return {"said": _("Đã hủy. Số biên lai vẫn giữ trong sổ.")}

        told = (
            posting.done(request, cancel, take_back) if cancelling else posting.done(request, rate, set_rate)
        )
        if told is not None:
            messages.success(request, told["said"])
            return redirect("fees", place, pk, year)
    rows = association.fees_of(found.branch, year, seen_by=request.user, on=today())
    form = cancel if cancelling else rate
    context = frame(found) | {
        "year": year,
        "years": association.fee_years(found.branch, today()),
        "rate_form": rate,
        "cancel_form": cancel,
        "form": form,
        "rate": association.rate_at(found.branch, year),
        "own_rate": own,
        "sums": association.fee_sums(found.branch, year, today()),
        "rows": rows,
        "has_receipts": any(one.number and not one.cancelled_at for one in rows),
        "made_up": any(one.person.is_sample for one in rows),
    }
    return render(request, "members/fees.html", context, status=400 if form.errors else 200)


def receipts(request: SignedInRequest, place: int, pk: int, year: int) -> HttpResponse:
    """Receipts to print: those whose ids stand in the address, else all of the year that hold."""
    found = held.held(request, place, pk, Permission.KEEP_BOOKS)
    chosen = [int(one) for one in request.GET.getlist("fee") if one.isdecimal() and len(one) <= 18]
    fees = association.fees_of(found.branch, year, seen_by=request.user, on=today(), pks=chosen or None)
    paper = fee_receipt.of(found.branch, fees, on=today())
    return files.paper(fee_receipt.pdf(paper), f"bien-lai-hoi-phi-{year}")
