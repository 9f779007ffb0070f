"""Questions about branches: which stand where, what they were before, which lead which."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import Branch, BranchChange, Membership
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.branches import may_stand_under
from khuyenhoc.domain.text import search_key, sort_key
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among
from khuyenhoc.storing.paging import Column, Order, in_order

HeldBranch: TypeAlias = Branch  # what pages call a branch; they touch no models
BRANCH_ORDERS = {
    "name": Order([Column("sort_key")]),
    "since": Order([Column("since", date.fromisoformat), Column("sort_key")]),
}
MOST_DRAWN = 300  # branches of a tree on one page


def of_closed_places(heir: int, on: date) -> list[Branch]:
    """Branches that go on at closed places the place answers for on the day: they are to be merged into its own."""
    below = places.ids_below(heir, on)
    closed = places.ids_below(heir, on, with_custody=True).exclude(pk__in=below)
    running = Branch.objects.filter(Q(until__isnull=True) | Q(until__gt=on), place__in=closed)
    return list(running.order_by("place", "name", "pk"))


def standing_at(where: int, on: date) -> list[Branch]:
    """Branches that go on at the place or below it on the day, those of the place itself first."""
    running = Branch.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on), since__lte=on, place__in=places.ids_below(where, on)
    )
    return sorted(running.order_by("sort_key", "pk"), key=lambda one: one.place_id != where)


def running_at(where: Collection[int], on: date) -> list[Branch]:
    """Branches that go on just at the places on the day, in the order of the places."""
    line = list(where)
    rows = Branch.objects.filter(running_on(on), among("place", line)).order_by("sort_key", "pk")
    return sorted(rows, key=lambda one: line.index(one.place_id))


def with_bodies(found: Sequence[Branch]) -> list[Branch]:
    """The same with their bodies and what leads them at hand."""
    prefetch_related_objects(list(found), "body", "parent")
    return list(found)


def numbers_of(these: Collection[int]) -> dict[int, int]:
    """branch → how many are members of it now."""
    rows = Membership.objects.filter(branch__in=these, left__isnull=True).values_list("branch")
    return dict(rows.annotate(number=Count("pk")).order_by("branch"))


def going_on_at(where: Collection[int], on: date) -> dict[int, list[str]]:
    """place → the names of the branches that go on just there on the day, in order."""
    found: dict[int, list[str]] = {}
    running = Branch.objects.filter(Q(until__isnull=True) | Q(until__gt=on), among("place", where))
    for place, name in running.order_by("sort_key", "pk").values_list("place", "name"):
        found.setdefault(place, []).append(name)
    return found


def branches(ids: Sequence[int]) -> list[Branch]:
    """The branches in the order of `ids`; one that is not there is left out."""
    found = Branch.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def called(name: str) -> dict[str, str]:
    """The columns that a branch's name fills: as it is written, searched and sorted."""
    return {"name": name, "search_key": search_key(name), "sort_key": sort_key(name)}


