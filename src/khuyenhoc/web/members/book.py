"""The members' book of a branch: who is in it, what happens to those ticked, the list as a file, cards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import BookPage, BookQuery, Line, Show
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.papers import member_card
from khuyenhoc.web import files, keyset, posting, refusals, undo
from khuyenhoc.web.branches import held
from khuyenhoc.web.branches.held import Held
from khuyenhoc.web.branches.one import frame
from khuyenhoc.web.jobs import asking as jobs
from khuyenhoc.web.members.forms import BookForm, TickedForm, UndoForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.templatetags.words import grouped
from khuyenhoc.workbooks import branches as tables

MOST_CARDS = 400  # made while somebody waits
KEEPERS_ALONE = frozenset({Show.PARTY, Show.UNSETTLED})


def show(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    found = held.held(request, place, pk)
    asking = BookForm(request.GET)
    if not asking.is_valid():
        return refusals.unreadable(request)
    asked = _asked(found, asking)
    form = TickedForm(
        request.POST or None,
        initial={"on": today(), "year": asked.year},
        kept=_kept(request, found),
        others=_others(request, found),
    )
    if request.method == "POST":
        told = _do(request, found, form)
        if told is not None:
            return told
    page = association.book(asked, seen_by=request.user)
    kept = {name: value for name, value in asking.cleaned_data.items() if value and name != "after"}
    if asked.show in KEEPERS_ALONE and not found.keeps_members:
        return refusals.unreadable(request)
    context = frame(found) | {
        "has_others": bool(form.fields["into"].choices[1:]),  # type: ignore[attr-defined]  # a ChoiceField's
        "rows": _with_homes(page, found, asked.show),
        "form": form,
        "asking": BookForm({"show": asked.show, "sort": asked.sort, "year": asked.year, "q": asked.search}),
        "shows": [one.value for one in Show if found.keeps_members or one not in KEEPERS_ALONE],
        "show": asked.show.value,
        "search": asked.search,
        "year": asked.year,
        "rate": association.rate_at(found.branch, asked.year),
        "ticked": {int(one) for one in request.POST.getlist("person") if one.isdecimal()},
        "number": association.number_of(found.branch, today()),
        "unsettled": association.number_to_settle(found.branch, today()) if found.keeps_members else 0,
        "made_up": any(row.membership.person.is_sample for row in page.rows),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "beginning": urlencode(kept),
        "is_first": asked.after is None,
    }
    return render(request, "members/book.html", context, status=400 if form.errors else 200)


def _do(request: SignedInRequest, found: Held, form: TickedForm) -> HttpResponse | None:
    """What was pressed for those ticked, once; None when the form or a rule forbids it."""
    pressed = request.POST.get("do", "")
    kept = {pk for pk, _name in _kept(request, found)}
    is_fee = pressed in ("pay", "exempt")
    held.require(request, found.place, Permission.KEEP_BOOKS if is_fee else Permission.KEEP_REGISTER)
    deeds: dict[str, Callable[[datetime], int]] = {
        "pay": lambda at: len(
            actions.pay(found.branch, people(), year=told("year"), on=told("on"), by=request.user, at=at)
        ),
        "exempt": lambda at: len(
            actions.let_off(
                found.branch,
                people(),
                year=told("year"),
                reason=told("reason"),
                on=told("on"),
                by=request.user,
                at=at,
            )
        ),
        "leave": lambda at: actions.leave(found.branch, people(), left=told("on"), by=request.user, at=at),
        "move": lambda at: over()(found.branch, people(), into=into(), on=told("on"), by=request.user, at=at),
        "party": lambda at: actions.note_party(
            found.branch, people(), since=told("on"), by=request.user, at=at
        ),
        "no_party": lambda at: actions.end_party(
            found.branch, people(), on=told("on"), by=request.user, at=at
        ),
    }

    def told(name: str) -> Any:
        return form.cleaned_data[name]

    def people() -> list[int]:
        ids: list[int] = told("person")
        return ids

    def into() -> Any:
        return association.branches([told("into")])[0]

    def over() -> Callable[..., int]:
        """Into a branch of one's own at once, else as an offer."""
        return actions.move_members if told("into") in kept else actions.offer

    def do(at: datetime) -> dict[str, Any]:
        is_offer = told("do") == "move" and told("into") not in kept
        return {"number": deeds[told("do")](at), "people": people(), "is_offer": is_offer}

    answer = posting.done(request, form, do)
    if answer is None:
        return None
    said = {
        "pay": _("Đã ghi %(number)s hội viên nộp hội phí."),
        "exempt": _("Đã ghi %(number)s hội viên được miễn hội phí."),
        "leave": _("Đã ghi hội viên thôi tham gia."),
        "move": _("Đã ghi hội viên chuyển sang nơi khác."),
        "party": _("Đã ghi %(number)s hội viên là đảng viên."),
        "no_party": _("Đã ghi thôi là đảng viên."),
    }[pressed]
    if answer.get("is_offer"):
        said = _("Đã đề nghị chuyển %(number)s hội viên. Nơi kia nhận thì họ mới chuyển.")
    messages.success(request, said % {"number": grouped(answer["number"])})
    if pressed == "leave":
        undo.offer(request, "members_undo", [found.place, found.branch.pk, "leave"], person=answer["people"])
    if answer.get("is_offer"):
        return redirect("transfers", found.place)
    year = request.POST.get("year", "")
    return redirect(f"{reverse('members', args=[found.place, found.branch.pk])}?year={int(year)}")


