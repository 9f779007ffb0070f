"""Questions about members."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.domain.tallies import MEMBER, Measure


def members(places: QuerySet[Any, int], year: int) -> int:
    """Members at the end of the year who live in the places, each person once; from the roll-up."""
    found = counts.stock(places, title=MEMBER, states=[Measure.JOINED, Measure.LEFT], until_year=year)
    return found.get(Measure.JOINED, 0) - found.get(Measure.LEFT, 0)


def branches(ids: Sequence[int]) -> list[Branch]:
    """The branches in the order of `ids`; one that is not there is left out."""
    found = Branch.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def recounted() -> dict[tuple[int, int, str], int]:
    """(place, year, measure) → number, from the memberships themselves: what the roll-up must equal.

    A person joins with the first membership and leaves with the last; leaving and joining again within the
    open memberships of another branch counts neither.
    """
    found: dict[tuple[int, int, str], int] = {}
    spans: dict[int, list[tuple[date, date | None]]] = {}
    homes: dict[int, int] = {}
    rows = Membership.objects.order_by("person", "joined", "pk")
    for person, home, joined, left in rows.values_list(
        "person", "person__place", "joined", "left"
    ).iterator():
        homes[person] = home
        merged = spans.setdefault(person, [])
        if merged and (merged[-1][1] is None or joined < merged[-1][1]):
            before = merged[-1][1]
            merged[-1] = (merged[-1][0], None if before is None or left is None else max(before, left))
        else:
            merged.append((joined, left))
    for person, merged in spans.items():
        for joined, left in merged:
            _one(found, (homes[person], joined.year, Measure.JOINED))
            if left is not None:
                _one(found, (homes[person], left.year, Measure.LEFT))
    return found


def _one(found: dict[tuple[int, int, str], int], key: tuple[int, int, str]) -> None:
    found[key] = found.get(key, 0) + 1
