"""Rating a centre's year: the questions of the set, what they come to, and a second person's word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics.filling import as_typed
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.centres import actions
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.domain import answers
from khuyenhoc.domain.answers import Answer
from khuyenhoc.domain.centres import contradicts
from khuyenhoc.domain.criteria import CriteriaSet, Words
from khuyenhoc.domain.explanation import explain
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.assessing import questions
from khuyenhoc.web.centres import desk
from khuyenhoc.web.centres.forms import DecideForm
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rating being filled in; as web.assessing.questions reads it."""

    rules: CriteriaSet
    cells: Mapping[str, str]
    evidence: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    measured: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    indicators: tuple[str, ...] = ()
    photos: Mapping[str, str] | None = None

    @property
    def answers(self) -> dict[str, Answer]:
        return answers.read(self.rules, self.cells)


def rate(request: SignedInRequest, place: int, pk: int, year: int) -> HttpResponse:
    """Fill it in and look at it; whoever only sees the place looks at what was given."""
    desk.require_seen(request, place)
    if not desk.FIRST_YEAR <= year <= today().year:
        raise Http404
    centre = desk.centre_at(request, place, pk)
    may_keep = desk.keeps(request, centre.place_id)
    if request.method == "POST" and not may_keep:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    rated = centres.rating_of(centre, year)
    rules = rated.rules if rated else centres.set_for(year)
    cells = as_typed(rules, answers.from_json(rules, rated.rating.answers)) if rated else {}
    sheet = Sheet(rules, cells)
    form = DeedForm(request.POST or None)
    if request.method == "POST":
        sheet = Sheet(rules, questions.cells(sheet, request.POST.dict()))

        def go(at: datetime) -> dict[str, Any]:
            made = actions.rate(centre, year, sheet.answers, by=request.user, at=at)
            return {"rating": made.pk}

        if posting.done(request, form, go) is not None:
            messages.success(
                request, _("Đã chấm. Một người khác phải xem và xác nhận thì xếp loại mới có giá trị.")
            )
            return redirect("centre_rating", place, pk, year)
    is_open = may_keep and (rated is None or rated.rating.decided_at is None)
    waits = rated is not None and rated.rating.decided_at is None
    classes = centres.classes_of([centre.pk], year).get(centre.pk, 0)
    context = desk.frame(
        place,
        contradicted=_contradicted(sheet, classes),
        centre=centre,
        year=year,
        set=rules,
        form=form,
        rated=rated,
        sent_back=centres.sent_back(centre, year),
        groups=questions.groups(sheet) if is_open else [],
        explanation=explain(rules, sheet.answers, get_language() or "vi") if rated else None,
        is_open=is_open,
        waits=waits,
        may_decide=waits and desk.approves(request, centre.place_id),
        is_own=rated is not None and rated.rating.rated_by_id == request.user.pk,
        decide_form=DecideForm(auto_id="decide_%s"),
        classes=classes,
        came=centres.year_of(centre.pk, year),
    )
    return render(request, "centres/rating.html", context, status=400 if form.errors else 200)


def _contradicted(sheet: Sheet, classes: int) -> list[Words]:
    """The answers chosen that claim another number of classes than were counted."""
    told = sheet.answers
    return [
        option.text
        for asked in sheet.rules.indicators
        for option in asked.options
        if option.code == told.get(asked.code)
        and contradicts(sheet.rules.code, asked.code, option.code, classes)
    ]


@require_POST
def decide(request: SignedInRequest, place: int, pk: int, year: int) -> HttpResponse:
    """A second person confirms the rating, or sends it back."""
    if not desk.approves(request, place):
        raise access.OutsideScope(permission=Permission.APPROVE_BOOKS.value)
    centre = desk.centre_at(request, place, pk)
    form = DecideForm(request.POST)

    def go(at: datetime) -> dict[str, Any]:
        told = form.cleaned_data
        if told["send_back"]:
            actions.return_rating(centre, year, reason=told["reason"], by=request.user, at=at)
        else:
            actions.confirm_rating(centre, year, by=request.user, at=at)
        return {"back": bool(told["send_back"])}

    done = posting.done(request, form, go)
    if done is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã trả lại để chấm lại.") if done["back"] else _("Đã xác nhận xếp loại."))
    return redirect("centre_rating", place, pk, year)
