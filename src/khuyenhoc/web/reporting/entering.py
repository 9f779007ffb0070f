"""Entering the figures of one area of a return, and taking the last entry back."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.queries import Report
from khuyenhoc.web import posting, refusals
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.reporting import desk, rows
from khuyenhoc.web.reporting.rows import Row
from khuyenhoc.web.request import SignedInRequest
from khuyenhoc.web.walking.forms import NOTHING_TO_UNDO


class UndoForm(DeedForm):
    """made: what the last entry wrote; gone: what it took away."""

    made = forms.TypedMultipleChoiceField(coerce=int, required=False)
    gone = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("made", "gone"):
            field = self.fields[name]
            given = self.data.getlist(name) if hasattr(self.data, "getlist") else []
            if isinstance(field, forms.TypedMultipleChoiceField):
                field.choices = [(one, one) for one in given if one.isdecimal() and len(one) < 19]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and not told["made"] and not told["gone"]:
            raise forms.ValidationError(NOTHING_TO_UNDO)
        return told


def enter(request: SignedInRequest, pk: int, area: str) -> HttpResponse:
    report = desk.opened(request, pk)
    title = figures.catalogue().areas.get(area)
    if title is None:
        raise Http404
    form = DeedForm(request.POST or None)
    is_sent_before = posting.done_before(request)
    if not is_sent_before and not desk.is_open(report):
        return redirect("return", pk)
    lines = rows.of_area(report, area)
    is_sound = True
    if request.method == "POST":
        rows.fill(lines, request.POST.dict())
        rows.take_counted(lines, request.POST.get("take", ""))
    if not is_sent_before:
        is_sound = rows.examine(report, lines)
    if request.method == "POST" and not {"look", "take"} & set(request.POST) and (is_sound or is_sent_before):
        done = posting.done(request, form, lambda at: _keep(request, report, lines, at))
        if done is not None:
            _tell(request, pk, done)
            return redirect("return", pk)
    is_refused = request.method == "POST" and (bool(form.errors) or not is_sound)
    context = desk.about(report) | {
        "form": form,
        "area": area,
        "title": title.told(showing.language()),
        "areas": [(code, name.told(showing.language())) for code, name in figures.catalogue().areas.items()],
        "lines": lines,
        "has_counted": any(row.computed is not None and row.takes_value for row in lines),
        "wrong": [row for row in lines if row.is_wrong] if request.method == "POST" else [],
    }
    return render(request, "reporting/enter.html", context, status=400 if is_refused else 200)


def _keep(request: SignedInRequest, report: Report, lines: list[Row], at: datetime) -> dict[str, Any]:
    gone = [row.taken for row in lines if row.taken is not None]
    for one in gone:
        actions.take_figure_away(one, by=request.user, at=at)
    news = [row.new for row in lines if row.new is not None]
    kept = actions.report_figures(news, report=report.pk, by=request.user, at=at)
    return {"made": [row.pk for row in kept.figures], "gone": gone}


def _tell(request: SignedInRequest, pk: int, done: dict[str, Any]) -> None:
    if not done["made"] and not done["gone"]:
        messages.info(request, _("Không có gì thay đổi."))
        return
    said = {"made": len(done["made"]), "gone": len(done["gone"])}
    messages.success(request, _("Đã ghi %(made)s số liệu, bỏ %(gone)s số liệu.") % said)
    undoing.offer(request, "return_undo", [pk], made=done["made"], gone=done["gone"])


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    report = desk.opened(request, pk)
    form = UndoForm(request.POST)
    if posting.done(request, form, lambda at: _take_back(request, report, form, at)) is not None:
        messages.success(request, _("Đã hoàn tác: số liệu trở lại như trước."))
    else:
        messages.error(request, refusals.said(form))
    return redirect("return", pk)


def _take_back(request: SignedInRequest, report: Report, form: UndoForm, at: datetime) -> dict[str, Any]:
    """What was new goes, what was replaced or taken away is told again."""
    standing = {one.pk: one for one in figures.in_report(report.pk)}
    again = []
    for made in form.cleaned_data["made"]:
        if made not in standing:
            raise actions.FigureChangedMeanwhile(figure=made)
        before = figures.history(made)[1:]
        if before:
            again.append(rows.as_told(before[0]))
        else:
            actions.take_figure_away(made, by=request.user, at=at)
    for gone in form.cleaned_data["gone"]:
        taken = figures.history(gone)[0]
        if taken.report_id != report.pk or taken.superseded_at is None:
            raise actions.FigureUnknown(figure=gone)
        again.append(rows.as_told(taken))
    kept = actions.report_figures(again, report=report.pk, by=request.user, at=at)
    return {"again": [row.pk for row in kept.figures]}
