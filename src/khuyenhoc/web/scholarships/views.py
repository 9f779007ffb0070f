"""The rounds of a place with their totals, opening one, and who is nominated in it."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from khuyenhoc.analytics import award_totals
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.scholarships import actions
from khuyenhoc.apps.scholarships import queries as awards
from khuyenhoc.apps.scholarships.actions import NewRound
from khuyenhoc.domain.ledger import Purpose
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import keyset, posting
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.web.scholarships import desk
from khuyenhoc.web.scholarships.forms import ListForm, OpenForm


def at(request: SignedInRequest, place: int) -> HttpResponse:
    """Totals for whoever sees the place; the rounds for who keeps or approves its books."""
    on = today()
    if not access.sees_rows(request.user, place, on):
        raise access.OutsideScope(permission=Permission.SEE.value)
    reads = awards.may_read(request.user, place, on)
    lines = award_totals.of_place(place, on=on)
    totals: dict[int, dict[str, awards.Awarded]] = defaultdict(lambda: defaultdict(awards.Awarded))
    for one in lines:
        before = totals[one.year][one.category]
        totals[one.year][one.category] = awards.Awarded(before.count + one.count, before.amount + one.amount)
    rounds = awards.rounds_for(place, on) if reads else []
    names = places.labels({one.place_id for one in rounds}, on)
    context = {
        "section": "association",
        "place": place,
        "label": places.label(place, on),
        "reads": reads,
        "rounds": [(one, names[one.place_id] if one.place_id != place else "") for one in rounds],
        "totals": [(year, list(told.items())) for year, told in sorted(totals.items(), reverse=True)],
        "lines": lines if any(one.place != place for one in lines) else [],
        "keeps": access.may(request.user, Permission.KEEP_BOOKS, place, on=on),
    }
    return render(request, "scholarships/at.html", context)


def open_round(request: SignedInRequest, place: int) -> HttpResponse:
    on = today()
    desk.require(request, Permission.KEEP_BOOKS, place)
    own = [(one.pk, one.name) for one in funds.at_place(place, on) if one.place_id == place]
    form = OpenForm(request.POST or None, funds=own, initial={"year": on.year})
    if request.method == "POST":

        def deed(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            new = NewRound(
                category=Purpose(told["category"]),
                **{
                    name: told[name]
                    for name in ("fund", "year", "name", "amount", "highest_only", "school_percent")
                },
            )
            return {"round": actions.open_round(place, new, by=request.user, at=at).pk}

        done = posting.done(request, form, deed)
        if done is not None:
            messages.success(request, _("Đã mở đợt. Bây giờ đề cử người đầu tiên."))
            return redirect("award", place, done["round"])
    context = {
        "section": "association",
        "place": place,
        "label": places.label(place, on),
        "form": form,
        "has_fund": bool(own),
    }
    return render(request, "scholarships/open.html", context, status=400 if form.errors else 200)


def show(request: SignedInRequest, place: int, pk: int) -> HttpResponse:
    found = desk.opened(request, place, pk)
    form = ListForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = awards.nominations(found, place, seen_by=request.user, on=today())
    after = keyset.read(asked.get("after", ""))
    page = awards.page(rows, state=asked.get("state", ""), search=asked.get("q", ""), after=after)
    kept = {"q": asked.get("q", ""), "state": asked.get("state", "")}
    rights = access.may_which(request.user, awards.KEEPERS, found.place_id, on=today())
    context = desk.about(found, place) | {
        "form": form if form.errors else ListForm(kept),
        "rows": desk.told(request, found, page.rows),
        "numbers": awards.number_by_state(rows).items(),
        "narrowed": any(kept.values()),
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "is_first": after is None,
        "may_nominate": access.may(request.user, Permission.KEEP_BOOKS, place, on=today())
        and found.state == "open",
        "keeps": Permission.KEEP_BOOKS in rights,
        "approves": Permission.APPROVE_BOOKS in rights,
        "fresh_key": posting.fresh_key(),
        "undone": awards.is_payment_taken_back(found),
    }
    return render(request, "scholarships/show.html", context, status=400 if form.errors else 200)
