"""Totals over many funds: what came from outside and went outside, transfers between funds counted nowhere."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from khuyenhoc.apps.funds.models import Fund, Line, Voucher
from khuyenhoc.apps.funds.queries.balancing import Holdings
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.ledger import HOLDINGS, Account


@dataclass(slots=True)
class Totals:
    """đồng. raised, spent: by donor and by purpose, goods with their value; raised_goods: how much of it is goods.

    before: held before the first year, and what was there when a book began within the years.
    transfers: sent by these funds and not, or not yet, received by any of them; below 0 when more came from others.
    """

    funds: int = 0
    raised: dict[str, int] = field(default_factory=dict)
    raised_goods: int = 0
    spent: dict[str, int] = field(default_factory=dict)
    before: int = 0
    held: Holdings = field(default_factory=Holdings)
    transfers: int = 0

    @property
    def raised_total(self) -> int:
        return sum(self.raised.values())

    @property
    def transferred(self) -> int:
        """Either way, as a page tells it beside the word for the way."""
        return abs(self.transfers)

    @property
    def spent_total(self) -> int:
        return sum(self.spent.values())


def totals(funds: "QuerySet[Fund]", first: int, last: int) -> Totals:
    """Of the years, and what is held at the end of the last of them."""
    found = Totals(funds=funds.count())
    rows = Line.objects.filter(fund__in=funds, day__gte=date(first, 1, 1), day__lte=last_day(last))
    for account, detail, holding, amount in (
        rows.filter(account__in=[Account.INCOME, Account.SPENDING])
        .values_list("account", "detail", "voucher__holding")
        .annotate(Sum("amount"))
        .order_by("account", "detail")
    ):
        if account == Account.INCOME:
            found.raised[detail] = found.raised.get(detail, 0) - amount
            found.raised_goods -= amount if holding == Account.GOODS else 0
        else:
            found.spent[detail] = found.spent.get(detail, 0) + amount
    found.before = _before(funds, first, last)
    found.held = _held(funds, last)
    # what was sent and not received yet, or went to or came from a fund outside of these
    sums = Line.objects.filter(fund__in=funds, day__lte=last_day(last), account=Account.TRANSFER)
    found.transfers = sums.aggregate(told=Sum("amount"))["told"] or 0
    return found


def _before(funds: "QuerySet[Fund]", first: int, last: int) -> int:
    begins = date(first, 1, 1)
    held = Q(account__in=[one.value for one in HOLDINGS], day__lt=begins)
    opened = Q(account=Account.OPENING, day__gte=begins, day__lte=last_day(last))
    rows = Line.objects.filter(held | opened, fund__in=funds)
    told = rows.aggregate(held=Sum("amount", filter=held), opened=Sum("amount", filter=opened))
    return (told["held"] or 0) - (told["opened"] or 0)


def _held(funds: "QuerySet[Fund]", year: int) -> Holdings:
    rows = Line.objects.filter(
        fund__in=funds, day__lte=last_day(year), account__in=[one.value for one in HOLDINGS]
    )
    return Holdings(**dict(rows.values_list("account").annotate(Sum("amount")).order_by("account")))


def totals_by_place(reached: Any, first: int, last: int) -> dict[tuple[str, str], dict[int, int]]:
    """(account, detail) → the fund's own place → what its lines add up to, always positive for what is usual.

    Of income and spending, for indicators. reached: the condition on a place column "fund__place".
    """
    rows = Line.objects.filter(
        reached,
        account__in=[Account.INCOME, Account.SPENDING],
        day__gte=date(first, 1, 1),
        day__lte=last_day(last),
    ).values_list("account", "detail", "fund__place")
    found: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for account, detail, place, amount in rows.annotate(Sum("amount")).order_by(
        "account", "detail", "fund__place"
    ):
        found[account, detail][place] = -amount if account == Account.INCOME else amount
    return dict(found)


def years_with_entries(fund: int) -> list[int]:
    """The latest first."""
    rows = Voucher.objects.filter(fund=fund).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def places_with_book(year: int) -> set[int]:
    """Places that have a fund whose book begins in the year or earlier."""
    return set(Fund.objects.filter(since__lte=last_day(year)).values_list("place", flat=True))
