"""Plans of the centre: tried first, carried out when the paper they rest on is typed again."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.reform import queries as reforms
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting
from khuyenhoc.web.reforms import plan
from khuyenhoc.web.reforms.forms import CarryOutForm, PlanForm
from khuyenhoc.web.request import SignedInRequest, today


def _require(request: SignedInRequest) -> None:
    if Permission.RESHAPE_PLACES not in access.permissions_of(request.user, today()):
        raise access.OutsideScope(permission=Permission.RESHAPE_PLACES.value)


def find(request: SignedInRequest) -> HttpResponse:
    """Sending a plan only tries it."""
    _require(request)
    form = PlanForm(request.POST, request.FILES) if request.method == "POST" else PlanForm()
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"]

        def attempt(at: datetime) -> dict[str, Any]:
            return plan.run(text, by=request.user, at=at, dry_run=True)

        report = posting.tried(form, attempt)
        if report is not None:
            return _tried(request, report, CarryOutForm(initial={"plan": text}))
    context = {"section": "places", "form": form, "done": reforms.done()}
    return render(request, "reforms/find.html", context, status=400 if form.errors else 200)


def _tried(request: SignedInRequest, report: dict[str, Any], form: CarryOutForm) -> HttpResponse:
    context = {"section": "places", "report": _dated(report), "form": form}
    return render(request, "reforms/tried.html", context, status=400 if form.errors else 200)


def _dated(report: dict[str, Any]) -> dict[str, Any]:
    """Days as days; a report is kept as plain JSON."""
    days = [day | {"on": date.fromisoformat(day["on"])} for day in report["days"]]
    applied = report["applied_on"]
    return report | {"days": days, "applied_on": date.fromisoformat(applied) if applied else None}


@require_POST
def carry_out(request: SignedInRequest) -> HttpResponse:
    _require(request)
    text = request.POST.get("plan", "")
    form = CarryOutForm(request.POST, references=plan.references(text))

    def reform(at: datetime) -> dict[str, Any]:
        return {
            "digest": plan.run(form.cleaned_data["plan"], by=request.user, at=at, dry_run=False)["digest"]
        }

    told = posting.done(request, form, reform)
    if told is not None:
        messages.success(request, _("Đã thực hiện kế hoạch."))
        found = reforms.of_digest(told["digest"])
        return redirect("reforms") if found is None else redirect("reform", found.pk)
    again = PlanForm()

    def attempt(at: datetime) -> dict[str, Any]:
        return plan.run(text, by=request.user, at=at, dry_run=True)

    report = posting.tried(again, attempt)
    if report is None:
        context = {"section": "places", "form": again, "done": reforms.done()}
        return render(request, "reforms/find.html", context, status=400)
    return _tried(request, report, form)


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    _require(request)
    done = reforms.get(pk)
    context = {
        "section": "places",
        "done": done,
        "deeds": reforms.deeds_of(done),
        "report": _dated(done.report),
    }
    return render(request, "reforms/show.html", context)
