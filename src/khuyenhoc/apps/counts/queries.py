"""Reading counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Sum

from khuyenhoc.apps.counts.models import Count
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.tallies import MEMBER, Measure, Tally
from khuyenhoc.domain.titles import Title

_TITLES = [*(title.value for title in Title), MEMBER]


def below(
    place: int, on: date, *, years: Iterable[int], states: Iterable[str]
) -> dict[tuple[str, str, int, str], int]:
    """(title, level, year, state) → the sum at and below the place on the tree of the day.

    Here and below: with what was counted at places that have ended and that somebody in it answers for.
    """
    wanted = {"year__in": list(years), "state__in": list(states)}
    found: Counter[tuple[str, str, int, str]] = Counter()
    for there in (places.standing_below(place, on), places.answered_for_below(place, on)):
        rows = Count.objects.filter(there, **wanted).values_list("title", "level", "year", "state")
        for *key, value in rows.annotate(sum=Sum("value")).order_by("title", "level", "year", "state"):
            found[key[0], key[1], key[2], key[3]] += value
    return dict(found)


def by_child(
    place: int, on: date, *, year: int, states: Iterable[str]
) -> dict[int, dict[tuple[str, str, str], int]]:
    """child → (title, level, state) → the sum at and below each place right below; two questions for all."""
    wanted = {"year": year, "state__in": list(states)}
    found: dict[int, Counter[tuple[str, str, str]]] = {}
    for there, column in (
        (places.standing_below(place, on), "place"),
        (places.answered_for_below(place, on), "place__custodies__custodian"),
    ):
        rows = (
            Count.objects.filter(there, **wanted)
            .annotate(child=places.child_below(place, on, column=column))
            .values_list("child", "title", "level", "state")
        )
        for child, title, level, state, value in rows.annotate(sum=Sum("value")).order_by(
            "child", "title", "level", "state"
        ):
            if child:
                found.setdefault(int(child), Counter())[title, level, state] += value
    return {child: dict(sums) for child, sums in found.items()}


def stock(
    place: int, on: date, *, title: str, states: Iterable[str], until_year: int
) -> dict[tuple[int, str], int]:
    """(year, state) → the sum at and below the place on the day's tree, of every year up to `until_year`."""
    wanted = {"title": title, "state__in": list(states), "year__lte": until_year}
    found: Counter[tuple[int, str]] = Counter()
    for there in (places.standing_below(place, on), places.answered_for_below(place, on)):
        rows = Count.objects.filter(there, **wanted).values_list("year", "state")
        for year, state, value in rows.annotate(sum=Sum("value")).order_by("year", "state"):
            found[year, state] += value
    return dict(found)


def where_counted(
    *, years: Iterable[int], states: Iterable[str]
) -> dict[tuple[str, str, int, str], dict[int, int]]:
    """(title, level, year, state) → the event's own place → count, of the whole country."""
    found: dict[tuple[str, str, int, str], dict[int, int]] = {}
    rows = Count.objects.filter(title__in=_TITLES, state__in=list(states), year__in=list(years)).values_list(
        "title", "level", "year", "state", "place", "value"
    )
    for title, level, year, state, place, value in rows.order_by("place"):
        found.setdefault((title, level, year, state), {})[place] = value
    return found


def stock_by_place(*, title: str, state: str, until_year: int) -> dict[int, int]:
    """The event's own place → the sum of every year up to `until_year`, of the whole country."""
    rows = Count.objects.filter(title=title, state=state, year__lte=until_year).values_list("place")
    return dict(rows.annotate(sum=Sum("value")).order_by("place"))


def number(
    within: QuerySet[Any, int] | Iterable[int], *, title: str, level: str, year: int, state: str
) -> int:
    """One figure; organisations without a level named are counted whoever manages them."""
    rows = Count.objects.filter(place__in=within, title=title, year=year, state=state)
    if level or title != Title.ORGANISATION:
        rows = rows.filter(level=level)
    return rows.aggregate(sum=Sum("value"))["sum"] or 0


def is_any(*, title: str, year: int, state: str) -> bool:
    """Whether anything of the kind is counted in the year, wherever in the country and at whatever level."""
    return Count.objects.filter(title=title, year=year, state=state, value__gt=0).exists()


def by_place_in_order(
    within: QuerySet[Any, int],
    *,
    title: str,
    level: str,
    year: int,
    state: str,
    on: date,
    beginning: tuple[str, int] | None,
) -> Iterator[tuple[int, int]]:
    """(place, number) of the events' own places with a number, in the order in which rows are listed by place.

    By `places.sort_key_of` and id; beginning: such a key, only it and what lies beyond.
    """
    rows = Count.objects.filter(place__in=within, title=title, year=year, state=state).exclude(value=0)
    if level or title != Title.ORGANISATION:
        rows = rows.filter(level=level)
    rows = rows.annotate(home=places.sort_key_of(OuterRef("place"), on))
    if beginning is not None:
        home, place = beginning
        rows = rows.filter(Q(home__gt=home) | Q(home=home, place__gte=place))
    told = rows.order_by("home", "place").values_list("place", "value").iterator(2_000)
    for place, of_levels in groupby(told, key=itemgetter(0)):
        yield place, sum(value for _, value in of_levels)


def first_and_last_year() -> tuple[int, int] | None:
    """The years between which anybody registered; None before the first round."""
    # of each title the index tells at once; of all together it would go through every count
    asked = [
        value
        for title in Title
        for _ in ("first", "last")
        for value in (title.value, Measure.REGISTRATIONS.value)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MIN(first), MAX(last) FROM ({_YEARS}) AS of_each", asked)  # noqa: S608  (ours)
        first, last = cursor.fetchone()
    return None if first is None else (first, last)


_OF_TITLE = "FROM counts_count WHERE title = %s AND state = %s"
_YEARS = " UNION ALL ".join(
    [f"SELECT (SELECT MIN(year) {_OF_TITLE}) AS first, (SELECT MAX(year) {_OF_TITLE}) AS last"] * len(Title)
)


def everything() -> dict[Tally, int]:
    """All counts that are not 0, for comparison with what the cases add up to."""
    rows = Count.objects.exclude(value=0).values_list("place", "title", "level", "year", "state", "value")
    return {
        Tally(place, title, level, year, state): value
        for place, title, level, year, state, value in rows.iterator(chunk_size=5000)
    }
