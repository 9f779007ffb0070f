"""The statement of a fund and a year: what was there, what came, what went, what is left; no names of anybody."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from khuyenhoc.apps.funds.models import Fund, Line, Publication
from khuyenhoc.apps.funds.queries.balancing import Holdings, closed_to, holdings_at
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.ledger import HOLDINGS, Account, Donor, Purpose


@dataclass(frozen=True, slots=True)
class Row:
    """code: a donor or a purpose. money, goods: đồng."""

    code: str
    money: int
    goods: int

    @property
    def total(self) -> int:
        return self.money + self.goods


@dataclass(frozen=True, slots=True)
class Statement:
    """A counter-entry of an earlier year's voucher counts in the year in which it was written.

    opening: told when the book began, within this year. sent, received: transfers, neither income nor spending.
    """

    fund: Fund
    year: int
    is_closed: bool
    before: Holdings
    opening: int
    income: tuple[Row, ...]
    spending: tuple[Row, ...]
    received: int
    sent: int
    after: Holdings

    @property
    def raised(self) -> int:
        return sum(row.total for row in self.income)

    @property
    def spent(self) -> int:
        return sum(row.total for row in self.spending)


def statement(of: Fund, year: int) -> Statement:
    """The rows with something in them, in the order of the codes."""
    sums: dict[tuple[str, str, bool], int] = {}
    rows = Line.objects.filter(fund=of, day__year=year).exclude(account__in=[one.value for one in HOLDINGS])
    told = (
        rows.values_list("account", "detail", "voucher__holding").annotate(Sum("amount")).order_by("account")
    )
    for account, detail, holding, amount in told:
        key = (account, detail, holding == Account.GOODS)
        sums[key] = sums.get(key, 0) + amount
    transfers = Line.objects.filter(fund=of, day__year=year, account=Account.TRANSFER)
    sent = dict(transfers.values_list("voucher__kind").annotate(Sum("amount")).order_by("voucher__kind"))
    undone = transfers.filter(voucher__kind="correction")
    for kind, amount in (
        undone.values_list("voucher__corrects__kind")
        .annotate(Sum("amount"))
        .order_by("voucher__corrects__kind")
    ):
        sent[kind] = sent.get(kind, 0) + amount
    closed = closed_to(of.pk)
    return Statement(
        fund=of,
        year=year,
        is_closed=closed is not None and closed >= year,
        before=holdings_at(of.pk, date(year, 1, 1) - timedelta(days=1)),
        opening=-sum(amount for (account, _, _), amount in sums.items() if account == Account.OPENING),
        income=_rows(sums, Account.INCOME, [one.value for one in Donor], -1),
        spending=_rows(sums, Account.SPENDING, [one.value for one in Purpose], 1),
        received=-sent.get("received", 0),
        sent=sent.get("sent", 0),
        after=holdings_at(of.pk, last_day(year)),
    )


def _rows(
    sums: dict[tuple[str, str, bool], int], account: Account, codes: list[str], sign: int
) -> tuple[Row, ...]:
    found = (
        Row(code, sign * sums.get((account, code, False), 0), sign * sums.get((account, code, True), 0))
        for code in codes
    )
    return tuple(row for row in found if row.money or row.goods)


def published_years(fund: int) -> list[int]:
    """The latest first."""
    rows = Publication.objects.filter(fund=fund, taken_back_at__isnull=True)
    return list(rows.order_by("-year").values_list("year", flat=True))


def is_published(fund: int, year: int) -> bool:
    return Publication.objects.filter(fund=fund, year=year, taken_back_at__isnull=True).exists()


def public_statement(fund: int, year: int) -> Statement | None:
    """What everybody may read; None for what is not published, whether it is there or not."""
    found = (
        Publication.objects.select_related("fund")
        .filter(fund=fund, year=year, taken_back_at__isnull=True)
        .first()
    )
    return None if found is None else statement(found.fund, year)
