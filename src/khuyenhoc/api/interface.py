"""The read API as one whole: its addresses, how it refuses, and the document that describes it."""

import json
import logging
import secrets
from collections.abc import Callable, Iterator
from functools import cache, wraps
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from khuyenhoc.api import catalogue, comparison, figures, owner, places, refusals, tables, targets
from khuyenhoc.api.answers import SELDOM, answer
from khuyenhoc.api.entrance import Token
from khuyenhoc.api.refusals import NothingThere, OnlyReads, ParameterUnreadable, ServerFailed, TokenNotGood
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.storing import failures

VERSION: Final = "v1"
LOG: Final = logging.getLogger("khuyenhoc.api")
DESCRIPTION: Final = """\
Đọc số liệu, mẫu số, chỉ tiêu và so sánh của Khuyến Học bằng chương trình. Chỉ đọc; không có tên người hay hộ nào.
Mỗi yêu cầu mang một mã truy cập (`Authorization: Bearer khu_…`) do chính người dùng lấy ở trang Cài đặt; mã chỉ thấy
những gì người ấy xem được trên trang. Câu trả lời theo tiếng của `Accept-Language`: vi (mặc định) hoặc en.

Reading the figures, bases, targets and comparisons of Khuyến Học by program. It only reads, and names no person or
household. Every request carries a token that a person made on the page of their settings; it sees what they see.
"""


class ReadApi(NinjaAPI):
    """Ninja's, with operations named in the document as they are here."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        return str(operation.url_name).removeprefix("api_")


api = ReadApi(
    title="Khuyến Học",
    version=VERSION,
    description=DESCRIPTION,
    auth=Token(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="read_api",
)
for part in (owner, places, catalogue, figures, tables, targets, comparison):
    api.add_router("", part.router)


@api.exception_handler(RuleBroken)
def rule_broken(_: HttpRequest, error: Any) -> HttpResponse:
    return refusals.told(error)


@api.exception_handler(AuthenticationError)
def no_token(_: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001  (ninja hands it over)
    return refusals.told(TokenNotGood())


@api.exception_handler(ObjectDoesNotExist)
@api.exception_handler(Http404)
def not_there(_: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001  (ninja hands it over)
    return refusals.told(NothingThere())


@api.exception_handler(ValidationError)
def unreadable(_: HttpRequest, error: Any) -> HttpResponse:
    """Told by the first part that cannot be read."""
    names = [one for one in error.errors[0]["loc"] if isinstance(one, str) and one not in ("query", "path")]
    return refusals.told(ParameterUnreadable(parameter=names[-1] if names else ""))


@api.exception_handler(SuspiciousOperation)
def absurd(_: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001  (ninja hands it over)
    """Thousands of parameters and the like, which Django does not even read."""
    return refusals.told(ParameterUnreadable(parameter=""))


@api.exception_handler(Exception)
def given_out(_: HttpRequest, error: Any) -> HttpResponse:
    """The disk or the database gave out; a defect of ours goes to the log, its number to whoever asked."""
    failure = failures.told(error)
    if failure is not None:
        return refusals.told(failure, status=503)
    incident = secrets.token_hex(6)
    LOG.error("incident %s", incident, exc_info=error)
    return refusals.told(ServerFailed(incident=incident))


def patterns() -> Iterator[URLPattern]:
    """Every address of the API; they ask for a token, not for a session."""
    for one in api.urls[0]:
        if isinstance(one, URLPattern) and one.name != "api-root":
            yield URLPattern(one.pattern, _served(one.callback), name=one.name)


def _served(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """In the language the program asked for, and only read."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def serve(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(spoken(request)):
            made = view(request, *args, **kwargs) if request.method == "GET" else refusals.told(OnlyReads())
        made.headers["Content-Language"] = spoken(request)
        answered: HttpResponse = made
        return answered

    return serve


def spoken(request: HttpRequest) -> str:
    """Vietnamese, unless English is what was asked for first."""
    return "en" if request.headers.get("Accept-Language", "").strip().lower().startswith("en") else "vi"


@login_not_required
def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document, for everybody: it holds no figure."""
    return answer(request, described(), keep=SELDOM)


@csrf_exempt
@login_not_required
def unknown(request: HttpRequest) -> HttpResponse:
    """Below the API's address nothing answers as a page."""
    with translation.override(spoken(request)):
        return refusals.told(NothingThere())


@cache
def described() -> dict[str, Any]:
    """The OpenAPI document as plain values."""
    told: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"/api/{VERSION}/")))
    return told
