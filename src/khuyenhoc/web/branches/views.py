"""Letting branches of closed places go over, looked over before it is done: it cannot be taken back.

It takes somebody who keeps the register at both ends, so there is no command for it beside the page.
"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association import queries as branches
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting, refusals
from khuyenhoc.web.branches.forms import NEW, MergeForm, WhereForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.subjects import kept


def merge(request: SignedInRequest) -> HttpResponse:
    asked = WhereForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    where = asked.cleaned_data["place"] or next(iter(kept.topmost(request)), 0)
    if not where or not kept.keeps(request, where):
        raise OutsideScope(permission=Permission.KEEP_REGISTER.value)
    on = today()
    waiting = branches.of_closed_places(where, on)
    standing = branches.standing_at(where, on)
    here = places.label(where, on)
    labels = places.labels({one.place_id for one in (*waiting, *standing)}, on)
    members = branches.numbers_of([one.pk for one in waiting])
    form = MergeForm(
        request.POST or None,
        initial={"on": on},
        waiting=[one.pk for one in waiting],
        standing=[
            (str(one.pk), f"{one.name} – {labels[one.place_id].removesuffix(f', {here}')}")
            for one in standing
        ],
    )
    rows = [(one, labels[one.place_id], members.get(one.pk, 0)) for one in waiting]
    context = {
        "section": "places",
        "place": where,
        "label": here,
        "form": form,
        "rows": rows,
        "ticked": {int(one) for one in request.POST.getlist("branch") if one.isdecimal()},
    }
    if request.method == "POST":

        def go_over(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            chosen = branches.branches(told["branch"])
            if told["into"] == NEW:
                (heir,) = actions.open_branches(
                    [(where, told["name"])],
                    kind=chosen[0].kind,
                    since=told["since"],
                    by=request.user,
                    at=at,
                )
            else:
                (heir,) = branches.branches([int(told["into"])])
            came = actions.merge(chosen, heir, on=told["on"], by=request.user, at=at)
            return {"number": came, "into": heir.name}

        if "do" in request.POST:
            told = posting.done(request, form, go_over)
            if told is not None:
                said = _("Đã nhập vào %(into)s: %(number)s hội viên chuyển sang.")
                messages.success(request, said % told)
                return redirect(f"{reverse('branches_merge')}?place={where}")
        elif "look" in request.POST and form.is_valid():
            return render(request, "branches/look.html", context | _looked_over(form, rows))
    return render(request, "branches/merge.html", context, status=400 if form.errors else 200)


def _looked_over(form: MergeForm, rows: list[tuple[Any, str, int]]) -> dict[str, Any]:
    told = form.cleaned_data
    chosen = [row for row in rows if row[0].pk in told["branch"]]
    names = dict(form.fields["into"].choices)  # type: ignore[attr-defined]  # a ChoiceField's
    return {
        "chosen": chosen,
        "members": sum(number for _one, _where, number in chosen),
        "into": told["name"] if told["into"] == NEW else names[told["into"]],
        "is_new": told["into"] == NEW,
        "told": told,
    }
