"""Reading counts."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, Sum

from khuyenhoc.apps.counts.models import Count
from khuyenhoc.domain.tallies import Measure, Tally


def total(
    places: QuerySet[Any, int] | Iterable[int], *, title: str, years: Iterable[int], states: Iterable[str]
) -> dict[tuple[str, int, str], int]:
    """(level, year, state) → the sum over the places, for one title; what was never counted has no entry."""
    rows = (
        Count.objects.filter(place__in=places, title=title, year__in=list(years), state__in=list(states))
        .values_list("level", "year", "state")
        .annotate(sum=Sum("value"))
        .order_by("level", "year", "state")
    )
    return {(level, year, state): value for level, year, state, value in rows}


def of_year(
    places: QuerySet[Any, int] | Iterable[int], *, year: int, states: Iterable[str]
) -> dict[tuple[str, str, str], int]:
    """(title, level, state) → the sum over the places; what was never counted has no entry."""
    rows = (
        Count.objects.filter(place__in=places, year=year, state__in=list(states))
        .values_list("title", "level", "state")
        .annotate(sum=Sum("value"))
        .order_by("title", "level", "state")
    )
    return {(title, level, state): value for title, level, state, value in rows}


def stock(
    places: QuerySet[Any, int] | Iterable[int], *, title: str, states: Iterable[str], until_year: int
) -> dict[str, int]:
    """state → the sum over the places and all years up to and with `until_year`."""
    rows = (
        Count.objects.filter(place__in=places, title=title, state__in=list(states), year__lte=until_year)
        .values_list("state")
        .annotate(sum=Sum("value"))
        .order_by("state")
    )
    return dict(rows)


def by_place(
    places: QuerySet[Any, int] | Iterable[int], *, title: str, level: str, year: int, states: Iterable[str]
) -> dict[int, dict[str, int]]:
    """place → state → value, of the places that have any."""
    found: dict[int, dict[str, int]] = {}
    rows = Count.objects.filter(
        place__in=places, title=title, level=level, year=year, state__in=list(states)
    ).values_list("place", "state", "value")
    for place, state, value in rows.order_by("place", "state"):
        found.setdefault(place, {})[state] = value
    return found


def number(
    places: QuerySet[Any, int] | Iterable[int], *, title: str, level: str, year: int, state: str
) -> int:
    """One figure; without a level every level of the title together, which only organisations ask for."""
    rows = Count.objects.filter(place__in=places, title=title, year=year, state=state)
    if level:
        rows = rows.filter(level=level)
    return rows.aggregate(sum=Sum("value"))["sum"] or 0


def first_and_last_year() -> tuple[int, int] | None:
    """The years between which anybody registered; None before the first round."""
    years = Count.objects.filter(state=Measure.REGISTRATIONS).values_list("year", flat=True)
    last = years.order_by("-year").first()
    first = years.order_by("year").first()
    return None if first is None or last is None else (first, last)


def everything() -> dict[Tally, int]:
    """All counts that are not 0, for comparison with what the cases add up to."""
    rows = Count.objects.exclude(value=0).values_list("place", "title", "level", "year", "state", "value")
    return {
        Tally(place, title, level, year, state): value
        for place, title, level, year, state, value in rows.iterator(chunk_size=5000)
    }
