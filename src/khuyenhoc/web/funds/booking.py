"""Looked over before it is written: what stands in a book is never changed or deleted, only taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.funds.queries import Voucher
from khuyenhoc.domain.official_writing import in_words
from khuyenhoc.web import posting
from khuyenhoc.web.funds import desk
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today

WRITE, EDIT = "write", "edit"  # what the buttons below the look ask for


def booked(
    request: SignedInRequest,
    form: DeedForm,
    deed: Callable[[datetime], Voucher],
    template: str,
    context: dict[str, Any],
    *,
    said: str,
    leads_to: int | None = None,
) -> HttpResponse:
    """The form, then what it will write, then the voucher; a rule that forbids it says so before the look.

    leads_to: the voucher whose page comes then; None for the one made.
    """
    step = request.POST.get("step", "")
    if request.method == "POST" and step == WRITE:
        done = posting.done(request, form, lambda at: {"voucher": deed(at).pk})
        if done is not None:
            messages.success(request, said)
            return redirect("fund_voucher", leads_to or done["voucher"])
    elif request.method == "POST" and step != EDIT:
        look = posting.rehearsed(form, lambda at: _look(deed(at)))
        if look is not None:
            return render(request, "funds/look_over.html", context | look | {"form": form})
    return render(request, template, context | {"form": form}, status=400 if form.errors else 200)


def _look(made: Voucher) -> dict[str, Any]:
    """The voucher as it would be written and what would be there then."""
    fund = made.fund
    return {
        "voucher": made,
        "words": in_words(made.amount),
        "effect": desk.effect(made),
        "partner_at": desk.partner_at(made),
        "change": funds.done_by(made.pk),
        "after": funds.holdings_at(fund.pk, today()),
        "writes_in": fund,
    }
