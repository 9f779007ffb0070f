"""Entering what comes in, goes out, goes to the bank or to another fund: one short form each."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.funds import actions
from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.funds.actions import NewEntry
from khuyenhoc.apps.funds.queries import Fund, Voucher
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.ledger import Account, Donor, Purpose
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting
from khuyenhoc.web.funds import desk
from khuyenhoc.web.funds.booking import booked
from khuyenhoc.web.funds.forms import BankForm, IncomeForm, OpeningForm, ReceiveForm, SendForm, SpendingForm
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today

PREFILLED = ("donor", "purpose", "party", "party_place", "holding", "about", "goods", "decision_number")


def income(request: SignedInRequest, fund: int) -> HttpResponse:
    found = desk.kept(request, fund)
    form = IncomeForm(request.POST or None, initial=_again(request, fund))

    def deed(at: datetime) -> Voucher:
        told = form.cleaned_data
        entry = NewEntry(
            day=told["day"],
            holding=Account(told["holding"]),
            amount=told["amount"],
            donor=Donor(told["donor"]),
            **{name: told[name] for name in ("party", "party_place", "about", "goods")},
        )
        return actions.enter(fund, [entry], by=request.user, at=at)[0]

    return _written(request, found, form, deed, "funds/income.html", _("Đã ghi phiếu thu."))


def spending(request: SignedInRequest, fund: int) -> HttpResponse:
    found = desk.kept(request, fund)
    form = SpendingForm(request.POST or None, initial=_again(request, fund))

    def deed(at: datetime) -> Voucher:
        told = form.cleaned_data
        entry = NewEntry(
            day=told["day"],
            holding=Account(told["holding"]),
            amount=told["amount"],
            purpose=Purpose(told["purpose"]),
            decision_day=told["decision_day"],
            **{name: told[name] for name in ("party", "party_place", "about", "goods", "decision_number")},
        )
        return actions.enter(fund, [entry], by=request.user, at=at)[0]

    context = {"held": funds.holdings_at(fund, today())}
    return _written(request, found, form, deed, "funds/spending.html", _("Đã ghi phiếu chi."), context)


def opening(request: SignedInRequest, fund: int) -> HttpResponse:
    """What was there when the book begins."""
    found = desk.kept(request, fund)
    form = OpeningForm(request.POST or None)

    def deed(at: datetime) -> Voucher:
        told = form.cleaned_data
        held = {name: told[name] or 0 for name in ("cash", "bank", "goods")}
        return actions.tell_opening(fund, **held, about=told["about"], by=request.user, at=at)

    return _written(request, found, form, deed, "funds/opening.html", _("Đã ghi số dư ban đầu."))


def bank(request: SignedInRequest, fund: int) -> HttpResponse:
    found = desk.kept(request, fund)
    form = BankForm(request.POST or None)

    def deed(at: datetime) -> Voucher:
        told = form.cleaned_data
        way = (Account.CASH, Account.BANK) if told["way"] == "in" else (Account.BANK, Account.CASH)
        return actions.move_between(
            fund,
            out_of=way[0],
            into=way[1],
            amount=told["amount"],
            day=told["day"],
            about=told["about"],
            by=request.user,
            at=at,
        )

    context = {"held": funds.holdings_at(fund, today())}
    return _written(request, found, form, deed, "funds/bank.html", _("Đã ghi vào sổ."), context)


def send(request: SignedInRequest, fund: int) -> HttpResponse:
    """To a fund above, beside or right below; it is theirs when they say they have it."""
    found = desk.kept(request, fund)
    on = today()
    known = funds.partners(found, on)
    labels = places.labels({one.place_id for one in known}, on)
    form = SendForm(
        request.POST or None, partners=[(one.pk, f"{one.name} – {labels[one.place_id]}") for one in known]
    )

    def deed(at: datetime) -> Voucher:
        told = form.cleaned_data
        return actions.send(
            fund,
            told["to"],
            out_of=Account(told["holding"]),
            by=request.user,
            at=at,
            **{name: told[name] for name in ("amount", "day", "about", "decision_number", "decision_day")},
        )

    context = {"held": funds.holdings_at(fund, on), "has_partners": bool(known)}
    return _written(request, found, form, deed, "funds/send.html", _("Đã ghi khoản chuyển đi."), context)


def receive(request: SignedInRequest, fund: int, voucher: int) -> HttpResponse:
    """What another fund sent is here."""
    found = desk.kept(request, fund)
    sent = next((one for one in funds.waiting_for(fund) if one.pk == voucher), None)
    if sent is None and not posting.done_before(request):
        raise OutsideScope(permission=Permission.KEEP_BOOKS.value)
    form = ReceiveForm(request.POST or None)

    def deed(at: datetime) -> Voucher:
        told = form.cleaned_data
        holding = Account(told["holding"])
        return actions.receive(fund, voucher, into=holding, day=told["day"], by=request.user, at=at)

    context = {"sent": sent}
    return _written(request, found, form, deed, "funds/receive.html", _("Đã ghi là đã nhận."), context)


def _again(request: SignedInRequest, fund: int) -> dict[str, Any]:
    """?from= a voucher that was taken back: the right one is typed with what was right of it."""
    wanted = request.GET.get("from", "")
    if not wanted.isascii() or not wanted.isdecimal() or len(wanted) > 18:
        return {}
    known = funds.voucher(int(wanted), seen_by=request.user, on=today())
    if known.fund_id != fund:
        raise OutsideScope(permission=Permission.SEE.value)
    told: dict[str, Any] = {name: getattr(known, name) for name in PREFILLED}
    return told | {"day": known.day, "decision_day": known.decision_day}


def _written(
    request: SignedInRequest,
    fund: Fund,
    form: DeedForm,
    deed: Callable[[datetime], Voucher],
    template: str,
    said: str,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    return booked(request, form, deed, template, desk.about(fund) | (more or {}), said=said)
