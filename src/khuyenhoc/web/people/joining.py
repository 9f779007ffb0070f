"""Taking up an invitation: type the code, make an account or use one's own, begin."""

import time
from datetime import datetime
from typing import Any, Final, cast

from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import actions as access
from khuyenhoc.apps.access import queries as grants
from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts import queries as known
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import day_of
from khuyenhoc.web import posting
from khuyenhoc.web.misses import Misses
from khuyenhoc.web.people.forms import CodeForm, JoinForm
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.sign_in import entering

CODE = "invitation"  # in the session, from the code's page to the account's
MISSES: Final = Misses("invitation", time.time)


@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        if posting.tried(form, lambda _at: grants.invitation(typed, on=today())) is not None:
            request.session[CODE] = typed
            return redirect("join_account")
        return render(request, "people/join.html", {"form": form}, status=MISSES.refuse(request, form))
    return render(request, "people/join.html", {"form": form}, status=400 if form.errors else 200)


@login_not_required
def take_up(request: HttpRequest) -> HttpResponse:
    """With an account of one's own it is one press; without, the account is made first."""
    typed = request.session.get(CODE, "")
    if not typed:
        return redirect("join")
    if request.user.is_authenticated:
        return _with_account(cast(SignedInRequest, request), typed)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = posting.tried(form, lambda at: _begin(form, typed, at))
        name, passphrase = form.cleaned_data["username"], form.cleaned_data["passphrase"]
        # pressed twice, the second finds the account of the first: the passphrase shows that it is theirs
        user = made or authenticate(request, username=name, password=passphrase)
        if user is not None:
            request.session.pop(CODE, None)
            return entering.enter(request, user, to=resolve_url("home"))
    return _drawn(request, form, typed)


@transaction.atomic
def _begin(form: JoinForm, typed: str, at: datetime) -> known.Account:
    offer = grants.invitation(typed, on=day_of(at))
    told = form.cleaned_data
    user = accounts.open_account(told["username"], offer.full_name, passphrase=told["passphrase"], at=at)
    access.accept(typed, by=user, at=at)
    return user


def _with_account(request: SignedInRequest, typed: str) -> HttpResponse:
    form = DeedForm(request.POST or None)

    def begin(at: datetime) -> dict[str, Any]:
        return {"grant": access.accept(typed, by=request.user, at=at).pk}

    if request.method == "POST" and posting.done(request, form, begin) is not None:
        request.session.pop(CODE, None)
        messages.success(request, _("Bạn đã nhận việc."))
        return redirect("home")
    return _drawn(request, form, typed)


def _drawn(request: HttpRequest, form: DeedForm, typed: str) -> HttpResponse:
    offer = grants.invitation_or_none(typed, on=today())
    if offer is None and not form.errors:
        return redirect("join")
    context = {
        "form": form,
        "offer": offer,
        "label": places.label(offer.place_id, today()) if offer else "",
        "suggested": known.free_username(offer.full_name) if offer else "",
    }
    return render(request, "people/take_up.html", context, status=400 if form.errors else 200)
