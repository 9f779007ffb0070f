"""Printing cards for registered citizens of a place, for whoever may assess there."""

import secrets
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.cards import actions as cards
from khuyenhoc.apps.cards import queries as issued
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.papers import card as paper
from khuyenhoc.web import files, posting, refusals, work
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.request import SignedInRequest, today

AT_ONCE = 400  # cards made while somebody waits: fifty pages


class IssueForm(posting.DeedForm):
    """again: also those who have a card, whose earlier one is then useless."""

    again = forms.BooleanField(
        required=False, label=_("In lại cả cho người đã có thẻ (thẻ cũ sẽ không dùng được nữa)")
    )


def issue(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    """The codes exist on the printed file and nowhere else, so the file comes with the deed or the job itself."""
    here = work.at(request, round_id, place)
    if here.round.title != Title.CITIZEN:
        return refusals.unreadable(request)
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = _wanted(place, here.round.year, again=form.cleaned_data["again"])
        if len(wanted) > AT_ONCE:
            facts = {"year": here.round.year, "again": form.cleaned_data["again"]}
            led = asking.begun(request, form, JobKind.CARDS, facts, place=place, permission=Permission.ASSESS)
            if led is not None:
                return led
        made = (
            None
            if len(wanted) > AT_ONCE
            else posting.tried(form, lambda at: _printed(request, wanted, place, at))
        )
        if made is not None:
            answer = HttpResponse(made, content_type="application/pdf")
            answer.headers["Content-Disposition"] = files.taken(f"the-{place}-{here.round.year}.pdf")
            answer.headers["Cache-Control"] = "no-store"
            return answer
    without = issued.to_be_issued(place, year=here.round.year, on=today())
    everybody = issued.to_be_issued(place, year=here.round.year, on=today(), again=True)
    context = {
        "section": "home",
        "work": here,
        "here": "walk",
        "form": form,
        "without": len(without),
        "everybody": len(everybody),
        "most": AT_ONCE,
        "may_issue": here.may("walk"),
    }
    return render(request, "card/issue.html", context, status=400 if form.errors else 200)


def _wanted(place: int, year: int, *, again: bool) -> list[int]:
    return issued.to_be_issued(place, year=year, on=today(), again=again)


def _printed(request: SignedInRequest, wanted: list[int], place: int, at: datetime) -> bytes:
    made = cards.issue(wanted, draw=secrets.randbelow, by=request.user, at=at)
    return paper.pdf(paper.of(made, place=place, on=today()))
