"""Cases drawn by lot: drawing them, going there, noting what was found."""

import secrets
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import verifying
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.places import queries as places
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.verifying.forms import DrawForm, VisitsForm
from khuyenhoc.web.verifying.views import at_work


def visits(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    here = at_work(request, round_id, place)
    cases = verifying.drawn_here(
        here.round, place, seen_by=request.user, on=today(), language=get_language() or "vi"
    )
    form = VisitsForm(request.POST or None, known=tuple(case.case_id for case in cases if not case.is_own))
    if request.method == "POST":

        def note(at: datetime) -> dict[str, Any]:
            assessments.note_revisits(form.cleaned_data["findings"], by=request.user, at=at)
            return {"number": len(form.cleaned_data["findings"])}

        told = posting.done(request, form, note)
        if told is not None:
            said = _("Đã ghi kết quả thẩm tra của %(number)s hồ sơ.") % {"number": told["number"]}
            messages.success(request, said)
            return redirect("verify_visits", here.round.pk, place)
    homes = places.labels({case.place_id for case in cases}, today())
    context = {
        "section": "home",
        "work": here,
        "here": "verify",
        "form": form,
        "draw": DrawForm(initial={"number": 5}),
        "draws": verifying.draws(here.round, place, seen_by=request.user, on=today()),
        "rows": [
            (
                case,
                homes[case.place_id].removesuffix(f", {here.label}"),
                request.POST.get(f"found-{case.case_id}", case.revisit or ""),
                request.POST.get(f"note-{case.case_id}", case.note),
            )
            for case in cases
        ],
        "is_open": any(case.revisit == "" for case in cases),
        "may_verify": here.may("verify"),
        "made_up": any(case.is_sample for case in cases),
    }
    return render(request, "verifying/visits.html", context, status=400 if form.errors else 200)


@require_POST
def draw(request: SignedInRequest, round_id: int, place: int) -> HttpResponse:
    here = at_work(request, round_id, place)
    form = DrawForm(request.POST)

    def draw_some(at: datetime) -> dict[str, Any]:
        check = assessments.draw_spot_check(
            here.round,
            place=place,
            number=form.cleaned_data["number"],
            seed=secrets.token_hex(8),  # drawn at the press of the button, when nobody can choose it any more
            by=request.user,
            at=at,
        )
        return {"check": check.pk}

    if posting.done(request, form, draw_some) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã rút thăm. Hãy đến thẩm tra những hồ sơ dưới đây rồi ghi kết quả."))
    return redirect("verify_visits", here.round.pk, place)
