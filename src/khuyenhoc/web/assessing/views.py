"""Filling in a form on one screen; every change is kept, the last ones can be taken back."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import filling as fillings
from khuyenhoc.analytics.filling import Filling
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.rounds.queries import Wish
from khuyenhoc.domain.explanation import explain
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.workflow import RULES, Step
from khuyenhoc.web import posting
from khuyenhoc.web.assessing import questions
from khuyenhoc.web.assessing.forms import HandInForm, KeepForm
from khuyenhoc.web.request import SignedInRequest, today


def fill_in(request: SignedInRequest, pk: int) -> HttpResponse:
    filling = _filling(request, pk)
    if filling.state not in RULES[Step.SELF_ASSESS].before:
        return redirect("case", pk)
    form = KeepForm(request.POST or {"revision": filling.revision})
    if request.method == "POST":
        kept = form.is_valid() and posting.tried(form, lambda at: _keep(request, filling, form, at))
        if "autosave" in request.POST:
            return _autosaved(kept or None, form)
        if kept:
            return redirect("assess_look" if "look" in request.POST else "assess", pk)
        filling = replace(filling, **_typed(request, filling))
        form.data = {"revision": filling.revision}  # sent once more it stands over what the other kept
    context = {
        "section": "home",
        "filling": filling,
        "form": form,
        "set": filling.rules,
        "groups": questions.groups(filling),
        "made_up": filling.is_sample,
    }
    return render(request, "assessing/fill_in.html", context, status=400 if form.errors else 200)


def _filling(request: SignedInRequest, pk: int) -> Filling:
    """Errors: OutsideScope when the person may see the case and not fill it in."""
    found = fillings.of(pk, seen_by=request.user, on=today())
    if not access.may(request.user, Permission.ASSESS, found.place_id, on=today(), title=found.title):
        raise access.OutsideScope(permission=Permission.ASSESS.value)
    return found


def _typed(request: SignedInRequest, filling: Filling) -> dict[str, Any]:
    notes = {name[2:]: str(value) for name, value in request.POST.items() if name.startswith("n:")}
    ticks = {name[2:]: request.POST.getlist(name) for name in request.POST if name.startswith("e:")}
    return {
        "cells": questions.cells(filling, request.POST.dict()),
        "evidence": questions.evidence(filling, ticks, notes),
    }


def _keep(request: SignedInRequest, filling: Filling, form: KeepForm, at: datetime) -> Any:
    return assessments.keep_draft(
        filling.registration_id,
        **_typed(request, filling),
        revision=form.cleaned_data["revision"],
        by=request.user,
        at=at,
    )


def _autosaved(kept: Any, form: KeepForm) -> HttpResponse:
    if kept is None:
        said = " ".join(str(text) for errors in form.errors.values() for text in errors)
        return JsonResponse({"said": said}, status=409)
    hour = date_format(timezone.localtime(kept.edited_at), "H:i")
    return JsonResponse({"revision": kept.revision, "said": _("Đã lưu lúc %(hour)s.") % {"hour": hour}})


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    filling = _filling(request, pk)
    form = KeepForm(request.POST)
    if posting.tried(form, lambda at: assessments.step_back(filling.registration_id, by=request.user, at=at)):
        messages.success(request, _("Đã trở lại như trước lần sửa cuối."))
    return redirect("assess", pk)


def look_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the answers come to, before they are handed in."""
    filling = _filling(request, pk)
    if filling.state not in RULES[Step.SELF_ASSESS].before:
        return redirect("case", pk)
    if not filling.revision:
        return redirect("assess", pk)
    came_back = bool(filling.reason)
    form = HandInForm(request.POST or None, initial={"revision": filling.revision}, asks_reason=came_back)
    if request.method == "POST":

        def hand_in(at: datetime) -> dict[str, Any]:
            done = recognition.hand_in(
                pk,
                revision=form.cleaned_data["revision"],
                consent=Wish(form.cleaned_data["consent"]),
                reason=form.cleaned_data.get("reason", ""),
                by=request.user,
                at=at,
            )
            return {"assessment": done.pk}

        if posting.done(request, form, hand_in) is not None:
            messages.success(request, _("Đã nộp phiếu của %(name)s.") % {"name": filling.name})
            return redirect("walk", filling.round_id, filling.place_id)
    drawn = questions.groups(filling)
    context = {
        "section": "home",
        "filling": filling,
        "form": form,
        "set": filling.rules,
        "unanswered": [one for group in drawn for one in group.questions if not one.is_answered],
        "wrong": [one for group in drawn for one in group.questions if one.wrong],
        "explanation": explain(filling.rules, filling.answers, get_language() or "vi"),
        "made_up": filling.is_sample,
    }
    return render(request, "assessing/look_over.html", context, status=400 if form.errors else 200)
