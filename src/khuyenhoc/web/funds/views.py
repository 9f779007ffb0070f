"""The funds of a place with what they make together, opening one, and the book of one."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.analytics import fund_totals
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.funds import actions
from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.funds.queries import BookQuery
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files, keyset, posting, refusals
from khuyenhoc.web.funds import desk
from khuyenhoc.web.funds.forms import BookForm, OpenForm, YearsForm
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import fund_totals as fund_totals_table


def at(request: SignedInRequest, place: int) -> HttpResponse:
    on = today()
    if not access.sees_rows(request.user, place, on):
        raise access.OutsideScope(permission=Permission.SEE.value)
    asked = YearsForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    first, year = asked.years(on.year)
    own = funds.at_place(place, on)
    found = fund_totals.of_place(place, first, year, on=on)
    names = places.labels({one.place_id for one in own}, on)
    held = funds.held_by([one.pk for one in own], on)
    context = {
        "section": "association",
        "place": place,
        "label": places.label(place, on),
        "year": year,
        "first": first,
        "form": YearsForm({"since": first, "year": year}),
        "years": range(on.year, on.year - 6, -1),
        "own": [(one, held[one.pk], names[one.place_id] if one.place_id != place else "") for one in own],
        "totals": found.totals,
        "below": found.below,
        "past": funds.past_totals_of([one.pk for one in own]),
        "keeps": desk.keeps(request, place),
    }
    return render(request, "funds/at.html", context)


def give_out(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    """The totals of the page as a file."""
    on = today()
    if not access.sees_rows(request.user, place, on):
        raise access.OutsideScope(permission=Permission.SEE.value)
    asked = YearsForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    first, last = asked.years(on.year)
    table = fund_totals_table.table(place, first, last, language=get_language() or "vi", on=on)
    return files.answer(table, f"tong-hop-quy-{first}-{last}", form)


def open_fund(request: SignedInRequest, place: int) -> HttpResponse:
    on = today()
    if not desk.keeps(request, place):
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    label = places.label(place, on)
    branches, bodies = funds.owners_at(place, on)
    owners = [
        ("", label),
        *((f"branch.{one.pk}", one.name) for one in branches),
        *((f"body.{one.pk}", one.name) for one in bodies),
    ]
    initial = {"name": _("Quỹ khuyến học %(place)s") % {"place": str(places.version(place, on))}}
    form = OpenForm(
        request.POST or None, owners=owners, initial=initial | {"since": on.replace(month=1, day=1)}
    )
    if request.method == "POST":

        def deed(at: datetime) -> dict[str, Any]:
            told = form.cleaned_data
            whose, _dot, pk = told["owner"].partition(".")
            made = actions.open_fund(
                place,
                told["name"],
                since=told["since"],
                branch=int(pk) if whose == "branch" else None,
                body=int(pk) if whose == "body" else None,
                by=request.user,
                at=at,
            )
            return {"fund": made.pk}

        done = posting.done(request, form, deed)
        if done is not None:
            messages.success(request, _("Đã lập quỹ. Nếu quỹ đang có tiền, hãy ghi số dư ban đầu."))
            return redirect("fund_opening", done["fund"])
    context = {"section": "association", "place": place, "label": label, "form": form}
    return render(request, "funds/open.html", context, status=400 if form.errors else 200)


def show(request: SignedInRequest, fund: int) -> HttpResponse:
    """What is there, and the book with the latest entry first."""
    found = desk.opened(request, fund)
    form = BookForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    query = book_query(fund, asked)
    page = funds.book(query)
    kept = {name: request.GET.get(name, "") for name in BookForm.base_fields if name != "after"}
    on = today()
    waiting = funds.waiting_for(fund)
    names = places.labels({one.fund.place_id for one in waiting}, on)
    context = desk.about(found) | {
        "form": form if form.errors else BookForm(kept),
        "held": funds.holdings_at(fund, on),
        "rows": [(one, desk.effect(one)) for one in page.rows],
        "waiting": [(one, names[one.fund.place_id]) for one in waiting],
        "closed_to": funds.closed_to(fund),
        "years": range(on.year, found.since.year - 1, -1),
        "past": funds.past_totals(fund),
        "keeps": desk.keeps(request, found.place_id),
        "narrowed": any(value for value in kept.values()),
        "has_opening": any(one.kind == "opening" for one in page.rows) or found.since.year < on.year,
        "beginning": urlencode(kept),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "is_first": query.after is None,
    }
    return render(request, "funds/show.html", context, status=400 if form.errors else 200)


def book_query(fund: int, asked: dict[str, Any]) -> BookQuery:
    """asked: the cleaned data of a BookForm, or nothing."""
    return BookQuery(
        fund,
        kind=asked.get("kind", ""),
        source=asked.get("donor") or asked.get("purpose") or "",
        holding=asked.get("holding", ""),
        first=asked.get("first"),
        last=asked.get("last"),
        search=asked.get("q", ""),
        after=keyset.read(asked.get("after", "")),
    )
