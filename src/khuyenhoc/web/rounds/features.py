"""Which parts of the work are open at a place, and from which day: registration first, assessment later."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import actions
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.domain.features import NEVER, Feature
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today


class FeatureForm(DeedForm):
    """A day, or closed until further notice."""

    feature = forms.ChoiceField(choices=[(one.value, one.value) for one in Feature])
    closed = forms.BooleanField(required=False)
    opens_on = DayField(label=gettext_lazy("Mở từ ngày"), required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("closed") and not told.get("opens_on") and "opens_on" not in self.errors:
            self.add_error("opens_on", gettext_lazy("Chưa ghi ngày."))
        return told


def show(request: SignedInRequest, place: int) -> HttpResponse:
    on = today()
    if not access.may(request.user, Permission.OPEN_ROUND, place, on=on):
        raise access.OutsideScope(permission=Permission.OPEN_ROUND.value)
    form = FeatureForm(request.POST or None)
    if request.method == "POST":

        def opened(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            day = None if told["closed"] else told["opens_on"]
            actions.open_feature(place, Feature(told["feature"]), day, by=request.user, at=at)
            return {}

        if posting.done(request, form, opened) is not None:
            messages.success(request, _("Đã ghi."))
            return redirect("features", place)
    days, own = rounds.feature_days(place, on), rounds.own_feature_days(place)
    context = {
        "section": "rounds",
        "place": place,
        "label": places.label(place, on),
        "form": form,
        "key": posting.fresh_key(),
        "rows": [_row(one, days.get(one), own.get(one), on) for one in Feature],
    }
    return render(request, "rounds/features.html", context, status=400 if form.errors else 200)


def _row(feature: Feature, opens: date | None, own: Any, on: date) -> dict[str, Any]:
    """own_day: what the place itself said last; held_above: somebody above holds it back longer."""
    own_day = None if own is None else own.opens_on or NEVER
    return {
        "feature": feature,
        "opens": None if opens == NEVER else opens,
        "is_closed": opens == NEVER,
        "is_open": opens is None or opens <= on,
        "own_day": None if own_day == NEVER else own_day,
        "held_above": opens is not None and opens > on and opens != own_day,
    }
