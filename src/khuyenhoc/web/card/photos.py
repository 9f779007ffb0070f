"""A photo shown as evidence on the form that a card opened; the picture is drawn for that very form alone."""

from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.photos import queries as photos
from khuyenhoc.storing import pictures
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.assessing.forms import PhotoForm
from khuyenhoc.web.assessing.photos import indicator_of
from khuyenhoc.web.card.views import opened_form
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest


@login_not_required
def add(request: HttpRequest, code: str) -> HttpResponse:
    opened = opened_form(request)
    if opened is None:
        return redirect("card")
    indicator = indicator_of(opened.filling, code)
    if not opened.may_fill_in:
        return redirect("card_form")
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if request.method == "POST":

        def put(at: datetime) -> dict[str, Any]:
            row, picture = opened.filling.registration_id, form.cleaned_data["picture"]
            assessments.show_photo(row, code, picture, by=opened.by, at=at)
            return {}

        if posting.done(cast(SignedInRequest, request), form, put) is not None:
            messages.success(request, _("Đã lưu ảnh của câu %(code)s.") % {"code": code})
            return _back(code)
    context = {
        "filling": opened.filling,
        "indicator": indicator,
        "photo": (opened.filling.photos or {}).get(code, ""),
        "form": form,
        "most": pictures.MOST_BYTES // 2**20,
        "key": posting.fresh_key(),
        "made_up": opened.filling.is_sample,
    }
    return render(request, "card/photo.html", context, status=400 if form.errors else 200)


@login_not_required
@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    opened = opened_form(request)
    if opened is None:
        return redirect("card")
    form = DeedForm(request.POST)

    def take_off(at: datetime) -> dict[str, Any]:
        row = opened.filling.registration_id
        return {"had_one": assessments.remove_photo(row, code, by=opened.by, at=at)}

    told = posting.done(cast(SignedInRequest, request), form, take_off)
    if told is None:
        return refusals.form_refused(request, form)
    if told["had_one"]:
        messages.success(request, _("Đã bỏ ảnh của câu %(code)s.") % {"code": code})
    else:
        messages.info(request, _("Câu %(code)s không có ảnh nào để bỏ.") % {"code": code})
    return _back(code)


@login_not_required
@require_safe
def file(request: HttpRequest, code: str) -> HttpResponse:
    """The small picture that stands on the open form; never kept by the telephone, which may be a borrowed one."""
    opened = opened_form(request)
    name = "" if opened is None else (opened.filling.photos or {}).get(code, "")
    content = photos.FOLDER.read(name, "small") if name else None
    if content is None:
        raise Http404
    headers = {
        "Content-Disposition": files.taken("minh-chung.jpg"),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="image/jpeg", headers=headers)


def _back(code: str) -> HttpResponse:
    return redirect(f"{reverse('card_form')}#q-{code}")
