"""The order of a list and where its next page begins: columns in turn, then the id, so that no row is met twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
_BETWEEN = "\x1f"  # stands in no name


@dataclass(frozen=True, slots=True)
class Column:
    """name: of a column or annotation without NULLs, also through relations. read: its value from an address."""

    name: str
    read: Callable[[str], Any] = str
    is_falling: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """columns in the order in which they decide; after them the id, which rises."""

    columns: Sequence[Column]

    def page(self, rows: QuerySet[M], after: tuple[str, int] | None, limit: int) -> list[M]:
        """At most limit + 1 rows beyond `after`; a position of another order begins anew."""
        told = [f"-{one.name}" if one.is_falling else one.name for one in self.columns]
        ordered = rows.order_by(*told, "pk")
        if after is not None and (beyond := self._beyond(after)) is not None:
            ordered = ordered.filter(beyond)
        return list(ordered[: limit + 1])

    def position(self, row: Model) -> tuple[str, int]:
        """Where the page after this row begins."""
        return _BETWEEN.join(str(_value(row, one.name)) for one in self.columns), row.pk

    def _beyond(self, after: tuple[str, int]) -> Q | None:
        key, pk = after
        texts = key.split(_BETWEEN)
        if len(texts) != len(self.columns):
            return None
        try:
            values = [one.read(text) for one, text in zip(self.columns, texts, strict=True)]
        except ValueError:
            return None
        found = Q(pk__gt=pk)
        for one, value in reversed(list(zip(self.columns, values, strict=True))):
            further = Q(**{f"{one.name}__{'lt' if one.is_falling else 'gt'}": value})
            found = further | (Q(**{one.name: value}) & found)
        # said once more without the alternatives, so that an index is entered where the page begins
        first, value = self.columns[0], values[0]
        return Q(**{f"{first.name}__{'lte' if first.is_falling else 'gte'}": value}) & found


def _value(row: Any, name: str) -> Any:
    for step in name.split("__"):
        row = getattr(row, step)
    return row
