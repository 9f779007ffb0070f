"""Taking people of the register in as members: found by name, ticked, from a day on."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import posting, undo
from khuyenhoc.web.branches import held
from khuyenhoc.web.branches.one import frame
from khuyenhoc.web.members.forms import JoinForm
from khuyenhoc.web.request import SignedInRequest, today

SHOWN = 60


def join(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    found = held.held(request, place, pk, Permission.KEEP_REGISTER)
    search = request.GET.get("q", "")[:200]
    form = JoinForm(request.POST or None, initial={"joined": today()})
    if request.method == "POST":

        def take_in(at: datetime) -> dict[str, Any]:
            people = form.cleaned_data["person"]
            seen = association.people_seen(people, seen_by=request.user, on=today())
            if len(seen) < len(people):  # foreign and unknown answer alike
                raise OutsideScope(permission=Permission.SEE.value)
            new = actions.join(
                found.branch,
                people,
                joined=form.cleaned_data["joined"],
                with_children=form.cleaned_data["with_children"],
                by=request.user,
                at=at,
            )
            return {"number": len(people), "new": new, "people": people}

        told = posting.done(request, form, take_in)
        if told is not None:
            said = _("Đã kết nạp %(number)s người, trong đó %(new)s người lần đầu là hội viên.")
            messages.success(request, said % told)
            undo.offer(request, "members_undo", [place, pk, "join"], person=told["people"])
            return redirect("members", place, pk)
    people = association.people_around(
        found.branch, search, seen_by=request.user, on=today(), outside=True, limit=SHOWN
    )
    homes = places.labels({one.place_id for one in people}, today())
    context = frame(found) | {
        "form": form,
        "search": search,
        "asks_children": "with_children" in request.POST or bool(form.non_field_errors()),
        "rows": [(one, homes[one.place_id].removesuffix(f", {found.label}")) for one in people],
        "is_more": len(people) == SHOWN,
        "ticked": {int(one) for one in request.POST.getlist("person") if one.isdecimal()},
        "made_up": any(one.is_sample for one in people),
    }
    return render(request, "members/join.html", context, status=400 if form.errors else 200)
