"""Making a token, shown once; listing one's tokens with their last use; revoking one."""

import secrets
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts import queries as known
from khuyenhoc.web import posting, shown_once
from khuyenhoc.web.account.second_step import is_just_signed_in
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest
from khuyenhoc.web.tokens.forms import TokenForm

TOKENS = "token"


def show(request: SignedInRequest) -> HttpResponse:
    at = timezone.now()
    mine = known.tokens(request.user)
    context = {
        "section": "settings",
        "good": [one for one in mine if known.is_good(one, at)],
        "ended": [one for one in mine if not known.is_good(one, at)],
        "address": request.build_absolute_uri("/api/v1/"),
    }
    return render(request, "tokens/list.html", context)


def make(request: SignedInRequest) -> HttpResponse:
    # the passphrases of a demonstration are known to everybody and asked of nobody
    is_spared = is_just_signed_in(request) or request.user.is_sample
    form = TokenForm(request.POST or None, request=request, is_spared=is_spared)
    if request.method == "POST":

        def done(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            made = accounts.make_token(
                request.user, name=told["name"], days=int(told["days"]), draw=secrets.randbelow, at=at
            )
            shown_once.keep(request, TOKENS, made.token.pk, made.text)
            return {"token": made.token.pk}

        answer = posting.done(request, form, done)
        if answer is not None:
            return redirect("token", answer["token"])
    context = {"section": "settings", "form": form}
    return render(request, "tokens/make.html", context, status=400 if form.errors else 200)


def made(request: SignedInRequest, pk: int) -> HttpResponse:
    """The token, once: to be put into the program now."""
    context = {
        "section": "settings",
        "token": known.token(pk, user=request.user),
        "text": shown_once.take(request, TOKENS, pk),
        "address": request.build_absolute_uri("/api/v1/me"),
    }
    answer = render(request, "tokens/made.html", context)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    token = known.token(pk, user=request.user)
    form = DeedForm(request.POST or None)
    if request.method == "POST":

        def revoked(at: datetime) -> dict[str, Any]:
            accounts.revoke_token(request.user, pk, at=at)
            return {}

        if posting.done(request, form, revoked) is not None:
            told = _("Đã hủy mã “%(name)s”. Chương trình dùng mã ấy không đọc được nữa.")
            messages.success(request, told % {"name": token.name})
            return redirect("tokens")
    context = {"section": "settings", "form": form, "token": token}
    return render(request, "tokens/revoke.html", context, status=400 if form.errors else 200)
