"""Correcting a figure that counts already: the earlier one stays listed, with why it was changed."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.actions import NewFigure
from khuyenhoc.apps.figures.queries import Reported
from khuyenhoc.domain.roles import Permission
from khuyenhoc.sentences import figures as told_figures
from khuyenhoc.web import posting
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.reporting import desk, rows
from khuyenhoc.web.request import SignedInRequest, today

REASON_MISSING = {"required": gettext_lazy("Hãy ghi lý do đính chính.")}


class CorrectForm(DeedForm):
    """The numbers as they should have been written; why; and, where the checks object, why they stay so."""

    value = forms.CharField(label=gettext_lazy("Số liệu"), max_length=80, required=False)
    rate = forms.CharField(label=gettext_lazy("Tỷ lệ (%)"), max_length=40, required=False)
    base_kind = forms.ChoiceField(label=gettext_lazy("Tỷ lệ tính trên"), required=False)
    base = forms.CharField(label=gettext_lazy("Mẫu số"), max_length=80, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Lý do đính chính"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REASON_MISSING,
    )
    note = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=400, required=False)
    kept_with_note = forms.CharField(
        label=gettext_lazy("Vẫn giữ nguyên số này vì"), max_length=400, required=False
    )
    confirmed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, figure: Reported, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known, said = figures.catalogue(), showing.language()
        indicator = known.indicators[figure.indicator]
        field = self.fields["base_kind"]
        if isinstance(field, forms.ChoiceField):
            kinds = [kind for kind in indicator.bases if kind in known.bases]
            field.choices = [("", "–"), *((kind, known.bases[kind].name.told(said)) for kind in kinds)]
        if not indicator.bases:
            for name in ("rate", "base_kind", "base"):
                del self.fields[name]


def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Looked over first: what stands, what will stand, what the checks say."""
    past = figures.history(pk)
    figure = past[0]
    if posting.done_before(request):
        return _corrected(request, figure)
    latest = figures.stands_for(pk)
    if latest not in (None, pk):  # somebody was quicker, or an old page was left open
        return redirect("figure_correct", latest)
    if not figures.may_correct(figure, request.user, on=today()):
        raise access.OutsideScope(permission=Permission.SET_FIGURES.value)
    as_kept = rows.as_told(figure)
    initial = {name: getattr(as_kept, name) for name in rows.FIELDS}
    form = CorrectForm(figure, request.POST or None, initial=initial)
    look = None
    if request.method == "POST" and form.is_valid():
        new = _new(figure, form)
        if request.POST.get("confirmed") == "yes":
            done = posting.done(request, form, lambda at: _correct(request, figure, new, form, at))
            if done is not None:
                return _corrected(request, figure)
        look = posting.tried(form, lambda _at: _looked_over(figure, new))
    context = {
        "section": "figures",
        "figure": figure,
        "name": desk.named(figure),
        "label": figure.place_written,
        "now": desk.told(figure),
        "past": [(one, desk.told(one)) for one in past],
        "lock": figures.lock_over(figure.place_id, figure.until),
        "form": form,
        "look": look,
    }
    return render(request, "reporting/correct.html", context, status=400 if form.errors else 200)


def _new(figure: Reported, form: CorrectForm) -> NewFigure:
    asked = form.cleaned_data
    told = {name: asked.get(name, "") for name in rows.FIELDS}
    if not told["rate"] and not told["base"]:
        told["base_kind"] = figure.base_kind if not figure.rate_text and not figure.base_text else ""
    places = tuple(sorted(figure.places.values_list("place", flat=True)))
    return NewFigure(
        place=figure.place_id,
        period=figure.period_written,
        indicator=figure.indicator,
        source=figure.source,
        level=figure.level,
        unit=figure.unit,
        place_written=figure.place_written,
        places=places,
        ref=desk.named(figure),
        **told,
    )


def _looked_over(figure: Reported, new: NewFigure) -> dict[str, Any]:
    """How the numbers are read, and what the checks find. Errors: those of reading a figure."""
    (read,) = figures.read_figures([new])
    (entry,) = figures.examine([read], report=figure.report_id, replacing=[figure.pk])
    row = read.row
    numbers = [None if one is None else desk.read_as(one) for one in (row.value, row.rate, row.base)]
    value, rate, base = numbers
    parts = (value, f"{rate}%" if rate else None, f"/ {base}" if base else None)
    return {
        "read": " · ".join(part for part in parts if part),
        "findings": [told_figures.finding(one, showing.language()) for one in entry.findings],
        "difference": desk.difference(
            None
            if row.value is None or row.value.places or row.value.low != row.value.high
            else row.value.low,
            figures.written(figure, "value"),
        ),
    }


def _correct(
    request: SignedInRequest, figure: Reported, new: NewFigure, form: CorrectForm, at: datetime
) -> dict[str, Any]:
    made = actions.correct_figure(figure.pk, new, reason=form.cleaned_data["reason"], by=request.user, at=at)
    return {"figure": made.pk}


def _corrected(request: SignedInRequest, figure: Reported) -> HttpResponse:
    messages.success(request, _("Đã đính chính. Số cũ và lý do vẫn còn để xem lại."))
    if figure.report_id is not None:
        return redirect("return", figure.report_id)
    return redirect("indicator", figure.place_id, figure.until.year, figure.indicator)
