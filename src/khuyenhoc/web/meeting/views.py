"""Holding a review meeting and reading its minutes."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.analytics import apart as marks
from khuyenhoc.analytics import meeting as meetings
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Attendance
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.review import Votes
from khuyenhoc.domain.roles import Permission
from khuyenhoc.papers import minutes as papers
from khuyenhoc.web import apart, files, posting, ratings, work
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.meeting.forms import MeetingForm
from khuyenhoc.web.request import SignedInRequest, today


def hold(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    here = work.at(request, round_id, place)
    agenda = meetings.agenda(here.round, place, seen_by=request.user, on=today())
    last = meetings.last_here(place)
    form = MeetingForm(
        request.POST or None,
        initial={"held_on": today()}
        | ({"invited": last.invited, "chair": last.chair, "secretary": last.secretary} if last else {}),
        agenda={item.case_id: item.name for item in agenda.items},
        earliest=here.round.registration_from,
        latest=today(),
    )
    if request.method == "POST":

        def review(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            of_round: dict[int, dict[int, Votes]] = defaultdict(dict)
            for case, votes in told["votes"].items():
                of_round[agenda.rounds[case]][case] = votes
            made = [
                assessments.review_cases(
                    place,
                    votes,
                    attendance=Attendance(
                        held_on=told["held_on"],
                        invited=told["invited"],
                        present=told["present"],
                        chair=told["chair"],
                        secretary=told["secretary"],
                    ),
                    not_carried=told["not_carried"],
                    by=request.user,
                    at=at,
                )
                for votes in of_round.values()
            ]
            return {"meeting": made[0].pk, "number": len(told["votes"])}

        told = posting.done(request, form, review)
        if told is not None:
            messages.success(
                request, _("Đã ghi kết quả họp bình xét %(number)s hồ sơ.") % {"number": told["number"]}
            )
            return redirect("minutes", told["meeting"])
    names = ratings.names()
    context = {
        "section": "home",
        "work": here,
        "here": "meeting",
        "form": form,
        "agenda": agenda,
        "apart": apart.told(
            marks.of_registrations(
                [(item.registration_id, item.name) for item in agenda.items], seen_by=request.user, on=today()
            )
        ),
        "rows": [_row(item, request, names, is_bound=form.is_bound) for item in agenda.items],
        "held": meetings.held_here(place, here.round.year, title=here.round.title, level=here.round.level),
        "may_hold": here.may("meeting"),
        "made_up": any(item.is_sample for item in agenda.items),
    }
    return render(request, "meeting/hold.html", context, status=400 if form.errors else 200)


def _row(
    item: meetings.Item, request: SignedInRequest, names: dict[str, str], *, is_bound: bool
) -> dict[str, Any]:
    """The case with what was typed for it, so that a refused form comes back as it was."""
    chosen = request.POST.getlist("case")
    return {
        "item": item,
        "rating": names.get(item.rating, item.rating),
        "is_chosen": str(item.case_id) in chosen if is_bound else item.passed,
        "against": request.POST.get(f"no:{item.case_id}", ""),
        "silent": request.POST.get(f"none:{item.case_id}", ""),
    }


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    told = meetings.minutes(pk, seen_by=request.user, on=today())
    return render(
        request, "meeting/minutes.html", {"section": "home", "minutes": told, "made_up": told.is_sample}
    )


def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes to be printed and signed, for whoever may read them."""
    told = meetings.minutes(pk, seen_by=request.user, on=today())
    if len(told.voted) > asking.NAMES_AT_ONCE:
        return asking.offered(
            request,
            JobKind.MINUTES,
            {"meeting": told.meeting_id},
            place=told.place_id,
            permission=Permission.SEE,
            number=len(told.voted),
        )
    return files.paper(papers.pdf(papers.of(told.meeting_id)), f"bien-ban-{told.meeting_id}")
