"""Commendations of a place and a year: listed, proposed, decided, corrected, printed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.commendations import actions
from khuyenhoc.apps.commendations import queries as commendations
from khuyenhoc.apps.commendations.actions import NewPraise
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.praise import YEARS_WORTH_PRAISE, Standing
from khuyenhoc.domain.roles import Permission, Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.papers import commendations as papers
from khuyenhoc.papers.letterhead import association
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.commendations.forms import (
    DecideForm,
    ProposeForm,
    RightForm,
    SuggestForm,
    WrittenForm,
    YearForm,
)
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.jobs import asking as jobs
from khuyenhoc.web.pilots import desk
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.subjects import kept
from khuyenhoc.workbooks import commendations as workbook

IN_A_FILE = 200  # giấy khen made while somebody waits


def at(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require_seen(request, place)
    year = _year(request)
    found = commendations.at_place(place, year, seen_by=request.user, on=today())
    named = desk.names({one.home_id for one in found} | {one.place_id for one in found}, place)
    rows = [(one, commendations.called(one), named[one.home_id], named[one.place_id]) for one in found]
    below = set(  # what a neighbour proposes for somebody of here is not decided here
        places.ids_below(place, today(), with_custody=True).filter(pk__in={one.place_id for one in found})
    )
    decisions = {one.decision_id: one.decision for one in found if one.standing == Standing.GRANTED}
    context = _about(place, year) | {
        "rows": rows,
        "decisions": [one for one in decisions.values() if one is not None],
        "numbers": commendations.numbers(place, year, on=today()),
        "years": sorted({year, today().year, *commendations.years_at(place, on=today())}, reverse=True),
        "waiting": sum(one.standing == Standing.PROPOSED and one.place_id in below for one in found),
        "keeps": desk.may(request, Permission.KEEP_BOOKS, place),
        "approves": desk.may(request, Permission.APPROVE_BOOKS, place),
        "made_up": any(one.subject.is_sample for one in found if one.subject),
    }
    return render(request, "commendations/at.html", context)


def file(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    desk.require_seen(request, place)
    year = _year(request)
    table = workbook.table(place, year, language=language(), by=request.user, at=timezone.now())
    return files.answer(table, f"khen-thuong-{place}-{year}", form)


def roll(request: SignedInRequest, place: int) -> HttpResponse:
    """The printed list of who was commended."""
    desk.require_seen(request, place)
    year = _year(request)
    found = commendations.at_place(place, year, seen_by=request.user, on=today())
    granted = sum(one.standing == Standing.GRANTED for one in found)
    if granted > jobs.NAMES_AT_ONCE:
        return jobs.offered(
            request,
            JobKind.PRAISED_LIST,
            {"year": year},
            place=place,
            permission=Permission.SEE,
            number=granted,
        )
    paper = papers.roll(place, year, [one.pk for one in found], on=today())
    return files.paper(papers.roll_pdf(paper), f"danh-sach-khen-thuong-{place}-{year}")


def certificates(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = commendations.decision(pk, seen_by=request.user, on=today())
    right = _require_either(request, decision.place_id)
    paper = papers.of(pk)
    if len(paper.certificates) > IN_A_FILE:
        return jobs.offered(
            request,
            JobKind.PRAISES,
            {"decision": pk},
            place=decision.place_id,
            permission=right,
            number=len(paper.certificates),
        )
    return files.paper(papers.pdf(paper), f"giay-khen-{pk}")


def propose(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require(request, Permission.KEEP_BOOKS, place)
    asked = SuggestForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    on, year = today(), asked.cleaned_data["year"] or today().year
    title = Title(asked.cleaned_data["title"] or Title.HOUSEHOLD)
    at_least, search = asked.cleaned_data["at_least"] or YEARS_WORTH_PRAISE, asked.cleaned_data["q"].strip()
    writes = "written" in request.POST
    form = ProposeForm(None if writes else request.POST or None)
    written = WrittenForm(request.POST if writes else None, homes=kept.hamlets(place))
    if request.method == "POST":

        def do(moment: datetime) -> dict[str, Any]:
            wanted = [_named(written)] if writes else form.wanted()
            made = actions.propose(place, year, wanted, by=request.user, at=moment)
            return {"number": len(made)}

        done = posting.done(request, written if writes else form, do)
        if done is not None:
            messages.success(request, _("Đã đề nghị %(number)s tên. Người khác sẽ quyết định.") % done)
            return redirect(_back(place, year))
    suggested = (
        []
        if search
        else commendations.suggested(place, year, title, at_least=at_least, seen_by=request.user, on=on)
    )
    rows = [(one.subject, one.years, one.reason) for one in suggested]
    if search:
        found = commendations.findable(place, search, seen_by=request.user, on=on)
        rows = [(one, 0, "") for one in found]
    named = desk.names({one.place_id for one, _years, _reason in rows}, place)
    context = _about(place, year) | {
        "form": form,
        "written": written,
        "asked": asked,
        "title": title.value,
        "at_least": at_least,
        "search": search,
        "rows": [
            (one, years, request.POST.get(f"reason_{one.pk}", reason), named[one.place_id])
            for one, years, reason in rows
        ],
        "ticked": {int(one) for one in request.POST.getlist("subject") if one.isdecimal()},
        "made_up": any(one.is_sample for one, _years, _reason in rows),
    }
    errors = form.errors or written.errors
    return render(request, "commendations/propose.html", context, status=400 if errors else 200)


def _named(form: WrittenForm) -> NewPraise:
    told = form.cleaned_data
    return NewPraise(told["reason"], name=told["name"], kind=told["kind"], home=told["home"] or 0)


def decide(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require(request, Permission.APPROVE_BOOKS, place)
    year = _year(request)
    waiting = commendations.waiting_at(place, year, seen_by=request.user, on=today())
    own = {one.pk for one in waiting if one.proposed_by_id == request.user.pk}
    form = DecideForm(
        request.POST or None,
        initial={"signed_on": today(), "giver": _giver(request, place)},
        waiting=[one.pk for one in waiting if one.pk not in own],
    )
    if request.method == "POST":

        def do(moment: datetime) -> dict[str, Any]:
            told = {name: said for name, said in form.cleaned_data.items() if name != "key"}
            actions.decide(
                place, year, told.pop("grant"), told.pop("refuse"), **told, by=request.user, at=moment
            )
            granted, refused = form.cleaned_data["grant"], form.cleaned_data["refuse"]
            return {"granted": len(granted), "refused": len(refused)}

        done = posting.done(request, form, do)
        if done is not None:
            messages.success(
                request, _("Đã ghi quyết định: khen %(granted)s, không khen %(refused)s.") % done
            )
            return redirect(_back(place, year))
    named = desk.names({one.home_id for one in waiting} | {one.place_id for one in waiting}, place)
    rows = [
        {
            "one": one,
            "name": commendations.called(one),
            "home": named[one.home_id],
            "by": "" if one.place_id == place else named[one.place_id],
            "own": one.pk in own,
            "answer": request.POST.get(f"answer_{one.pk}", ""),
            "why": request.POST.get(f"why_{one.pk}", ""),
        }
        for one in waiting
    ]
    context = _about(place, year) | {"form": form, "rows": rows, "decidable": len(waiting) > len(own)}
    return render(request, "commendations/decide.html", context, status=400 if form.errors else 200)


def _giver(request: SignedInRequest, place: int) -> str:
    """The body whose word the account gives: the committee where it is one of it, else the association."""
    if any(role is Role.DECIDING_BODY for role, _place in access.roles_of(request.user, today())):
        return f"UBND {places.version(place, today())}"
    return association(place, today())


def right(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct one commendation, or withdraw it by the other button."""
    one = commendations.get(pk, seen_by=request.user, on=today())
    granted = one.standing == Standing.GRANTED
    desk.require(request, Permission.APPROVE_BOOKS if granted else Permission.KEEP_BOOKS, one.place_id)
    is_open = one.standing in (Standing.PROPOSED, Standing.GRANTED)
    told = {"name": one.name, "reason": one.reason, "revision": one.revision}
    form = RightForm(request.POST or None, initial=told, is_written=one.subject is None)
    withdraws = "withdraw" in request.POST
    if request.method == "POST":

        def do(moment: datetime) -> dict[str, Any]:
            said = form.cleaned_data
            given = {"why": said["why"], "revision": said["revision"], "by": request.user, "at": moment}
            if withdraws:
                actions.withdraw(one, **given)
            else:
                actions.correct(one, reason=said["reason"], name=said.get("name", ""), **given)
            return {}

        if posting.done(request, form, do) is not None:
            messages.success(request, _("Đã rút tên này.") if withdraws else _("Đã đính chính."))
            return redirect(_back(one.place_id, one.year))
    context = _about(one.place_id, one.year) | {
        "one": one,
        "name": commendations.called(one),
        "form": form,
        "is_open": is_open,
        "earlier": commendations.corrections_of(one),
    }
    return render(request, "commendations/right.html", context, status=400 if form.errors else 200)


def _about(place: int, year: int) -> dict[str, Any]:
    return {"section": "association", "place": place, "label": places.label(place, today()), "year": year}


def _back(place: int, year: int) -> str:
    return f"{reverse('commendations', args=[place])}?year={year}"


def _year(request: SignedInRequest) -> int:
    """This one unless the address names another; a text that is none is no page."""
    asked = YearForm(request.GET)
    if not asked.is_valid():
        raise Http404
    year: int | None = asked.cleaned_data["year"]
    return year or today().year


def _require_either(request: SignedInRequest, place: int) -> Permission:
    """Under which of the two. Errors: OutsideScope."""
    for one in (Permission.KEEP_BOOKS, Permission.APPROVE_BOOKS):
        if desk.may(request, one, place):
            return one
    raise OutsideScope(permission=Permission.KEEP_BOOKS.value)
