"""Opening a round, looked over before it is; deriving a local one from it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.queries import StoredSet
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import actions, queries
from khuyenhoc.apps.rounds.actions import RoundPlan
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.criteria import Status
from khuyenhoc.domain.days import months_later
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import FIVE_TITLES, Level, Title
from khuyenhoc.sentences import words
from khuyenhoc.web import keyset, posting, refusals
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.rounds.forms import NAMES, DeriveForm, OpenForm, OrganisationsForm, WhatForm
from khuyenhoc.web.rounds.views import own_place, readable

COPIED = ("quorum", "majority", "deciding_body", "decision_suffix")
DAYS = ("registration_from", "registration_to", "cut_off", "decide_to")


def open_one(request: SignedInRequest) -> HttpResponse:
    """Which title, then its dates and set, then everything once more in plain words before it is opened."""
    asked = WhatForm(request.POST or request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    on = today()
    place, year = asked.cleaned_data["place"] or own_place(request), asked.cleaned_data["year"] or on.year
    if place is None:
        return redirect("home")
    named = asked.cleaned_data["of"]
    if not access.may(request.user, Permission.OPEN_ROUND, place, on=on, title=named.partition(".")[0]):
        raise access.OutsideScope(permission=Permission.OPEN_ROUND.value)
    context = {"section": "rounds", "place": place, "label": places.label(place, on), "year": year}
    if not named:
        return render(
            request,
            "rounds/choose.html",
            context
            | {
                "choices": _choices(request, place, year, on),
                "may_one": access.may(
                    request.user, Permission.OPEN_ROUND, place, on=on, title=Title.ORGANISATION
                ),
            },
        )
    title, level = _read(named)
    kind = asked.cleaned_data["kind"] if title is Title.ORGANISATION else ""
    alone = _alone(request, asked.cleaned_data["organisation"] if title is Title.ORGANISATION else None)
    before = queries.latest_like(
        place,
        title=title,
        level=level,
        before=year,
        on=on,
        organisation_kind=kind,
        organisation=alone.pk if alone else None,
    )
    beginning = _beginning(before, year)
    sets = queries.offered(
        place,
        title=title,
        level=level,
        on=_cut_off(request, beginning, on),
        tree=on,
        organisation_kind=kind,
        organisation=alone,
    )
    if sets:
        beginning["chosen"] = sets[0].key
    form = OpenForm(request.POST or None, initial=beginning, sets=spoken(sets, on))
    if request.method == "POST":

        def plan() -> RoundPlan:
            told = {name: value for name, value in form.cleaned_data.items() if name != "key"}
            told["criteria_set"] = criteria.get(told.pop("chosen"))
            return RoundPlan(
                year=year,
                title=title,
                level=level,
                organisation_kind=kind,
                organisation=alone.pk if alone else None,
                **told,
            )

        if "open" in request.POST:

            def opened(at: datetime) -> dict[str, Any]:
                return {"round": actions.open_round(place, plan(), by=request.user, at=at).pk}

            told = posting.done(request, form, opened)
            if told is not None:
                messages.success(request, _("Đã mở đợt. Các xã và chi hội bên dưới thấy đợt này ngay."))
                return redirect("round", told["round"])
        elif (
            "look" in request.POST
            and form.is_valid()
            and posting.tried(
                form, lambda at: bool(actions.check_round(place, plan(), by=request.user, at=at))
            )
        ):
            context |= _told(title, level, kind, named, form) | {"alone": alone}
            context |= {"below": len(places.children(place, on)), "set": criteria.rules(plan().criteria_set)}
            return render(request, "rounds/look.html", context)
    context |= _told(title, level, kind, named, form) | {"alone": alone}
    context |= {"before": before, "sets": sets, "kinds": [] if alone else _kinds(title, kind)}
    return render(request, "rounds/open.html", context, status=400 if form.errors else 200)


def organisations(request: SignedInRequest) -> HttpResponse:
    """Which one a round is to be opened for alone: those of the register at and below the place."""
    form = OrganisationsForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    asked, on = form.cleaned_data, today()
    place, year = asked["place"] or own_place(request), asked["year"] or on.year
    if place is None:
        return redirect("home")
    if not access.may(request.user, Permission.OPEN_ROUND, place, on=on, title=Title.ORGANISATION):
        raise access.OutsideScope(permission=Permission.OPEN_ROUND.value)
    page = subjects.register(
        subjects.RegisterQuery(
            places=places.ids_below(place, on),
            kind=Title.ORGANISATION,
            day=on,
            search=asked["q"],
            after=keyset.read(asked["after"]),
        ),
        seen_by=request.user,
        on=on,
    )
    homes = places.labels({row.place_id for row in page.rows}, on)
    kept = {"place": place, "year": year, "q": asked["q"]}
    context = {
        "section": "rounds",
        "form": form,
        "place": place,
        "label": places.label(place, on),
        "year": year,
        "search": asked["q"],
        "rows": [(row, homes[row.place_id]) for row in page.rows],
        "made_up": any(row.is_sample for row in page.rows),
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "is_first": not asked["after"],
    }
    return render(request, "rounds/organisations.html", context)


def _alone(request: SignedInRequest, organisation: int | None) -> subjects.HeldSubject | None:
    """The organisation named, for whom alone a round is. Errors: DoesNotExist, and OutsideScope for another kind."""
    if organisation is None:
        return None
    found = subjects.get(organisation, seen_by=request.user, on=today())
    if found.kind != Title.ORGANISATION:
        raise access.OutsideScope(permission=Permission.OPEN_ROUND.value)
    return found


def _told(title: Title, level: Level, kind: str, named: str, form: OpenForm) -> dict[str, Any]:
    return {"title": title, "level": level, "kind": kind, "of": named, "form": form}


def _read(named: str) -> tuple[Title, Level]:
    title, _dot, level = named.partition(".")
    return Title(title), Level(level)


def _choices(
    request: SignedInRequest, place: int, year: int, on: date
) -> list[tuple[str, Title, Level, Any]]:
    """(address, title, level, the round of the year that holds there already or None) of what may be opened."""
    held = queries.here_and_above(place, year=year, on=on)
    found = []
    for row, name in zip(FIVE_TITLES, NAMES, strict=True):
        if access.may(request.user, Permission.OPEN_ROUND, place, on=on, title=row.title):
            alike = (one for one in held if (one.title, one.level) == (row.title, row.level))
            found.append((name, row.title, row.level, next(alike, None)))
    return found


def _kinds(title: Title, chosen: str) -> list[str]:
    """Kinds of organisation that some set is made for; "" is all of them."""
    if title is not Title.ORGANISATION:
        return []
    known = {reach.organisation_kind for reach in criteria.reaches(title.value)} | {chosen}
    return sorted(known) if known - {""} else []


def _beginning(before: queries.HeldRound | None, year: int) -> dict[str, Any]:
    """What the form begins with: last time's days so many years later, the same meeting rules and body."""
    if before is None:
        return {"registration_from": date(year, 1, 1), "decide_to": date(year, 12, 31)}
    later = 12 * (year - before.year)
    return {name: months_later(getattr(before, name), later) for name in DAYS} | {
        name: getattr(before, name) for name in COPIED
    }


