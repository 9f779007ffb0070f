"""The second person decides; then the list is printed and paid."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.funds.queries import Voucher
from khuyenhoc.apps.scholarships import actions
from khuyenhoc.apps.scholarships import queries as awards
from khuyenhoc.domain import awards as rules
from khuyenhoc.domain.ledger import Account
from khuyenhoc.domain.official_writing import in_words
from khuyenhoc.domain.roles import Permission
from khuyenhoc.papers import award_list as papers
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.funds.booking import booked
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.scholarships import desk
from khuyenhoc.web.scholarships.forms import DecideForm, PayForm


def decide(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Every nomination that was looked over, ticked as the rules would have it; never by who nominated it."""
    found = desk.opened(request, place, pk)
    desk.require(request, Permission.APPROVE_BOOKS, found.place_id)
    form = DecideForm(request.POST or None)
    if request.method == "POST":

        def deed(at: datetime) -> dict[str, Any]:
            told = {name: value for name, value in form.cleaned_data.items() if name != "key"}
            number = actions.decide(pk, told.pop("nomination"), by=request.user, at=at, **told)
            return {"number": number}

        done = posting.done(request, form, deed)
        if done is not None:
            messages.success(request, _("Đã duyệt trao %(number)s suất.") % done)
            return redirect("award", place, pk)
    rows = awards.nominations(found, found.place_id, seen_by=request.user, on=today())
    standing = list(rows.filter(state="reviewed").order_by("sort_key", "pk"))
    lower = rules.lower_prizes(awards.candidates(standing, found)) if found.highest_only else set()
    told = desk.told(request, found, standing)
    ticked = (
        {int(one) for one in request.POST.getlist("nomination") if one.isdecimal() and len(one) < 19}
        if request.method == "POST"
        else {
            one["row"].pk
            for one in told
            if not one["lacks_consent"] and not one["is_own"] and one["row"].pk not in lower
        }
    )
    context = desk.about(found, place) | {
        "form": form,
        "rows": [
            one | {"is_lower": one["row"].pk in lower, "ticked": one["row"].pk in ticked} for one in told
        ],
        "unseen": rows.filter(state="nominated").count(),
    }
    return render(request, "scholarships/decide.html", context, status=400 if form.errors else 200)


@require_POST
def back(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """The decision goes while nothing was paid."""
    found = desk.opened(request, place, pk)
    desk.require(request, Permission.APPROVE_BOOKS, found.place_id)
    form = DeedForm(request.POST)

    def deed(at: datetime) -> dict[str, Any]:
        actions.take_back_decision(pk, by=request.user, at=at)
        return {}

    if posting.done(request, form, deed) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã gỡ quyết định; các đề cử chờ duyệt lại."))
    return redirect("award", place, pk)


def pay(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """One voucher in the fund for the whole list."""
    found = desk.opened(request, place, pk)
    desk.require(request, Permission.KEEP_BOOKS, found.place_id)
    form = PayForm(request.POST or None)

    def deed(at: datetime) -> Voucher:
        told = form.cleaned_data
        holding = Account(told["holding"])
        return actions.pay(pk, out_of=holding, day=told["day"], party=told["party"], by=request.user, at=at)

    rows = awards.awarded(found)
    total = sum(one.amount for one in rows)
    context = desk.about(found, place) | {
        "number": len(rows),
        "total": total,
        "words": in_words(total),
        "held": funds.holdings_at(found.fund_id, today()),
    }
    said = _("Đã chi và ghi vào sổ quỹ.")
    return booked(request, form, deed, "scholarships/pay.html", context, said=said)


def paper(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Names, amounts and where to sign; only for who keeps or approves the books of the round's place."""
    found = desk.opened(request, place, pk)
    if not awards.may_read(request.user, found.place_id, today()):
        desk.require(request, Permission.KEEP_BOOKS, found.place_id)
    return files.paper(papers.pdf(papers.of(found, on=today())), "danh-sach-nhan-tien")
