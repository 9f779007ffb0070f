"""What every request passes: its memory, its language, and the one place where a broken rule becomes a page."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.storing import failures, remembering
from khuyenhoc.web import refusals

LANGUAGE = "language"  # in the session: what the account of whoever signed in says
GetResponse = Callable[[HttpRequest], HttpResponse]


class RememberingMiddleware:
    """The tree, grants, rounds and sets are asked for once a request, not at every step of it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with remembering():
            return self.get_response(request)


class LanguageMiddleware:
    """Vietnamese, unless the person chose otherwise, in the browser or in their account.

    The browser's own language says little here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if not chosen and settings.SESSION_COOKIE_NAME in request.COOKIES:
            chosen = request.session.get(LANGUAGE, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class RuleBrokenMiddleware:
    """A broken rule is told in its sentence; what is unknown and what is foreign answer alike."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, ObjectDoesNotExist):
            return refusals.not_found(request, error)
        if isinstance(error, RuleBroken):
            return refusals.rule_broken(request, error)
        given_out = failures.told(error)
        return None if given_out is None else refusals.given_out(given_out)
