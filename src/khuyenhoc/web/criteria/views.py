"""Criteria sets: the list, one in plain words, two side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khuyenhoc.analytics import resting
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.queries import StoredSet
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.criteria.difference import difference
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files, refusals
from khuyenhoc.web.criteria.forms import FindForm, OtherForm
from khuyenhoc.web.request import SignedInRequest, today


def everything(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    asked = form.cleaned_data
    found = criteria.find(title=asked["title"], status=asked["status"], on=today() if asked["now"] else None)
    sets = [criteria.rules(stored) for stored in found]
    return render(request, "criteria/everything.html", {"section": "criteria", "sets": sets, "form": form})


def one(request: SignedInRequest, key: str) -> HttpResponse:
    """`key` is "code@version"."""
    stored = criteria.get(key)
    rules = criteria.rules(stored)
    names = {criterion.code: criterion for criterion in rules.criteria}
    floors = [(names[code], percent) for code, percent in rules.pass_rule.min_criterion_percent]
    held = access.permissions_of(request.user, today())
    context = {
        "section": "criteria",
        "set": rules,
        "floors": floors,
        "others": _others(rules),
        "documents": resting.under_set(stored),
        "own": next((place for place, _ in access.scope(request.user, today()).granted), None),
        "may_edit": Permission.EDIT_CRITERIA in held,
        "may_try": Permission.OPEN_ROUND in held,
    }
    return render(request, "criteria/one.html", context)


def _others(rules: CriteriaSet) -> list[StoredSet]:
    """What a set may be laid beside: those of the same title, other versions of itself first."""
    alike = [one for one in criteria.find(title=rules.title) if one.key != rules.key]
    return sorted(alike, key=lambda one: (one.code != rules.code, one.level != rules.level, one.key))


def file(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001  (a view takes its request)
    """The set as the file it is kept in."""
    stored = criteria.get(key)
    answer = HttpResponse(stored.text, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = files.taken(f"{stored.key}.toml")
    return answer


def choose(request: HttpRequest, key: str) -> HttpResponse:
    """From the list of the other sets to the two side by side."""
    form = OtherForm(request.GET)
    other = form.cleaned_data["other"] if form.is_valid() else ""
    return redirect("criteria_compare", key, other) if other else redirect("criteria_set", key)


def compare(request: HttpRequest, key: str, other: str) -> HttpResponse:
    """What the second set asks otherwise than the first."""
    before, after = criteria.rules(criteria.get(key)), criteria.rules(criteria.get(other))
    context = {"section": "criteria", **side_by_side(before, after)}
    return render(request, "criteria/compare.html", context)


def side_by_side(before: CriteriaSet, after: CriteriaSet) -> dict[str, Any]:
    """What criteria/_difference.html shows of two sets."""
    found = difference(before, after)
    homes = {
        indicator.code: criterion
        for rules in (before, after)
        for criterion in rules.criteria
        for indicator in criterion.indicators
    }
    names = {rating.code: rating.name for rules in (before, after) for rating in rules.ratings}
    criterion_names = {one.code: one.text for rules in (before, after) for one in rules.criteria}
    return {
        "before": before,
        "after": after,
        "difference": found,
        "counted": found.counted().items(),
        "pairs": [(pair, homes.get(pair.code)) for pair in found.changed],
        "thresholds": [
            (one, names.get(one.code) or criterion_names.get(one.code)) for one in found.thresholds
        ],
        "in_points": {"indicator_points"},
        "plain": {"rating_level", "validity_months"},
    }