@require_POST
def take_back(request: SignedInRequest, place: int, pk: int, what: str) -> HttpResponse:
    """A leaving ("leave") or a joining ("join") that was a mistake."""
    deed = {"join": actions.take_back_joining, "leave": actions.take_back_leaving}.get(what)
    if deed is None:
        raise Http404
    found = held.held(request, place, pk, Permission.KEEP_REGISTER)
    form = UndoForm(request.POST)

    def do(at: datetime) -> dict[str, Any]:
        return {"number": deed(found.branch, form.cleaned_data["person"], by=request.user, at=at)}

    if posting.done(request, form, do) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã hoàn tác. Sổ như trước khi ghi."))
    return redirect("members", place, pk)


def give_out(request: SignedInRequest, place: int, pk: int, form: str) -> HttpResponse:
    """The whole list as the page shows it, in a file."""
    found = held.held(request, place, pk)
    asking = BookForm(request.GET)
    if not asking.is_valid():
        return refusals.unreadable(request)
    asked = _asked(found, asking)
    table = tables.member_table(
        asked,
        with_party=found.keeps_members,
        language=get_language() or "vi",
        by=request.user,
        at=timezone.now(),
    )
    return files.answer(table, "hoi-vien", form)


def cards(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """Cards of those whose ids stand in the address, else of the list it asks for, ten on a sheet."""
    found = held.held(request, place, pk, Permission.KEEP_REGISTER)
    chosen = [int(one) for one in request.GET.getlist("person") if one.isdecimal() and len(one) <= 18]
    asking = BookForm(request.GET)
    if not asking.is_valid():
        return refusals.unreadable(request)
    asked = replace(_asked(found, asking), after=None, limit=MOST_CARDS)
    listed = None if chosen else association.book(asked, seen_by=request.user)
    if listed is not None and listed.next is not None:
        facts = {"branch": pk, "day": asked.day.isoformat(), "year": asked.year, "show": asked.show.value}
        facts |= {"search": asked.search, "sort": asked.sort}
        return jobs.offered(
            request, JobKind.MEMBER_CARDS, facts, place=place, permission=Permission.KEEP_REGISTER
        )
    lines = (
        association.lines(found.branch, chosen[:MOST_CARDS], asked.year, today(), seen_by=request.user)
        if listed is None
        else list(listed.rows)
    )
    paper = member_card.of(found.branch, lines, on=today())
    return files.paper(member_card.pdf(paper), "the-hoi-vien")


def _asked(found: Held, asking: BookForm) -> BookQuery:
    told = asking.cleaned_data
    return BookQuery(
        found.branch,
        today(),
        told["year"] or today().year,
        show=Show(told["show"] or Show.NOW),
        search=told["q"],
        sort=told["sort"] or "name",
        after=keyset.read(told["after"]),
    )


def _with_homes(page: BookPage, found: Held, show: Show) -> list[tuple[Line, str]]:
    """(line, where the member lives now) of those to look at who live elsewhere; "" of all others."""
    if show is not Show.UNSETTLED:
        return [(row, "") for row in page.rows]
    labels = places.labels({row.membership.person.place_id for row in page.rows}, today())
    around = found.label.partition(", ")[2]  # of a hamlet: its commune and province
    return [
        (row, "" if person.until else labels[person.place_id].removesuffix(f", {around}"))
        for row in page.rows
        for person in [row.membership.person]
    ]


def _others(request: SignedInRequest, found: Held) -> list[tuple[int, str]]:
    """Branches that members may be offered to."""
    if not found.keeps_members:
        return []
    rows = association.open_to(found.branch, request.user, on=today())
    return [(one.pk, one.name) for one in rows]


def _kept(request: SignedInRequest, found: Held) -> list[tuple[int, str]]:
    """Branches that members may move to: those the person keeps members of."""
    if not found.keeps_members:
        return []
    rows = association.kept_by(request.user, on=today(), but=found.branch.pk)
    return [(one.pk, one.name) for one in rows]
