"""Whose consent a story has, and a second person's word on it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.stories import actions
from khuyenhoc.apps.stories.queries import Channel
from khuyenhoc.domain.naming import Teller
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting
from khuyenhoc.web.request import SignedInRequest
from khuyenhoc.web.stories import desk, views
from khuyenhoc.web.stories.forms import ConsentForm, DecideForm, TakeBackForm


def _require_either(request: SignedInRequest, place: int) -> None:
    if not any(desk.may(request, one, place) for one in (Permission.KEEP_BOOKS, Permission.APPROVE_BOOKS)):
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)


@require_POST
def consent(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Write down who agrees, or that they agree no more."""
    desk.require_kept(request, place)
    story = desk.story_at(request, place, pk)
    is_back = "consent" in request.POST
    form: ConsentForm | TakeBackForm = (
        TakeBackForm(request.POST)
        if is_back
        else ConsentForm(request.POST, kind=story.kind, subjects=desk.subjects_of(story))
    )

    def go(at: datetime) -> dict[str, Any]:
        told = form.cleaned_data
        if is_back:
            down = actions.take_consent_back(story, told["consent"], on=told["on"], by=request.user, at=at)
            return {"down": down}
        actions.agree(
            story,
            told["who"],
            teller=Teller(told["teller"]),
            channel=Channel(told["channel"]),
            told_on=told["told_on"],
            subject=told.get("subject"),
            by=request.user,
            at=at,
        )
        return {"down": False}

    done = posting.done(request, form, go)
    if done is None:
        return views.drawn(request, place, story, form)
    if not is_back:
        messages.success(request, _("Đã ghi sự đồng ý."))
    elif done["down"]:
        messages.success(request, _("Đã ghi việc rút đồng ý. Bài không còn trên trang công khai."))
    else:
        messages.success(request, _("Đã ghi việc rút đồng ý."))
    return redirect("story", place, pk)


SAID = {
    "hand_in": lambda: _("Đã gửi. Người khác sẽ xem và duyệt."),
    "publish": lambda: _("Đã đăng. Ai cũng đọc được bài này."),
    "send_back": lambda: _("Đã trả lại để sửa."),
    "take_down": lambda: _("Đã gỡ bài khỏi trang công khai."),
}


@require_POST
def decide(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Hand it in, let it out, send it back, take it down."""
    _require_either(request, place)
    story = desk.story_at(request, place, pk)
    form = DecideForm(request.POST, auto_id="decide_%s")

    def go(at: datetime) -> dict[str, Any]:
        step, reason = form.cleaned_data["step"], form.cleaned_data["reason"]
        if step == "hand_in":
            actions.hand_in(story, is_looked_over=form.cleaned_data["looked"], by=request.user, at=at)
        elif step == "publish":
            actions.publish(story, is_looked_over=form.cleaned_data["looked"], by=request.user, at=at)
        elif step == "send_back":
            actions.send_back(story, reason=reason, by=request.user, at=at)
        else:
            actions.take_down(story, reason=reason, by=request.user, at=at)
        return {"step": step}

    done = posting.done(request, form, go)
    if done is None:
        return views.drawn(request, place, story, form)
    messages.success(request, SAID[done["step"]]())
    return redirect("story", place, pk)
