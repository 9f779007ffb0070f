"""Members whom life took elsewhere: gone from the register, or living where their branch is not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from khuyenhoc.apps.association.models import Branch, Membership, Officer
from khuyenhoc.apps.association.queries.branches import running_on
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.domain.branches import BodyOf, BranchKind
from khuyenhoc.domain.places import Kind
from khuyenhoc.storing import among

# The branch of the people who live at a place; that of a body has its members wherever they live.
_OF_A_HOME = Q(branch__body__isnull=True, branch__body_kind__in=["", BodyOf.HAMLET.value])


def unsettled_on(day: date) -> Q:
    """For memberships: whoever is no longer in the register on the day, or lives in another hamlet than the branch's.

    A branch of a closed place goes over as a whole.
    """
    standing = PlaceVersion.objects.on(day).filter(place__kind=Kind.HAMLET).values("place")
    elsewhere = _OF_A_HOME & Q(branch__place__in=standing) & ~Q(person__place=F("branch__place"))
    return Q(left__isnull=True) & (Q(person__until__lte=day) | elsewhere)


@dataclass(frozen=True, slots=True)
class ToSettle:
    """So many members of a branch wait for somebody to end their membership or to let them go over."""

    branch: int
    name: str
    place: int
    number: int


def to_settle(place: int, on: date) -> list[ToSettle]:
    """The branches at and below a hamlet or commune with members to settle, by name; of higher places none.

    In two steps: PostgreSQL would walk through all members there are.
    """
    if places.version(place, on).place.kind not in (Kind.HAMLET, Kind.COMMUNE):
        return []
    here = places.ids_below(place, on, with_custody=True)
    branches = list(Branch.objects.filter(running_on(on), place__in=here).values_list("pk", flat=True))
    rows = Membership.objects.filter(unsettled_on(on), among("branch", branches))
    told = rows.values_list("branch", "branch__name", "branch__place").annotate(number=Count("pk"))
    return [ToSettle(*row) for row in told.order_by("branch__sort_key", "branch")]


def number_to_settle(branch: Branch, on: date) -> int:
    return branch.memberships.filter(unsettled_on(on)).count()


def branch_of_home(place: int, on: date) -> Branch | None:
    """The branch of the people who live at a hamlet on the day: the hamlet's own, else that of its commune."""
    line = places.line(place, on)[:2]
    kinds = [BranchKind.CHI_HOI.value, BranchKind.BASE.value]
    rows = Branch.objects.filter(
        running_on(on),
        place__in=line,
        kind__in=kinds,
        body__isnull=True,
        body_kind__in=["", BodyOf.HAMLET.value],
        until__isnull=True,
        since__lt=on,
    )
    return min(rows.order_by("pk"), key=lambda one: line.index(one.place_id), default=None)


def at_home_branches(people: Collection[int], place: int, on: date) -> list[Membership]:
    """What the people are members of only because of where they lived before they moved to the place on the day."""
    rows = Membership.objects.filter(_OF_A_HOME, among("person", people), left__isnull=True)
    stay = places.line(place, on)  # the commune's own branch is theirs still
    return list(rows.exclude(branch__place__in=stay).select_related("branch").order_by("pk"))


def memberships_of(people: Collection[int]) -> list[Membership]:
    """In which branches they are now, by person."""
    rows = Membership.objects.filter(among("person", people), left__isnull=True)
    return list(
        rows.select_related("branch", "person").order_by("person__sort_key", "branch__sort_key", "pk")
    )


def posts_of(person: int) -> list[Officer]:
    """The posts the person holds now."""
    rows = Officer.objects.filter(person=person, until__isnull=True)
    return list(rows.select_related("branch").order_by("branch__sort_key", "pk"))
