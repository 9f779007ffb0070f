"""Reading counts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from khuyenhoc.apps.counts.models import Count
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.tallies import Measure, Tally
from khuyenhoc.domain.titles import Title


def below(
    place: int, on: date, *, years: Iterable[int], states: Iterable[str]
) -> dict[tuple[str, str, int, str], int]:
    """(title, level, year, state) → the sum at and below the place on the tree of the day."""
    rows = (
        Count.objects.filter(places.standing_below(place, on), year__in=list(years), state__in=list(states))
        .values_list("title", "level", "year", "state")
        .annotate(sum=Sum("value"))
        .order_by("title", "level", "year", "state")
    )
    return {(title, level, year, state): value for title, level, year, state, value in rows}


def by_child(
    place: int, on: date, *, year: int, states: Iterable[str]
) -> dict[int, dict[tuple[str, str, str], int]]:
    """child → (title, level, state) → the sum at and below each place right below; one question for all."""
    rows = (
        Count.objects.filter(places.standing_below(place, on), year=year, state__in=list(states))
        .annotate(child=places.child_below(place, on))
        .values_list("child", "title", "level", "state")
        .annotate(sum=Sum("value"))
        .order_by("child", "title", "level", "state")
    )
    found: dict[int, dict[tuple[str, str, str], int]] = {}
    for child, title, level, state, value in rows:
        if child:
            found.setdefault(int(child), {})[title, level, state] = value
    return found


def stock(
    place: int, on: date, *, title: str, states: Iterable[str], until_year: int
) -> dict[tuple[int, str], int]:
    """(year, state) → the sum at and below the place on the day's tree, of every year up to `until_year`."""
    rows = (
        Count.objects.filter(
            places.standing_below(place, on), title=title, state__in=list(states), year__lte=until_year
        )
        .values_list("year", "state")
        .annotate(sum=Sum("value"))
        .order_by("year", "state")
    )
    return {(year, state): value for year, state, value in rows}


def number(
    within: QuerySet[Any, int] | Iterable[int], *, title: str, level: str, year: int, state: str
) -> int:
    """One figure; organisations without a level named are counted whoever manages them."""
    rows = Count.objects.filter(place__in=within, title=title, year=year, state=state)
    if level or title != Title.ORGANISATION:
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
