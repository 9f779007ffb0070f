"""Opening a pilot and changing its plan, its goals and the ratings of its places."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.pilots import actions
from khuyenhoc.apps.pilots import queries as pilots
from khuyenhoc.apps.pilots.actions import NewGoal, NewPilot
from khuyenhoc.apps.pilots.queries import HeldPilot
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.criteria import Status
from khuyenhoc.domain.place_names import place_order
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting
from khuyenhoc.web.choices import Choices
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.pilots import desk
from khuyenhoc.web.pilots.forms import DescribeForm, EditForm, GoalForm, PlanForm, RatingsForm
from khuyenhoc.web.request import SignedInRequest, today

AREA = "pilots"


def add(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require(request, Permission.KEEP_BOOKS, place)
    form = PlanForm(request.POST or None, places=below(place, set()), drafts=_drafts())

    def do(at: datetime) -> dict[str, Any]:
        return {"pilot": actions.open_pilot(place, _plan(form), by=request.user, at=at).pk}

    done = posting.done(request, form, do) if request.method == "POST" else None
    if done is not None:
        messages.success(request, _("Đã lập mô hình. Bây giờ hãy đặt mục tiêu cho từng nhóm."))
        return redirect("pilot", done["pilot"])
    context = {
        "section": "association",
        "place": place,
        "label": places.label(place, today()),
        "heading": _("Lập mô hình điểm"),
        "form": form,
        "button": _("Lập mô hình"),
    }
    return render(request, "pilots/form.html", context, status=400 if form.errors else 200)


def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    pilot = desk.kept(request, pk)
    sites = {site.place_id for site in pilots.sites_of([pk])[pk]}
    told = {
        "name": pilot.name,
        "title": pilot.title,
        "theme": pilot.theme,
        "first": _month(pilot.first),
        "until": _month(pilot.until),
        "sites": sorted(sites),
        "criteria_set": pilot.criteria_set.key if pilot.criteria_set else "",
        "revision": pilot.revision,
    }
    drafts = _drafts()
    if pilot.criteria_set and pilot.criteria_set.key not in dict(drafts):
        drafts.append((pilot.criteria_set.key, pilot.criteria_set.key))
    form = EditForm(request.POST or None, initial=told, places=below(pilot.place_id, sites), drafts=drafts)

    def do(at: datetime) -> dict[str, Any]:
        revision = form.cleaned_data["revision"]
        actions.change(pilot, _plan(form), revision=revision, by=request.user, at=at)
        return {}

    return answered(request, pilot, form, do, _("Sửa kế hoạch"), _("Đã sửa kế hoạch."))


def describe(request: SignedInRequest, pk: int) -> HttpResponse:
    pilot = desk.kept(request, pk)
    told = {name: getattr(pilot, name) for name in ("strengths", "limits", "lessons", "revision")}
    form = DescribeForm(request.POST or None, initial=told)

    def do(at: datetime) -> dict[str, Any]:
        said = {name: form.cleaned_data[name] for name in told}
        actions.describe(pilot, **said, by=request.user, at=at)
        return {}

    heading = _("Ưu điểm, hạn chế, bài học")
    return answered(request, pilot, form, do, heading, _("Đã ghi ưu điểm, hạn chế, bài học."))


def add_goal(request: SignedInRequest, pk: int) -> HttpResponse:
    pilot = desk.kept(request, pk)
    form = GoalForm(request.POST or None, places=_sites(pilot), indicators=_indicators())

    def do(at: datetime) -> dict[str, Any]:
        return {"goal": actions.set_goal(pilot, _goal(form), by=request.user, at=at).pk}

    return answered(request, pilot, form, do, _("Thêm mục tiêu"), _("Đã thêm mục tiêu."))


def goal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Changed, or dropped by its other button."""
    found = desk.kept_goal(request, pk)
    told = {name: getattr(found, name) for name in ("whom", "aim", "written", "band", "indicator")}
    form = GoalForm(
        request.POST or None,
        initial=told | {"place": found.place_id},
        places=_sites(found.pilot),
        indicators=_indicators(),
    )
    drops = "drop" in request.POST

    def do(at: datetime) -> dict[str, Any]:
        if drops:
            actions.drop_goal(found, by=request.user, at=at)
        else:
            actions.change_goal(found, _goal(form), by=request.user, at=at)
        return {}

    said = _("Đã bỏ mục tiêu.") if drops else _("Đã sửa mục tiêu.")
    return answered(request, found.pilot, form, do, _("Sửa mục tiêu"), said, other=_("Bỏ mục tiêu này"))


def ratings(request: SignedInRequest, pk: int) -> HttpResponse:
    pilot = desk.kept(request, pk)
    sites = pilots.sites_of([pk])[pk]
    told = {f"band_{site.place_id}": site.band for site in sites}
    form = RatingsForm(request.POST or None, initial=told, places=_sites(pilot))

    def do(at: datetime) -> dict[str, Any]:
        bands = {site.place_id: form.cleaned_data[f"band_{site.place_id}"] for site in sites}
        actions.rate(pilot, bands, by=request.user, at=at)
        return {}

    return answered(request, pilot, form, do, _("Xếp loại từng nơi"), _("Đã ghi xếp loại."))


def answered(
    request: SignedInRequest,
    pilot: HeldPilot,
    form: posting.DeedForm,
    do: posting.Deed,
    heading: str,
    said: str,
    **more: Any,
) -> HttpResponse:
    """The form's page, or the pilot's once the deed is done."""
    if request.method == "POST" and posting.done(request, form, do) is not None:
        messages.success(request, said)
        return redirect("pilot", pilot.pk)
    context = desk.about(pilot) | {"heading": heading, "form": form, "button": _("Ghi lại"), **more}
    return render(request, "pilots/form.html", context, status=400 if form.errors else 200)


def below(place: int, also: set[int]) -> Choices:
    """The places right below it, and those chosen before."""
    on = today()
    wanted = {child.place_id for child in places.children(place, on)} | also
    named = desk.names(wanted, place)
    return sorted(((str(one), named[one]) for one in wanted), key=lambda row: place_order(row[1]))


def _sites(pilot: HeldPilot) -> Choices:
    here = [site.place_id for site in pilots.sites_of([pilot.pk])[pilot.pk]]
    named = desk.names(set(here), pilot.place_id)
    return [(str(one), named[one]) for one in here]


def _drafts() -> Choices:
    return [
        (stored.key, criteria.rules(stored).name.say(language()))
        for stored in criteria.find(status=Status.DRAFT.value)
    ]


def _indicators() -> Choices:
    """Those of the catalogue that pilots tell of."""
    found = figures.catalogue().indicators.values()
    mine = [one for one in found if one.area == AREA and one.code != "pilots_running"]
    return [(one.code, one.name.told(language())) for one in mine]


def _month(day: date | None) -> str:
    return "" if day is None else f"{day:%m/%Y}"


def _plan(form: PlanForm) -> NewPilot:
    told = form.cleaned_data
    wanted = ("name", "first", "until", "theme", "title", "sites", "criteria_set")
    return NewPilot(**{name: told[name] for name in wanted})


def _goal(form: GoalForm) -> NewGoal:
    told = form.cleaned_data
    return NewGoal(**{name: told[name] for name in ("whom", "aim", "written", "band", "indicator", "place")})
