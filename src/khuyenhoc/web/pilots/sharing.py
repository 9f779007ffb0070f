"""Good practices: found in any spelling, told to others, copied into a plan of one's own."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.apps.pilots import actions
from khuyenhoc.apps.pilots import queries as pilots
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.pilots import desk
from khuyenhoc.web.pilots.forms import BackForm, CopyForm, PracticeForm, SearchForm
from khuyenhoc.web.request import SignedInRequest, today


def find(request: SignedInRequest, place: int) -> HttpResponse:
    """place: to which what is found can be copied."""
    desk.require_seen(request, place)
    asked = SearchForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    search, title, after = (asked.cleaned_data[name] for name in ("q", "title", "after"))
    position = int(after) if after.isascii() and after.isdecimal() and len(after) <= 18 else None
    found, following = pilots.practices(search, title=title, after=position)
    labels = places.labels({one.place_id for one in found}, today())
    copies = pilots.copies_of([one.pk for one in found])
    told = {"q": search, "title": title}
    context = {
        "section": "association",
        "place": place,
        "label": places.label(place, today()),
        "rows": [(one, labels[one.place_id], copies.get(one.pk, 0)) for one in found],
        "search": search,
        "title": title,
        "titles": list(Title),
        "keeps": desk.may(request, Permission.KEEP_BOOKS, place),
        "beginning": urlencode(told),
        "following": urlencode(told | {"after": following}) if following else "",
        "is_first": not after,
    }
    return render(request, "pilots/practices.html", context)


def one(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    """One practice; whoever keeps the books of the place makes a plan of it."""
    desk.require_seen(request, place)
    practice = pilots.practice(pk)
    keeps = desk.may(request, Permission.KEEP_BOOKS, place)
    form = CopyForm(request.POST or None, initial={"name": practice.name})
    if request.method == "POST":
        desk.require(request, Permission.KEEP_BOOKS, place)

        def do(at: datetime) -> dict[str, Any]:
            told = {name: said for name, said in form.cleaned_data.items() if name != "key"}
            return {"pilot": actions.copy(practice, place, **told, by=request.user, at=at).pk}

        done = posting.done(request, form, do)
        if done is not None:
            messages.success(
                request, _("Đã lập mô hình của bạn theo cách làm này. Hãy sửa mục tiêu cho hợp.")
            )
            return redirect("pilot", done["pilot"])
    goals = pilots.standings([practice.pilot_id])[practice.pilot_id] if practice.pilot_id else []
    context = {
        "section": "association",
        "place": place,
        "label": places.label(place, today()),
        "practice": practice,
        "whose": places.label(practice.place_id, today()),
        "goals": goals,
        "form": form,
        "keeps": keeps,
        "own": desk.may(request, Permission.KEEP_BOOKS, practice.place_id),
        "back": BackForm(),
    }
    return render(request, "pilots/practice.html", context, status=400 if form.errors else 200)


def add(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require(request, Permission.KEEP_BOOKS, place)
    mine = [
        one
        for one in pilots.below(place, seen_by=request.user, on=today())
        if desk.may(request, Permission.KEEP_BOOKS, one.place_id)
    ]
    asked = request.GET.get("pilot", "")
    form = PracticeForm(
        request.POST or None,
        initial={"pilot": asked if asked.isascii() and asked.isdecimal() else None},
        pilots=[(str(one.pk), one.name) for one in mine],
    )

    def do(at: datetime) -> dict[str, Any]:
        told = form.cleaned_data
        pilot = next((one for one in mine if one.pk == told["pilot"]), None)
        said = {name: told[name] for name in ("name", "text", "title")}
        return {"practice": actions.share(place, **said, pilot=pilot, by=request.user, at=at).pk}

    done = posting.done(request, form, do) if request.method == "POST" else None
    if done is not None:
        messages.success(request, _("Đã chia sẻ. Nơi khác tìm thấy và làm theo được."))
        return redirect("practice", place, done["practice"])
    context = {
        "section": "association",
        "place": place,
        "label": places.label(place, today()),
        "heading": _("Chia sẻ cách làm hay"),
        "form": form,
        "button": _("Chia sẻ"),
    }
    return render(request, "pilots/form.html", context, status=400 if form.errors else 200)


@require_POST
def back(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    desk.require_seen(request, place)
    practice = pilots.practice_ever(pk)
    desk.require(request, Permission.KEEP_BOOKS, practice.place_id)
    form = BackForm(request.POST)

    def do(at: datetime) -> dict[str, Any]:
        actions.take_back(practice, by=request.user, at=at)
        return {}

    if posting.done(request, form, do) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã rút lại. Mô hình đã lập theo cách làm này vẫn còn."))
    return redirect("practices", place)
