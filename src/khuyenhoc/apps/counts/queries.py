"""Reading counts."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Sum, When

from khuyenhoc.apps.counts.models import Bundle, BundledCount, Bundling, Count
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.tallies import MEMBER, Measure, Tally
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among, remembered

_TITLES = [*(title.value for title in Title), MEMBER]


def below(
    place: int, on: date, *, years: Iterable[int], states: Iterable[str]
) -> dict[tuple[str, str, int, str], int]:
    """(title, level, year, state) → the sum at and below the place on the tree of the day.

    Here and below: with what was counted at places that have ended and that somebody in it answers for.
    """
    wanted = Q(year__in=list(years), state__in=list(states))
    found: Counter[tuple[str, str, int, str]] = Counter()
    for title, level, year, state, value in added_up(place, on, wanted, "title", "level", "year", "state"):
        found[title, level, year, state] += value
    return dict(found)


def by_child(
    place: int, on: date, *, year: int, states: Iterable[str]
) -> dict[int, dict[tuple[str, str, str], int]]:
    """child → (title, level, state) → the sum at and below each place right below; a few questions for all."""
    wanted = Q(year=year, state__in=list(states))
    found: dict[int, Counter[tuple[str, str, str]]] = {}
    for child, title, level, state, value in added_up_by_child(place, on, wanted, "title", "level", "state"):
        found.setdefault(child, Counter())[title, level, state] += value
    return {child: dict(sums) for child, sums in found.items()}


def stock(
    place: int, on: date, *, title: str, states: Iterable[str], until_year: int
) -> dict[tuple[int, str], int]:
    """(year, state) → the sum at and below the place on the day's tree, of every year up to `until_year`."""
    wanted = Q(title=title, state__in=list(states), year__lte=until_year)
    found: Counter[tuple[int, str]] = Counter()
    for year, state, value in added_up(place, on, wanted, "year", "state"):
        found[year, state] += value
    return dict(found)


def added_up(place: int, on: date, wanted: Q, *columns: str) -> Iterator[tuple[Any, ...]]:
    """(columns …, sum) of the counts that are wanted, at and below the place on the day's tree; a key may come twice.

    wanted: about title, level, year and state, of which the columns are some. From the bundles, which hold a row for
    the hamlets of a commune, and from the counts themselves as long as the bundles are of another tree.
    """
    for rows in _parts(place, on):
        yield from rows.filter(wanted).values_list(*columns).annotate(sum=Sum("value")).order_by(*columns)


def _parts(place: int, on: date) -> list[QuerySet[Any]]:
    if not is_bundled():
        there = (places.standing_below(place, on), places.answered_for_below(place, on))
        return [Count.objects.filter(condition) for condition in there]
    bundled = _of_bundles(places.bundles().below(place, on))
    # its own bundle is that of its neighbours
    own = [Count.objects.filter(place=place)] if places.paths([place], on) else []
    return [*own, bundled]


def _of_bundles(leads: Collection[int]) -> "QuerySet[BundledCount]":
    """Told by those that are left out where these are fewer: of the country that is next to nothing."""
    every = places.bundles().every
    if 2 * len(leads) > len(every):
        return BundledCount.objects.exclude(among("lead", every.difference(leads)))
    return BundledCount.objects.filter(among("lead", leads))


def added_up_by_child(place: int, on: date, wanted: Q, *columns: str) -> Iterator[tuple[Any, ...]]:
    """(child, columns …, sum) for the places right below; a key may come several times. Otherwise as `added_up`."""
    if is_bundled():
        own = Count.objects.filter(among("place", [one.place_id for one in places.children(place, on)]))
        yield from own.filter(wanted).values_list("place", *columns, "value")
        leads = places.bundles().below(place, on)
        deeper = {lead: child for lead, child in leads.items() if child}
        for lead, *line in _of_bundles(deeper).filter(wanted).values_list("lead", *columns, "value"):
            if lead in deeper:
                yield deeper[lead], *line
        return
    for there, column in (
        (places.standing_below(place, on), "place"),
        (places.answered_for_below(place, on), "place__custodies__custodian"),
    ):
        rows = Count.objects.filter(there, wanted).annotate(
            child=places.child_below(place, on, column=column)
        )
        told = rows.values_list("child", *columns).annotate(sum=Sum("value")).order_by("child", *columns)
        yield from ((int(child), *line) for child, *line in told if child)


def added_up_for_each(
    where: Collection[int], on: date, wanted: Q, *columns: str
) -> Iterator[tuple[Any, ...]]:
    """(place, columns …, value) of what is added up for each of the places; a key may come several times.

    Two questions, however many places. Only while `is_bundled`. Otherwise as `added_up`.
    """
    own = Count.objects.filter(among("place", places.paths(where, on))).filter(wanted)
    yield from own.values_list("place", *columns, "value")
    above = places.bundles().above(where, on)
    for lead, *line in _of_bundles(above).filter(wanted).values_list("lead", *columns, "value"):
        for place in above.get(lead, ()):
            yield place, *line


