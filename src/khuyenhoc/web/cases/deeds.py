"""What may be done to one case from its own page: taking it out of the round, sending it back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.analytics import history
from khuyenhoc.analytics.history import CaseHistory
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.domain.roles import MAY_SEND_BACK, Permission
from khuyenhoc.domain.workflow import RULES, Step
from khuyenhoc.web import posting
from khuyenhoc.web.cases.forms import SendBackForm, WithdrawForm
from khuyenhoc.web.request import SignedInRequest, today


def may_withdraw(request: SignedInRequest, told: CaseHistory) -> bool:
    return told.state in RULES[Step.WITHDRAW].before and access.may(
        request.user, Permission.REGISTER, told.place_id, on=today(), title=told.title
    )


def sends_back_as(request: SignedInRequest, told: CaseHistory) -> Permission | None:
    """The station at which the person may send the case back; None when it is not theirs."""
    for permission in sorted(MAY_SEND_BACK.get(told.state, frozenset())):
        if access.may(request.user, permission, told.place_id, on=today(), title=told.title):
            return permission
    return None


def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    told = history.of_case(pk, seen_by=request.user, on=today())
    if not may_withdraw(request, told):
        raise access.OutsideScope(permission=Permission.REGISTER.value)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST":

        def take_out(at: datetime) -> dict[str, Any]:
            reason = form.cleaned_data["reason"]
            if told.case_id is None:
                rounds.withdraw([pk], reason=reason, by=request.user, at=at)
            else:
                assessments.withdraw([told.case_id], reason=reason, by=request.user, at=at)
            return {}

        if posting.done(request, form, take_out) is not None:
            messages.success(request, _("Đã rút hồ sơ này khỏi đợt."))
            return redirect("case", pk)
    context = {"section": "cases", "case": told, "form": form, "made_up": told.is_sample}
    return render(request, "cases/withdraw.html", context, status=400 if form.errors else 200)


def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    told = history.of_case(pk, seen_by=request.user, on=today())
    station, case = sends_back_as(request, told), told.case_id
    if station is None or case is None:
        raise access.OutsideScope(permission=Permission.VERIFY.value)
    form = SendBackForm(request.POST or None, indicators=tuple(told.rules.columns_order))
    if request.method == "POST":

        def give_back(at: datetime) -> dict[str, Any]:
            assessments.send_back(
                [case],
                reason=form.cleaned_data["why"],
                indicators=form.cleaned_data["indicator"],
                permission=station,
                by=request.user,
                at=at,
            )
            return {}

        if posting.done(request, form, give_back) is not None:
            messages.success(request, _("Đã trả lại hồ sơ này để sửa."))
            return redirect("case", pk)
    context = {
        "section": "cases",
        "case": told,
        "form": form,
        "asked": [
            *((one.code, one.text) for one in told.rules.indicators),
            *((one.code, one.text) for one in told.rules.exclusions),
        ],
        "ticked": frozenset(request.POST.getlist("indicator")),
        "made_up": told.is_sample,
    }
    return render(request, "cases/send_back.html", context, status=400 if form.errors else 200)
