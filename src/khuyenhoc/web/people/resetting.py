"""Helping whoever forgot their passphrase, or lost what their second step needs."""

import secrets
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import actions as access
from khuyenhoc.apps.access import queries as grants
from khuyenhoc.apps.places import queries as places
from khuyenhoc.web import posting, shown_once
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today

CODES = "reset"


def offer(request: SignedInRequest, pk: int) -> HttpResponse:
    """A code for a new passphrase; the second step is another press, on its own page."""
    held = grants.given(pk, by=request.user, on=today())
    form = DeedForm(request.POST or None)
    if request.method == "POST":

        def offered(at: datetime) -> dict[str, Any]:
            made = access.offer_reset(pk, draw=secrets.randbelow, by=request.user, at=at)
            shown_once.keep(request, CODES, made.reset.pk, made.code)
            return {"reset": made.reset.pk}

        answer = posting.done(request, form, offered)
        if answer is not None:
            return redirect("reset_code", answer["reset"])
    return _drawn(request, "people/reset.html", held, form)


def offered(request: SignedInRequest, pk: int) -> HttpResponse:
    """The code to be read aloud, once."""
    made = grants.reset_made(pk, by=request.user)
    grants.given(made.grant_id, by=request.user, on=today())  # still theirs to give
    code = shown_once.take(request, CODES, pk)
    context = {
        "section": "people",
        "made": made,
        "code": code,
        "letters": list(code),
        "address": request.build_absolute_uri("/reset/"),
    }
    return render(request, "people/reset_code.html", context)


def drop_second_step(request: SignedInRequest, pk: int) -> HttpResponse:
    held = grants.given(pk, by=request.user, on=today())
    form = DeedForm(request.POST or None)
    if request.method == "POST":

        def dropped(at: datetime) -> dict[str, Any]:
            access.drop_second_step(pk, by=request.user, at=at)
            return {}

        if posting.done(request, form, dropped) is not None:
            told = _("Đã gỡ bước xác nhận của %(name)s. Lần đăng nhập tới chỉ cần mật khẩu.")
            messages.success(request, told % {"name": held.user})
            return redirect("people")
    return _drawn(request, "people/drop_second_step.html", held, form)


def _drawn(request: SignedInRequest, template: str, held: Any, form: DeedForm) -> HttpResponse:
    context = {"section": "people", "held": held, "form": form, "label": places.label(held.place_id, today())}
    return render(request, template, context, status=400 if form.errors else 200)
