"""Roll-up counts of many places at once: siblings in one question each, whoever stands alone by itself."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.places import ids_of

Key = tuple[str, str, int, str]  # (title, level, year, state)
MANY = 3  # so many siblings are asked for together


def of_each(
    where: Collection[int],
    day: date,
    *,
    states: Collection[str],
    years: Collection[int] | None = None,
    until_year: int | None = None,
    titles: Collection[str] = (),
) -> dict[int, Counter[Key]]:
    """place → (title, level, year, state) → the sum at and below each on the day's tree, with what it answers for.

    years: those alone; until_year: every one up to it. A place of which nothing was ever counted has no key.
    """
    wanted = Q(state__in=list(states))
    if years is not None:
        wanted &= Q(year__in=list(years))
    if until_year is not None:
        wanted &= Q(year__lte=until_year)
    if titles:
        wanted &= Q(title__in=list(titles))
    found: dict[int, Counter[Key]] = {place: Counter() for place in where}
    for place, *key, value in _rows(where, day, wanted):
        if place in found:
            found[place][key[0], key[1], key[2], key[3]] += value
    return found


def siblings(where: Collection[int], day: date) -> Iterator[tuple[int | None, list[int]]]:
    """(the place right above, some of its children) of those that are many; (None, [place]) of each other."""
    paths = places.paths(where, day)
    together: dict[int | None, list[int]] = defaultdict(list)
    for place in dict.fromkeys(where):
        line = ids_of(paths[place]) if place in paths else []
        together[line[-2] if len(line) > 1 else None].append(place)
    for parent, group in together.items():
        if parent is not None and len(group) >= MANY:
            yield parent, group
        else:
            yield from ((None, [place]) for place in group)


def _rows(where: Collection[int], day: date, wanted: Q) -> Iterator[tuple[Any, ...]]:
    columns = ("title", "level", "year", "state")
    if len(where) > 1 and counts.is_bundled():
        yield from counts.added_up_for_each(where, day, wanted, *columns)
        return
    for parent, group in siblings(where, day):
        if parent is not None:
            yield from counts.added_up_by_child(parent, day, wanted, *columns)
        else:
            yield from ((group[0], *row) for row in counts.added_up(group[0], day, wanted, *columns))
