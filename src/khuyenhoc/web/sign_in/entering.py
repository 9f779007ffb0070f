"""From a right passphrase to a session: the second step in between, and what the session carries."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts import queries as known
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.web.middleware import LANGUAGE
from khuyenhoc.web.sign_in.gate import FRESH, PASSED, SHARED_UNTIL, USED_UP

BACKEND = "django.contrib.auth.backends.ModelBackend"
PENDING = (
    "second_step_of"  # in the session: who typed the right passphrase and has still to take the second step
)
PENDING_FOR = 600  # seconds
SHARED_FOR = 4 * 3600  # seconds
REMEMBERED = "remembered"  # a cookie
REMEMBERED_FOR = 30 * 24 * 3600  # seconds
FEW_CODES = 3


def enter(request: HttpRequest, user: Account, *, to: str, is_shared: bool = False) -> HttpResponse:
    """The passphrase was right: begin, or ask for the second step first. to: an address of ours."""
    if user.second_factor_at is None:
        return begin(request, user, to=to, is_shared=is_shared)
    if not is_shared and _is_remembered(request, user):
        return begin(request, user, to=to, has_passed=True)
    request.session.flush()
    request.session[PENDING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "until": time.time() + PENDING_FOR,
        "to": to,
        "is_shared": is_shared,
    }
    return redirect("sign_in_code")


def pending(request: HttpRequest) -> tuple[Account, str, bool] | None:
    """(who, where to, whether the machine is shared) while the second step may be taken; None after that."""
    told = request.session.get(PENDING)
    if not told or told["until"] < time.time():
        return None
    user = known.active(told["user"])
    if user is None or not constant_time_compare(told["hash"], user.get_session_auth_hash()):
        return None
    return user, str(told["to"]), bool(told["is_shared"])


def begin(
    request: HttpRequest, user: Account, *, to: str, is_shared: bool = False, has_passed: bool = False
) -> HttpResponse:
    """Sign in for good; whoever was helped out, or has few codes left, reads it on the page that comes."""
    login(request, user, backend=BACKEND)
    request.session[LANGUAGE] = user.language
    request.session[FRESH] = time.time()
    if is_shared:
        request.session[SHARED_UNTIL] = time.time() + SHARED_FOR
        request.session.set_expiry(0)
    if has_passed:
        request.session[PASSED] = True
        _count_codes(request, user)
    if accounts.tell_of_reset(user) and user.passphrase_at:
        day = timezone.localtime(user.passphrase_at).strftime("%H:%M %d/%m/%Y")
        told = _("Mật khẩu của bạn đã được đặt lại lúc %(day)s bằng mã do %(who)s cấp.")
        warning = _("Nếu không phải bạn làm việc này, hãy đổi mật khẩu ngay và báo Hội Khuyến học cấp trên.")
        messages.warning(request, told % {"day": day, "who": user.passphrase_by} + " " + warning)
    return redirect(to)


def _count_codes(request: HttpRequest, user: Account) -> None:
    held = known.means(user)
    if held.is_used_up:
        request.session[USED_UP] = True
    elif held.authenticator_since is None and held.printed_left <= FEW_CODES:
        told = _("Bạn còn %(number)s mã in. Hãy vào “Cài đặt” để lấy 10 mã mới.")
        messages.warning(request, told % {"number": held.printed_left})


def remember(response: HttpResponse, user: Account) -> None:
    """Spare this browser the second step for thirty days; a changed passphrase or second step ends it."""
    response.set_cookie(
        REMEMBERED,
        signing.dumps([user.pk, _mark(user)], salt=REMEMBERED),
        max_age=REMEMBERED_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _is_remembered(request: HttpRequest, user: Account) -> bool:
    try:
        told = signing.loads(request.COOKIES.get(REMEMBERED, ""), salt=REMEMBERED, max_age=REMEMBERED_FOR)
    except signing.BadSignature:
        return False
    return bool(told[0] == user.pk and constant_time_compare(told[1], _mark(user)))


def _mark(user: Account) -> str:
    return salted_hmac("khuyenhoc.remembered", user.get_session_auth_hash(), algorithm="sha256").hexdigest()
