"""Who I am, for which places, and how the round stands there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from khuyenhoc.analytics import books_waiting, tasks
from khuyenhoc.analytics.books_waiting import BookTask, BookWaiting
from khuyenhoc.analytics.tasks import DueTask, ReturnTask, ReturnWaiting, Waiting
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import ToSettle
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.directives.queries import Tasked
from khuyenhoc.apps.jobs import queries as jobs
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import funnels, scope
from khuyenhoc.web.jobs.views import lines
from khuyenhoc.web.reporting.lateness import Lateness, lateness
from khuyenhoc.web.request import SignedInRequest, today

MOST_PLACES = 12
ADDRESSES = {  # the page on which it is done, and which of its rows it shows
    Waiting.FIX: ("walk", "returned"),
    Waiting.REGISTER: ("walk", "unregistered"),
    Waiting.ASSESS: ("walk", "to_assess"),
    Waiting.REVIEW: ("meeting", ""),
    Waiting.VERIFY: ("verify", ""),
    Waiting.PROPOSE: ("propose", ""),
    Waiting.DECIDE: ("decide", ""),
    Waiting.RECONSIDER: ("reconsider", ""),
}


def show(request: SignedInRequest) -> HttpResponse:
    on, year = today(), scope.latest_year()
    mine = scope.places_of(request.user, year)[:MOST_PLACES]
    asked = request.GET.get("place", "")
    chosen = next((place for place in mine if str(place) == asked), mine[0] if mine else None)
    waiting = tasks.of(request.user, on)
    names = places.labels({task.place_id for task in waiting}, on)
    context = {
        "section": "home",
        "tasks": [(task, *ADDRESSES[task.waiting], names[task.place_id]) for task in waiting],
        "branches": _branches_waiting(request),
        "members": _members_to_settle(request),
        "returns": _returns_waiting(request),
        "due": _due(request),
        "plan_tasks": _plan_tasks(request),
        "books": _books_waiting(request),
        "jobs": lines(jobs.shown_at_home(request.user, at=timezone.now())),
        "roles": [(role, places.label(place, on)) for role, place in access.roles_of(request.user, on)],
        "year": year,
        "places": list(places.labels(mine, last_day(year)).items()),
        "chosen": chosen,
        "label": places.label(chosen, last_day(year), now=on) if chosen else "",
        "funnels": funnels.of(chosen, year) if chosen else [],
    }
    return render(request, "home/home.html", context)


def _branches_waiting(request: SignedInRequest) -> list[tuple[int, str, int]]:
    """(place, its name, number) where branches of closed places wait to go over into one that stands."""
    on = today()
    found = []
    for place, _titles in access.scope(request.user, on, Permission.KEEP_REGISTER).granted:
        if number := len(association.of_closed_places(place, on)):
            found.append((place, places.label(place, on), number))
    return found


def _members_to_settle(request: SignedInRequest) -> list[ToSettle]:
    """Branches with members who left the register or live elsewhere now."""
    on = today()
    own = dict.fromkeys(
        place for place, _ in access.scope(request.user, on, Permission.KEEP_REGISTER).granted
    )
    return [one for place in own for one in association.to_settle(place, on)][:MOST_PLACES]


def _returns_waiting(request: SignedInRequest) -> list[tuple[ReturnTask, str, str]]:
    """(task, the name of its place, the page on which it is done)."""
    on = today()
    found = tasks.returns_of(request.user, on)
    names = places.labels({task.place_id for task in found}, on)
    told = []
    for task in found:
        if task.report_id is not None:
            page = "return_decide" if task.waiting is ReturnWaiting.APPROVE else "return"
            address = reverse(page, args=[task.report_id])
        else:
            page = "returns_below" if task.waiting is ReturnWaiting.APPROVE else "returns_of"
            address = reverse(page, args=[task.place_id])
        told.append((task, names[task.place_id], address))
    return told


SAID = {
    BookWaiting.COMMEND: lambda: _("Tên đề nghị khen chờ quyết định"),
    BookWaiting.READ: lambda: _("Bài viết chờ duyệt"),
    BookWaiting.AWARD: lambda: _("Đề cử học bổng, hỗ trợ chờ duyệt"),
    BookWaiting.PAY: lambda: _("Đợt học bổng, hỗ trợ đã duyệt, chờ chi tiền"),
    BookWaiting.COME: lambda: _("Hội viên nơi khác đề nghị chuyển đến"),
}


def _books_waiting(request: SignedInRequest) -> list[tuple[str, int, str, str]]:
    """(what, how many, the name of the place, the page on which it is done)."""
    on = today()
    found = books_waiting.of(request.user, on)
    names = places.labels({one.place_id for one in found}, on)
    return [(SAID[one.waiting](), one.number, names[one.place_id], _page(one)) for one in found]


def _page(one: BookTask) -> str:
    if one.waiting is BookWaiting.COMMEND:
        return f"{reverse('commend_decide', args=[one.place_id])}?year={one.of}"
    if one.waiting is BookWaiting.READ:
        return f"{reverse('stories', args=[one.place_id])}?state=waiting"
    if one.waiting is BookWaiting.COME:
        return reverse("transfers", args=[one.place_id])
    name = "award_pay" if one.waiting is BookWaiting.PAY else "award_decide"
    return reverse(name, args=[one.place_id, one.of])


def _plan_tasks(request: SignedInRequest) -> list[tuple[Tasked, str, Lateness]]:
    """(task, the name of its place, how late it is) of the plans of the person's own places."""
    on = today()
    own = dict.fromkeys(place for place, _ in access.scope(request.user, on, Permission.KEEP_BOOKS).granted)
    found = directives.due(own, on)
    names = places.labels({one.task.place_id for one in found}, on)
    return [(one, names[one.task.place_id], lateness(one.task.deadline, on)) for one in found]


def _due(request: SignedInRequest) -> list[tuple[DueTask, str, str, Lateness]]:
    """(task, the name of its place, the page on which it is done, how late it is)."""
    on = today()
    found = tasks.due_of(request.user, on)
    names = places.labels({task.place_id for task in found}, on)
    told = []
    for task in found:
        if task.number:
            address = f"{reverse('returns_below', args=[task.place_id])}?{urlencode({'period': task.period})}"
        elif task.report_id is not None:
            address = reverse("return", args=[task.report_id])
        else:
            address = f"{reverse('returns_of', args=[task.place_id])}?{urlencode({'period': task.period})}"
        told.append((task, names[task.place_id], address, lateness(task.day, on)))
    return told
