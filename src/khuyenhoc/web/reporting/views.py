"""Returns: one's own places, one place's, those below it, one return, and handing it in."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.queries import Report, ReportState
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import TO_GIVE, Permission
from khuyenhoc.web import posting, scope
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.reporting import desk
from khuyenhoc.web.reporting.forms import BelowForm, OpenForm, SubmitForm
from khuyenhoc.web.request import SignedInRequest, today

SHOWN = 200  # returns of one place on its page


def mine(request: SignedInRequest) -> HttpResponse:
    """The topmost places whose figures the person sets; of one alone its page at once."""
    on = today()
    own = list(
        dict.fromkeys(place for place, _ in access.scope(request.user, on, Permission.SET_FIGURES).granted)
    )
    if not own:
        raise access.OutsideScope(permission=Permission.SET_FIGURES.value)
    if len(own) == 1:
        return redirect("returns_of", own[0])
    context = {"section": "figures", "own": list(places.labels(own, on).items())}
    return render(request, "reporting/mine.html", context)


def of_place(request: SignedInRequest, place: int) -> HttpResponse:
    """What the place itself reported, and what is closed; begins a return."""
    desk.require(request, place)
    form = OpenForm(request.POST or None, initial={"period": str(today().year)})
    if request.method == "POST":
        done = posting.done(request, form, lambda at: _open(request, place, form, at))
        if done is not None:
            return redirect("return", done["report"])
    on = today()
    found = figures.reports([place])
    context = {
        "section": "figures",
        "place": place,
        "label": desk.name_of(place, on),
        "year": scope.latest_year(),
        "form": form,
        "reports": found[:SHOWN],
        "locks": figures.locks([place]),
        "has_below": bool(places.children(place, on)),
    }
    return render(request, "reporting/of_place.html", context, status=400 if form.errors else 200)


def _open(request: SignedInRequest, place: int, form: OpenForm, at: datetime) -> dict[str, Any]:
    return {"report": actions.open_report(place, form.cleaned_data["period"], by=request.user, at=at).pk}


def below(request: SignedInRequest, place: int) -> HttpResponse:
    """How far each place right below is with its return of a period, who has not reported first."""
    desk.require(request, place)
    on = today()
    known = figures.periods_below(place, on)
    usual = known[0][1] if known else str(on.year)
    form = BelowForm(request.GET if "period" in request.GET else {"period": usual})
    found = (
        posting.tried(form, lambda _at: desk.standings(place, form.cleaned_data["period"]))
        if form.is_valid()
        else None
    )
    due = form.cleaned_data.get("due") if form.is_valid() else None
    told = found or []
    gives = bool(access.may_which(request.user, set(TO_GIVE.values()), place, on=on))
    late = [one.place_id for one in told if not one.has_reported]
    people = access.granted_at(late, on=on) if gives and late else {}
    context = {
        "section": "figures",
        "place": place,
        "label": desk.name_of(place, on),
        "form": form,
        "known": known,
        "period": form["period"].value(),
        "due": due,
        "days_late": (on - due).days if due else None,
        "days_left": (due - on).days if due else None,
        "missing": [
            (one, [grant.user.full_name or grant.user.username for grant in people.get(one.place_id, [])])
            for one in told
            if not one.has_reported
        ],
        "waiting": [one for one in told if one.state == "submitted"],
        "approved": [one for one in told if one.state == "approved"],
        "number": len(told),
        "gives": gives,
    }
    return render(request, "reporting/below.html", context, status=400 if form.errors else 200)


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    report = desk.opened(request, pk)
    is_above = figures.stands_above(report.place_id, request.user, on=today())
    known, said = figures.catalogue(), showing.language()
    context = desk.about(report) | {
        "groups": desk.lines(report),
        "areas": [(code, name.told(said)) for code, name in known.areas.items()],
        "is_above": is_above,
        "lock": figures.lock_over(report.place_id, report.until),
        "corrects": _corrects(request, report),
    }
    return render(request, "reporting/show.html", context)


def _corrects(request: SignedInRequest, report: Report) -> bool:
    """Whether the person may correct what the return told; one figure is asked for all of its period."""
    if report.state != ReportState.APPROVED:
        return False
    held = figures.in_report(report.pk)
    return bool(held) and figures.may_correct(held[0], request.user, on=today())


def submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """All of it once more before it goes up."""
    report = desk.opened(request, pk)
    form = SubmitForm(request.POST or None, initial={"revision": report.revision})
    if posting.done_before(request):
        return _submitted(request, report)
    if not desk.is_open(report):
        return redirect("return", pk)
    if request.method == "POST":
        done = posting.done(request, form, lambda at: _submit(request, report, form, at))
        if done is not None:
            return _submitted(request, report)
    context = desk.about(report) | {"groups": desk.lines(report), "form": form}
    return render(request, "reporting/submit.html", context, status=400 if form.errors else 200)


def _submit(request: SignedInRequest, report: Report, form: SubmitForm, at: datetime) -> dict[str, Any]:
    done = actions.submit_report(report.pk, revision=form.cleaned_data["revision"], by=request.user, at=at)
    return {"report": done.pk}


def _submitted(request: SignedInRequest, report: Report) -> HttpResponse:
    messages.success(request, _("Đã nộp báo cáo kỳ %(period)s.") % {"period": report.period_written})
    return redirect("return", report.pk)