def _cut_off(request: SignedInRequest, beginning: dict[str, Any], on: date) -> date:
    """The day for which sets are offered: as typed, else as last time, else today."""
    try:
        typed: date | None = OpenForm.base_fields["cut_off"].clean(request.POST.get("cut_off", ""))
    except ValidationError:
        typed = None
    return typed or beginning.get("cut_off") or on


def spoken(sets: Iterable[StoredSet], on: date) -> list[tuple[str, str]]:
    """Choices of sets, each with why it stands where it does; the first is the one that holds."""
    language = "en" if get_language() == "en" else "vi"
    return [
        (one.key, f"{criteria.rules(one).name.say(language)} ({one.key}) – {_why(one, on, language)}")
        for one in sets
    ]


def _why(one: StoredSet, on: date, language: str) -> str:
    if one.organisation:
        made_for = _("làm riêng cho đơn vị này")
    elif one.organisation_kind:
        made_for = _("làm cho loại đơn vị này")
    elif one.place_id:
        made_for = _("làm cho %(place)s") % {"place": places.label(one.place_id, on)}
    else:
        made_for = _("dùng chung cho mọi nơi")
    facts = [made_for]
    if one.status != Status.ISSUED:
        facts.append(words.word("status", one.status, language))
    if one.in_force_from:
        facts.append(_("có hiệu lực từ %(day)s") % {"day": one.in_force_from.strftime("%d/%m/%Y")})
    return ", ".join(facts)


def derive(request: SignedInRequest, pk: int) -> HttpResponse:
    """A place's own round under one from above: everything is its parent's but the days and the deciding body."""
    asked = WhatForm(request.POST or request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    on = today()
    parent = readable(request, pk)
    place = asked.cleaned_data["place"] or own_place(request)
    if place is None or not access.may(request.user, Permission.OPEN_ROUND, place, on=on, title=parent.title):
        raise access.OutsideScope(permission=Permission.OPEN_ROUND.value)
    if parent.place_id not in {one.place_id for one in places.ancestors(place, on)}:
        raise access.OutsideScope(permission=Permission.OPEN_ROUND.value)
    form = DeriveForm(
        request.POST or None,
        initial={name: getattr(parent, name) for name in ("registration_from", "registration_to")}
        | {"deciding_body": parent.deciding_body},
    )
    if request.method == "POST":

        def derived(at: datetime) -> dict[str, Any]:
            told = {name: value for name, value in form.cleaned_data.items() if name != "key"}
            return {"round": actions.derive_round(parent, place, by=request.user, at=at, **told).pk}

        told = posting.done(request, form, derived)
        if told is not None:
            messages.success(request, _("Đã mở đợt riêng của địa bàn."))
            return redirect("round", told["round"])
    context = {
        "section": "rounds",
        "round": parent,
        "home": places.label(parent.place_id, on),
        "place": place,
        "label": places.label(place, on),
        "asks": queries.set_on(parent, on),
        "form": form,
    }
    return render(request, "rounds/derive.html", context, status=400 if form.errors else 200)
