"""A local draft: started from its frame, checked, kept once it stays comparable."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.criteria import actions
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.queries import Checked, StoredSet
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.criteria.difference import difference
from khuyenhoc.domain.criteria.starting import local_copy
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import search_key
from khuyenhoc.sentences import sentence
from khuyenhoc.web import posting
from khuyenhoc.web.criteria.forms import DraftForm
from khuyenhoc.web.request import SignedInRequest, today


def derive(request: SignedInRequest, key: str) -> HttpResponse:
    """For whoever edits criteria somewhere; the place itself is named in the text and checked by the deed."""
    on = today()
    where = next(
        (place for place, _titles in access.scope(request.user, on, Permission.EDIT_CRITERIA).granted), None
    )
    if where is None:
        raise access.OutsideScope(permission=Permission.EDIT_CRITERIA.value)
    frame = criteria.get(key)
    form = DraftForm(request.POST or None, request.FILES or None, initial={"text": _beginning(frame, where)})
    checked: Checked | None = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        checked = criteria.checked(text, file=actions.DRAFT_NAME)
        if "keep" in request.POST and checked.is_sound:

            def keep(at: datetime) -> dict[str, Any]:
                return {"set": actions.keep_draft(text, by=request.user, at=at).key}

            told = posting.done(request, form, keep)
            if told is not None:
                messages.success(request, _("Đã lưu dự thảo. Mọi người có thể đọc, góp ý và chạy thử."))
                return redirect("criteria_set", told["set"])
        form.data = form.data | {"text": text} if isinstance(form.data, dict) else _with(form, text)
    language = "en" if get_language() == "en" else "vi"
    context = {
        "section": "criteria",
        "frame_set": criteria.rules(frame),
        "place": places.label(where, on),
        "form": form,
        "checked": checked,
        "faults": [sentence(fault, language) for fault in checked.faults] if checked else [],
        "found": difference(criteria.rules(checked.frame), checked.rules)
        if checked and checked.rules and checked.frame
        else None,
    }
    is_wrong = bool(form.errors) or (checked is not None and not checked.is_sound)
    return render(request, "criteria/derive.html", context, status=400 if is_wrong else 200)


def _with(form: DraftForm, text: str) -> Any:
    """What a file held stands in the box from then on, so that it can be mended there."""
    data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict's
    data["text"] = text
    return data


def _beginning(frame: StoredSet, where: int) -> str:
    """The frame's own text under a name for the place: the whole country starts from nothing else."""
    on = today()
    version = places.version(where, on)
    name = search_key(version.name).replace(" ", "-")
    return local_copy(
        frame.text,
        frame=frame.key,
        code=f"{frame.code}-{name}",
        version=str(on.year),
        place=version.code or places.label(where, on) if version.parent_id else "",
        issuer=str(version),
        since=on,
    )
