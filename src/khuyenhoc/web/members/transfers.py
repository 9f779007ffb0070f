"""Members offered to other branches: who wants to come to a place, who waits to go, and the answers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association import queries as association
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting, refusals, undo
from khuyenhoc.web.branches import held
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.walking.forms import MOST, Ids, UndoneIds

DEEDS = ("accept", "refuse", "withdraw")


class Offers(Ids):
    default_error_messages = {"required": gettext_lazy("Chưa đánh dấu ai.")}


class AnswerForm(DeedForm):
    offer = Offers()
    do = forms.ChoiceField(choices=[(one, one) for one in DEEDS])
    reason = forms.CharField(label=gettext_lazy("Lý do từ chối"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("do") == "refuse" and not told.get("reason"):
            self.add_error("reason", _("Hãy ghi vì sao không nhận."))
        return told


class BackForm(DeedForm):
    offer = UndoneIds()


def show(request: SignedInRequest, place: int) -> HttpResponse:
    label, on = held.sees(request, place), today()
    held.require(request, place, Permission.KEEP_REGISTER)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        told = _answer(request, place, form)
        if told is not None:
            return told
    coming = list(association.waiting_to_come(place, on)[:MOST])
    going = list(association.waiting_to_go(place, on)[:MOST])
    lately = association.answered_lately(place, on)
    context = {
        "section": "association",
        "place": place,
        "label": label,
        "coming": coming,
        "going": going,
        "lately": lately,
        "form": form,
        "ticked": {int(one) for one in request.POST.getlist("offer") if one.isdecimal()},
        "made_up": any(one.person.is_sample for one in (*coming, *going, *lately)),
    }
    return render(request, "members/transfers.html", context, status=400 if form.errors else 200)


def _answer(request: SignedInRequest, place: int, form: AnswerForm) -> HttpResponse | None:
    """What was pressed for those ticked, once; None when the form or a rule forbids it."""

    def do(at: datetime) -> dict[str, Any]:
        told, offers = form.cleaned_data, form.cleaned_data["offer"]
        deeds: dict[str, Callable[[], int]] = {
            "accept": lambda: actions.accept(offers, by=request.user, at=at),
            "refuse": lambda: actions.refuse(offers, reason=told["reason"], by=request.user, at=at),
            "withdraw": lambda: actions.withdraw(offers, by=request.user, at=at),
        }
        return {"number": deeds[told["do"]](), "offers": offers}

    answer = posting.done(request, form, do)
    if answer is None:
        return None
    pressed = request.POST.get("do", "")
    said = {
        "accept": _("Đã nhận. Hội viên nay thuộc nơi mới."),
        "refuse": _("Đã từ chối. Hội viên vẫn ở nơi cũ."),
        "withdraw": _("Đã rút đề nghị. Hội viên vẫn ở nơi cũ."),
    }[pressed]
    messages.success(request, said)
    if pressed != "withdraw":
        undo.offer(request, "transfers_undo", [place], offer=answer["offers"])
    return redirect("transfers", place)


@require_POST
def take_back(request: SignedInRequest, place: int) -> HttpResponse:
    """An answer that was a mistake."""
    held.sees(request, place)
    held.require(request, place, Permission.KEEP_REGISTER)
    form = BackForm(request.POST)

    def do(at: datetime) -> dict[str, Any]:
        return {"number": actions.take_back_answer(form.cleaned_data["offer"], by=request.user, at=at)}

    if posting.done(request, form, do) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã hoàn tác. Đề nghị lại chờ trả lời."))
    return redirect("transfers", place)
