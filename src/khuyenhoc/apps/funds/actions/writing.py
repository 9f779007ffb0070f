"""Writing vouchers into one book: the fund's row is held, so that nobody else writes into it meanwhile."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.funds import queries
from khuyenhoc.apps.funds.models import Fund, Line, Voucher
from khuyenhoc.domain import ledger
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.ledger import Lines, VoucherKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, search_key
from khuyenhoc.storing import insert, insert_columns


class EntryInFuture(RuleBroken):
    """Nothing is entered for a day that has not come; facts: day."""

    code = "ENTRY_IN_FUTURE"


class EntryBeforeFund(RuleBroken):
    """The book begins later; facts: day, since."""

    code = "ENTRY_BEFORE_FUND"


@dataclass(frozen=True, slots=True)
class Written:
    """A voucher to be written. told: the columns of Voucher that the kind has."""

    kind: VoucherKind
    day: date
    lines: Lines
    told: dict[str, Any] = field(default_factory=dict)


def held(fund: int, *, by: User, at: datetime) -> Fund:
    """The fund, its row locked to the end of the transaction; on SQLite the transaction is the only one that writes.

    Errors: OutsideScope, also for a fund that is not there.
    """
    found = Fund.objects.select_for_update(no_key=True).filter(pk=fund).first()
    if found is None:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    access.require(by, Permission.KEEP_BOOKS, [found.place_id], at=at)
    return found


def write(fund: Fund, vouchers: Sequence[Written], *, by: User, at: datetime) -> list[Voucher]:
    """Into the held fund's book, all or none; numbered by kind and year in the order given.

    Errors: EntryInFuture, EntryBeforeFund, FundYearClosed, BalanceBelowZero.
    """
    closed, today = queries.closed_to(fund.pk), day_of(at)
    for one in vouchers:
        ledger.require_open(one.day, closed)
        if one.day > today:
            raise EntryInFuture(day=one.day)
        if one.day < fund.since:
            raise EntryBeforeFund(day=one.day, since=fund.since)
    first = min(one.day for one in vouchers)
    new = [entry for one in vouchers for entry in ledger.entries(one.lines, one.day)]
    if any(entry.amount < 0 for entry in new):  # what only adds takes nothing below 0
        before = queries.balances(fund.pk, first - timedelta(days=1))
        ledger.require_never_below_zero(before, [*queries.entries_from(fund.pk, first), *new])
    last = _last_numbers(fund, {one.day.year for one in vouchers})
    made = []
    for one in vouchers:
        last[one.day.year, one.kind] += 1
        made.append(_voucher(fund, one, last[one.day.year, one.kind], by, at))
    insert(made)
    insert_columns(
        Line,
        ("voucher_id", "account", "detail", "amount", "day"),
        [
            (voucher.pk, line.account.value, line.detail, line.amount, one.day)
            for voucher, one in zip(made, vouchers, strict=True)
            for line in one.lines
        ],
        fund_id=fund.pk,
    )
    return made


def record(deed: str, fund: Fund, facts: dict[str, Any], *, by: User, at: datetime) -> None:
    """One event of a book: numbers and codes, never whose money it was."""
    audit.record(
        deed, by=by.username, at=at, kind="fund", object_id=fund.pk, place_id=fund.place_id, facts=facts
    )


def _last_numbers(fund: Fund, years: set[int]) -> dict[tuple[int, str], int]:
    rows = Voucher.objects.filter(fund=fund, year__in=years).values_list("year", "kind")
    found: dict[tuple[int, str], int] = defaultdict(int)
    for year, kind, number in rows.annotate(Max("number")).order_by("year", "kind"):
        found[year, VoucherKind(kind)] = number
    return found


def _voucher(fund: Fund, one: Written, number: int, by: User, at: datetime) -> Voucher:
    told = {name: clean(value) if isinstance(value, str) else value for name, value in one.told.items()}
    words = " ".join(str(told.get(name, "")) for name in ("party", "about", "goods", "decision_number"))
    told.setdefault("amount", sum(line.amount for line in one.lines if line.amount > 0))
    return Voucher(
        fund=fund,
        kind=one.kind,
        year=one.day.year,
        number=number,
        day=one.day,
        search_key=search_key(words)[:1000],
        recorded_by=by,
        recorded_at=at,
        **told,
    )
