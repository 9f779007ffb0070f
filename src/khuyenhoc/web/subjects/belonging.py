"""Joining and leaving a household, a clan, an organisation on a day."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects import queries as register
from khuyenhoc.apps.subjects.actions import NewAffiliation
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.titles import Title
from khuyenhoc.web import posting, refusals
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.subjects import kept
from khuyenhoc.web.subjects.forms import AffiliationsForm, JoinForm, LeaveForm

TO_JOIN = {  # (kind of the member, kind of the group)
    (Title.CITIZEN, Title.HOUSEHOLD): Belonging.HOUSEHOLD_MEMBER,
    (Title.HOUSEHOLD, Title.CLAN): Belonging.CLAN_HOUSEHOLD,
    (Title.CITIZEN, Title.ORGANISATION): Belonging.ORGANISATION_MEMBER,
}
ONE_AT_A_TIME = frozenset({Belonging.HOUSEHOLD_MEMBER, Belonging.CLAN_HOUSEHOLD})


def join(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Groups are looked for by name, without a search in the same hamlet; a former household is left that day."""
    found = kept.subject(request, pk)
    belonging = TO_JOIN.get((Title(found.kind), Title(kind))) if kind in set(Title) else None
    if belonging is None:
        raise Http404
    search = request.GET.get("q", "").replace("\0", "").strip()[:200]
    near = None if search or kind == Title.ORGANISATION else found.place_id
    inside = [one for one in register.affiliations_of(found) if one.until is None and one.kind == belonging]
    there = {one.group_id for one in inside}
    groups = [
        one
        for one in register.groups_to_join(Title(kind), search, seen_by=request.user, on=today(), near=near)
        if one.pk not in there
    ]
    homes = places.labels({one.place_id for one in groups}, today())
    form = JoinForm(
        request.POST or None,
        groups=[(one.pk, f"{one.name} ({homes[one.place_id]})") for one in groups],
        initial={"on": today()},
    )
    if request.method == "POST":

        def belong(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            if belonging in ONE_AT_A_TIME and inside:
                subjects.part([one.pk for one in inside], on=told["on"], by=request.user, at=at)
            new = NewAffiliation(belonging, pk, told["group"], told["on"])
            subjects.affiliate([new], by=request.user, at=at)
            return {}

        if posting.done(request, form, belong) is not None:
            messages.success(request, _("Đã ghi."))
            return redirect("subject", pk)
    context = {
        "section": "subjects",
        "subject": found,
        "made_up": found.is_sample,
        "kind": kind,
        "form": form,
        "search": search,
        "groups": groups,
        "left": inside if belonging in ONE_AT_A_TIME else [],
    }
    return render(request, "subjects/join.html", context, status=400 if form.errors else 200)


def leave(request: SignedInRequest, pk: int, affiliation: int) -> HttpResponse:
    found = register.get(pk, seen_by=request.user, on=today())
    row = found.affiliations.select_related("group").get(pk=affiliation)
    form = LeaveForm(request.POST or None, initial={"on": today()})
    if request.method == "POST":

        def part(at: datetime) -> dict[str, Any]:
            subjects.part([row.pk], on=form.cleaned_data["on"], by=request.user, at=at)
            return {}

        if posting.done(request, form, part) is not None:
            messages.success(request, _("Đã ghi rời đi."))
            undoing.offer(request, "subject_leave_undo", [pk], affiliation=[row.pk])
            return redirect("subject", pk)
    context = {"section": "subjects", "subject": found, "row": row, "form": form, "made_up": found.is_sample}
    return render(request, "subjects/leave.html", context, status=400 if form.errors else 200)


@require_POST
def undo_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    register.get(pk, seen_by=request.user, on=today())
    form = AffiliationsForm(request.POST)

    def go_on(at: datetime) -> dict[str, Any]:
        subjects.rejoin(form.cleaned_data["affiliation"], by=request.user, at=at)
        return {}

    if posting.done(request, form, go_on) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã hoàn tác: vẫn thuộc như cũ."))
    return redirect("subject", pk)
