"""Changing what the register says of one subject: its name, its place, whether it is still there."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import identity
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association import queries as branches
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects import queries as register
from khuyenhoc.apps.subjects.actions import Why
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.web import posting, refusals
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.subjects import kept
from khuyenhoc.web.subjects.forms import CorrectForm, EndForm, MovedForm, MoveForm


def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    found = kept.subject(request, pk)
    held = {"name": found.name, "birth_year": found.birth_year, "code": found.code}
    seen = {"held_name": found.name, "held_birth": found.birth_year, "held_code": found.code}
    form = CorrectForm(request.POST or None, kind=Title(found.kind), initial=held | seen)
    if request.method == "POST":

        def put_right(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            changed = subjects.correct(
                pk,
                held=(told["held_name"], told["held_birth"], told["held_code"]),
                name=told["name"],
                birth_year=told.get("birth_year", found.birth_year),
                code=told.get("code", found.code),
                by=request.user,
                at=at,
            )
            number = told.get("number")
            if number is not None or told.get("drop_number"):
                changed = subjects.note_id_number(pk, number, by=request.user, at=at) or changed
            return {"changed": changed}

        told = posting.done(request, form, put_right)
        if told is not None:
            messages.success(
                request,
                _("Đã sửa. Điều ghi trước đây vẫn được giữ lại.")
                if told["changed"]
                else _("Không có gì khác trước."),
            )
            return redirect("subject", pk)
    context = {"section": "subjects", "subject": found, "form": form, "made_up": found.is_sample}
    context["number"] = identity.shown(pk)
    return render(request, "subjects/correct.html", context, status=400 if form.errors else 200)


def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """A household takes those along who are ticked; at first all who live where it does."""
    found = kept.subject(request, pk)
    if found.kind == Title.COMMUNITY:
        raise OutsideScope(permission=Permission.KEEP_REGISTER.value)
    inside = register.inside(found, seen_by=request.user, on=today()) if found.kind == Title.HOUSEHOLD else []
    along = [one.member for one in inside if one.member.place_id == found.place_id]
    there = {
        choice
        for where in kept.topmost(request)
        for choice in kept.hamlets(where)
        if choice[0] != str(found.place_id)
    }
    initial = {"on": today(), "with_members": True}
    form = MoveForm(request.POST or None, places=sorted(there, key=lambda one: one[1]), initial=initial)
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            own = {one.pk for one in along}
            wanted = [pk, *(one for one in told["member"] if one in own)]
            moved = association.move(
                wanted,
                told["place"],
                on=told["on"],
                with_members=told["with_members"],
                by=request.user,
                at=at,
            )
            return {"moved": moved}

        told = posting.done(request, form, go)
        if told is not None:
            messages.success(
                request, _("Đã ghi chuyển nơi ở: %(number)s tên.") % {"number": len(told["moved"])}
            )
            undoing.offer(request, "subject_move_undo", [pk], subject=told["moved"])
            return redirect("subject", pk)
    context = {
        "section": "subjects",
        "subject": found,
        "made_up": found.is_sample,
        "form": form,
        "memberships": branches.memberships_of([pk, *(one.pk for one in along)]),
        "home": places.label(found.place_id, today()),
        "along": along,
        "ticked": {int(one) for one in request.POST.getlist("member") if one.isdecimal()}
        if request.method == "POST"
        else {one.pk for one in along},
    }
    return render(request, "subjects/move.html", context, status=400 if form.errors else 200)


@require_POST
def undo_move(request: SignedInRequest, pk: int) -> HttpResponse:
    kept.subject(request, pk)
    form = MovedForm(request.POST)

    def stay(at: datetime) -> dict[str, Any]:
        association.take_back_move(form.cleaned_data["subject"], by=request.user, at=at)
        return {}

    if posting.done(request, form, stay) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã hoàn tác: vẫn ở nơi cũ."))
    return redirect("subject", pk)


def end(request: SignedInRequest, pk: int) -> HttpResponse:
    found = kept.subject(request, pk)
    branch = branches.branch_of(found, today()) if Title(found.kind) is not Title.CITIZEN else None
    form = EndForm(request.POST or None, kind=Title(found.kind), initial={"on": today(), "with_branch": True})
    if request.method == "POST":

        def leave(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            went = association.end(
                pk,
                why=Why(told["why"]),
                on=told["on"],
                with_branch=branch is not None and told["with_branch"],
                by=request.user,
                at=at,
            )
            return {"memberships": went.memberships, "posts": went.posts, "branches": went.branches}

        told = posting.done(request, form, leave)
        if told is not None:
            messages.success(request, _("Đã ghi ra khỏi sổ. Danh hiệu và hồ sơ cũ vẫn giữ nguyên."))
            if told.get("branches"):
                messages.success(
                    request, _("Đã đóng ban khuyến học; %(memberships)s hội viên thôi tham gia.") % told
                )
            elif told["memberships"] or told["posts"]:
                messages.success(
                    request,
                    _("Cùng ngày: thôi %(memberships)s nơi là hội viên, thôi %(posts)s chức vụ của Hội.")
                    % told,
                )
            return redirect("subject", pk)
    context = {"section": "subjects", "subject": found, "form": form, "made_up": found.is_sample}
    context |= {"memberships": branches.memberships_of([pk]), "posts": branches.posts_of(pk)}
    context |= {"branch": branch}
    return render(request, "subjects/end.html", context, status=400 if form.errors else 200)


@require_POST
def undo_end(request: SignedInRequest, pk: int) -> HttpResponse:
    kept.subject(request, pk)
    form = DeedForm(request.POST)

    def come_back(at: datetime) -> dict[str, Any]:
        went = association.bring_back(pk, by=request.user, at=at)
        return {"memberships": went.memberships, "posts": went.posts, "branches": went.branches}

    told = posting.done(request, form, come_back)
    if told is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã đưa lại vào sổ như trước."))
    if told.get("branches"):
        messages.success(
            request, _("Ban khuyến học hoạt động lại với %(memberships)s hội viên, %(posts)s cán bộ.") % told
        )
    elif told["memberships"] or told["posts"]:
        messages.success(
            request,
            _("Lại là hội viên ở %(memberships)s nơi, giữ lại %(posts)s chức vụ của Hội.") % told,
        )
    return redirect("subject", pk)
