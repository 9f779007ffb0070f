"""Who runs a centre, whether it works, and what people want to learn there."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.association.queries import name_of
from khuyenhoc.apps.centres import actions
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.domain.centres import Field, Office, Post
from khuyenhoc.sentences.words import word
from khuyenhoc.web import posting
from khuyenhoc.web.centres import desk
from khuyenhoc.web.centres.forms import DropForm, LeaveForm, ManagerForm, NeedForm, StateForm
from khuyenhoc.web.choices import Choices
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.request import SignedInRequest, today


def managers(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Appoint somebody, or write down that somebody left."""
    desk.require_kept(request, place)
    centre = desk.centre_at(request, place, pk)
    leaves = "manager" in request.POST
    appoint = ManagerForm(None if leaves else request.POST or None, officers=_officers(centre))
    leave = LeaveForm(request.POST if leaves else None, auto_id="leave_%s")
    form: ManagerForm | LeaveForm = leave if leaves else appoint
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            if leaves:
                actions.end_post(centre, told["manager"], on=told["on"], by=request.user, at=at)
            else:
                actions.appoint(
                    centre,
                    told["name"],
                    post=Post(told["post"]),
                    office=Office(told["office"]),
                    since=told["since"],
                    officer=told["officer"],
                    by=request.user,
                    at=at,
                )
            return {}

        if posting.done(request, form, go) is not None:
            messages.success(
                request, _("Đã ghi ngày thôi giữ chức.") if leaves else _("Đã ghi người quản lý trung tâm.")
            )
            return redirect("centre_managers", place, pk)
    on = today()
    everybody = centres.managers(centre)
    context = desk.frame(
        place,
        centre=centre,
        form=form,
        appoint=appoint,
        leave=leave,
        managers=[one for one in everybody if one.until is None or one.until > on],
        former=[one for one in everybody if one.until is not None and one.until <= on],
    )
    return render(request, "centres/managers.html", context, status=400 if form.errors else 200)


def _officers(centre: centres.HeldCentre) -> Choices:
    language = showing.language()
    found = [
        (one, word("post", f"{one.branch.kind}.{one.post}", language))
        for one in centres.officers_to_link(centre, today())
    ]
    return [(str(one.pk), f"{name_of(one)} – {post}, {one.branch.name}") for one, post in found]


def state(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """It rests, works again, or ends."""
    desk.require_kept(request, place)
    centre = desk.centre_at(request, place, pk)
    form = StateForm(request.POST or None, initial={"on": today()})
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            day, step = form.cleaned_data["on"], form.cleaned_data["step"]
            if step == "rest":
                actions.rest(centre, since=day, reason=form.cleaned_data["reason"], by=request.user, at=at)
            elif step == "work":
                actions.work_again(centre, since=day, by=request.user, at=at)
            else:
                actions.close_centre(centre, on=day, by=request.user, at=at)
            return {}

        if posting.done(request, form, go) is not None:
            messages.success(request, _("Đã ghi."))
            return redirect("centres", place)
    context = desk.frame(
        place,
        centre=centre,
        form=form,
        works=not centres.resting([centre.pk], today()),
        rests=centres.rests(centre),
    )
    return render(request, "centres/state.html", context, status=400 if form.errors else 200)


def needs(request: SignedInRequest, place: int, pk: int, year: int) -> HttpResponse:
    """What people want to learn in the year; a row entered by mistake is dropped."""
    desk.require_kept(request, place)
    centre = desk.centre_at(request, place, pk)
    drops = "row" in request.POST
    tell = NeedForm(None if drops else request.POST or None)
    drop = DropForm(request.POST if drops else None)
    form: NeedForm | DropForm = drop if drops else tell
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            if drops:
                actions.drop_need(centre, told["row"], by=request.user, at=at)
            else:
                actions.tell_need(
                    centre,
                    year,
                    told["topic"],
                    field=Field(told["field"]),
                    people=told["people"],
                    by=request.user,
                    at=at,
                )
            return {}

        if posting.done(request, form, go) is not None:
            messages.success(request, _("Đã xóa.") if drops else _("Đã ghi nhu cầu học."))
            return redirect("centre_needs", place, pk, year)
    context = desk.frame(
        place,
        centre=centre,
        form=form,
        tell=tell,
        year=year,
        years=desk.years(),
        needs=centres.needs(centre, year),
        key=posting.fresh_key(),
    )
    return render(request, "centres/needs.html", context, status=400 if form.errors else 200)
