"""After a split: who sits in a part only by assumption, and hamlets that now share a name."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.reform import actions
from khuyenhoc.apps.reform import queries as reforms
from khuyenhoc.domain.places import Kind, SuccessionKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting
from khuyenhoc.web.reforms.forms import AssignForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.subjects import kept
from khuyenhoc.web.walking.forms import MOST


class WhereForm(forms.Form):
    place = forms.IntegerField(required=False, min_value=1, max_value=10**18)
    split = forms.IntegerField(required=False, min_value=1, max_value=10**18)


def find(request: SignedInRequest) -> HttpResponse:
    """split: the place that was split and whose people are shown; the first one when nobody said."""
    asked = WhereForm(request.GET)
    told = asked.cleaned_data if asked.is_valid() else {}
    where = told.get("place") or next(iter(kept.topmost(request)), 0)
    if not where or not kept.keeps(request, where):
        raise OutsideScope(permission=Permission.KEEP_REGISTER.value)
    on = today()
    waiting = reforms.assumed(below=places.ids_below(where, on))
    splits = list(dict.fromkeys(row.before_id for row in waiting))
    split = told.get("split") if told.get("split") in splits else next(iter(splits), None)
    rows = [row for row in waiting if row.before_id == split]
    links = [] if split is None else places.history(split).successors
    offered = [(str(one.id), one.label) for one in links if one.kind is SuccessionKind.PART]
    form = AssignForm(request.POST or None, parts=offered)
    if request.method == "POST":

        def assign(at: datetime) -> dict[str, Any]:
            answer = form.cleaned_data
            actions.assign(answer["subject"], answer["part"], by=request.user, at=at)
            return {"number": len(answer["subject"])}

        done = posting.done(request, form, assign)
        if done is not None:
            messages.success(request, _("Đã xếp %(number)s tên.") % {"number": done["number"]})
            return redirect(f"{reverse('parts')}?place={where}")
    homes = places.labels({row.after_id for row in rows[:MOST]} | set(splits), on)
    context = {
        "section": "places",
        "form": form,
        "place": where,
        "label": places.label(where, on),
        "splits": [(pk, places.label(pk, on), sum(row.before_id == pk for row in waiting)) for pk in splits],
        "split": split,
        "rows": [(row, homes[row.after_id]) for row in rows[:MOST]],
        "more": max(0, len(rows) - MOST),
        "ticked": {int(one) for one in request.POST.getlist("subject") if one.isdecimal()},
        "namesakes": places.namesakes(on, _communes(where)),
    }
    return render(request, "reforms/parts.html", context, status=400 if form.errors else 200)


def _communes(where: int) -> list[int]:
    """The communes at or below the place, or the one that a hamlet lies in."""
    held = places.version(where, today())
    if Kind(held.place.kind) is Kind.HAMLET:
        return [held.parent_id] if held.parent_id else []
    return list(places.ids_below(where, today()).filter(kind=Kind.COMMUNE))
