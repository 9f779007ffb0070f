"""The book of a fund, the latest entry first, narrowed and page by page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from khuyenhoc.apps.funds.models import Voucher
from khuyenhoc.apps.subjects.queries import named
from khuyenhoc.storing import Column, Order

ORDER = Order([Column("day", date.fromisoformat, is_falling=True)])


@dataclass(frozen=True, slots=True)
class BookQuery:
    """What is asked of a book; "" and None ask for all. search: in who and what, in any spelling."""

    fund: int
    kind: str = ""
    source: str = ""  # a donor or a purpose
    holding: str = ""
    first: date | None = None
    last: date | None = None
    search: str = ""
    after: tuple[str, int] | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class BookPage:
    rows: tuple[Voucher, ...]
    next: tuple[str, int] | None


def book(asked: BookQuery) -> BookPage:
    """One page."""
    keys = ORDER.keys(_rows(asked), asked.after, asked.limit)
    shown = keys[: asked.limit]
    wanted = [key[-1] for key in shown]
    found = Voucher.objects.select_related("partner", "corrects", "corrected_by").in_bulk(wanted)
    return BookPage(
        tuple(found[pk] for pk in wanted),
        ORDER.position(shown[-1]) if len(keys) > asked.limit else None,
    )


def whole_book(asked: BookQuery) -> Iterator[Voucher]:
    """All that is asked for, the oldest first, as books are written."""
    rows = _rows(replace(asked, after=None)).select_related("partner", "corrects", "corrected_by")
    return rows.order_by("day", "pk").iterator()


def _rows(asked: BookQuery) -> "QuerySet[Voucher]":
    rows = Voucher.objects.filter(fund=asked.fund)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.source:
        rows = rows.filter(Q(donor=asked.source) | Q(purpose=asked.source))
    if asked.holding:
        rows = rows.filter(holding=asked.holding)
    if asked.first:
        rows = rows.filter(day__gte=asked.first)
    if asked.last:
        rows = rows.filter(day__lte=asked.last)
    return named(rows, asked.search) if asked.search else rows
