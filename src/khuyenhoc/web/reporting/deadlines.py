"""By which day returns are due: what the place above set, and what this place sets for those below."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.figures import actions
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.figures.actions import NewDeadline
from khuyenhoc.apps.figures.queries import Deadline
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.figures import PeriodKind
from khuyenhoc.domain.places import Kind
from khuyenhoc.sentences.reporting import PERIOD_KINDS
from khuyenhoc.web import posting, refusals
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.reporting import desk
from khuyenhoc.web.reporting.forms import KindDeadlineForm, PeriodDeadlineForm
from khuyenhoc.web.reporting.lateness import Lateness, lateness
from khuyenhoc.web.request import SignedInRequest, today


class TakeBackForm(DeedForm):
    """Nothing but a button: of a row of the page, or of the undo after a deadline was set."""


def table(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require(request, place)
    on = today()
    below = [(one.place_id, str(one)) for one in places.children(place, on) if one.place.kind != Kind.HAMLET]
    is_kind = request.POST.get("which") == "kind"
    sent = request.POST or None
    of_period = PeriodDeadlineForm(None if is_kind else sent, below=below)
    of_kind = KindDeadlineForm(sent if is_kind else None, auto_id="kind_%s")
    form: PeriodDeadlineForm | KindDeadlineForm = of_kind if is_kind else of_period
    if request.method == "POST":
        done = posting.done(request, form, lambda at: _set(request, place, form, at))
        if done is not None:
            messages.success(request, _("Đã đặt hạn nộp. Các nơi bên dưới thấy hạn này ở trang của họ."))
            undoing.offer(request, "deadline_undo", [place, done["deadline"]])
            return redirect("deadlines", place)
    rows = figures.deadlines_at(place)
    over = figures.deadlines_over(place, on)
    names = places.labels({place, *(one.only_id or one.place_id for one in (*rows, *over))}, on)
    context = {
        "section": "figures",
        "place": place,
        "label": desk.name_of(place, on),
        "form": form,
        "of_period": of_period,
        "of_kind": of_kind,
        "below": below,
        "rows": [(one, _said(one), names[one.only_id] if one.only_id else "", _late(one)) for one in rows],
        "over": [(one, _said(one), names[one.place_id], _late(one)) for one in over],
    }
    return render(request, "reporting/deadlines.html", context, status=400 if form.errors else 200)


def _set(
    request: SignedInRequest, place: int, form: PeriodDeadlineForm | KindDeadlineForm, at: datetime
) -> dict[str, Any]:
    asked = form.cleaned_data
    if isinstance(form, KindDeadlineForm):
        new = NewDeadline(
            place, kind=PeriodKind(asked["kind"]), days_after=asked["days_after"], note=asked["note"]
        )
    else:
        new = NewDeadline(
            place, period=asked["period"], due=asked["due"], only=asked["only"], note=asked["note"]
        )
    return {"deadline": actions.set_deadline(new, by=request.user, at=at).pk}


@require_POST
def end(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """The deadline holds no more."""
    return _taken_away(request, place, pk, again=False)


@require_POST
def undo(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """The same, and what it had replaced holds again."""
    return _taken_away(request, place, pk, again=True)


def _taken_away(request: SignedInRequest, place: int, pk: int, *, again: bool) -> HttpResponse:
    desk.require(request, place)
    form = TakeBackForm(request.POST)

    def go(at: datetime) -> dict[str, Any]:
        if all(one.pk != pk for one in figures.deadlines_at(place)):
            raise actions.DeadlineGone(deadline=pk)
        back = actions.take_deadline_away(pk, again=again, by=request.user, at=at)
        return {"again": None if back is None else back.pk}

    done = posting.done(request, form, go)
    if done is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã trở lại hạn đặt trước.") if done["again"] else _("Đã bỏ hạn nộp ấy."))
    return redirect("deadlines", place)


def _said(one: Deadline) -> str:
    """Of which returns it is."""
    if not one.kind:
        return one.period_written
    return PERIOD_KINDS[one.kind][showing.language() == "en"]


def _late(one: Deadline) -> Lateness | None:
    return None if one.due is None else lateness(one.due, today())
