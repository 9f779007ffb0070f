"""What stands between somebody who signed in and the pages: a second step not taken, a machine shared too long."""

import time
from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.web.request import SignedInRequest, today

# In the session.
PASSED = "second_step"  # taken
USED_UP = "second_step_used_up"  # with the last printed code
FRESH = "signed_in_at"  # seconds since 1970
SPARED = "second_step_spared"  # the day for which nothing asks for it
SHARED_UNTIL = "shared_until"  # on a machine of several people: seconds since 1970

OPEN = frozenset(
    {
        *("second_step", "second_step_authenticator", "second_step_printed", "second_step_codes"),
        *("sign_out", "set_language"),
    }
)


class SecondStepMiddleware:
    """Pages for signed-in people wait until the second step is taken, or arranged by whoever needs one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        asked = cast(SignedInRequest, request)
        until = asked.session.get(SHARED_UNTIL)
        if until is not None and until < time.time():
            logout(request)
            messages.info(request, _("Máy dùng chung: bạn đã đăng nhập lâu nên máy tự đăng xuất."))
            return redirect("sign_in")
        if asked.user.second_factor_at is not None and not asked.session.get(PASSED):
            logout(request)
            return redirect("sign_in")
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in OPEN and must_arrange(asked):
            return redirect("second_step")
        return None


def must_arrange(request: SignedInRequest) -> bool:
    """Whether the person has to arrange a second step before anything else; asked once a day and session."""
    if request.user.second_factor_at is not None:
        return bool(request.session.get(USED_UP))
    if request.user.is_sample:
        return False
    on = today()
    if request.session.get(SPARED) == on.isoformat():
        return False
    if access.needs_second_step(request.user, on):
        return True
    request.session[SPARED] = on.isoformat()
    return False


def arranged(request: SignedInRequest) -> None:
    """The session in which a second step was just arranged has taken it."""
    request.session[PASSED] = True
    request.session.pop(USED_UP, None)
