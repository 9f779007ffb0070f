"""Checking a certificate: what it says of itself, and nothing more."""

import time
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from khuyenhoc.analytics import public
from khuyenhoc.web.certificates.forms import CodeForm
from khuyenhoc.web.misses import Misses
from khuyenhoc.web.public import pages
from khuyenhoc.web.request import today

MISSES: Final = Misses("certificate", time.time)


@login_not_required
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The form; it leads to the address that the code on the paper leads to."""
    tail = "?language=en" if request.GET.get("language") == "en" else ""
    with translation.override("en" if tail else "vi"):
        form = CodeForm(request.GET if "code" in request.GET else None)
        if form.is_valid():
            code = form.cleaned_data["code"].replace("/", "")
            if code:
                return redirect(reverse("certificate_check", args=[code]) + tail)
        return pages.drawn(
            request, "certificates/ask.html", {"form": form}, status=400 if form.errors else 200, keep=0
        )


@login_not_required
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    found = public.check(code, today())
    if found is not None:
        context = {"found": found, "made_up": found.is_sample}
        return pages.drawn(request, "certificates/found.html", context, keep=0, is_listed=False)
    seconds = MISSES.wait(request)
    with translation.override("en" if request.GET.get("language") == "en" else "vi"):
        context = {"form": CodeForm(initial={"code": code[:60]}), "too_many": seconds > 0}
        response = pages.drawn(
            request,
            "certificates/unknown.html",
            context,
            status=429 if seconds else 404,
            keep=0,
            is_listed=False,
        )
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response
