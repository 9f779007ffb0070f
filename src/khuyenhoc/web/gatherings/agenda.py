"""A person's own calendar feed: its address, shown once, and what a calendar program fetches there."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import agenda as coming
from khuyenhoc.apps.gatherings import actions
from khuyenhoc.apps.gatherings import queries as gatherings
from khuyenhoc.domain import agenda
from khuyenhoc.web import posting, refusals, shown_once
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today

KEPT = "feed"
BACK = timedelta(days=370)
CALENDAR = "text/calendar; charset=utf-8"


def mine(request: SignedInRequest) -> HttpResponse:
    form = DeedForm(request.POST or None)
    if request.method == "POST":

        def make(at: datetime) -> dict[str, Any]:
            text = actions.make_feed(request.user, draw=secrets.randbelow, at=at)
            shown_once.keep(request, KEPT, request.user.pk, text)
            return {}

        if posting.done(request, form, make) is not None:
            return redirect("calendar")
    text = shown_once.take(request, KEPT, request.user.pk)
    on = today()
    context = {
        "section": "association",
        "form": form,
        "feed": gatherings.feed_of(request.user),
        "address": request.build_absolute_uri(reverse("calendar_file", args=[text])) if text else "",
        "rows": coming.entries(
            request.user, on, since=on, address=_address(request), language=get_language() or "vi"
        )[:60],
        "key": posting.fresh_key(),
    }
    answer = render(request, "gatherings/calendar.html", context, status=400 if form.errors else 200)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def drop(request: SignedInRequest) -> HttpResponse:
    form = DeedForm(request.POST)

    def end(at: datetime) -> dict[str, Any]:
        actions.drop_feed(request.user, at=at)
        return {}

    if posting.done(request, form, end) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Địa chỉ lịch cũ không mở được nữa."))
    return redirect("calendar")


@login_not_required
def fetched(request: HttpRequest, secret: str) -> HttpResponse:
    """For whoever knows the address, without a session: what its owner may see today, and nothing of people.

    It stands in Vietnamese: a calendar program names no language.
    """
    held = gatherings.feed(secret)
    if held is None:
        raise Http404
    on = today()
    entries = coming.entries(held.user, on, since=on - BACK, address=_address(request))
    name = _("Khuyến Học – tập huấn") if settings.TRAINING else _("Khuyến Học")
    content = agenda.written(name, entries)
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type=CALENDAR, headers=headers)


def _address(request: HttpRequest) -> coming.Address:
    """Of the page of a place's thing: its name and the arguments."""
    return lambda name, args: request.build_absolute_uri(reverse(name, args=list(args)))
