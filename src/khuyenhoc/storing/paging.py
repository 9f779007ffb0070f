"""The order of a list and where its next page begins: columns in turn, then the id, so that no row is met twice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import and_, attrgetter, itemgetter, or_
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from khuyenhoc.storing.among import among

M = TypeVar("M", bound=Model)
Key = tuple[Any, ...]  # a row's values of the columns, then its id
_BETWEEN = "\x1f"  # stands in no name


@dataclass(frozen=True, slots=True)
class Column:
    """name: of a column or annotation without NULLs, also through relations. read: its value from an address."""

    name: str
    read: Callable[[str], Any] = str
    is_falling: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """columns in the order in which they decide; after them the id, which rises. pk: the column of the id."""

    columns: Sequence[Column]
    pk: str = "pk"

    def keys(
        self, rows: "QuerySet[Any]", after: tuple[str, int] | None, limit: int, *, along: bool = False
    ) -> list[Key]:
        """The keys of at most limit + 1 rows beyond `after`; a position of another order begins anew.

        Only keys are gathered and sorted: rows are read by `in_order` once it is known which. along: the list is
        too long to be gathered and is read along an index that has the columns and the id in this order; then the
        way beyond a position is taken in steps, each a plain range of that index.
        """
        told = [f"-{one.name}" if one.is_falling else one.name for one in self.columns]
        ordered = rows.order_by(*told, self.pk).values_list(*(one.name for one in self.columns), self.pk)
        steps = None if after is None else self._beyond(*after)
        if steps is None:
            return list(ordered[: limit + 1])
        if not along:
            return list(ordered.filter(reduce(or_, steps))[: limit + 1])
        found: list[Key] = []
        for step in steps:
            if len(found) <= limit:
                found += ordered.filter(step)[: limit + 1 - len(found)]
        return found

    def merged(self, lists: Iterable[Iterable[Key]], limit: int) -> list[Key]:
        """The first limit + 1 keys of several lists, each in this order."""
        found = sorted(chain.from_iterable(lists), key=itemgetter(-1))
        for position, one in reversed(list(enumerate(self.columns))):
            found.sort(key=itemgetter(position), reverse=one.is_falling)
        return found[: limit + 1]

    def position(self, key: Key) -> tuple[str, int]:
        """Where the page after this row begins."""
        return _BETWEEN.join(str(value) for value in key[:-1]), key[-1]

    def values(self, told: str) -> list[Any] | None:
        """What a position says of the columns; None for a position of another order."""
        texts = told.split(_BETWEEN)
        if len(texts) != len(self.columns):
            return None
        try:
            return [one.read(text) for one, text in zip(self.columns, texts, strict=True)]
        except ValueError:
            return None

    def _beyond(self, told: str, pk: int) -> list[Q] | None:
        """What lies beyond a position, the nearest first: the same in all columns, in all but the last …"""
        values = self.values(told)
        if values is None:
            return None
        alike = [Q(**{one.name: value}) for one, value in zip(self.columns, values, strict=True)]
        further = [
            Q(**{f"{one.name}__{'lt' if one.is_falling else 'gt'}": value})
            for one, value in zip(self.columns, values, strict=True)
        ]
        steps = [reduce(and_, [*alike, Q(**{f"{self.pk}__gt": pk})])]
        return steps + [reduce(and_, [*alike[:at], further[at]]) for at in reversed(range(len(self.columns)))]


def by_name(
    rows: QuerySet[M], after: tuple[str, int] | None, limit: int, *, name: str = "sort_key"
) -> tuple[list[M], tuple[str, int] | None]:
    """At most `limit` rows by name and then id, and the position after the last one; None on the last page.

    name: the way to the sort key of a name. For lists short enough to be gathered; a long one is read by `Order`.
    """
    if after is not None:
        told, pk = after
        rows = rows.filter(Q(**{f"{name}__gt": told}) | Q(**{name: told, "pk__gt": pk}))
    found = list(rows.order_by(name, "pk")[: limit + 1])
    shown = found[:limit]
    if len(found) <= limit:
        return shown, None
    return shown, (str(attrgetter(name.replace("__", "."))(shown[-1])), shown[-1].pk)


def in_order(rows: QuerySet[M], ids: Sequence[int]) -> list[M]:
    """The rows of these ids, in the order of the ids; any that went meanwhile is left out."""
    by_id = {row.pk: row for row in rows.filter(among("pk", ids))}
    return [by_id[pk] for pk in ids if pk in by_id]
