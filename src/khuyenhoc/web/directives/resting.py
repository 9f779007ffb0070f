"""Saying what of a place rests on a document, and taking that back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khuyenhoc.analytics import resting
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.directives import actions
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.domain.instruments import RestsKind
from khuyenhoc.sentences import words
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.association import desk
from khuyenhoc.web.choices import Choices
from khuyenhoc.web.directives.forms import RestForm
from khuyenhoc.web.posting import DeedForm
from khuyenhoc.web.request import SignedInRequest, today


def rest(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    context = desk.keeping(request, place)
    one = directives.instrument(pk, seen_by=request.user, on=today())
    offered = _offered(request, place, pk)
    form = RestForm(request.POST or None, offered=[choice for _kind, some in offered for choice in some])
    if request.method == "POST":

        def link(at: datetime) -> dict[str, Any]:
            for kind, ids in form.by_kind().items():
                things = [(thing, place) for thing in ids]
                actions.rest_on(pk, kind, things, by=request.user, at=at)
            return {"number": len(form.cleaned_data["thing"])}

        done = posting.done(request, form, link)
        if done is not None:
            messages.success(request, _("Đã gắn %(number)s mục với văn bản.") % done)
            return redirect("directive", place, pk)
    context |= {
        "form": form,
        "one": one,
        "offered": [(kind.value, some) for kind, some in offered if some],
        "ticked": request.POST.getlist("thing"),
    }
    return render(request, "directives/rest.html", context, status=400 if form.errors else 200)


@require_POST
def let_go(request: SignedInRequest, place: int, pk: int, reliance: int) -> HttpResponse:
    desk.at(request, place)
    form = DeedForm(request.POST)

    def unlink(at: datetime) -> dict[str, Any]:
        actions.let_go(reliance, by=request.user, at=at)
        return {}

    if posting.done(request, form, unlink) is None:
        return refusals.form_refused(request, form)
    messages.success(request, _("Đã gỡ. Muốn gắn lại, bấm “Gắn căn cứ”."))
    return redirect("directive", place, pk)


def _offered(request: SignedInRequest, place: int, pk: int) -> list[tuple[RestsKind, Choices]]:
    """What of the place may be said to rest on the document and is not said to yet."""
    on, language = today(), get_language() or "vi"
    own = figures.catalogue()
    known = {
        (row.kind, row.thing.pk)
        for row in resting.on_document(
            directives.instrument(pk, seen_by=request.user, on=on), seen_by=request.user, on=on
        )
    }
    rounds = [
        (one.pk, f"{words.title(one.title, one.level, language)} {one.year}")
        for one in resting.rounds_of(place, on.year)
    ]
    sets = [
        (one.pk, f"{criteria.rules(one).name.say(language)} ({one.key})")
        for one in criteria.everything()
        if one.status != "sample"
    ]
    targets = [
        (one.pk, f"{own.indicator(one.indicator).name.told(language)} {one.year}")
        for one in resting.targets_of(place, on.year)
        if one.indicator in own.indicators
    ]
    papers = [
        (one.pk, f"{one.number} – {one.title}"[:120])
        for one in directives.choices(place, seen_by=request.user, on=on)
        if one.place_id == place and one.pk != pk
    ]
    told = {
        RestsKind.ROUND: rounds,
        RestsKind.TARGET: targets,
        RestsKind.INSTRUMENT: papers,
        RestsKind.CRITERIA_SET: sets,
    }
    return [
        (kind, [(f"{kind.value}:{thing}", name) for thing, name in some if (kind, thing) not in known])
        for kind, some in told.items()
    ]
