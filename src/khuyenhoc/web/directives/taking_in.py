"""Taking in the tasks of a plan from a workbook: all of it, or nothing and the workbook back with what is wrong."""

import io
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.directives import actions
from khuyenhoc.sentences import sentence
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web.association import desk
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.uploading import TakeInForm, UploadForm
from khuyenhoc.workbooks import plan_tasks, uploads

SHOWN = 100


def upload(request: SignedInRequest, place: int) -> HttpResponse:
    context = desk.keeping(request, place)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]

        def take(at: datetime) -> dict[str, Any]:
            token = uploads.keep(sent.chunks(), name=sent.name, by=request.user, at=at)
            file = uploads.find(token, by=request.user)
            told = plan_tasks.read(file, place, today(), name=sent.name, by=request.user)
            if told.faults:
                return {"token": token, "faults": told.faults}
            uploads.drop(token, by=request.user)
            made = actions.set_tasks(place, told.tasks, by=request.user, at=at) if told.tasks else []
            return {"number": len(made), "known": told.known}

        done = posting.tried(form, take)
        if done is not None and "faults" not in done:
            messages.success(
                request, _("Đã nhập %(number)s nhiệm vụ; %(known)s nhiệm vụ đã có, giữ như cũ.") % done
            )
            return redirect("plan_tasks", place)
        if done is not None:
            language = get_language() or "vi"
            context |= {
                "faults": [(one, sentence(one.error, language)) for one in done["faults"][:SHOWN]],
                "number": len(done["faults"]),
                "taking": TakeInForm(initial={"token": done["token"], "name": sent.name}),
            }
    context |= {"form": form}
    return render(request, "directives/tasks_import.html", context, status=400 if form.errors else 200)


@require_POST
def marked(request: SignedInRequest, place: int) -> HttpResponse:
    """The person's own workbook with what is wrong written into it."""
    desk.keeping(request, place)
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return refusals.form_refused(request, form)
    asked, on = form.cleaned_data, today()
    file = uploads.find(asked["token"], by=request.user)
    told = plan_tasks.read(file, place, on, name=asked["name"], by=request.user)
    return files.marked(
        file, told.faults, f"nhiem-vu-co-ghi-loi-{timezone.now():%Y%m%d}", called=asked["name"]
    )


def template(request: SignedInRequest, place: int) -> HttpResponse:
    desk.keeping(request, place)
    return files.workbook(io.BytesIO(plan_tasks.template()), "nhiem-vu-ke-hoach-mau")
