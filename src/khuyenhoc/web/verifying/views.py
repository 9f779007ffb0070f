"""Verifying many cases in a dense list, or one after the other, and sending back what is not right."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import apart as marks
from khuyenhoc.analytics import learning, verifying
from khuyenhoc.analytics.verifying import Look, Show
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.doubts import Limits
from khuyenhoc.domain.explanation import Line, explain
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import apart, keyset, posting, ratings, refusals, work
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.verifying.forms import ChosenForm, ListForm, ReturnForm, UndoForm, VerifyForm
from khuyenhoc.web.work import Work


def verify(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    here = at_work(request, round_id, place)
    form = VerifyForm(request.POST or None)
    if request.method == "POST" and _verified(request, form, here):
        return redirect(request.get_full_path())
    asked = ListForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    search, shown = asked.cleaned_data["q"], Show(asked.cleaned_data["show"] or Show.EVERYTHING)
    page = verifying.waiting(
        here.round,
        place,
        seen_by=request.user,
        on=today(),
        language=get_language() or "vi",
        show=shown,
        search=search,
        after=keyset.read(asked.cleaned_data["after"]),
    )
    homes = places.labels({case.place_id for case in page.cases}, today())
    names = ratings.names()
    kept = {"show": shown.value, "q": search}
    context = {
        "section": "home",
        "work": here,
        "here": "verify",
        "form": form,
        "ticked": frozenset(form.cleaned_data.get("case", ())) if form.errors else (),
        "search": search,
        "show": shown,
        "shows": list(Show),
        "whole": page.whole,
        "apart": apart.told(
            marks.of_registrations(
                [(case.registration_id, case.name) for case in page.cases], seen_by=request.user, on=today()
            )
        ),
        "rows": [
            (case, homes[case.place_id].removesuffix(f", {here.label}"), names.get(case.rating, case.rating))
            for case in page.cases
        ],
        "limits": Limits(),
        "may_verify": here.may("verify"),
        "made_up": any(case.is_sample for case in page.cases),
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "is_first": not asked.cleaned_data["after"],
    }
    return render(request, "verifying/verify.html", context, status=400 if form.errors else 200)


def at_work(request: SignedInRequest, round_id: int, place: int) -> Work:
    """Errors: as work.at, and OutsideScope for a deed of who may only look."""
    here = work.at(request, round_id, place)
    if request.method == "POST" and not here.may("verify"):
        raise access.OutsideScope(permission=Permission.VERIFY.value)
    return here


def _verified(request: SignedInRequest, form: VerifyForm, here: Work) -> bool:
    def confirm(at: datetime) -> dict[str, Any]:
        chosen = form.cleaned_data["case"]
        held_up = verifying.held_up(chosen)
        # ticked with the rest, but drawn by lot and not settled: left out, unless nothing else is asked for
        cases = [pk for pk in chosen if pk not in held_up] or chosen
        assessments.verify(cases, by=request.user, at=at)
        return {"cases": cases, "left_out": sorted(set(chosen) - set(cases))}

    told = posting.done(request, form, confirm)
    if told is None:
        _name_drawn(request, form, here)
        return False
    if told.get("left_out"):
        messages.warning(
            request,
            format_html(
                _("Bỏ qua {number} hồ sơ được rút thăm mà chưa thẩm tra xong: {names}."),
                number=len(told["left_out"]),
                names=_linked(request, here, told["left_out"]),
            ),
        )
    messages.success(request, _("Đã xác minh %(number)s hồ sơ.") % {"number": len(told["cases"])})
    undoing.offer(request, "verify_undo", [here.round.pk, here.place], case=told["cases"])
    return True


def _name_drawn(request: SignedInRequest, form: VerifyForm, here: Work) -> None:
    """Beside the refusal of nothing but drawn cases: who they are, each with its page."""
    held_up = verifying.held_up(form.cleaned_data.get("case", ()))
    if held_up:
        form.add_error(None, format_html(_("Đó là: {names}."), names=_linked(request, here, held_up)))


def _linked(request: SignedInRequest, here: Work, cases: Collection[int]) -> str:
    """The names of waiting cases, each leading to its page."""
    rows = verifying.named(cases, here.round, here.place, seen_by=request.user, on=today())
    return format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        (
            (reverse("verify_case", args=[here.round.pk, here.place, page]), name)
            for _case, page, name in rows
        ),
    )


@require_POST
def undo(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    """Take the verification back that was just pressed, while nobody proposed the cases."""
    here = at_work(request, round_id, place)
    form = UndoForm(request.POST)

    def take_back(at: datetime) -> dict[str, Any]:
        assessments.take_back_verification(
            form.cleaned_data["case"], reason=_("Bấm nhầm, đã hoàn tác"), by=request.user, at=at
        )
        return {}

    if posting.done(request, form, take_back) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã hoàn tác: các hồ sơ vừa rồi lại chờ xác minh."))
    return redirect("verify", here.round.pk, place)


@require_POST
def send_back(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    """Ask why the ticked cases go back, then send them."""
    here = at_work(request, round_id, place)
    form = ReturnForm(request.POST) if "key" in request.POST and "sent" in request.POST else ReturnForm()
    if form.is_bound and _sent_back(request, form):
        return redirect("verify", here.round.pk, place)
    chosen = ChosenForm(request.POST)
    if not chosen.is_valid():
        messages.error(request, _("Chưa đánh dấu hồ sơ nào. Hãy bấm vào ô vuông trước tên rồi làm lại."))
        return redirect("verify", here.round.pk, place)
    context = {
        "section": "home",
        "work": here,
        "form": form,
        "cases": verifying.named(
            chosen.cleaned_data["case"], here.round, place, seen_by=request.user, on=today()
        ),
    }
    return render(request, "verifying/send_back.html", context, status=400 if form.errors else 200)


def _sent_back(request: SignedInRequest, form: ReturnForm) -> bool:
    def give_back(at: datetime) -> dict[str, Any]:
        assessments.send_back(
            form.cleaned_data["case"],
            reason=form.cleaned_data["why"],
            indicators=form.cleaned_data["indicator"],
            by=request.user,
            at=at,
        )
        return {"number": len(form.cleaned_data["case"])}

    told = posting.done(request, form, give_back)
    if told is None:
        return False
    messages.success(request, _("Đã trả lại %(number)s hồ sơ.") % {"number": told["number"]})
    return True


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as it is looked at: its line of the working, and what was shown for it."""

    line: Line
    evidence: tuple[str, ...]
    note: str
    photo: str
    is_ticked: bool


