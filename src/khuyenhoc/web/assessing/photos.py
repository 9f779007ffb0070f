"""Photos shown as evidence: put on an answer of an open form, looked at by whoever may see the case."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khuyenhoc.analytics.filling import Filling
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.photos import queries as photos
from khuyenhoc.domain.criteria import Indicator
from khuyenhoc.domain.workflow import RULES, Step
from khuyenhoc.storing import pictures
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.assessing.forms import PhotoForm
from khuyenhoc.web.assessing.views import open_form
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today

KEPT_FOR = 300  # seconds in the person's own browser: a form is drawn again after every answer


def add(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    filling = open_form(request, pk)
    indicator = indicator_of(filling, code)
    if filling.state not in RULES[Step.SELF_ASSESS].before:
        return redirect("case", pk)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if request.method == "POST":

        def put(at: datetime) -> dict[str, Any]:
            assessments.show_photo(pk, code, form.cleaned_data["picture"], by=request.user, at=at)
            return {}

        if posting.done(request, form, put) is not None:
            messages.success(request, _("Đã lưu ảnh của câu %(code)s.") % {"code": code})
            return _back(pk, code)
    context = {
        "section": "home",
        "filling": filling,
        "indicator": indicator,
        "photo": (filling.photos or {}).get(code, ""),
        "form": form,
        "most": pictures.MOST_BYTES // 2**20,
        "key": posting.fresh_key(),
        "made_up": filling.is_sample,
    }
    return render(request, "assessing/photo.html", context, status=400 if form.errors else 200)


def indicator_of(filling: Filling, code: str) -> Indicator:
    """Errors: Http404 for what the set does not ask."""
    for one in filling.rules.indicators:
        if one.code == code:
            return one
    raise Http404


def _back(pk: int, code: str) -> HttpResponse:
    return redirect(f"{reverse('assess', args=[pk])}#q-{code}")


@require_POST
def remove(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    open_form(request, pk)
    form = DeedForm(request.POST)

    def take_off(at: datetime) -> dict[str, Any]:
        return {"had_one": assessments.remove_photo(pk, code, by=request.user, at=at)}

    told = posting.done(request, form, take_off)
    if told is None:
        return refusals.form_refused(request, form)
    if told["had_one"]:
        messages.success(request, _("Đã bỏ ảnh của câu %(code)s.") % {"code": code})
    else:
        messages.info(request, _("Câu %(code)s không có ảnh nào để bỏ.") % {"code": code})
    return _back(pk, code)


@require_safe
def show(request: SignedInRequest, name: str) -> HttpResponse:
    """One photo in full, with what it was shown for and when it was handed in."""
    photo = photos.get(name, seen_by=request.user, on=today())
    row = photo.registration
    context = {
        "section": "cases",
        "photo": photo,
        "case": row,
        "name": row.subject.name,
        "hand_ins": photos.hand_ins(photo),
        "made_up": row.subject.is_sample,
    }
    return render(request, "assessing/photo_shown.html", context)


@require_safe
def file(request: SignedInRequest, name: str, size: str) -> HttpResponse:
    """The picture itself; a page draws it, and opened alone it is only ever taken away as a file."""
    photo = photos.get(name, seen_by=request.user, on=today())
    content = photos.FOLDER.read(photo.name, size) if size in photos.FOLDER.sizes else None
    if content is None:
        raise Http404
    headers = {
        "Content-Disposition": files.taken(f"minh-chung-{photo.registration_id}-{photo.indicator}.jpg"),
        "Cache-Control": f"private, max-age={KEPT_FOR}",
    }
    return HttpResponse(content, content_type="image/jpeg", headers=headers)
