"""Plans of the centre: tried first, carried out when the paper they rest on is typed again; both as jobs."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.jobs import queries as jobs
from khuyenhoc.apps.reform import queries as reforms
from khuyenhoc.domain.jobs import JobKind, JobState
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files, posting
from khuyenhoc.web.jobs import asking
from khuyenhoc.web.jobs.views import drawn
from khuyenhoc.web.reforms.forms import CarryOutForm, PlanForm
from khuyenhoc.web.request import SignedInRequest, today


def require(request: SignedInRequest) -> None:
    """Whoever may reshape places, and nobody else."""
    if Permission.RESHAPE_PLACES not in access.permissions_of(request.user, today()):
        raise access.OutsideScope(permission=Permission.RESHAPE_PLACES.value)


def find(request: SignedInRequest) -> HttpResponse:
    """Sending a plan only tries it, or gives the text back as a file; a text that is no plan is told at once."""
    require(request)
    form = PlanForm(request.POST, request.FILES) if request.method == "POST" else PlanForm()
    if request.method == "POST" and form.is_valid():
        text = form.text
        if "save" in request.POST:
            return files.given(text.encode(), "ke-hoach.toml")
        if posting.tried(form, lambda _at: plans.read(text)) is not None:
            led = asking.begun(
                request,
                form,
                JobKind.REFORM_TRY,
                {"plan": text},
                place=None,
                permission=Permission.RESHAPE_PLACES,
            )
            if led is not None:
                return led
    context = {"section": "places", "form": form, "done": reforms.done()}
    return render(request, "reforms/find.html", context, status=400 if form.errors else 200)


@require_POST
def carry_out(request: SignedInRequest, name: str) -> HttpResponse:
    """name: of the job that tried the plan."""
    require(request)
    tried = jobs.get(name, asked_by=request.user, on=today())
    if tried.kind != JobKind.REFORM_TRY or tried.state != JobState.DONE:
        raise Http404
    form = CarryOutForm(request.POST, references=tried.outcome["references"])
    led = asking.begun(
        request,
        form,
        JobKind.REFORM_DO,
        {"plan": tried.facts["plan"]},
        place=None,
        permission=Permission.RESHAPE_PLACES,
    )
    return led or drawn(request, tried, form=form)


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request)
    done = reforms.get(pk)
    context = {
        "section": "places",
        "done": done,
        "deeds": reforms.deeds_of(done),
        "report": _dated(done.report),
    }
    return render(request, "reforms/show.html", context)


def _dated(report: dict[str, Any]) -> dict[str, Any]:
    """Days as days; a report is kept as plain JSON."""
    days = [day | {"on": date.fromisoformat(day["on"])} for day in report["days"]]
    applied = report["applied_on"]
    return report | {"days": days, "applied_on": date.fromisoformat(applied) if applied else None}
