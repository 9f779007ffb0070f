"""Questions about members."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.subjects import queries as subjects
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
    spans: dict[int, list[_Span]] = {}
    rows = Membership.objects.order_by("person", "joined", "pk").values_list(
        "person", "joined", "joined_recorded_at", "left", "left_recorded_at"
    )
    for person, joined, joined_at, left, left_at in rows.iterator():
        merged = spans.setdefault(person, [])
        if merged and (merged[-1].left is None or joined < merged[-1].left):
            last = merged[-1]
            if last.left is not None and (left is None or left > last.left):
                merged[-1] = replace(last, left=left, left_at=left_at)
        else:
            merged.append(_Span(joined, joined_at, left, left_at))
    told = [
        (person, moment)
        for person, merged in spans.items()
        for span in merged
        for moment in (span.joined_at, span.left_at)
        if moment is not None
    ]
    homes = subjects.homes_when_told(told)
    for person, merged in spans.items():
        for span in merged:
            _one(found, (homes[person, span.joined_at], span.joined.year, Measure.JOINED))
            if span.left is not None and span.left_at is not None:
                _one(found, (homes[person, span.left_at], span.left.year, Measure.LEFT))
    return found


@dataclass(frozen=True, slots=True)
class _Span:
    """A time in which a person was a member somewhere, with when the system was told of both ends."""

    joined: date
    joined_at: datetime
    left: date | None
    left_at: datetime | None


def _one(found: dict[tuple[int, int, str], int], key: tuple[int, int, str]) -> None:
    found[key] = found.get(key, 0) + 1
