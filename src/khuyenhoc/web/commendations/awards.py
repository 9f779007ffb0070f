"""Awards that a place's association and its branches received."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.association import queries as branches
from khuyenhoc.apps.commendations import actions
from khuyenhoc.apps.commendations import queries as commendations
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.praise import AwardLevel
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files, posting
from khuyenhoc.web.commendations.forms import AwardForm, BackForm
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.pilots import desk
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import awards as workbook


def at(request: SignedInRequest, place: int) -> HttpResponse:
    """The list, and below it the form for one more."""
    desk.require_seen(request, place)
    on = today()
    keeps = desk.may(request, Permission.KEEP_BOOKS, place)
    standing = branches.standing_at(place, on) if keeps else []
    form = AwardForm(request.POST or None, branches=[(str(one.pk), one.name) for one in standing])
    if request.method == "POST":
        desk.require(request, Permission.KEEP_BOOKS, place)

        def do(moment: datetime) -> dict[str, Any]:
            told = {name: said for name, said in form.cleaned_data.items() if name != "key"}
            chosen = next((one for one in standing if one.pk == told["branch"]), None)
            told |= {"branch": chosen, "level": AwardLevel(told["level"])}
            return {"award": actions.receive(place, **told, by=request.user, at=moment).pk}

        if posting.done(request, form, do) is not None:
            messages.success(request, _("Đã ghi phần thưởng."))
            return redirect("awards", place)
    found = commendations.awards(place, seen_by=request.user, on=on)
    named = desk.names({one.place_id for one in found}, place)
    context = {
        "section": "association",
        "place": place,
        "label": places.label(place, on),
        "rows": [
            (one, named[one.place_id], desk.may(request, Permission.KEEP_BOOKS, one.place_id))
            for one in found
        ],
        "form": form,
        "keeps": keeps,
    }
    return render(request, "commendations/awards.html", context, status=400 if form.errors else 200)


def file(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    desk.require_seen(request, place)
    table = workbook.table(place, seen_by=request.user, on=today(), language=language())
    return files.answer(table, f"phan-thuong-{place}", form)


def back(request: SignedInRequest, pk: int) -> HttpResponse:
    award = commendations.award(pk, seen_by=request.user, on=today())
    desk.require(request, Permission.KEEP_BOOKS, award.place_id)
    form = BackForm(request.POST or None)

    def do(moment: datetime) -> dict[str, Any]:
        actions.take_back(award, why=form.cleaned_data["why"], by=request.user, at=moment)
        return {}

    if request.method == "POST" and posting.done(request, form, do) is not None:
        messages.success(request, _("Đã bỏ phần thưởng khỏi danh sách."))
        return redirect("awards", award.place_id)
    context = {
        "section": "association",
        "place": award.place_id,
        "label": places.label(award.place_id, today()),
        "award": award,
        "form": form,
    }
    return render(request, "commendations/award_back.html", context, status=400 if form.errors else 200)
