"""One word to whoever asks, so that nothing about the server is given away; the program says what is wrong."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from khuyenhoc.operating import health


@login_not_required
@never_cache
@require_safe
def show(_: HttpRequest) -> HttpResponse:
    """200 "ok", or 503 "not ok"."""
    is_well = health.is_well(at=timezone.now())
    return HttpResponse(
        "ok\n" if is_well else "not ok\n",
        status=200 if is_well else 503,
        content_type="text/plain; charset=utf-8",
    )