def look(request: SignedInRequest, round_id: int, place: int, pk: int) -> HttpResponse:
    """One case with all its answers: confirm it and go on to the next, or send back what is not right."""
    here = at_work(request, round_id, place)
    told = _looked(request, here, pk)
    if told is None:
        return redirect("case", pk)
    codes = tuple(told.rules.columns_order)
    returning = "return" in request.POST
    back = ReturnForm(request.POST if returning else None, indicators=codes)
    form = VerifyForm(request.POST if request.method == "POST" and not returning else None)
    if request.method == "POST" and (
        _sent_back(request, back) if returning else _verified(request, form, here)
    ):
        if told.following is None:
            return redirect("verify", here.round.pk, place)
        return redirect("verify_case", here.round.pk, place, told.following)
    explanation = explain(told.rules, told.answers, get_language() or "vi")
    context = {
        "section": "home",
        "work": here,
        "here": "verify",
        "case": told.waiting,
        "rating": ratings.names().get(told.waiting.rating, ""),
        "home": places.label(told.waiting.place_id, today()),
        "set": told.rules,
        "groups": _groups(told, explanation.criteria, frozenset(request.POST.getlist("indicator"))),
        "explanation": explanation,
        "learning": learning.of(told.waiting.subject_id, here.round.title, here.round.year, today()),
        "conditions": _conditions(told, frozenset(request.POST.getlist("indicator"))),
        "form": back if returning else form,
        "back": back,
        "following": told.following,
        "may_verify": here.may("verify"),
        "made_up": told.waiting.is_sample,
    }
    return render(request, "verifying/look.html", context, status=400 if back.errors or form.errors else 200)


def _looked(request: SignedInRequest, here: Work, pk: int) -> Look | None:
    """None when the case no longer waits here: somebody was quicker."""
    return verifying.look(
        pk, here.round, here.place, seen_by=request.user, on=today(), language=get_language() or "vi"
    )


def _groups(told: Look, groups: Any, ticked: frozenset[str]) -> list[tuple[Any, list[Answered]]]:
    language = "en" if get_language() == "en" else "vi"
    lists = {one.code: one.evidence.say(language) for one in told.rules.indicators}

    def answered(line: Line) -> Answered:
        shown = told.evidence.get(line.code)
        proofs = lists.get(line.code, ())
        return Answered(
            line=line,
            evidence=tuple(proofs[one] for one in shown.ticks if one < len(proofs)) if shown else (),
            note=shown.note if shown else "",
            photo=told.photos.get(line.code, ""),
            is_ticked=line.code in ticked,
        )

    return [(group, [answered(line) for line in group.lines]) for group in groups]


def _conditions(told: Look, ticked: frozenset[str]) -> list[tuple[str, str, bool]]:
    """(code, words, ticked) of what is asked beside the indicators."""
    language = "en" if get_language() == "en" else "vi"
    asked = [(one.code, one.text) for one in told.rules.prerequisites]
    asked += [(one.code, one.text) for one in told.rules.exclusions]
    return [(code, text.say(language), code in ticked) for code, text in asked]
