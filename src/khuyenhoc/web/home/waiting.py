"""What waits for a person, each kind of work as a card with its number; what is overdue stands first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from khuyenhoc.analytics import books_waiting, tasks
from khuyenhoc.analytics.books_waiting import BookTask, BookWaiting
from khuyenhoc.analytics.tasks import DueTask, ReturnTask, ReturnWaiting, Task, Waiting
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.sentences import words
from khuyenhoc.sentences.reporting import period_words
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.reporting.lateness import Lateness, lateness
from khuyenhoc.web.request import SignedInRequest, today

MOST_BRANCHES = 12
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
TO_REGISTER = {
    "citizen": lambda: _("Đăng ký cho người chưa đăng ký"),
    "household": lambda: _("Đăng ký cho hộ chưa đăng ký"),
    "clan": lambda: _("Đăng ký cho dòng họ chưa đăng ký"),
    "community": lambda: _("Đăng ký cho cộng đồng chưa đăng ký"),
    "organisation": lambda: _("Đăng ký cho đơn vị chưa đăng ký"),
}
BOOKS = {
    BookWaiting.COMMEND: lambda: _("Tên đề nghị khen chờ quyết định"),
    BookWaiting.READ: lambda: _("Bài viết chờ duyệt"),
    BookWaiting.AWARD: lambda: _("Đề cử học bổng, hỗ trợ chờ duyệt"),
    BookWaiting.PAY: lambda: _("Đợt học bổng, hỗ trợ đã duyệt, chờ chi tiền"),
    BookWaiting.COME: lambda: _("Hội viên nơi khác đề nghị chuyển đến"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """number: how many wait. of: which title and year, "" for none. late: None without a last day."""

    number: int
    what: str
    where: str
    address: str
    of: str = ""
    late: Lateness | None = None


def cards(request: SignedInRequest) -> list[Card]:
    """What is overdue, the longest first; then the work of the rounds and the rest, each in its own order."""
    found = [
        *_of_rounds(request),
        *_branches(request),
        *_members(request),
        *_returns(request),
        *_due(request),
        *_plan_tasks(request),
        *_books(request),
    ]
    return sorted(found, key=lambda one: -one.late.late if one.late else 0)


def _of_rounds(request: SignedInRequest) -> Iterator[Card]:
    on = today()
    found = tasks.of(request.user, on)
    names = places.labels({task.place_id for task in found}, on)
    for task in found:
        page, show = ADDRESSES[task.waiting]
        address = reverse(page, args=[task.round_id, task.place_id])
        yield Card(
            number=task.number,
            what=_what(task),
            where=names[task.place_id],
            address=f"{address}?show={show}" if show else address,
            of=f"{words.title(task.title, task.level, language())} {task.year}",
            late=lateness(task.until, on),
        )


def _what(task: Task) -> str:
    if task.waiting is Waiting.REGISTER:
        return TO_REGISTER[task.title]()
    return words.word("waiting", task.waiting, language())


def _branches(request: SignedInRequest) -> Iterator[Card]:
    """Branches of closed places that wait to go over into one that stands."""
    on = today()
    for place, _titles in access.scope(request.user, on, Permission.KEEP_REGISTER).granted:
        if number := len(association.of_closed_places(place, on)):
            address = f"{reverse('branches_merge')}?place={place}"
            yield Card(number, _("Nhập chi hội của nơi đã sắp xếp"), places.label(place, on), address)


def _members(request: SignedInRequest) -> Iterator[Card]:
    """Branches with members who left the register or live elsewhere now."""
    on = today()
    own = dict.fromkeys(
        place for place, _ in access.scope(request.user, on, Permission.KEEP_REGISTER).granted
    )
    for one in [one for place in own for one in association.to_settle(place, on)][:MOST_BRANCHES]:
        address = f"{reverse('members', args=[one.place, one.branch])}?show=unsettled"
        yield Card(one.number, _("Xem lại hội viên đã đi khỏi"), one.name, address)


def _returns(request: SignedInRequest) -> Iterator[Card]:
    on = today()
    found = tasks.returns_of(request.user, on)
    names = places.labels({task.place_id for task in found}, on)
    for task in found:
        what = words.word("return_waiting", task.waiting, language())
        yield Card(task.number, what, names[task.place_id], _of_return(task))


def _of_return(task: ReturnTask) -> str:
    approves = task.waiting is ReturnWaiting.APPROVE
    if task.report_id is not None:
        return reverse("return_decide" if approves else "return", args=[task.report_id])
    return reverse("returns_below" if approves else "returns_of", args=[task.place_id])


def _due(request: SignedInRequest) -> Iterator[Card]:
    on = today()
    found = tasks.due_of(request.user, on)
    names = places.labels({task.place_id for task in found}, on)
    for task in found:
        told = {"period": period_words(task.period, language())}
        if task.number:
            what = _("Nơi chưa báo cáo kỳ %(period)s") % told
        else:
            what = _("Nộp báo cáo số liệu kỳ %(period)s") % told
        late = lateness(task.day, on)
        yield Card(task.number or 1, what, names[task.place_id], _of_due(task), late=late)


def _of_due(task: DueTask) -> str:
    if not task.number and task.report_id is not None:
        return reverse("return", args=[task.report_id])
    page = "returns_below" if task.number else "returns_of"
    return f"{reverse(page, args=[task.place_id])}?{urlencode({'period': task.period})}"


def _plan_tasks(request: SignedInRequest) -> Iterator[Card]:
    """Of the plans of the person's own places."""
    on = today()
    own = dict.fromkeys(place for place, _ in access.scope(request.user, on, Permission.KEEP_BOOKS).granted)
    found = directives.due(own, on)
    names = places.labels({one.task.place_id for one in found}, on)
    for one in found:
        yield Card(
            number=1,
            what=f"{_('Nhiệm vụ')}: {one.task.title}",
            where=names[one.task.place_id],
            address=reverse("plan_task", args=[one.task.place_id, one.task.pk]),
            late=lateness(one.task.deadline, on),
        )


def _books(request: SignedInRequest) -> Iterator[Card]:
    on = today()
    found = books_waiting.of(request.user, on)
    names = places.labels({one.place_id for one in found}, on)
    for one in found:
        yield Card(one.number, BOOKS[one.waiting](), names[one.place_id], _of_book(one))


def _of_book(one: BookTask) -> str:
    if one.waiting is BookWaiting.COMMEND:
        return f"{reverse('commend_decide', args=[one.place_id])}?year={one.of}"
    if one.waiting is BookWaiting.READ:
        return f"{reverse('stories', args=[one.place_id])}?state=waiting"
    if one.waiting is BookWaiting.COME:
        return reverse("transfers", args=[one.place_id])
    name = "award_pay" if one.waiting is BookWaiting.PAY else "award_decide"
    return reverse(name, args=[one.place_id, one.of])
