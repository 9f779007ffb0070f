"""Putting away a return that was begun by mistake, and bringing it back."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.sentences.reporting import period_words
from khuyenhoc.web import posting, refusals
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.reporting import desk
from khuyenhoc.web.request import SignedInRequest


class DiscardForm(DeedForm):
    """One button, and with `back` the one that undoes it."""

    back = forms.CharField(max_length=1, required=False)


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    report = figures.report(pk, discarded=True)
    desk.require(request, report.place_id)
    form = DiscardForm(request.POST)

    def go(at: datetime) -> dict[str, Any]:
        if form.cleaned_data["back"]:
            actions.open_report(report.place_id, report.period_written, by=request.user, at=at)
        else:
            actions.discard_report(pk, by=request.user, at=at)
        return {"back": bool(form.cleaned_data["back"])}

    done = posting.done(request, form, go)
    if done is None:
        return refusals.form_refused(request, form)
    told = {"period": period_words(report.period_written, language())}
    if done["back"]:
        messages.success(request, _("Đã hoàn tác: báo cáo kỳ %(period)s trở lại.") % told)
        return redirect("return", pk)
    messages.success(request, _("Đã bỏ báo cáo trống của kỳ %(period)s.") % told)
    undoing.offer(request, "return_discard", [pk], back=[1])
    return redirect("returns_of", report.place_id)
