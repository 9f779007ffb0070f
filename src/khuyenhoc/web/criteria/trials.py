"""A set tried out on paper: opened, a few forms filled in, what they come to, closed. Nothing of it counts."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.analytics import trying
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments import queries
from khuyenhoc.apps.assessments.actions import TrialEntry
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.answers import counted_cells
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.explanation import explain
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.assessing import questions
from khuyenhoc.web.criteria.forms import CloseForm, TrialForm, TrialShowForm
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today


def find(request: SignedInRequest, key: str) -> HttpResponse:
    """The trials of a set in the person's places; opening another."""
    on = today()
    stored = criteria.get(key)
    where = next(
        (place for place, _titles in access.scope(request.user, on, Permission.OPEN_ROUND).granted), None
    )
    form = TrialForm(request.POST or None)
    if request.method == "POST":
        if where is None:
            raise access.OutsideScope(permission=Permission.OPEN_ROUND.value)

        def opened(at: datetime) -> dict[str, Any]:
            made = assessments.open_trial(stored, where, form.cleaned_data["name"], by=request.user, at=at)
            return {"trial": made.pk}

        told = posting.done(request, form, opened)
        if told is not None:
            return redirect("trial", told["trial"])
    rows = [one for one in queries.trials(seen_by=request.user, on=on) if one.criteria_set_id == stored.pk]
    labels = places.labels({one.place_id for one in rows}, on)
    context = {
        "section": "criteria",
        "set": criteria.rules(stored),
        "rows": [(one, labels[one.place_id]) for one in rows],
        "form": form,
        "place": places.label(where, on) if where is not None else "",
    }
    return render(request, "criteria/trials.html", context, status=400 if form.errors else 200)


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the forms come to so far, whom else to try it on, and the end of it."""
    on = today()
    trial = trying.get(pk, seen_by=request.user, on=on)
    asked = TrialShowForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    form = CloseForm(request.POST or None)
    may_close = trial.closed_at is None and access.may(
        request.user, Permission.OPEN_ROUND, trial.place_id, on=on, title=trial.criteria_set.title
    )
    if request.method == "POST":

        def closed(at: datetime) -> dict[str, Any]:
            assessments.close_trial(trial, form.cleaned_data["summary"], by=request.user, at=at)
            return {}

        if posting.done(request, form, closed) is not None:
            messages.success(request, _("Đã kết thúc đợt thử."))
            return redirect("trial", pk)
    rules = criteria.rules(trial.criteria_set)
    search = asked.cleaned_data["q"]
    may_try = trial.closed_at is None and access.may(
        request.user, Permission.ASSESS, trial.place_id, on=on, title=rules.title
    )
    candidates = trying.candidates(trial, seen_by=request.user, on=on, search=search) if may_try else []
    labels = places.labels({one.place_id for one in candidates}, on)
    tried = queries.tried(trial)
    context = {
        "section": "criteria",
        "set": rules,
        "trial": trial,
        "label": places.label(trial.place_id, on),
        "tried": [(one, _grade(rules, one)) for one in tried],
        "passed": sum(one.card is not None and one.card.passed for one in tried),
        "unanswered": _unanswered(rules, tried),
        "candidates": [(one, labels[one.place_id]) for one in candidates],
        "search": search,
        "may_try": may_try,
        "may_close": may_close,
        "form": form,
    }
    return render(request, "criteria/trial.html", context, status=400 if form.errors else 200)


def _grade(rules: CriteriaSet, one: queries.Tried) -> str:
    """The name of the rating, "" for none."""
    language = "en" if get_language() == "en" else "vi"
    rating = one.card.rating if one.card is not None else ""
    return next((grade.name.say(language) for grade in rules.ratings if grade.code == rating), "")


def _unanswered(rules: CriteriaSet, tried: list[queries.Tried]) -> list[tuple[str, str, int]]:
    """Indicators that some form left open, most often first: the questions people find hard."""
    language = "en" if get_language() == "en" else "vi"
    found = [
        (one.code, one.text.say(language), sum(one.code not in form.answers for form in tried))
        for one in rules.indicators
    ]
    return sorted((row for row in found if row[2]), key=lambda row: -row[2])


def fill_in(request: SignedInRequest, pk: int, subject: int) -> HttpResponse:
    on = today()
    trial = trying.get(pk, seen_by=request.user, on=on)
    filling = trying.filling(trial, subject, seen_by=request.user, on=on)
    if trial.closed_at is not None or not access.may(
        request.user, Permission.ASSESS, filling.place_id, on=on, title=filling.title
    ):
        raise access.OutsideScope(permission=Permission.ASSESS.value)
    form = DeedForm(request.POST or None)
    if request.method == "POST":
        cells = questions.cells(filling, request.POST.dict()) | counted_cells(filling.measured)

        def tried(at: datetime) -> dict[str, Any]:
            assessments.try_out(trial, [TrialEntry(subject, cells)], by=request.user, at=at)
            return {}

        if posting.done(request, form, tried) is not None:
            messages.success(request, _("Đã ghi phiếu thử của %(name)s.") % {"name": filling.name})
            return redirect(
                "trial_form" if "stay" in request.POST else "trial", pk, *_again(request, subject)
            )
    context = {
        "section": "criteria",
        "trial": trial,
        "filling": filling,
        "set": filling.rules,
        "form": form,
        "groups": questions.groups(filling),
        "explanation": explain(filling.rules, filling.answers, get_language() or "vi")
        if filling.cells and filling.rules.is_complete
        else None,
        "made_up": filling.is_sample,
    }
    return render(request, "criteria/trial_form.html", context, status=400 if form.errors else 200)


def _again(request: SignedInRequest, subject: int) -> list[int]:
    return [subject] if "stay" in request.POST else []
