"""A forgotten passphrase: type the code that was read aloud, choose a new one, sign in with it."""

import time
from typing import Any, Final

from axes.utils import reset as forget_misses
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import actions as access
from khuyenhoc.apps.access import queries as grants
from khuyenhoc.web import posting
from khuyenhoc.web.misses import Misses
from khuyenhoc.web.passphrases import NewPassphraseForm
from khuyenhoc.web.sign_in.forms import ResetForm

CODE = "reset"  # in the session, from the code's page to the passphrase's
MISSES: Final = Misses("reset", time.time)


@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        if posting.tried(form, lambda at: grants.reset(typed, at=at)) is not None:
            request.session[CODE] = typed
            return redirect("reset_passphrase")
        return render(request, "sign_in/reset.html", {"form": form}, status=MISSES.refuse(request, form))
    return render(request, "sign_in/reset.html", {"form": form}, status=400 if form.errors else 200)


@login_not_required
def choose(request: HttpRequest) -> HttpResponse:
    """Signing in stays a step of its own, with the second one where the account has it."""
    typed = request.session.get(CODE, "")
    made = grants.reset_or_none(typed, at=timezone.now())
    if made is None:
        request.session.pop(CODE, None)
        return redirect("reset")
    form = NewPassphraseForm(request.POST or None, user=made.user)
    if request.method == "POST" and form.is_valid():

        def chosen(at: Any) -> str:
            return access.take_reset(typed, form.cleaned_data["passphrase"], at=at).username

        username = posting.tried(form, chosen)
        if username is not None:
            request.session.pop(CODE, None)
            forget_misses(username=username)
            told = _("Đã đặt mật khẩu mới. Hãy đăng nhập bằng tên %(name)s và mật khẩu vừa đặt.")
            messages.success(request, told % {"name": username})
            return redirect("sign_in")
    context = {"form": form, "account": made.user}
    return render(request, "sign_in/new_passphrase.html", context, status=400 if form.errors else 200)
