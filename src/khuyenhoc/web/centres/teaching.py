"""Classes of a centre: their list, one with the people to tick, and changing it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.centres import actions
from khuyenhoc.apps.centres import queries as centres
from khuyenhoc.apps.centres.actions import NewClass
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.centres import Field, Totals
from khuyenhoc.domain.numbers import grouped
from khuyenhoc.domain.roles import Permission
from khuyenhoc.sentences.reporting import as_written
from khuyenhoc.web import posting
from khuyenhoc.web.centres import desk
from khuyenhoc.web.centres.forms import ClassForm, PeopleForm, SessionForm
from khuyenhoc.web.choices import Choices
from khuyenhoc.web.request import SignedInRequest, today

SHOWN = 40  # people to tick on one page, besides those who came before


def classes(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    """Those held at the place or below it in the year."""
    desk.require_seen(request, place)
    on = today()
    where = places.ids_below(place, on, with_custody=True)
    lines = centres.classes(where, year, seen_by=request.user, on=on)
    names = places.labels({one.of_class.place_id for one in lines}, on)
    here = places.label(place, on)
    context = desk.frame(
        place,
        year=year,
        years=desk.years(),
        rows=[(one, names[one.of_class.place_id].removesuffix(f", {here}")) for one in lines],
        may_open=desk.keeps(request, place) and _centre(place) is not None,
    )
    return render(request, "centres/classes.html", context)


def _centre(place: int) -> centres.HeldCentre | None:
    commune = centres.commune_of(place, today())
    return None if commune is None else centres.at(commune, today())


def _held_at(request: SignedInRequest, commune: int) -> Choices:
    """Where a class may be held: the commune or a hamlet of it, where the person keeps the books."""
    on = today()
    offered = [(commune, str(places.version(commune, on)))]
    offered += [(one.place_id, str(one)) for one in places.children(commune, on)]
    return [(str(pk), name) for pk, name in offered if desk.keeps(request, pk)]


def open_one(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require_kept(request, place)
    centre = _centre(place)
    if centre is None:
        return redirect("centres", place)
    held_at = _held_at(request, centre.place_id)
    form = ClassForm(request.POST or None, held_at=held_at, initial={"held_at": place})
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            made = actions.open_class(centre, _new(form), by=request.user, at=at)
            return {"class": made.pk, "place": made.place_id}

        done = posting.done(request, form, go)
        if done is not None:
            if form.totals() is None:
                messages.success(request, _("Đã mở lớp. Mỗi buổi học, đánh dấu người dự ở trang này."))
            else:
                messages.success(request, _("Đã ghi lớp bằng tổng số."))
            return redirect("class", done["place"], done["class"])
    context = desk.frame(place, form=form, is_new=True)
    return render(request, "centres/class_form.html", context, status=400 if form.errors else 200)


def change(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    desk.require_kept(request, place)
    found = desk.class_at(request, place, pk)
    told = {
        "topic": found.topic,
        "field": found.field,
        "held_at": found.place_id,
        "begins": found.begins,
        "ends": found.ends,
        "sessions_planned": found.sessions_planned or None,
        "teachers": found.teachers,
        "cost": "" if found.cost is None else grouped(found.cost),
        "revision": found.revision,
        "total_sessions": found.total_sessions,
        "total_people": found.total_people,
        "total_attendances": _came(found.totals),
    }
    held_at = _held_at(request, places.custodian(found.centre.place_id, today()))
    form = ClassForm(request.POST or None, held_at=held_at, initial=told)
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            new, revision = _new(form), form.cleaned_data["revision"] or 0
            actions.change_class(found, new, revision=revision, by=request.user, at=at)
            return {"place": new.place}

        done = posting.done(request, form, go)
        if done is not None:
            messages.success(request, _("Đã sửa lớp."))
            return redirect("class", done["place"], pk)
    context = desk.frame(place, form=form, of_class=found)
    return render(request, "centres/class_form.html", context, status=400 if form.errors else 200)


def _came(totals: Totals | None) -> str:
    return as_written(str(totals.attendances), totals.qualifier) if totals is not None else ""


def _new(form: ClassForm) -> NewClass:
    told = form.cleaned_data
    return NewClass(
        topic=told["topic"],
        field=Field(told["field"]),
        place=told["held_at"],
        begins=told["begins"],
        ends=told["ends"],
        sessions_planned=told["sessions_planned"] or 0,
        teachers=told["teachers"],
        cost=told["cost"],
        totals=form.totals(),
    )


def one(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """A class with its sessions; whoever keeps the books there ticks who came."""
    desk.require_seen(request, place)
    found = desk.class_at(request, place, pk)
    on = today()
    may_keep = desk.keeps(request, found.place_id)
    if request.method == "POST" and not may_keep:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    form = SessionForm(request.POST or None, initial={"held_on": on})
    looks = (
        "search" in request.POST
    )  # for another name: what is typed and ticked stays, and nothing is saved yet
    if request.method == "POST" and not looks:

        def go(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            actions.hold_session(
                found,
                told["held_on"],
                told["person"],
                others=told["others"],
                topic=told["topic"],
                by=request.user,
                at=at,
            )
            return {"number": len(told["person"])}

        done = posting.done(request, form, go)
        if done is not None:
            said = _(
                "Đã ghi buổi học: %(number)s người được đánh dấu. Còn người chưa ghi thì tìm rồi đánh dấu tiếp."
            )
            messages.success(request, said % done)
            return redirect(f"{reverse('class', args=[place, pk])}?{_search(request)}")
    sessions = centres.sessions_of(found)
    (line,) = centres.lines([found])
    hamlets = _hamlets(request, found.place_id)
    asked = PeopleForm(request.POST if request.method == "POST" else request.GET, hamlets=hamlets)
    ticked = {int(one) for one in request.POST.getlist("person") if one.isdecimal() and len(one) <= 18}
    sought: dict[str, Any] = asked.cleaned_data if asked.is_valid() else {"q": "", "hamlet": None}
    people = (
        centres.people_to_tick(
            found,
            seen_by=request.user,
            on=on,
            search=sought["q"],
            hamlet=sought["hamlet"],
            ticked=ticked,
            limit=SHOWN,
        )
        if may_keep and found.totals is None
        else []
    )
    homes = places.labels({person.place_id for person in people}, on)
    around = places.label(found.place_id, on)
    context = desk.frame(
        place,
        of_class=found,
        where=around,
        line=line,
        sessions=sessions,
        form=form,
        may_keep=may_keep,
        asked=asked,
        looks=looks,
        has_hamlets=len(hamlets) > 1,
        is_cut=len(people) - len(ticked) >= SHOWN,
        people=[(person, _short(homes[person.place_id], around)) for person in people],
        known=centres.known_learners(found),
        ticked=ticked,
        key=posting.fresh_key(),
        made_up=any(person.is_sample for person in people),
    )
    return render(request, "centres/class.html", context, status=400 if not looks and form.errors else 200)


def _short(home: str, around: str) -> str:
    """Where somebody lives, as far as the page's own place does not say it."""
    return "" if home == around else home.removesuffix(f", {around}")


def _hamlets(request: SignedInRequest, where: int) -> Choices:
    on = today()
    below = [(str(child.place_id), str(child)) for child in places.children(where, on)]
    return [("", _("cả địa bàn")), *below] if desk.keeps(request, where) else []


def _search(request: SignedInRequest) -> str:
    told = request.POST if request.method == "POST" else request.GET
    kept = {name: told[name] for name in ("q", "hamlet") if told.get(name)}
    return urlencode(kept)
