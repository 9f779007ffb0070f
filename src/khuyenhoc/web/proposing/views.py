"""The list for the deciding body: made of what is verified and passes, shown, printed, taken back."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import proposing
from khuyenhoc.analytics.stations import by_round
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.papers import proposal as papers
from khuyenhoc.web import files, keyset, posting, ratings, refusals, work
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.proposing.forms import ListForm, ProposeForm, TakeBackForm, UndoForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.templatetags.words import grouped
from khuyenhoc.web.work import Work


def propose(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    here = _at_work(request, round_id, place)
    form = ProposeForm(request.POST or None, initial={"effective_on": today()})
    falling: list[tuple[int, str]] = []
    if request.method == "POST":
        falling = _falling(request, here, form)
        told = posting.done(request, form, lambda at: _put_forward(request, here, form, falling, at))
        if told is not None:
            messages.success(request, _("Đã đề nghị %(number)s hồ sơ.") % {"number": grouped(told["number"])})
            undoing.offer(request, "propose_undo", [here.round.pk, place], proposal=told["proposals"])
            return redirect("proposal", told["proposals"][0])
    asked = ListForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    search = asked.cleaned_data["q"]
    page = proposing.ready(
        here.round,
        place,
        seen_by=request.user,
        on=today(),
        search=search,
        after=keyset.read(asked.cleaned_data["after"]),
    )
    short = proposing.short(
        here.round, place, seen_by=request.user, on=today(), language=get_language() or "vi"
    )
    homes = places.labels({case.place_id for case in (*page.cases, *short)}, today())
    names = ratings.names()
    kept = {"q": search}
    context = {
        "section": "home",
        "work": here,
        "here": "propose",
        "form": form,
        "falling": falling,
        "ticked": frozenset(form.cleaned_data.get("case", ())) if form.errors else (),
        "search": search,
        "whole": page.whole,
        "rows": [
            (case, homes[case.place_id].removesuffix(f", {here.label}"), names.get(case.rating, case.rating))
            for case in page.cases
        ],
        "short": [(case, homes[case.place_id].removesuffix(f", {here.label}")) for case in short],
        "made": proposing.made_here(here.round, place, seen_by=request.user, on=today()),
        "may_propose": here.may("propose"),
        "made_up": any(case.is_sample for case in (*page.cases, *short)),
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "is_first": not asked.cleaned_data["after"],
    }
    return render(request, "proposing/propose.html", context, status=400 if form.errors else 200)


def _at_work(request: SignedInRequest, round_id: int, place: int) -> Work:
    here = work.at(request, round_id, place)
    if request.method == "POST" and not here.may("propose"):
        raise access.OutsideScope(permission=Permission.PROPOSE.value)
    return here


def _chosen(request: SignedInRequest, here: Work, form: ProposeForm) -> dict[int, int]:
    """case → its round, of what the form names."""
    told = form.cleaned_data
    among = None if told["everything"] else told["case"]
    return proposing.passing(here.round, here.place, seen_by=request.user, on=today(), among=among)


def _falling(request: SignedInRequest, here: Work, form: ProposeForm) -> list[tuple[int, str]]:
    """Those that were counted anew and pass no longer; unless they are to be left out, the form says so."""
    if not form.is_valid():
        return []
    chosen = _chosen(request, here, form)
    falling = proposing.no_longer_passing(list(chosen), form.cleaned_data["effective_on"])
    if falling and not form.cleaned_data["leave_out"]:
        names = ", ".join(name for _case, name in falling)
        form.add_error(
            None, _("Hệ thống vừa đếm lại, những nơi này không còn đạt: %(names)s.") % {"names": names}
        )
    return falling


def _put_forward(
    request: SignedInRequest, here: Work, form: ProposeForm, falling: list[tuple[int, str]], at: datetime
) -> dict[str, Any]:
    """One list for each round that the chosen cases sit in."""
    left_out = {case for case, _name in falling}
    found = _chosen(request, here, form)
    chosen = set(found) if form.cleaned_data["everything"] else set(form.cleaned_data["case"])
    groups = by_round((case, found.get(case, here.round.pk)) for case in chosen - left_out)
    made = [
        recognition.propose(
            cases, place=here.place, by=request.user, at=at, effective_on=form.cleaned_data["effective_on"]
        )
        for cases in (groups or {here.round.pk: []}).values()  # none left: the deed says that none is named
    ]
    return {"proposals": [one.pk for one in made], "number": len(chosen - left_out)}


@require_POST
def undo(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    """Take the lists back that were just made, while nothing was decided on them."""
    here = _at_work(request, round_id, place)
    form = UndoForm(request.POST)

    def take_back(at: datetime) -> dict[str, Any]:
        cases = proposing.still_proposed(form.cleaned_data["proposal"], seen_by=request.user, on=today())
        assessments.take_back_proposal(cases, reason=_("Bấm nhầm, đã hoàn tác"), by=request.user, at=at)
        return {}

    if posting.done(request, form, take_back) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã hoàn tác: các hồ sơ vừa rồi lại chờ đề nghị."))
    return redirect("propose", here.round.pk, place)


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    told = proposing.proposal(pk, seen_by=request.user, on=today())
    may_take_back = bool(told.still_open) and access.may(
        request.user, Permission.PROPOSE, told.place_id, on=today(), title=told.title
    )
    form = TakeBackForm(request.POST or None)
    if request.method == "POST":

        def take_back(at: datetime) -> dict[str, Any]:
            cases = form.cleaned_data["case"] or [case.case_id for case in told.cases if case.is_open]
            on_it = {case.case_id for case in told.cases}
            if not set(cases) <= on_it:
                raise assessments.CasesUnknown(number=len(set(cases) - on_it))
            assessments.take_back_proposal(cases, reason=form.cleaned_data["reason"], by=request.user, at=at)
            return {"number": len(cases)}

        done = posting.done(request, form, take_back)
        if done is not None:
            said = _("Đã rút %(number)s hồ sơ khỏi danh sách; các hồ sơ ấy vẫn đã xác minh.")
            messages.success(request, said % {"number": grouped(done["number"])})
            return redirect("proposal", pk)
    homes = places.labels({case.place_id for case in told.cases}, told.on)
    names = ratings.names()
    context = {
        "section": "home",
        "list": told,
        "form": form,
        "ticked": frozenset(form.cleaned_data.get("case", ())) if form.errors else (),
        "rows": [
            (case, homes[case.place_id].removesuffix(f", {told.place}"), names.get(case.rating, case.rating))
            for case in told.cases
        ],
        "may_take_back": may_take_back,
        "made_up": any(case.is_sample for case in told.cases),
    }
    return render(request, "proposing/proposal.html", context, status=400 if form.errors else 200)


def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list as it stands now, to be printed and signed."""
    told = proposing.proposal(pk, seen_by=request.user, on=today())
    if len(told.cases) > asking.NAMES_AT_ONCE:
        return asking.offered(
            request,
            JobKind.PROPOSAL,
            {"proposal": told.pk},
            place=told.place_id,
            permission=Permission.SEE,
            number=len(told.cases),
        )
    return files.paper(papers.pdf(papers.of(told.pk)), f"danh-sach-de-nghi-{told.pk}")
