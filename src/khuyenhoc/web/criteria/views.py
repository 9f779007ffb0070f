"""Criteria sets: the list, and one in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khuyenhoc.apps.criteria import queries as criteria


def everything(request: HttpRequest) -> HttpResponse:
    sets = [criteria.rules(stored) for stored in criteria.everything()]
    return render(request, "criteria/everything.html", {"section": "criteria", "sets": sets})


def one(request: HttpRequest, key: str) -> HttpResponse:
    """`key` is "code@version"."""
    rules = criteria.rules(criteria.get(key))
    names = {criterion.code: criterion for criterion in rules.criteria}
    floors = [(names[code], percent) for code, percent in rules.pass_rule.min_criterion_percent]
    return render(request, "criteria/one.html", {"section": "criteria", "set": rules, "floors": floors})
