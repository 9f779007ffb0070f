"""How many members there are at a place and below it: stock, growth and share of the population."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from khuyenhoc.analytics import membership
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web import files
from khuyenhoc.web.branches import held
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import branches as tables


def at(request: SignedInRequest, place: int) -> HttpResponse:
    label, on = held.sees(request, place), today()
    told = membership.of(place, on, shows_party=held.keeps(request, place))
    context = {"section": "association", "place": place, "label": label, "told": told, "year": on.year}
    context["may_members"] = held.keeps(request, place, Permission.KEEP_REGISTER)
    return render(request, "members/at.html", context)


def give_out(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    """What the page shows, in a file."""
    held.sees(request, place)
    on = today()
    told = membership.of(place, on, shows_party=False)
    table = tables.years_table(place, told, on, language=get_language() or "vi")
    return files.answer(table, "hoi-vien-cac-nam", form)
