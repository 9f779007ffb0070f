"""The pages of what cannot be done: what happened, and what to do next, in plain words."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.defaults import server_error as django_server_error

from khuyenhoc.domain.errors import LIKE_UNKNOWN, RuleBroken
from khuyenhoc.sentences import sentence
from khuyenhoc.storing import failures


def rule_broken(request: HttpRequest, error: RuleBroken) -> HttpResponse:
    if error.code in LIKE_UNKNOWN:
        return not_found(request, error)
    return _page(
        request,
        400,
        _("Chưa làm được"),
        sentence(error, get_language() or "vi"),
        _("Sửa điều câu trên nói rồi làm lại."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's handler404)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return _page(
            request,
            404,
            _("Không tìm thấy"),
            _("Trang này không có."),
            _("Kiểm tra lại đường dẫn, hoặc tìm từ trang đầu."),
        )
    return _page(
        request,
        404,
        _("Không tìm thấy"),
        _("Trang này không có, hoặc không thuộc địa bàn bạn được giao."),
        _("Kiểm tra lại đường dẫn, hoặc tìm từ trang của bạn."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's handler403)
    return _page(
        request,
        403,
        _("Không được phép"),
        _("Tài khoản của bạn không được làm việc này."),
        _("Đăng nhập bằng tài khoản được giao việc này."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's handler400)
    return _page(
        request,
        400,
        _("Yêu cầu không đọc được"),
        _("Máy chủ không hiểu điều trình duyệt vừa gửi."),
        _("Mở lại trang rồi làm lại từ đầu."),
    )


def form_refused(request: HttpRequest, form: Form) -> HttpResponse:
    """For a form of one button, which has no page of its own to tell what is wrong."""
    return _page(
        request, 400, _("Chưa làm được"), said(form), _("Quay lại trang trước, tải lại rồi làm lại.")
    )


def said(form: Form) -> str:
    """All that is wrong with a form in one line."""
    return " ".join(error["message"] for errors in form.errors.get_json_data().values() for error in errors)


def unreadable(request: HttpRequest) -> HttpResponse:
    """For addresses whose questions make no sense."""
    return _page(
        request,
        400,
        _("Yêu cầu không đọc được"),
        _("Địa chỉ này hỏi một điều không có: năm, loại hoặc cách lọc không đúng."),
        _("Mở lại danh sách từ trang của bạn."),
    )


def given_out(failure: RuleBroken) -> HttpResponse:
    """The disk or the database gave out: said without asking the database who is there."""
    told = {language: sentence(failure, language) for language in ("vi", "en")}
    return HttpResponse(render_to_string("given_out.html", told), status=503, headers={"Retry-After": "5"})


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500, called while the error is being handled: also what fails before a view is reached."""
    failure = failures.told(sys.exc_info()[1])
    return django_server_error(request) if failure is None else given_out(failure)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django's setting)
    return _page(
        request,
        403,
        _("Trang đã mở quá lâu"),
        _("Vì an toàn, máy chủ không nhận biểu mẫu từ một trang đã cũ. Chưa có gì bị ghi."),
        _("Tải lại trang rồi gửi lại."),
    )


def _page(request: HttpRequest, status: int, heading: str, what: str, next_step: str) -> HttpResponse:
    words = {"heading": heading, "what": what, "next_step": next_step}
    return render(request, "refused.html", words, status=status)
