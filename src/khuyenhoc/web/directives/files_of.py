"""The document itself beside its entry: taken as a file, attached, taken off and put back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.directives import actions
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.directives.queries import Instrument
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.association import desk
from khuyenhoc.web.directives.forms import AttachForm, FileForm
from khuyenhoc.web.request import SignedInRequest, today


@require_safe
def file(request: SignedInRequest, place: int, pk: int, name: str) -> HttpResponse:
    """For whoever may read the entry."""
    desk.at(request, place)
    one = directives.instrument(pk, seen_by=request.user, on=today())
    found = directives.file(name, of=one)
    content = directives.FILES.read(found.name, "file")
    if content is None:
        raise Http404
    return files.kept(content, f"van-ban-{pk}-{found.pk}")


def attach(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    context = desk.at(request, place)
    one = _kept(request, pk)
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST":

        def put(at: datetime) -> dict[str, Any]:
            made = actions.attach(pk, form.cleaned_data["document"], by=request.user, at=at)
            return {"file": made.pk}

        told = posting.done(request, form, put)
        if told is not None:
            messages.success(request, _("Đã đính kèm tệp văn bản."))
            undoing.offer(request, "directive_file_change", [place, pk, "off"], file=[told["file"]])
            return redirect("directive", place, pk)
    context |= {"form": form, "one": one}
    return render(request, "directives/attach.html", context, status=400 if form.errors else 200)


@require_POST
def change(request: SignedInRequest, place: int, pk: int, what: str) -> HttpResponse:
    """A file is taken off ("off") or put back ("back")."""
    desk.at(request, place)
    _kept(request, pk)
    deed = {"off": actions.detach, "back": actions.attach_again}.get(what)
    if deed is None:
        raise Http404
    form = FileForm(request.POST)

    def do(at: datetime) -> dict[str, Any]:
        deed(pk, form.cleaned_data["file"], by=request.user, at=at)
        return {"file": form.cleaned_data["file"]}

    told = posting.done(request, form, do)
    if told is None:
        return refusals.form_refused(request, form)
    if what == "off":
        messages.success(request, _("Đã bỏ tệp khỏi văn bản."))
        undoing.offer(request, "directive_file_change", [place, pk, "back"], file=[told["file"]])
    else:
        messages.success(request, _("Đã đưa tệp trở lại."))
    return redirect("directive", place, pk)


def _kept(request: SignedInRequest, pk: int) -> Instrument:
    """A document whose entry the person keeps. Errors: OutsideScope, Instrument.DoesNotExist."""
    one = directives.instrument(pk, seen_by=request.user, on=today())
    if not access.may(request.user, Permission.KEEP_BOOKS, one.place_id, on=today()):
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    return one
