"""Taking in who came from a workbook: all of it, or nothing and the workbook back with what is wrong."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.gatherings import actions
from khuyenhoc.apps.gatherings import queries as gatherings
from khuyenhoc.sentences import sentence
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.association import desk
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.uploading import TakeInForm, UploadForm
from khuyenhoc.workbooks import attendance, uploads

SHOWN = 100


def upload(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    context = desk.keeping(request, place)
    one = gatherings.gathering(pk, seen_by=request.user, on=today())
    desk.keeping(request, one.place_id)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]

        def take(at: datetime) -> dict[str, Any]:
            token = uploads.keep(sent.chunks(), name=sent.name, by=request.user, at=at)
            told = attendance.read(uploads.find(token, by=request.user), one, today(), name=sent.name)
            if told.faults:
                return {"token": token, "faults": told.faults}
            uploads.drop(token, by=request.user)
            new, changed = actions.take_in(pk, told.guests, by=request.user, at=at)
            return {"new": new, "changed": changed}

        done = posting.tried(form, take)
        if done is not None and "faults" not in done:
            messages.success(
                request, _("Đã nhập: thêm %(new)s người, sửa điểm danh %(changed)s người.") % done
            )
            return redirect("gathering_people", place, pk)
        if done is not None:
            language = get_language() or "vi"
            context |= {
                "faults": [(one, sentence(one.error, language)) for one in done["faults"][:SHOWN]],
                "number": len(done["faults"]),
                "taking": TakeInForm(initial={"token": done["token"], "name": sent.name}),
            }
    context |= {"form": form, "one": one}
    return render(request, "gatherings/import.html", context, status=400 if form.errors else 200)


@require_POST
def marked(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """The person's own workbook with what is wrong written into it."""
    desk.keeping(request, place)
    one = gatherings.gathering(pk, seen_by=request.user, on=today())
    desk.keeping(request, one.place_id)
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return refusals.form_refused(request, form)
    asked, on = form.cleaned_data, today()
    file = uploads.find(asked["token"], by=request.user)
    told = attendance.read(file, one, on, name=asked["name"])
    return files.marked(
        file, told.faults, f"danh-sach-du-co-ghi-loi-{timezone.now():%Y%m%d}", called=asked["name"]
    )
