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
from khuyenhoc.domain.criteria.shaping import Shape
from khuyenhoc.domain.criteria.starting import local_copy
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import search_key
from khuyenhoc.sentences import sentence
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.criteria.forms import LONGEST_FILE, DraftForm, plain_lines
from khuyenhoc.web.criteria.shaping import ShapeForm
from khuyenhoc.web.criteria.views import side_by_side
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today

AS_TEXT = "text_%s"  # ids of the second form on the page


def derive(request: SignedInRequest, key: str) -> HttpResponse:
    """For whoever edits criteria somewhere; the place itself is named in the text and checked by the deed.

    Two ways to one text: a form of what may be changed, and the text itself. `base` comes with the first alone.
    """
    on = today()
    where = next(
        (place for place, _titles in access.scope(request.user, on, Permission.EDIT_CRITERIA).granted), None
    )
    if where is None:
        raise access.OutsideScope(permission=Permission.EDIT_CRITERIA.value)
    frame = criteria.get(key)
    is_shaped = "base" in request.POST
    text, kept = _beginning(frame, where, is_fresh="fresh" in request.GET)
    if is_shaped:
        text = plain_lines(request.POST["base"])
        if len(text) > LONGEST_FILE or not _is_of(text, frame):
            return refusals.unreadable(request)
    shaped = _form(request.POST if is_shaped else None, text, frame)
    typed = request.POST if request.method == "POST" and not is_shaped else None
    form = DraftForm(typed, request.FILES if typed else None, initial={"text": text}, auto_id=AS_TEXT)
    used: DeedForm = shaped if is_shaped and shaped else form
    checked: Checked | None = None
    is_newer = False  # changed since it was last looked over, so it is looked over again before it is kept
    if request.method == "POST" and used.is_valid():
        text = shaped.written() if is_shaped and shaped else form.cleaned_data["text"]
        checked = criteria.checked(text, file=actions.DRAFT_NAME)
        is_newer = is_shaped and "keep" in request.POST and text != plain_lines(request.POST["base"])
        if "keep" in request.POST and checked.is_sound and not is_newer:

            def keep(at: datetime) -> dict[str, Any]:
                return {"set": actions.keep_draft(text, by=request.user, at=at).key}

            told = posting.done(request, used, keep)
            if told is not None:
                messages.success(request, _("Đã lưu dự thảo. Mọi người có thể đọc, góp ý và chạy thử."))
                return redirect("criteria_set", told["set"])
        if is_shaped:
            form = DraftForm(initial={"text": text}, auto_id=AS_TEXT)
        else:
            form.data = _with(form, text)
        if not used.errors and checked.is_sound and _is_of(text, frame):
            shaped = _form(None, text, frame)
    language = "en" if get_language() == "en" else "vi"
    context = {
        "section": "criteria",
        "frame_set": criteria.rules(frame),
        "place": places.label(where, on),
        "form": form,
        "shaped": shaped,
        "used": used,
        "is_shaped": is_shaped or typed is None,
        "kept": kept if request.method == "GET" else "",
        "checked": checked,
        "faults": [sentence(fault, language) for fault in checked.faults] if checked else [],
        "is_newer": is_newer,
    }
    if checked and checked.is_sound and checked.rules and checked.frame:
        context |= side_by_side(criteria.rules(checked.frame), checked.rules)
    is_wrong = bool(used.errors) or (checked is not None and not checked.is_sound)
    return render(request, "criteria/derive.html", context, status=400 if is_wrong else 200)


def _is_of(text: str, frame: StoredSet) -> bool:
    """Whether the form can be drawn of a text: a sound draft that derives from this very frame."""
    checked = criteria.checked(text, file=actions.DRAFT_NAME)
    return checked.is_sound and checked.frame is not None and checked.frame.pk == frame.pk


def _form(data: Any, text: str, frame: StoredSet) -> ShapeForm | None:
    """The form of a text; None where the way it is written has no places to write in."""
    shape = Shape(text, plain_lines(frame.text))
    return ShapeForm(data, shape=shape, text=text) if shape.is_shapeable else None


def _with(form: DraftForm, text: str) -> Any:
    """What a file held stands in the box from then on, so that it can be mended there."""
    data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict's
    data["text"] = text
    return data


def _beginning(frame: StoredSet, where: int, *, is_fresh: bool) -> tuple[str, str]:
    """The draft that the place keeps and its name, else the frame's text under a name for the place, and "".

    The whole country starts from nothing else than a frame's text. is_fresh: from the frame even so.
    """
    on = today()
    version = places.version(where, on)
    name = search_key(version.name).replace(" ", "-")
    begun = local_copy(
        plain_lines(frame.text),
        frame=frame.key,
        code=f"{frame.code}-{name}",
        version=str(on.year),
        place=version.code or places.label(where, on) if version.parent_id else "",
        issuer=str(version),
        since=on,
    )
    kept = None if is_fresh else criteria.draft_of(f"{frame.code}-{name}", str(on.year), place=where)
    return (
        (plain_lines(kept.text), kept.key) if kept is not None and _is_of(kept.text, frame) else (begun, "")
    )
