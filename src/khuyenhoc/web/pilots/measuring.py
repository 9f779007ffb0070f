"""Results, who takes part, summing up, and the decision to spread."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.pilots import actions
from khuyenhoc.apps.pilots import queries as pilots
from khuyenhoc.domain.pilots import MARKS
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.web import keyset, posting, refusals
from khuyenhoc.web.pilots import desk, planning
from khuyenhoc.web.pilots.forms import (
    CloseForm,
    PeopleForm,
    ReasonForm,
    ResultForm,
    SearchForm,
    SpreadForm,
)
from khuyenhoc.web.request import SignedInRequest, today


def result(request: SignedInRequest, pk: int) -> HttpResponse:
    goal = desk.kept_goal(request, pk)
    form = ResultForm(request.POST or None, initial={"measured_on": today()}, of_ratings=bool(goal.band))

    def do(at: datetime) -> dict[str, Any]:
        told = {name: said for name, said in form.cleaned_data.items() if name != "key"}
        return {"result": actions.measure(goal, **told, by=request.user, at=at).pk}

    about = {"goal": goal, "counted": pilots.by_centres(goal.pilot, today()).get(goal.pk)}
    return planning.answered(request, goal.pilot, form, do, _("Ghi kết quả"), _("Đã ghi kết quả."), **about)


def people(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """The tick list of one kind: who takes part, and what was found to hold for them."""
    pilot = desk.kept(request, pk)
    if kind not in {one.value for one in MARKS}:
        raise Http404
    what = Title(kind)
    asked = SearchForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    form = PeopleForm(request.POST or None)
    if request.method == "POST":
        done = posting.done(request, form, lambda at: _ticked(request, pilot, what, form, at))
        if done is not None:
            said = _("Đã ghi: thêm %(joined)s, bớt %(left)s.") % done
            messages.success(request, said)
            return redirect(request.get_full_path())
    search, taking = asked.cleaned_data["q"], bool(asked.cleaned_data["taking"])
    rows, following = pilots.candidates(
        pilot,
        what,
        search=search,
        seen_by=request.user,
        on=today(),
        only_taking_part=taking,
        after=keyset.read(asked.cleaned_data["after"]),
    )
    named = desk.names({row.place_id for row, _part in rows}, pilot.place_id)
    told = {"q": search} | ({"taking": "1"} if taking else {})
    context = desk.about(pilot) | {
        "kind": what.value,
        "kinds": [one.value for one in MARKS],
        "marks": [mark.value for mark in MARKS[what]],
        "rows": [(row, part, named[row.place_id]) for row, part in rows],
        "form": form,
        "search": search,
        "taking": taking,
        "beginning": urlencode(told),
        "following": urlencode(told | {"after": keyset.write(following)}) if following else "",
        "is_first": not asked.cleaned_data["after"],
        "made_up": any(row.is_sample for row, _part in rows),
    }
    return render(request, "pilots/people.html", context, status=400 if form.errors else 200)


def _ticked(
    request: SignedInRequest, pilot: Any, kind: Title, form: PeopleForm, at: datetime
) -> dict[str, Any]:
    """One press says all of the page: joins, leavings and marks, in one transaction."""
    listed, ticked = set(form.cleaned_data["listed"]), set(form.cleaned_data["subject"])
    marks = {
        subject: [mark for mark in MARKS[kind] if f"{subject}" in request.POST.getlist(mark.value)]
        for subject in ticked & listed
    }
    return actions.settle(pilot, ticked & listed, listed - ticked, marks, by=request.user, at=at)


def close(request: SignedInRequest, pk: int) -> HttpResponse:
    pilot = desk.kept(request, pk)
    form = CloseForm(request.POST or None, initial={"on": today(), "summary": pilot.summary})

    def do(at: datetime) -> dict[str, Any]:
        told = form.cleaned_data
        actions.close(pilot, summary=told["summary"], on=told["on"], by=request.user, at=at)
        return {}

    standings = pilots.standings([pk])[pk]
    more = {
        "button": _("Tổng kết và đóng lại"),
        "warning": _(
            "Tổng kết rồi thì kế hoạch, mục tiêu và kết quả không sửa được, trừ khi mở lại có ghi lý do."
        ),
        "unmeasured": [one.goal for one in standings if one.outcome is None],
    }
    return planning.answered(request, pilot, form, do, _("Tổng kết mô hình"), _("Đã tổng kết."), **more)


def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    pilot = desk.kept(request, pk)
    form = ReasonForm(request.POST or None)

    def do(at: datetime) -> dict[str, Any]:
        return {"reopening": actions.reopen(pilot, why=form.cleaned_data["why"], by=request.user, at=at).pk}

    more = {
        "button": _("Mở lại"),
        "warning": _("Lần tổng kết trước được giữ lại để xem. Sửa xong thì tổng kết lại."),
    }
    heading = _("Mở lại mô hình đã tổng kết")
    return planning.answered(request, pilot, form, do, heading, _("Đã mở lại mô hình."), **more)


def spread_back(request: SignedInRequest, pk: int) -> HttpResponse:
    found = pilots.get_spread(pk, seen_by=request.user, on=today())
    desk.require(request, Permission.APPROVE_BOOKS, found.pilot.place_id)
    form = ReasonForm(request.POST or None)

    def do(at: datetime) -> dict[str, Any]:
        actions.take_spread_back(found, why=form.cleaned_data["why"], by=request.user, at=at)
        return {}

    more = {
        "button": _("Rút khỏi mô hình"),
        "warning": _("Chỉ rút quyết định đã ghi nhầm vào đây: số %(number)s.") % {"number": found.number},
    }
    heading = _("Rút quyết định nhân rộng ghi nhầm")
    return planning.answered(request, found.pilot, form, do, heading, _("Đã rút quyết định."), **more)


def spread(request: SignedInRequest, pk: int) -> HttpResponse:
    pilot = desk.kept(request, pk, Permission.APPROVE_BOOKS)
    form = SpreadForm(request.POST or None, places=planning.below(pilot.place_id, {pilot.place_id}))

    def do(at: datetime) -> dict[str, Any]:
        told = {name: said for name, said in form.cleaned_data.items() if name != "key"}
        return {"spread": actions.spread(pilot, **told, by=request.user, at=at).pk}

    return planning.answered(
        request, pilot, form, do, _("Ghi quyết định nhân rộng"), _("Đã ghi quyết định nhân rộng.")
    )
