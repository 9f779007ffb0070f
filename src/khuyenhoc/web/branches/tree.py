"""The branches of a place: as a tree and as a list, and as a file."""

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import BranchQuery
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.branches import BodyOf, BranchKind
from khuyenhoc.web import files, keyset, refusals
from khuyenhoc.web.branches import held
from khuyenhoc.web.choices import any_or, spoken
from khuyenhoc.web.request import SignedInRequest, today
from khuyenhoc.workbooks import branches as tables


class FindForm(forms.Form):
    """Everything has a default, so that the bare address shows something."""

    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=any_or("branch_kind", BranchKind))
    body = forms.ChoiceField(label=_("Của"), required=False, choices=any_or("body_of", BodyOf))
    sort = forms.ChoiceField(
        label=_("Xếp theo"), required=False, choices=spoken("members_order", association.BRANCH_ORDERS)
    )
    ended = forms.BooleanField(label=_("Cả nơi đã kết thúc"), required=False)
    after = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


def at(request: SignedInRequest, place: int) -> HttpResponse:
    label, on = held.sees(request, place), today()
    form = FindForm(request.GET)
    if not form.is_valid():
        return refusals.unreadable(request)
    asked = _asked(place, form)
    page = association.listed(asked, seen_by=request.user)
    ids = [one.pk for one in page.rows]
    members, chairs = association.numbers_of(ids), association.chairs_of(ids, on)
    homes = places.labels({one.place_id for one in page.rows}, on)
    kept = {name: value for name, value in form.cleaned_data.items() if value and name != "after"}
    is_bare = not kept and asked.after is None
    context = {
        "section": "association",
        "place": place,
        "label": label,
        "form": form,
        "kinds": association.number_by_kind(place, on, seen_by=request.user),
        "tree": _tree(request, place) if is_bare else None,
        "rows": [
            (
                one,
                homes[one.place_id].removesuffix(f", {label}"),
                members.get(one.pk, 0),
                chairs.get(one.pk, ""),
            )
            for one in page.rows
        ],
        "without": association.number_without(place, on, seen_by=request.user),
        "waiting": len(association.of_closed_places(place, on)),
        "searched": bool(kept),
        "following": urlencode(kept | {"after": keyset.write(page.next)}) if page.next else "",
        "beginning": urlencode(kept),
        "is_first": asked.after is None,
        "may_keep": held.keeps(request, place),
        "year": on.year,
    }
    return render(request, "branches/at.html", context)


def _tree(request: SignedInRequest, place: int) -> list[association.Node]:
    """Nothing while no branch leads another: that would only be the list once more."""
    found = association.tree(place, today(), seen_by=request.user) or []
    return found if any(node.below for node in found) else []


def give_out(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    """The whole list as the page shows it, in a file."""
    held.sees(request, place)
    asked = FindForm(request.GET)
    if not asked.is_valid():
        return refusals.unreadable(request)
    table = tables.branch_table(_asked(place, asked), language=get_language() or "vi", by=request.user)
    return files.answer(table, "to-chuc-hoi", form)


def officers(request: SignedInRequest, place: int, form: str) -> HttpResponse:
    """Who holds which post at and below the place, in a file."""
    held.sees(request, place)
    table = tables.officer_table(place, language=get_language() or "vi", by=request.user, at=timezone.now())
    return files.answer(table, "can-bo-hoi", form)


def _asked(place: int, form: FindForm) -> BranchQuery:
    told = form.cleaned_data
    return BranchQuery(
        place,
        today(),
        kind=told["kind"],
        body_kind=told["body"],
        search=told["q"],
        sort=told["sort"] or "name",
        with_ended=told["ended"],
        after=keyset.read(told["after"]),
    )
