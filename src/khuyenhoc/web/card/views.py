"""Opening one's form by a card: every answer goes to the card's own registration and to no other."""

import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import filling as fillings
from khuyenhoc.analytics.filling import Filling
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.cards import actions as cards
from khuyenhoc.apps.cards import queries as issued
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.queries import Wish
from khuyenhoc.domain.features import Feature
from khuyenhoc.domain.workflow import RULES, Step
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.assessing import desk, questions
from khuyenhoc.web.assessing.forms import KeepForm
from khuyenhoc.web.card.forms import CodeForm, OwnFormForm
from khuyenhoc.web.misses import Misses
from khuyenhoc.web.request import SignedInRequest, today

CODE: Final = "card"  # in the session, as long as the form is open
MISSES: Final = Misses("card", time.time)
OPEN_FOR: Final = 2 * 60 * 60  # seconds without a touch; cards are used on borrowed telephones


@dataclass(frozen=True, slots=True)
class Opened:
    """by: in whose name what is typed is kept."""

    filling: Filling
    by: Account

    @property
    def may_fill_in(self) -> bool:
        return self.filling.state in RULES[Step.SELF_ASSESS].before


@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _open(request, form, form.cleaned_data["code"])
    return render(request, "card/ask.html", {"form": form}, status=400 if form.errors else 200)


@login_not_required
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """The address in the card's QR: the code leaves the address bar at once."""
    form = CodeForm({"code": code[:60]})
    form.is_valid()
    return _open(request, form, code)


def _open(request: HttpRequest, form: CodeForm, code: str) -> HttpResponse:
    if posting.tried(form, lambda _at: issued.find(code, on=today())) is not None:
        request.session[CODE] = code
        request.session.set_expiry(OPEN_FOR)
        return redirect("card_form")
    return render(request, "card/ask.html", {"form": form}, status=MISSES.refuse(request, form))


def opened_form(request: HttpRequest) -> Opened | None:
    """The card is looked at anew each time: one that was revoked meanwhile opens nothing more."""
    card = issued.find_or_none(request.session.get(CODE, ""), on=today())
    if card is None:
        return None
    rounds.require_features(Feature.CARDS, [card.registration.place_id], today())
    by = cards.holder(card.registration.place_id, at=timezone.now())
    return Opened(fillings.of(card.registration_id, seen_by=by, on=today()), by)


@login_not_required
def fill_in(request: HttpRequest) -> HttpResponse:
    opened = opened_form(request)
    if opened is None:
        return redirect("card")
    filling = opened.filling
    if not opened.may_fill_in:
        return render(request, "card/stands.html", {"filling": filling, "made_up": filling.is_sample})
    form = KeepForm(request.POST or {"revision": filling.revision})
    if request.method == "POST":
        kept = form.is_valid() and posting.tried(
            form, lambda at: desk.keep(request, filling, form, by=opened.by, at=at)
        )
        if "autosave" in request.POST:
            return desk.autosaved(kept or None, form)
        if kept and any(one.code == request.POST.get("photo") for one in filling.rules.indicators):
            return redirect("card_photo", request.POST["photo"])
        if kept:
            return redirect("card_look" if "look" in request.POST else "card_form")
        filling = replace(filling, **desk.typed(request, filling))
        form.data = {"revision": filling.revision}
    context = {"takes_photos": True, "by_card": True, **desk.asked(filling, form)}
    return render(request, "card/fill_in.html", context, status=400 if form.errors else 200)


@login_not_required
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    opened = opened_form(request)
    if opened is None:
        return redirect("card")
    pk, by = opened.filling.registration_id, opened.by
    form = KeepForm(request.POST)
    if posting.tried(form, lambda at: assessments.step_back(pk, by=by, at=at)):
        messages.success(request, _("Đã trở lại như trước lần sửa cuối."))
    else:
        messages.error(request, refusals.said(form))
    return redirect("card_form")


@login_not_required
def look_over(request: HttpRequest) -> HttpResponse:
    opened = opened_form(request)
    if opened is None:
        return redirect("card")
    filling = opened.filling
    if not opened.may_fill_in or not filling.revision:
        return redirect("card_form")
    form = OwnFormForm(
        request.POST or None,
        initial={"revision": filling.revision},
        asks_reason=bool(filling.reason),
        gaps=questions.gaps(filling),
    )
    if request.method == "POST":

        def hand_in(at: datetime) -> dict[str, Any]:
            done = recognition.hand_in(
                filling.registration_id,
                revision=form.cleaned_data["revision"],
                consent=Wish.SELF,
                reason=form.cleaned_data.get("reason", ""),
                by=opened.by,
                at=at,
            )
            return {"assessment": done.pk}

        if posting.done(cast(SignedInRequest, request), form, hand_in) is not None:
            return redirect("card_form")
    context = desk.looked_over(filling, form)
    return render(request, "card/look_over.html", context, status=400 if form.errors else 200)


@login_not_required
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """On a borrowed telephone nobody after sees anything."""
    request.session.pop(CODE, None)
    messages.success(request, _("Đã đóng phiếu."))
    return redirect("card")
