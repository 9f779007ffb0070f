"""Arranging the second step of signing in: an app on the telephone, or ten printed codes."""

import secrets
import time
from base64 import b64encode
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts import queries as known
from khuyenhoc.papers import qr
from khuyenhoc.papers import second_step_codes as papers
from khuyenhoc.web import files, posting
from khuyenhoc.web.account.forms import AuthenticatorForm, OldPassphraseForm, RemoveForm
from khuyenhoc.web.request import SignedInRequest
from khuyenhoc.web.sign_in import gate

SALT = "authenticator_salt"  # in the session, until the app shows the right digits
CODES = "printed_codes"  # in the session: shown once
JUST_NOW = 600  # seconds after signing in, in which the passphrase need not be typed again


def show(request: SignedInRequest) -> HttpResponse:
    context = {
        "section": "settings",
        "held": known.means(request.user),
        "account": request.user,
        "must": gate.must_arrange(request),
    }
    return render(request, "account/second_step.html", context)


def authenticator(request: SignedInRequest) -> HttpResponse:
    salt = request.session.get(SALT) or secrets.token_hex(16)
    request.session[SALT] = salt
    form = AuthenticatorForm(request.POST or None, request=request, is_spared=is_just_signed_in(request))
    if request.method == "POST":

        def added(at: datetime) -> dict[str, Any]:
            accounts.add_authenticator(request.user, salt, form.cleaned_data["code"], at=at)
            return {}

        if posting.done(request, form, added) is not None:
            request.session.pop(SALT, None)
            _settled(request)
            messages.success(
                request, _("Xong. Từ nay khi đăng nhập, bạn gõ thêm sáu chữ số trên điện thoại.")
            )
            return redirect("settings")
    drawn = qr.svg(known.authenticator_address(request.user, salt)).encode()
    context = {
        "section": "settings",
        "form": form,
        "drawing": "data:image/svg+xml;base64," + b64encode(drawn).decode(),
        "secret": known.authenticator_secret(request.user, salt),
    }
    return render(request, "account/authenticator.html", context, status=400 if form.errors else 200)


def printed(request: SignedInRequest) -> HttpResponse:
    """Pressing twice makes one list: the second answer leads to the page that shows the first."""
    form = OldPassphraseForm(request.POST or None, request=request, is_spared=is_just_signed_in(request))
    if request.method == "POST":

        def made(at: datetime) -> dict[str, Any]:
            request.session[CODES] = accounts.print_codes(request.user, draw=secrets.randbelow, at=at)
            return {}

        if posting.done(request, form, made) is not None:
            _settled(request)
            return redirect("second_step_codes")
    context = {"section": "settings", "form": form, "held": known.means(request.user)}
    return render(request, "account/printed.html", context, status=400 if form.errors else 200)


def codes(request: SignedInRequest) -> HttpResponse:
    """The codes, once: to be printed or written down now."""
    context = {
        "section": "settings",
        "codes": request.session.pop(CODES, []),
        "account": request.user,
        "day": timezone.localdate(),
    }
    return render(request, "account/codes.html", context)


@require_POST
def codes_paper(request: SignedInRequest) -> HttpResponse:
    """The sheet of the codes that the page before shows and sends along: they are kept nowhere else."""
    shown = request.POST.getlist("code")[: accounts.PRINTED]
    if not known.are_printed_codes(request.user, shown):
        return redirect("second_step_codes")
    sheet = papers.of(request.user.username, shown, on=timezone.localdate())
    return files.paper(papers.pdf(sheet), "ma-dang-nhap")


def remove(request: SignedInRequest) -> HttpResponse:
    what = request.GET.get("what", "")
    form = RemoveForm(request.POST or None, request=request, initial={"what": what})
    if request.method == "POST":

        def removed(at: datetime) -> dict[str, Any]:
            chosen = form.cleaned_data["what"]
            accounts.drop_second_step(
                request.user,
                by=request.user.username,
                at=at,
                authenticator=chosen == "authenticator",
                printed=chosen == "printed",
            )
            return {}

        if posting.done(request, form, removed) is not None:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("Đã gỡ."))
            return redirect("second_step")
    context = {"section": "settings", "form": form, "held": known.means(request.user), "what": what}
    return render(request, "account/remove.html", context, status=400 if form.errors else 200)


def is_just_signed_in(request: SignedInRequest) -> bool:
    return time.time() - float(request.session.get(gate.FRESH, 0)) < JUST_NOW


def _settled(request: SignedInRequest) -> None:
    """This session has taken the second step and goes on; all others have ended."""
    gate.arranged(request)
    update_session_auth_hash(request, request.user)
