"""What the pages of a form share, whoever sits before it: reading what was typed, keeping it, drawing it."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.analytics import learning
from khuyenhoc.analytics.filling import Filling
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.domain.explanation import explain
from khuyenhoc.web.assessing import questions
from khuyenhoc.web.assessing.forms import KeepForm
from khuyenhoc.web.request import today


def typed(request: HttpRequest, filling: Filling) -> dict[str, Any]:
    """The whole form as it was sent, as a draft keeps it."""
    notes = {name[2:]: str(value) for name, value in request.POST.items() if name.startswith("n:")}
    ticks = {name[2:]: request.POST.getlist(name) for name in request.POST if name.startswith("e:")}
    return {
        "cells": questions.cells(filling, request.POST.dict()),
        "evidence": questions.evidence(filling, ticks, notes),
    }


def keep(request: HttpRequest, filling: Filling, form: KeepForm, *, by: Account, at: datetime) -> Any:
    """Errors: as assessments.keep_draft."""
    return assessments.keep_draft(
        filling.registration_id,
        **typed(request, filling),
        revision=form.cleaned_data["revision"],
        by=by,
        at=at,
    )


def autosaved(kept: Any, form: KeepForm) -> HttpResponse:
    """The answer to the page's script: the draft's new revision, or why it was not kept."""
    if kept is None:
        said = " ".join(str(text) for errors in form.errors.values() for text in errors)
        return JsonResponse({"said": said}, status=409)
    hour = date_format(timezone.localtime(kept.edited_at), "H:i")
    return JsonResponse({"revision": kept.revision, "said": _("Đã lưu lúc %(hour)s.") % {"hour": hour}})


def asked(filling: Filling, form: forms.Form) -> dict[str, Any]:
    """For the page with the questions."""
    return {
        "filling": filling,
        "form": form,
        "set": filling.rules,
        "groups": questions.groups(filling),
        "learning": _learned(filling),
        "made_up": filling.is_sample,
    }


def _learned(filling: Filling) -> learning.Learning:
    return learning.of(filling.subject_id, filling.title, filling.year, today())


def looked_over(filling: Filling, form: forms.Form) -> dict[str, Any]:
    """For the page that tells what the answers come to."""
    drawn = questions.groups(filling)
    return {
        "filling": filling,
        "form": form,
        "set": filling.rules,
        "unanswered": [one for group in drawn for one in group.questions if not one.is_answered],
        "wrong": [one for group in drawn for one in group.questions if one.wrong],
        "explanation": explain(filling.rules, filling.answers, get_language() or "vi"),
        "learning": _learned(filling),
        "made_up": filling.is_sample,
    }
