"""The funds at and below a place together, and what each place right below it makes of that."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.funds.queries import Totals
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.ledger import Account
from khuyenhoc.domain.places import ids_of


@dataclass(frozen=True, slots=True)
class Below:
    """One place right below. đồng; transfers between funds are counted nowhere."""

    place: int
    name: str
    funds: int
    raised: int
    spent: int


@dataclass(frozen=True, slots=True)
class FundTotals:
    totals: Totals
    below: tuple[Below, ...]


def of_place(place: int, first: int, last: int, *, on: date) -> FundTotals:
    """Of the years, over every fund at or below the place on the day's tree, custody included.

    Places right below without a fund are left out.
    """
    reached = funds.standing_below(place, on)
    inside = Q(fund__in=reached)
    raised, spent = Counter[int](), Counter[int]()
    for (account, _), by_place in funds.totals_by_place(inside, first, last).items():
        (raised if account == Account.INCOME else spent).update(by_place)
    owners = list(reached.values_list("place", flat=True))
    child = children_of({*owners}, place, on)
    number: dict[int, int] = defaultdict(int)
    for owner in owners:
        number[child.get(owner, place)] += 1
    names = {one.place_id: str(one) for one in places.children(place, on)}
    told = [
        Below(below, names[below], count, _summed(raised, child, below), _summed(spent, child, below))
        for below, count in number.items()
        if below in names
    ]
    order = list(names)
    return FundTotals(
        funds.totals(reached, first, last), tuple(sorted(told, key=lambda one: order.index(one.place)))
    )


def children_of(owners: set[int], place: int, on: date) -> dict[int, int]:
    """Each of the places → the place right below `place` in whose subtree it lies, or that answers for it."""
    answering = dict(places.named_custodians(owners, on))
    paths = places.paths({place, *owners, *answering.values()}, on)
    found = {}
    for owner in owners:
        line = list(ids_of(paths.get(owner) or paths.get(answering.get(owner, 0), "")))
        if place in line and line.index(place) + 1 < len(line):
            found[owner] = line[line.index(place) + 1]
    return found


def _summed(amounts: Mapping[int, int], child: Mapping[int, int], below: int) -> int:
    return sum(amount for owner, amount in amounts.items() if child.get(owner) == below)
