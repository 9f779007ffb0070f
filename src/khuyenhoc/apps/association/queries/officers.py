"""Questions about congresses, meetings of committees and officers."""

from collections.abc import Collection
from datetime import date
from typing import Any, TypeAlias

from django.db.models import Max, Q, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import Branch, Officer, Term
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.branches import TERM_YEARS, Post
from khuyenhoc.domain.days import months_later
from khuyenhoc.storing import among

HeldOfficer: TypeAlias = Officer  # what pages call an officer; they touch no models
_ORDER = {post.value: position for position, post in enumerate(Post)}


def holding_on(day: date) -> Q:
    return Q(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


def name_of(officer: Officer) -> str:
    """As the register says, or as it was written."""
    return officer.person.name if officer.person is not None else officer.name


def officers_of(branch: Branch, *, on: date | None = None) -> list[Officer]:
    """Who holds a post of the branch on the day, chair first; on None: everybody ever, the latest first."""
    rows = branch.officers.select_related("person", "term", "after")
    if on is None:
        return list(rows.order_by("-since", "-pk"))
    found = rows.filter(holding_on(on)).order_by("since", "pk")
    return sorted(found, key=lambda one: _ORDER[one.post])


def officer(pk: int, *, branch: Branch) -> Officer:
    """Errors: Officer.DoesNotExist."""
    return branch.officers.select_related("person", "branch").get(pk=pk)


def chairs_of(these: Collection[int], on: date) -> dict[int, str]:
    """branch → the name of who chairs it on the day."""
    rows = Officer.objects.filter(holding_on(on), among("branch", these), post=Post.CHAIR.value)
    return {one.branch_id: name_of(one) for one in rows.select_related("person").order_by("pk")}


def holding_at(where: "QuerySet[Any, int]", posts: Collection[str], on: date) -> "QuerySet[Officer]":
    """Officers with one of the posts in branches of the places on the day; for figures and other books.

    A branch's place is `branch__place`, its kind `branch__kind`; of a person of the register `person` says who.
    """
    running = Q(branch__until__isnull=True) | Q(branch__until__gt=on)
    return Officer.objects.filter(holding_on(on), running, branch__place__in=where, post__in=posts)


def holding_in(these: Collection[int], posts: Collection[str], on: date) -> list[Officer]:
    """Officers of the branches with one of the posts on the day, in the order they took it up."""
    rows = Officer.objects.filter(holding_on(on), among("branch", these), post__in=posts)
    return list(rows.select_related("person").order_by("since", "pk"))


def officers_at(place: int, on: date, *, seen_by: User) -> list[Officer]:
    """Everybody who holds a post on the day in a branch at or below the place, by branch and post."""
    here = places.ids_below(place, on, with_custody=True)
    rows = holding_at(here, [post.value for post in Post], on).select_related("person", "branch", "term")
    seen = access.visible(rows, seen_by, on, place="branch__place", title=None)
    found = list(seen.order_by("branch__sort_key", "branch", "since", "pk"))
    return sorted(found, key=lambda one: (one.branch.sort_key, one.branch_id, _ORDER[one.post]))


def leading_at(place: int, on: date, *, kinds: Collection[str] = ()) -> list[Officer]:
    """Chairs and vice-chairs of branches that run just at the place, chairs first; kinds: of which kind."""
    posts = [Post.CHAIR.value, Post.VICE_CHAIR.value]
    found = holding_at(places.ids_below(place, on).filter(pk=place), posts, on)
    if kinds:
        found = found.filter(branch__kind__in=kinds)
    rows = found.select_related("person", "branch").order_by("branch__sort_key", "since", "pk")
    return sorted(rows, key=lambda one: _ORDER[one.post])


def terms_of(branch: Branch) -> list[Term]:
    """Every congress, the latest first; apps.gatherings keeps the meetings of the committees."""
    return list(branch.terms.order_by("-number"))


def terms_at(place: int) -> dict[int, Term]:
    """id → term, of the branches just at the place, by the branch's name and the latest first."""
    rows = Term.objects.filter(branch__place=place).select_related("branch")
    return {one.pk: one for one in rows.order_by("branch__sort_key", "branch", "-number")}


def next_congress(branch: Branch) -> int:
    return (branch.terms.aggregate(last=Max("number"))["last"] or 0) + 1


def usual_end(held_on: date) -> date:
    """When the congress after this one is due."""
    return months_later(held_on, 12 * TERM_YEARS)
