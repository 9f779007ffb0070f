"""Filling in a form on one screen; every change is kept, the last ones can be taken back."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import filling as fillings
from khuyenhoc.analytics.filling import Filling
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.queries import Wish
from khuyenhoc.domain.features import Feature
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.workflow import RULES, Step
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.assessing import desk, questions
from khuyenhoc.web.assessing.forms import HandInForm, KeepForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.walking import keeping


@posting.in_one_transaction
def fill_in(request: SignedInRequest, pk: int) -> HttpResponse:
    filling = open_form(request, pk)
    if filling.state not in RULES[Step.SELF_ASSESS].before:
        return _stands_already(request, filling)
    form = KeepForm(request.POST or {"revision": filling.revision})
    if request.method == "POST":
        kept = form.is_valid() and posting.tried(
            form, lambda at: desk.keep(request, filling, form, by=request.user, at=at)
        )
        if "autosave" in request.POST:
            return desk.autosaved(kept or None, form)
        if kept and any(one.code == request.POST.get("photo") for one in filling.rules.indicators):
            return redirect("assess_photo", pk, request.POST["photo"])
        if kept:
            return redirect("assess_look" if "look" in request.POST else "assess", pk)
        filling = replace(filling, **desk.typed(request, filling))
        form.data = {"revision": filling.revision}  # sent once more it stands over what the other kept
    context = {"section": "home", "takes_photos": True, **desk.asked(filling, form)}
    return render(request, "assessing/fill_in.html", context, status=400 if form.errors else 200)


def open_form(request: SignedInRequest, pk: int) -> Filling:
    """Errors: OutsideScope when the person may see the case and not fill it in."""
    found = fillings.of(pk, seen_by=request.user, on=today())
    if not access.may(request.user, Permission.ASSESS, found.place_id, on=today(), title=found.title):
        raise access.OutsideScope(permission=Permission.ASSESS.value)
    rounds.require_features(Feature.ASSESSMENT, [found.place_id], today())
    return found


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    filling = open_form(request, pk)
    form = KeepForm(request.POST)
    if posting.tried(form, lambda at: assessments.step_back(filling.registration_id, by=request.user, at=at)):
        messages.success(request, _("Đã trở lại như trước lần sửa cuối."))
    else:
        messages.error(request, refusals.said(form))
    return redirect("assess", pk)


@posting.in_one_transaction
def look_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the answers come to, before they are handed in."""
    filling = open_form(request, pk)
    is_open = filling.state in RULES[Step.SELF_ASSESS].before
    if not (is_open and filling.revision):
        if posting.done_before(request):
            return _handed_in(request, filling)
        return redirect("assess", pk) if is_open else _stands_already(request, filling)
    came_back = bool(filling.reason)
    form = HandInForm(
        request.POST or None,
        initial={"revision": filling.revision},
        asks_reason=came_back,
        gaps=questions.gaps(filling),
    )
    if request.method == "POST":

        def hand_in(at: datetime) -> dict[str, Any]:
            done = recognition.hand_in(
                pk,
                revision=form.cleaned_data["revision"],
                consent=Wish(form.cleaned_data["consent"]),
                reason=form.cleaned_data.get("reason", ""),
                by=request.user,
                at=at,
                read=filling.read,
            )
            return {"assessment": done.pk}

        if posting.done(request, form, hand_in) is not None:
            return _handed_in(request, filling)
    context = {"section": "home", **desk.looked_over(filling, form)}
    return render(request, "assessing/look_over.html", context, status=400 if form.errors else 200)


def _stands_already(request: SignedInRequest, filling: Filling) -> HttpResponse:
    """Sent from a page that was still open after the form was handed in: the case, and that it is done."""
    if request.method == "POST" and "autosave" not in request.POST:
        messages.info(request, _("Đã nộp phiếu của %(name)s từ trước.") % {"name": filling.name})
    return redirect("case", filling.registration_id)


def _handed_in(request: SignedInRequest, filling: Filling) -> HttpResponse:
    messages.success(request, _("Đã nộp phiếu của %(name)s.") % {"name": filling.name})
    return redirect(keeping.address(request, filling.round_id, filling.place_id))