def running_on(day: date) -> Q:
    return Q(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


def kind_on(day: date) -> Coalesce:
    """For branches: of which kind each was on the day."""
    later = BranchChange.objects.filter(branch=OuterRef("pk"), on__gt=day).order_by("on")
    return Coalesce(Subquery(later.values("kind_before")[:1]), F("kind"), output_field=CharField())


def get(pk: int, *, place: int, seen_by: User, on: date) -> Branch:
    """A branch of the place, for whoever sees lists there. Errors: Branch.DoesNotExist, alike for what is foreign."""
    rows = Branch.objects.filter(place=place).select_related("body", "parent")
    return access.visible(rows, seen_by, on, title=None).get(pk=pk)


@dataclass(frozen=True, slots=True)
class BranchQuery:
    """Branches at or below a place, also those of closed places it answers for; search: part of a name, any spelling.

    with_ended: also those that are no more. after: where the page before said that the next begins.
    """

    place: int
    day: date
    kind: str = ""
    body_kind: str = ""
    search: str = ""
    sort: str = "name"
    with_ended: bool = False
    after: tuple[str, int] | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class BranchPage:
    rows: tuple[Branch, ...]
    next: tuple[str, int] | None


def listed(asked: BranchQuery, *, seen_by: User) -> BranchPage:
    rows = _asked(asked, seen_by)
    order = BRANCH_ORDERS[asked.sort]
    keys = order.keys(rows, asked.after, asked.limit)
    shown = keys[: asked.limit]
    found = in_order(Branch.objects.select_related("parent"), [key[-1] for key in shown])
    return BranchPage(tuple(found), order.position(shown[-1]) if len(keys) > asked.limit else None)


def whole_list(asked: BranchQuery, *, seen_by: User) -> Iterator[Branch]:
    """The whole list in its order, read page by page."""
    left: BranchQuery | None = replace(asked, after=None, limit=1_000)
    while left is not None:
        page = listed(left, seen_by=seen_by)
        yield from page.rows
        left = replace(left, after=page.next) if page.next else None


def number_by_kind(place: int, on: date, *, seen_by: User) -> list[tuple[str, int]]:
    """(kind, how many run on the day) at the place and below it, the commonest first."""
    rows = _asked(BranchQuery(place, on), seen_by).annotate(kind_then=kind_on(on))
    return list(rows.values_list("kind_then").annotate(number=Count("pk")).order_by("-number", "kind_then"))


@dataclass(frozen=True, slots=True)
class Node:
    branch: Branch
    below: tuple["Node", ...]


def tree(place: int, on: date, *, seen_by: User) -> list[Node] | None:
    """Branches that run at or below the place on the day, each under the one that leads it; None when too many."""
    found = _asked(BranchQuery(place, on), seen_by).order_by("sort_key", "pk")
    rows = list(found[: MOST_DRAWN + 1])
    if len(rows) > MOST_DRAWN:
        return None
    here = {row.pk for row in rows}
    led: dict[int | None, list[Branch]] = {}
    for row in rows:
        led.setdefault(row.parent_id if row.parent_id in here else None, []).append(row)

    def node(row: Branch) -> Node:
        return Node(row, tuple(node(below) for below in led.get(row.pk, ())))

    tops = sorted(led.get(None, ()), key=lambda row: row.pk not in led)  # those that lead others first
    return [node(row) for row in tops]


def _asked(asked: BranchQuery, seen_by: User) -> "QuerySet[Branch]":
    rows = Branch.objects.filter(place__in=places.ids_below(asked.place, asked.day, with_custody=True))
    if not asked.with_ended:
        rows = rows.filter(running_on(asked.day))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.body_kind:
        rows = rows.filter(body_kind=asked.body_kind)
    rows = access.visible(rows, seen_by, asked.day, title=None)
    return subjects.named(rows, asked.search) if asked.search else rows


def may_lead(kind: str, place: int, on: date, *, but: int = 0) -> list[Branch]:
    """Branches of the place or of those above it that may lead one of the kind on the day, the nearest first."""
    line = places.line(place, on)
    rows = (
        Branch.objects.filter(running_on(on), among("place", line)).exclude(pk=but).order_by("sort_key", "pk")
    )
    fit = [row for row in rows if may_stand_under(kind, row.kind)]
    return sorted(fit, key=lambda row: line.index(row.place_id))


def led_by(branch: Branch, on: date) -> list[Branch]:
    """Branches that the branch leads on the day, by name."""
    return list(Branch.objects.filter(running_on(on), parent=branch).order_by("sort_key", "pk"))


def changes_of(branch: Branch) -> list[BranchChange]:
    """What the branch was before, the latest change first."""
    return list(branch.changes.select_related("parent_before", "recorded_by").order_by("-on", "-pk"))


def line_of(branch: Branch) -> list[int]:
    """The branch, then what leads it, upwards; at most ten."""
    line: list[int] = []
    at: int | None = branch.pk
    while at is not None and at not in line and len(line) < 10:
        line.append(at)
        at = Branch.objects.filter(pk=at).values_list("parent", flat=True).first()
    return line


def bodies_without(place: int, on: date, *, seen_by: User, limit: int = 200) -> list[Subject]:
    """Clans and organisations at or below the place that have no branch on the day, by name."""
    return list(_without(place, on, seen_by).order_by("kind", "sort_key", "pk")[:limit])


def every_body_without(place: int, on: date, *, seen_by: User) -> Iterator[Subject]:
    """The same, all of them."""
    return _without(place, on, seen_by).iterator()


def number_without(place: int, on: date, *, seen_by: User) -> int:
    """How many they are."""
    return _without(place, on, seen_by).count()


def _without(place: int, on: date, seen_by: User) -> "QuerySet[Subject]":
    having = Branch.objects.filter(running_on(on), body__isnull=False).values("body")
    rows = Subject.objects.filter(
        existing_on(on),
        place__in=places.ids_below(place, on),
        kind__in=[Title.CLAN.value, Title.ORGANISATION.value],
    ).exclude(pk__in=having)
    return access.visible(rows, seen_by, on, title="kind")
