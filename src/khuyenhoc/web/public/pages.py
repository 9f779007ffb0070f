"""How a page for everybody is drawn: the same for all who ask, so that whatever stands between may keep it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

KEEP = 300  # seconds; figures of a place change by the day, not by the second


def drawn(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    keep: int = KEEP,
    is_listed: bool = True,
) -> HttpResponse:
    """The page in the language its own address names, Vietnamese unless it says English.

    It knows nothing of who asks: no session, no cookie. keep: how many seconds others may keep it; 0: never.
    is_listed: whether search engines may.
    """
    language = "en" if request.GET.get("language") == "en" else "vi"
    other = request.GET.copy()
    other["language"] = "vi" if language == "en" else "en"
    told = {
        **context,
        "is_listed": is_listed,
        "in_english": language == "en",
        "tail": "?language=en" if language == "en" else "",
        "also": "&language=en" if language == "en" else "",
        "other_language": other.urlencode(),
    }
    with translation.override(language):
        page = render_to_string(template, told)
    response = HttpResponse(page, status=status)
    request.session.accessed = False  # who asks was looked up on the way here and changes nothing on the page
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = f"public, max-age={keep}" if keep else "no-store"
    if not is_listed:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
