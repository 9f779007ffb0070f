"""Adding to the register: a household with its people, a person, a clan, a body; and who may be there already."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.analytics import alike as doubles
from khuyenhoc.analytics import apart as marks
from khuyenhoc.analytics.alike import Alike, Asked
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewAffiliation, NewSubject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.web import apart, posting
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.subjects import kept
from khuyenhoc.web.subjects.forms import AddForm, AddHouseholdForm, AlikeForm

MOST_DIGITS = 18


def add(request: SignedInRequest, kind: str) -> HttpResponse:
    """place: where the list stood from which the person came; household: whom a new person belongs to."""
    if kind not in set(Title):
        raise Http404
    what = Title(kind)
    house = None
    if what is Title.CITIZEN and (number := _number(request.GET.get("household", ""))):
        house = kept.subject(request, number)
    asked = house.place_id if house else _number(request.GET.get("place", ""))
    where = asked or next(iter(kept.topmost(request)), 0)
    if not where or not kept.keeps(request, where, kind):
        raise OutsideScope(permission=Permission.KEEP_REGISTER.value)
    form_of = AddHouseholdForm if what is Title.HOUSEHOLD else AddForm
    form = form_of(
        request.POST or None,
        kind=what,
        places=kept.places_for(what, where),
        initial={"since": date(today().year, 1, 1)},
    )
    alike: list[Alike] = []
    if request.method == "POST":

        def enter(at: datetime) -> dict[str, Any]:
            new = _new(what, form.cleaned_data)
            if not form.cleaned_data["anyway"]:
                doubles.require_none([_asked(one) for one in new], by=request.user, on=today())
            made = subjects.enter(new, by=request.user, at=at, is_sample=request.user.is_sample)
            group = house.pk if house else made[0].pk
            members = made if house else made[1:]
            if members:
                since = form.cleaned_data["since"]
                subjects.affiliate(
                    [NewAffiliation(Belonging.HOUSEHOLD_MEMBER, one.pk, group, since) for one in members],
                    by=request.user,
                    at=at,
                )
            return {"subject": made[0].pk, "number": len(made)}

        told = posting.done(request, form, enter)
        if told is not None:
            messages.success(request, _("Đã ghi vào sổ: %(number)s tên.") % {"number": told["number"]})
            return redirect("subject", house.pk if house else told["subject"])
        if form.is_valid() or not form.errors.as_data().keys() - {"__all__"}:
            alike = _alike(request, what, form)
    context = {
        "section": "subjects",
        "kind": what,
        "form": form,
        "house": house,
        "place": where,
        "label": places.label(where, today()),
        "alike": alike,
        "apart": _apart(request, alike),
    }
    return render(request, "subjects/add.html", context, status=400 if form.errors else 200)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def _new(kind: Title, told: dict[str, Any]) -> list[NewSubject]:
    place, since = told["place"], told["since"]
    if kind is Title.COMMUNITY:
        name = places.label(place, today()).split(",")[0]
        return [NewSubject(kind, name[:1].upper() + name[1:], place, since, level=Level.HAMLET)]
    level = Level.COMMUNE if kind is Title.ORGANISATION else Level.NONE
    first = NewSubject(
        kind,
        told["name"],
        place,
        since,
        level=level,
        birth_year=told.get("birth_year"),
        code=told.get("code", ""),
        number=told.get("number"),
    )
    people = [
        NewSubject(Title.CITIZEN, name, place, since, birth_year=born)
        for name, born in told.get("people", ())
    ]
    return [first, *people]


def _asked(new: NewSubject) -> Asked:
    return Asked(
        new.kind, new.name, new.place, new.birth_year, digest=new.number.digest if new.number else ""
    )


def _alike(request: SignedInRequest, kind: Title, form: AddForm) -> list[Alike]:
    return [
        one
        for new in _new(kind, form.cleaned_data)
        for one in doubles.find(_asked(new), seen_by=request.user, on=today())
    ]


def alike(request: SignedInRequest) -> HttpResponse:
    """A small piece of a page for whoever is typing; empty while nobody is like it."""
    form = AlikeForm(request.GET)
    found: list[Alike] = []
    if form.is_valid():
        told = form.cleaned_data
        asked = Asked(Title(told["kind"]), told["name"], told["place"], told["birth_year"])
        found = doubles.find(asked, seen_by=request.user, on=today())
    return render(request, "subjects/_alike.html", {"alike": found, "apart": _apart(request, found)})


def _apart(request: SignedInRequest, found: list[Alike]) -> dict[int, str]:
    return apart.told(marks.of_each((one.pk for one in found), seen_by=request.user, on=today()))
