"""Returns: one's own places, one place's, those below it, one return, and handing it in."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.queries import Report, ReportState
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import TO_GIVE, Permission
from khuyenhoc.web import posting, scope
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.reporting import desk
from khuyenhoc.web.reporting.forms import BelowForm, OpenForm, SubmitForm
from khuyenhoc.web.reporting.lateness import lateness
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
    asked = request.GET.get("period", "")[:80] or str(today().year)
    form = OpenForm(request.POST or None, initial={"period": asked})
    if request.method == "POST":
        done = posting.done(request, form, lambda at: _open(request, place, form, at))
        if done is not None:
            return redirect("return", done["report"])
    on = today()
    found = figures.reports([place])
    soon = figures.due([place], on)
    context = {
        "section": "figures",
        "place": place,
        "label": desk.name_of(place, on),
        "year": scope.latest_year(),
        "form": form,
        "due": [(one, lateness(one.day, on)) for one in soon],
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
    told = found or []
    days = (
        figures.due_days([one.place_id for one in told], form.cleaned_data["period"], place, on)
        if told and places.paths([place], on)
        else {}
    )
    due = Counter(days.values()).most_common(1)[0][0] if days else None
    gives = bool(access.may_which(request.user, set(TO_GIVE.values()), place, on=on))
    late_ones = [one for one in told if not one.has_reported]
    people = access.granted_at([one.place_id for one in late_ones], on=on) if gives and late_ones else {}
    context = {
        "section": "figures",
        "place": place,
        "label": desk.name_of(place, on),
        "form": form,
        "known": known,
        "period": form["period"].value(),
        "due": lateness(due, on) if due else None,
        "missing": [
            (
                one,
                [grant.user.full_name or grant.user.username for grant in people.get(one.place_id, [])],
                lateness(days[one.place_id], on) if one.place_id in days else None,
            )
            for one in late_ones
        ],
        "waiting": [one for one in told if one.state == "submitted"],
        "approved": [one for one in told if one.state == "approved"],
        "number": len(told),
        "gives": gives,
        "has_days": bool(days),
        "reminder": _reminder(place, form, [one.label for one in late_ones], due, on) if late_ones else None,
    }
    return render(request, "reporting/below.html", context, status=400 if form.errors else 200)


def _reminder(place: int, form: BelowForm, names: list[str], due: date | None, on: date) -> tuple[str, str]:
    """What to send by telephone: to all who have not reported together, and to one of them alone."""
    here, period = desk.name_of(place, on), form.cleaned_data["period"]
    below = {"period": period, "here": here}
    if due is None:
        when = ""
    elif due < on:
        told = {"day": date_format(due, "SHORT_DATE_FORMAT"), "days": (on - due).days}
        when = _("Hạn nộp là ngày %(day)s, đã quá %(days)s ngày.") % told
    else:
        told = {"day": date_format(due, "SHORT_DATE_FORMAT"), "days": (due - on).days}
        when = _("Hạn nộp là ngày %(day)s, còn %(days)s ngày.") % told
    how = _(
        "Đề nghị vào hệ thống, mục “Báo cáo số liệu”, nhập số liệu rồi bấm “Nộp báo cáo”. Trân trọng cảm ơn."
    )
    shown = "; ".join(name.removesuffix(f", {here}") for name in names)
    many = _("%(here)s nhắc: kỳ %(period)s còn các nơi sau chưa nộp báo cáo số liệu: %(names)s.") % (
        below | {"names": shown}
    )
    one = _("%(here)s nhắc: đơn vị chưa nộp báo cáo số liệu kỳ %(period)s.") % below
    return " ".join(filter(None, (many, when, how))), " ".join(filter(None, (one, when, how)))


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    report = desk.opened(request, pk)
    is_above = figures.stands_above(report.place_id, request.user, on=today())
    known, said = figures.catalogue(), showing.language()
    day = figures.due_day(report.place_id, report.period_written, today())
    context = desk.about(report) | {
        "due": lateness(day, today()) if day and desk.is_open(report) else None,
        "groups": desk.lines(report),
        "areas": [(code, name.told(said)) for code, name in known.areas.items()],
        "is_above": is_above,
        "lock": figures.lock_over(report.place_id, report.until),
        "corrects": _corrects(request, report),
        "discarding": DeedForm(),
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