def added_up_by_bundle(rows: QuerySet[Any], *columns: str) -> Iterator[tuple[Any, ...]]:
    """(lead, columns …, sum of `value`) of another table's rows by the bundle of their place; while `is_bundled`."""
    lead = Subquery(Bundle.objects.filter(place=OuterRef("place")).values("lead"))
    told = rows.annotate(lead=lead).values_list("lead", *columns).annotate(sum=Sum("value"))
    yield from told.order_by("lead", *columns)


def is_bundled() -> bool:
    """Whether every place is in the bundle in which it belongs on the dated tree as it is now."""
    stamp = remembered("bundling", [0], _ask_bundling, of=[Bundling]).get(0)
    return stamp == places.stamp()


def _ask_bundling(_: object) -> dict[int, str]:
    return dict(enumerate(Bundling.objects.values_list("stamp", flat=True)))


def where_counted(
    *, years: Iterable[int], states: Iterable[str], titles: Collection[str] = ()
) -> dict[tuple[str, str, int, str], dict[int, int]]:
    """(title, level, year, state) → the event's own place → count, of the whole country; titles: only of those."""
    found: dict[tuple[str, str, int, str], dict[int, int]] = {}
    rows = Count.objects.filter(
        title__in=titles or _TITLES, state__in=list(states), year__in=list(years)
    ).values_list("title", "level", "year", "state", "place", "value")
    for title, level, year, state, place, value in rows.order_by("place"):
        found.setdefault((title, level, year, state), {})[place] = value
    return found


def members_by_place(years: Collection[int]) -> dict[int, dict[int, int]]:
    """Year → the event's own place → members at its end, of the whole country; a place with none is not there."""
    states = (Measure.JOINED.value, Measure.LEFT.value)
    signed = Case(When(state=states[0], then=F("value")), default=-F("value"))
    asked = sorted(set(years))
    sums = {f"until_{year}": Sum(signed, filter=Q(year__lte=year)) for year in asked}
    rows = Count.objects.filter(title=MEMBER, state__in=states, year__lte=max(asked)).values_list("place")
    found: dict[int, dict[int, int]] = {year: {} for year in asked}
    for place, *values in rows.annotate(**sums).order_by("place"):
        for year, value in zip(asked, values, strict=True):
            if value is not None and value > 0:
                found[year][place] = value
    return found


def number(
    within: QuerySet[Any, int] | Iterable[int], *, title: str, level: str, year: int, state: str
) -> int:
    """One figure; organisations without a level named are counted whoever manages them."""
    rows = Count.objects.filter(place__in=within, title=title, year=year, state=state)
    if level or title != Title.ORGANISATION:
        rows = rows.filter(level=level)
    return rows.aggregate(sum=Sum("value"))["sum"] or 0


def counted_anywhere(*, years: Iterable[int], state: str) -> set[tuple[str, int]]:
    """(title, year) of which anything is counted, wherever in the country and at whatever level."""
    asked = [(title.value, year) for title in Title for year in years]
    if not asked:
        return set()
    with connection.cursor() as cursor:  # the index answers each at once
        cursor.execute(
            " UNION ALL ".join([_IS_ANY] * len(asked)),
            [mark for title, year in asked for mark in (title, year, title, state, year)],
        )
        return {(str(title), int(year)) for title, year in cursor.fetchall()}


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
    return remembered("first and last year", [0], _ask_years, of=[Count]).get(0)


def _ask_years(_: object) -> dict[int, tuple[int, int]]:
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
    return {} if first is None else {0: (first, last)}


_IS_ANY = (
    "SELECT %s, %s WHERE EXISTS "
    "(SELECT 1 FROM counts_count WHERE title = %s AND state = %s AND year = %s AND value > 0)"
)
_OF_TITLE = "FROM counts_count WHERE title = %s AND state = %s"
_YEARS = " UNION ALL ".join(
    [f"SELECT (SELECT MIN(year) {_OF_TITLE}) AS first, (SELECT MAX(year) {_OF_TITLE}) AS last"] * len(Title)
)


def bundled() -> tuple[dict[Tally, int], dict[Tally, int]]:
    """The counts of bundles that are not 0, as they are kept and as their places add up to."""
    columns = ("title", "level", "year", "state")
    kept = BundledCount.objects.exclude(value=0).values_list("lead", *columns, "value")
    lead = Bundle.objects.filter(place=OuterRef("place")).values("lead")
    summed = Count.objects.annotate(lead=Subquery(lead)).filter(lead__isnull=False)
    told = summed.values_list("lead", *columns).annotate(sum=Sum("value")).order_by("lead", *columns)
    return (
        {Tally(*row[:-1]): row[-1] for row in kept.iterator(chunk_size=5000)},
        {Tally(*row[:-1]): row[-1] for row in told.iterator(chunk_size=5000) if row[-1]},
    )


def everything() -> dict[Tally, int]:
    """All counts that are not 0, for comparison with what the cases add up to."""
    rows = Count.objects.exclude(value=0).values_list("place", "title", "level", "year", "state", "value")
    return {
        Tally(place, title, level, year, state): value
        for place, title, level, year, state, value in rows.iterator(chunk_size=5000)
    }
