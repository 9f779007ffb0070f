"""The tasks of a place's plan: a list by year, one task with its reviews, setting and changing one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.directives import actions
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.directives.actions import NewTask
from khuyenhoc.apps.directives.queries import Tasked
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.plan_tasks import CLOSED, Outcome, Review, TaskState
from khuyenhoc.web import files, posting, refusals
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.association import desk
from khuyenhoc.web.directives.forms import ReasonForm, ReviewForm, TaskForm, TasksForm, named
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import gathered_lists


def listing(request: SignedInRequest, place: int) -> HttpResponse:
    context = desk.at(request, place)
    form = TasksForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    on, told = today(), form.cleaned_data
    year = told["year"] or on.year
    rows = _rows(request, place, year, told)
    names = places.labels({one.task.place_id for one in rows}, on)
    asked = {name: told[name] for name in ("q", "state") if told[name]}
    context |= {
        "form": form,
        "year": year,
        "years": sorted({*directives.years_of(place), on.year, year}, reverse=True),
        "rows": [(one, names[one.task.place_id]) for one in rows],
        "closed": sum(one.state in CLOSED for one in rows),
        "done": sum(one.state is TaskState.DONE for one in rows),
        "late": sum(one.state is TaskState.LATE for one in rows),
        "searched": bool(asked),
        "beginning": urlencode({**asked, "year": year} | ({"below": "on"} if told["below"] else {})),
    }
    return render(request, "directives/tasks.html", context)


def give_out(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    desk.at(request, place)
    asked = TasksForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    on, told = today(), asked.cleaned_data
    rows = _rows(request, place, told["year"] or on.year, told)
    table = gathered_lists.tasks_table(rows, on, language=get_language() or "vi")
    return files.answer(table, "nhiem-vu-ke-hoach", form)


def _rows(request: SignedInRequest, place: int, year: int, told: dict[str, Any]) -> list[Tasked]:
    return directives.tasks(
        place,
        year,
        seen_by=request.user,
        on=today(),
        state=told["state"],
        search=told["q"],
        below=told["below"],
    )


def add(request: SignedInRequest, place: int) -> HttpResponse:
    context = desk.keeping(request, place)
    on = today()
    documents = named(directives.choices(place, seen_by=request.user, on=on))
    form = TaskForm(request.POST or None, documents=documents, initial={"year": on.year})
    if request.method == "POST":

        def put(at: datetime) -> dict[str, Any]:
            (made,) = actions.set_tasks(place, [_told(form)], by=request.user, at=at)
            return {"year": made.year}

        done = posting.done(request, form, put)
        if done is not None:
            messages.success(request, _("Đã ghi nhiệm vụ vào kế hoạch năm %(year)s.") % done)
            return redirect("plan_tasks", place)
    context |= {"form": form, "one": None}
    return render(request, "directives/task_enter.html", context, status=400 if form.errors else 200)


def show(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    context = desk.at(request, place)
    on = today()
    found = directives.task(pk, seen_by=request.user, on=on)
    context |= {"may_keep": context["may_keep"] and found.task.place_id == place}
    form = ReviewForm(request.POST or None, initial={"on": on})
    if request.method == "POST":
        desk.keeping(request, place)

        def review(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            new = Review(form.stage(), Outcome(told["outcome"]), told["on"])
            actions.review_task(pk, new, note=told["note"], by=request.user, at=at)
            return {}

        if posting.done(request, form, review) is not None:
            messages.success(request, _("Đã ghi kết quả."))
            return redirect("plan_task", place, pk)
    context |= {
        "form": form,
        "found": found,
        "task": found.task,
        "home": places.label(found.task.place_id, on),
        "is_closed": found.state in CLOSED,
    }
    return render(request, "directives/task.html", context, status=400 if form.errors else 200)


def change(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    context = desk.keeping(request, place)
    on = today()
    one = directives.task(pk, seen_by=request.user, on=on).task
    names = ("year", "title", "lead", "partners", "deadline", "note", "revision")
    typed = {name: getattr(one, name) for name in names} | {"instrument": one.instrument_id or ""}
    documents = named(directives.choices(place, seen_by=request.user, on=on))
    form = TaskForm(request.POST or None, documents=documents, initial=typed)
    if request.method == "POST":

        def correct(at: datetime) -> dict[str, Any]:
            revision = form.cleaned_data["revision"] or 0
            actions.change_task(pk, _told(form), revision=revision, by=request.user, at=at)
            return {}

        if posting.done(request, form, correct) is not None:
            messages.success(request, _("Đã sửa nhiệm vụ."))
            return redirect("plan_task", place, pk)
    context |= {"form": form, "one": one}
    return render(request, "directives/task_enter.html", context, status=400 if form.errors else 200)


def drop(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    context = desk.keeping(request, place)
    one = directives.task(pk, seen_by=request.user, on=today()).task
    form = ReasonForm(request.POST or None)
    if request.method == "POST":

        def let(at: datetime) -> dict[str, Any]:
            actions.drop_task(pk, reason=form.cleaned_data["reason"], by=request.user, at=at)
            return {}

        if posting.done(request, form, let) is not None:
            messages.success(request, _("Đã bỏ nhiệm vụ khỏi kế hoạch."))
            undoing.offer(request, "plan_task_again", [place, pk])
            return redirect("plan_tasks", place)
    context |= {"form": form, "one": one}
    return render(request, "directives/task_drop.html", context, status=400 if form.errors else 200)


@require_POST
def again(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """What was dropped a moment ago stands in the plan again."""
    desk.keeping(request, place)
    directives.task(pk, seen_by=request.user, on=today())
    form = DeedForm(request.POST)

    def take(at: datetime) -> dict[str, Any]:
        actions.take_up_again(pk, by=request.user, at=at)
        return {}

    if posting.done(request, form, take) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Nhiệm vụ đã trở lại kế hoạch."))
    return redirect("plan_task", place, pk)


def _told(form: TaskForm) -> NewTask:
    return NewTask(
        **{name: value for name, value in form.cleaned_data.items() if name not in ("key", "revision")}
    )
