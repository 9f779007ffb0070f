"""The register of legal documents: a list, one document with what rests on it and who was briefed, entering one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.analytics import resting, training
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.directives import actions
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.directives.actions import NewInstrument
from khuyenhoc.apps.directives.queries import Instrument, InstrumentQuery
from khuyenhoc.apps.gatherings import queries as gatherings
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.instruments import InstrumentKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files, keyset, posting, refusals
from khuyenhoc.web.association import desk
from khuyenhoc.web.directives.forms import FindForm, InstrumentForm, named
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import gathered_lists


def listing(request: SignedInRequest, place: int) -> HttpResponse:
    context = desk.at(request, place)
    form = FindForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    on, told = today(), form.cleaned_data
    page = directives.page(_query(place, told), seen_by=request.user, on=on)
    asked = {name: told[name] for name in ("q", "kind", "standing") if told[name]}
    names = places.labels({one.place_id for one in page.rows}, on)
    context |= {
        "form": form,
        "rows": [(one, directives.standing(one, on), names[one.place_id]) for one in page.rows],
        "searched": bool(asked),
        "is_first": not told["after"],
        "beginning": urlencode(asked),
        "following": urlencode({**asked, "after": keyset.write(page.next)}) if page.next else "",
    }
    return render(request, "directives/list.html", context)


def give_out(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    """The list as it is shown, without pages."""
    desk.at(request, place)
    asked = FindForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    rows = directives.whole(_query(place, asked.cleaned_data), seen_by=request.user, on=today())
    table = gathered_lists.instruments_table(rows, today(), language=get_language() or "vi")
    return files.answer(table, "van-ban", form)


def _query(place: int, told: dict[str, Any]) -> InstrumentQuery:
    return InstrumentQuery(
        place,
        search=told["q"],
        kind=told["kind"],
        standing=told["standing"],
        after=keyset.read(told["after"]),
    )


def show(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    context = desk.at(request, place)
    on = today()
    one = directives.instrument(pk, seen_by=request.user, on=on)
    footings = resting.on_document(one, seen_by=request.user, on=on)
    names = places.labels({row.place for row in footings if row.place is not None} | {one.place_id}, on)
    letting_go = {
        row.reliance
        for row in footings
        if row.reliance is not None
        and row.place is not None
        and access.may(request.user, Permission.KEEP_BOOKS, row.place, on=on)
    }
    rows = training.coverage(place, on, year=on.year, instrument=pk)
    language = get_language() or "vi"
    context |= {
        "one": one,
        "standing": directives.standing(one, on),
        "home": names[one.place_id],
        "replaces": directives.replaced(one),
        "footings": [
            (row, resting.name_of(row, language), names.get(row.place or 0, ""), row.reliance in letting_go)
            for row in footings
        ],
        "files": directives.files_of(one),
        "tasks": directives.tasks_on(one, seen_by=request.user, on=on),
        "briefings": gatherings.made_known(pk, seen_by=request.user, on=on),
        "coverage": rows,
        "missing": [row for row in rows if row.counts.known > row.counts.reached],
        "may_change": access.may(request.user, Permission.KEEP_BOOKS, one.place_id, on=on),
        "key": posting.fresh_key(),
    }
    return render(request, "directives/show.html", context)


def add(request: SignedInRequest, place: int) -> HttpResponse:
    context = desk.keeping(request, place)
    on = today()
    others = named(directives.choices(place, seen_by=request.user, on=on))
    form = InstrumentForm(request.POST or None, others=others, initial={"kind": InstrumentKind.PLAN.value})
    if request.method == "POST":

        def enter(at: datetime) -> dict[str, Any]:
            return {"pk": actions.enter_instrument(place, _told(form), by=request.user, at=at).pk}

        done = posting.done(request, form, enter)
        if done is not None:
            messages.success(request, _("Đã ghi văn bản vào sổ."))
            return redirect("directive", place, done["pk"])
    context |= {"form": form, "one": None}
    return render(request, "directives/enter.html", context, status=400 if form.errors else 200)


def change(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    context = desk.keeping(request, place)
    on = today()
    one = directives.instrument(pk, seen_by=request.user, on=on)
    if not access.may(request.user, Permission.KEEP_BOOKS, one.place_id, on=on):
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    others = named(
        other for other in directives.choices(place, seen_by=request.user, on=on) if other.pk != pk
    )
    form = InstrumentForm(request.POST or None, others=others, initial=_as_typed(one))
    if request.method == "POST":

        def correct(at: datetime) -> dict[str, Any]:
            actions.change_instrument(
                pk, _told(form), revision=form.cleaned_data["revision"] or 0, by=request.user, at=at
            )
            return {}

        if posting.done(request, form, correct) is not None:
            messages.success(request, _("Đã sửa văn bản trong sổ."))
            return redirect("directive", place, pk)
    context |= {"form": form, "one": one}
    return render(request, "directives/enter.html", context, status=400 if form.errors else 200)


def _told(form: InstrumentForm) -> NewInstrument:
    told = {name: value for name, value in form.cleaned_data.items() if name not in ("key", "revision")}
    return NewInstrument(**{**told, "kind": InstrumentKind(told["kind"])})


def _as_typed(one: Instrument) -> dict[str, Any]:
    names = [
        *("number", "kind", "title", "issuer", "issued_on", "in_force_from", "in_force_until"),
        *("summary", "link", "is_checked", "revision"),
    ]
    return {name: getattr(one, name) for name in names} | {"replaced_by": one.replaced_by_id or ""}
