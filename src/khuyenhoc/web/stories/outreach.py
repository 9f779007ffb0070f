"""How often the movement was made known: entered by year, added up by place and branch."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.stories import actions
from khuyenhoc.apps.stories import queries as stories
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.stories import Means
from khuyenhoc.web import files, posting
from khuyenhoc.web.indicators.showing import language
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.stories import desk
from khuyenhoc.web.stories.forms import DropForm, OutreachForm
from khuyenhoc.workbooks import outreach as workbook

LISTED = 100  # entries shown one by one; the sums above count all


def this_year(request: SignedInRequest, place: int) -> HttpResponse:
    desk.require_seen(request, place)
    return redirect("outreach", place, today().year)


def file(request: SignedInRequest, place: int, year: int, form: str) -> HttpResponse:
    desk.require_seen(request, place)
    told = workbook.table(place, year, seen_by=request.user, on=today(), language=language())
    return files.answer(told, f"tuyen-truyen-{place}-{year}", form)


def table(request: SignedInRequest, place: int, year: int) -> HttpResponse:
    desk.require_seen(request, place)
    may_keep = desk.may(request, Permission.KEEP_BOOKS, place)
    if request.method == "POST" and not may_keep:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    branches = [("", _("của chính nơi này"))]
    branches += [(str(pk), name) for pk, name in stories.branches_to_name(place, today())]
    drops = "row" in request.POST
    tell = OutreachForm(None if drops else request.POST or None, branches=branches)
    drop = DropForm(request.POST if drops else None)
    form: OutreachForm | DropForm = drop if drops else tell
    if request.method == "POST":

        def go(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            if drops:
                actions.drop_outreach(told["row"], by=request.user, at=at)
            else:
                actions.tell_outreach(
                    place,
                    year,
                    Means(told["means"]),
                    times=told["times"],
                    branch=told["branch"],
                    note=told["note"],
                    by=request.user,
                    at=at,
                )
            return {}

        if posting.done(request, form, go) is not None:
            messages.success(request, _("Đã xóa.") if drops else _("Đã ghi."))
            return redirect("outreach", place, year)
    rows = stories.outreach_at(place, year, seen_by=request.user, on=today())
    names = places.labels({place, *(one.place_id for one in rows)}, today())
    here = f", {names[place]}"
    sums = [(one, names[one.place].removesuffix(here)) for one in stories.summed(rows)]
    means = list(Means)
    context = desk.frame(
        place,
        year=year,
        years=[today().year - back for back in range(6)],
        form=form,
        tell=tell,
        may_keep=may_keep,
        means=means,
        sums=[(one, name, [(each, one.times.get(each, 0)) for each in means]) for one, name in sums],
        totals=[(each, sum(one.times.get(each, 0) for one, _name in sums)) for each in means],
        total=sum(one.total for one, _name in sums),
        rows=[(one, names[one.place_id].removesuffix(here)) for one in rows[:LISTED]],
    )
    return render(request, "stories/outreach.html", context, status=400 if form.errors else 200)
