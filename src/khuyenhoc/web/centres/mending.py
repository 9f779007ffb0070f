"""A session that was written down wrongly: put right, or taken back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.centres import actions
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.centres import desk
from khuyenhoc.web.centres.forms import CorrectionForm, DropForm
from khuyenhoc.web.request import SignedInRequest


def session(request: SignedInRequest, place: int, pk: int, session: int) -> HttpResponse:
    """Its day, what it was about, who came and how many others; whoever is not ticked did not come."""
    desk.require_kept(request, place)
    found = desk.class_at(request, place, pk)
    held = next((one for one in centres.sessions_of(found) if one.session.pk == session), None)
    if held is None and not posting.done_before(request):
        raise Http404
    form = CorrectionForm(request.POST or None, initial=_told(held) if held is not None else {})
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            actions.correct_session(
                found,
                session,
                seen=told["seen"],
                held_on=told["held_on"],
                topic=told["topic"],
                people=told["person"],
                others=told["others"],
                by=request.user,
                at=at,
            )
            return {}

        if posting.done(request, form, go) is not None:
            messages.success(request, _("Đã sửa buổi học."))
            return redirect("class", place, pk)
    named = held.people if held is not None else ()
    ticked = {int(one) for one in request.POST.getlist("person") if one.isdecimal()}
    context = desk.frame(
        place,
        of_class=found,
        held=held,
        form=form,
        people=[(one, request.method != "POST" or one.pk in ticked) for one in named],
    )
    return render(request, "centres/session.html", context, status=400 if form.errors else 200)


def _told(held: centres.Held) -> dict[str, Any]:
    others = held.session.others
    return {
        "held_on": held.session.held_on,
        "topic": held.session.topic,
        "others": desk.head_count(others, held.session.qualifier) if others else "",
        "seen": held.session.recorded_at.isoformat(),
    }


@require_POST
def back(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """A session entered by mistake never was."""
    desk.require_kept(request, place)
    found = desk.class_at(request, place, pk)
    form = DropForm(request.POST)

    def go(at: datetime) -> dict[str, Any]:
        day = actions.take_back_session(found, form.cleaned_data["row"], by=request.user, at=at)
        return {"day": f"{day:%d/%m/%Y}"}

    done = posting.done(request, form, go)
    if done is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã xóa buổi học ngày %(day)s.") % done)
    return redirect("class", place, pk)
