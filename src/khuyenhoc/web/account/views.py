"""Settings: name, language, passphrase, sessions elsewhere."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts import queries as known
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.account.forms import ChangePassphraseForm, OwnForm
from khuyenhoc.web.middleware import LANGUAGE
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest

SAID_AFTERWARDS = {"vi": "Đã ghi.", "en": "Saved."}  # in the language just chosen


def show(request: SignedInRequest) -> HttpResponse:
    user = request.user
    form = OwnForm(request.POST or None, initial={"full_name": user.full_name, "language": user.language})
    if request.method == "POST":

        def described(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            accounts.describe(user, full_name=told["full_name"], language=told["language"], at=at)
            return {"language": told["language"]}

        answer = posting.done(request, form, described)
        if answer is not None:
            language = answer["language"]
            request.session[LANGUAGE] = language
            with override(language):
                messages.success(request, SAID_AFTERWARDS[language])
            response = redirect("settings")
            if (
                settings.LANGUAGE_COOKIE_NAME in request.COOKIES
            ):  # else it would go on holding against the account
                response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
            return response
    context = {
        "section": "settings",
        "form": form,
        "held": known.means(user),
        "account": user,
        "key": posting.fresh_key(),
    }
    return render(request, "account/settings.html", context, status=400 if form.errors else 200)


def passphrase(request: SignedInRequest) -> HttpResponse:
    form = ChangePassphraseForm(request.POST or None, request=request)
    if request.method == "POST":

        def changed(at: datetime) -> dict[str, Any]:
            accounts.change_passphrase(request.user, form.cleaned_data["passphrase"], at=at)
            return {}

        if posting.done(request, form, changed) is not None:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("Đã đổi mật khẩu. Các máy khác phải đăng nhập lại."))
            return redirect("settings")
    context = {"section": "settings", "form": form}
    return render(request, "account/passphrase.html", context, status=400 if form.errors else 200)


@require_POST
def sign_out_elsewhere(request: SignedInRequest) -> HttpResponse:
    form = DeedForm(request.POST)

    def ended(at: datetime) -> dict[str, Any]:
        accounts.sign_out_elsewhere(request.user, at=at)
        return {}

    if posting.done(request, form, ended) is None:
        return refusals.form_refused(request, form)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Đã đăng xuất khỏi mọi máy khác. Máy này vẫn dùng tiếp."))
    return redirect("settings")
