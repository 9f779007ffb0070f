"""The list behind a number; of bodies without a branch, a button to write down those that have one after all."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.indicators import ListQuery, Part
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.bodies import BODIES
from khuyenhoc.domain.catalogue import Indicator
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.roles import Permission
from khuyenhoc.sentences import formulas
from khuyenhoc.web import keyset, posting, refusals, scope
from khuyenhoc.web import undo as undoing
from khuyenhoc.web.days import DayField
from khuyenhoc.web.indicators import showing
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.walking.forms import Ids


class ListForm(forms.Form):
    """Which rows of an indicator."""

    level = forms.CharField(required=False, max_length=16)
    base = forms.CharField(required=False, max_length=80)
    part = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Part])
    q = forms.CharField(label=gettext_lazy("Tìm theo tên"), required=False, max_length=200)
    after = forms.CharField(required=False, max_length=600)


class OpenForm(DeedForm):
    """subject, hamlet: which bodies have a branch, and since when."""

    subject = Ids(required=False)
    hamlet = Ids(required=False)
    since = DayField(label=gettext_lazy("Có tổ chức hội từ ngày"))

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("subject") and not told.get("hamlet"):
            raise forms.ValidationError(_("Chưa đánh dấu nơi nào."))
        return told


class UndoForm(DeedForm):
    branch = Ids(required=False)


def behind(request: SignedInRequest, place: int, year: int, code: str) -> HttpResponse:
    on = today()
    indicator = figures.catalogue().indicators.get(code)
    form = ListForm(request.GET)
    if indicator is None or year not in scope.years_known():
        raise Http404
    if not access.sees_rows(request.user, place, on):
        raise access.OutsideScope(permission=Permission.SEE.value)
    if not form.is_valid():
        return refusals.unreadable(request)
    asked = _asked(indicator, place, year, form)
    parts = figured.parts_of(indicator.query, asked.base_kind)
    if asked.part not in parts:
        raise Http404
    may_open = asked.part is Part.WITHOUT and access.may(request.user, Permission.KEEP_REGISTER, place, on=on)
    opening = OpenForm(request.POST or None, initial={"since": on})
    if request.method == "POST":
        if not may_open:
            raise access.OutsideScope(permission=Permission.KEEP_REGISTER.value)
        done = posting.done(request, opening, lambda at: _open(request, opening, on, at))
        if done is not None:
            messages.success(
                request, _("Đã ghi %(number)s nơi có tổ chức hội.") % {"number": len(done["made"])}
            )
            undoing.offer(request, "behind_undo", [place, year, code], branch=done["made"])
            return redirect(request.get_full_path())
    seen = access.scope(request.user, on)
    page = figured.list_page(asked, scope=seen)
    known, said = figures.catalogue(), showing.language()
    kept = {"level": asked.level, "base": asked.base_kind, "part": asked.part.value, "q": asked.search}
    day = last_day(year)
    whole = places.label(place, day)
    homes = places.labels({row.home for row in page.rows}, day)
    context = {
        "section": "figures",
        "form": form,
        "opening": opening,
        "place": place,
        "year": year,
        "code": code,
        "label": places.label(place, day, now=on),
        "name": indicator.name.told(said),
        "level": known.level_name(indicator, asked.level, said),
        "base": asked.base_kind,
        "base_name": known.bases[asked.base_kind].name.told(said) if asked.base_kind in known.bases else "",
        "part": asked.part.value,
        "parts": [
            (
                part,
                formulas.told(formulas.PARTS, f"{indicator.query}.{part}", said),
                _number(asked, part, seen),
            )
            for part in parts
        ],
        "told": formulas.told(formulas.PARTS, f"{indicator.query}.{asked.part}", said),
        "kinds": [
            (kind, known.bases[kind].name.told(said), kind == asked.base_kind)
            for kind in indicator.bases
            if kind in BODIES
        ]
        if indicator.query == "coverage"
        else [],
        "rows": [(row, _where(homes[row.home], whole)) for row in page.rows],
        "kept": {name: value for name, value in kept.items() if value and name != "q"},
        "address": urlencode({name: value for name, value in kept.items() if value and name != "part"}),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "is_first": asked.after is None,
        "beginning": urlencode(kept),
        "may_open": may_open,
        "ticked": set(request.POST.getlist("subject")) | set(request.POST.getlist("hamlet")),
    }
    return render(request, "indicators/rows.html", context, status=400 if opening.errors else 200)


def _asked(indicator: Indicator, place: int, year: int, form: ListForm) -> ListQuery:
    asked = form.cleaned_data
    base = asked["base"] or ("eligible bodies" if indicator.query == "coverage" else "")
    parts = figured.parts_of(indicator.query, base)
    part = Part(asked["part"]) if asked["part"] else parts[0] if parts else Part.COUNTED
    return ListQuery(
        indicator.code,
        place,
        year,
        part,
        asked["level"] if asked["level"] in indicator.levels else "",
        base,
        asked["q"],
        keyset.read(asked["after"]),
    )


def _number(asked: ListQuery, part: Part, seen: access.Scope) -> int:
    whole = ListQuery(asked.indicator, asked.place, asked.year, part, asked.level, asked.base_kind)
    return figured.list_number(whole, scope=seen)


def _where(home: str, whole: str) -> str:
    return "" if home == whole else home.removesuffix(f", {whole}")


def _open(request: SignedInRequest, form: OpenForm, on: date, at: datetime) -> dict[str, Any]:
    asked = form.cleaned_data
    made = []
    if asked["subject"]:
        made += association.open_in_bodies(asked["subject"], since=asked["since"], by=request.user, at=at)
    if asked["hamlet"]:
        names = places.labels(asked["hamlet"], on)
        pairs = [(one, f"Chi hội {names[one].partition(',')[0]}") for one in asked["hamlet"]]
        made += association.open_branches(pairs, kind="chi_hoi", since=asked["since"], by=request.user, at=at)
    return {"made": [one.pk for one in made]}


@require_POST
def undo(request: SignedInRequest, place: int, year: int, code: str) -> HttpResponse:
    form = UndoForm(request.POST)
    if not access.may(request.user, Permission.KEEP_REGISTER, place, on=today()):
        raise access.OutsideScope(permission=Permission.KEEP_REGISTER.value)
    done = posting.done(
        request,
        form,
        lambda at: {
            "gone": association.take_back_opened(form.cleaned_data["branch"], by=request.user, at=at)
        },
    )
    if done is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã hoàn tác."))
    return redirect(f"{reverse('behind', args=[place, year, code])}?part={Part.WITHOUT}")
