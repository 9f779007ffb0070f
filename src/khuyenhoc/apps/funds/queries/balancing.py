"""What a fund has: the last closed year's end, and what its lines did since."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from khuyenhoc.apps.funds.models import Closing, Fund, Line, Voucher
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.ledger import HOLDINGS, Account, Entry
from khuyenhoc.storing import among

_HELD = [one.value for one in HOLDINGS]


@dataclass(frozen=True, slots=True)
class Holdings:
    """đồng; goods at the value told with them."""

    cash: int = 0
    bank: int = 0
    goods: int = 0

    @property
    def money(self) -> int:
        return self.cash + self.bank

    @property
    def total(self) -> int:
        return self.cash + self.bank + self.goods


def closed_to(fund: int) -> int | None:
    """The latest closed year; all before it are closed too."""
    return Closing.objects.filter(fund=fund).order_by("-year").values_list("year", flat=True).first()


def closings_of(fund: int) -> list[Closing]:
    """The latest first."""
    return list(Closing.objects.filter(fund=fund).select_related("closed_by").order_by("-year"))


def holdings_at(fund: int, day: date) -> Holdings:
    """At the end of the day."""
    return Holdings(**{account.value: amount for account, amount in balances(fund, day).items()})


def balances(fund: int, day: date) -> dict[Account, int]:
    """At the end of the day."""
    known = Closing.objects.filter(fund=fund, year__lt=day.year).order_by("-year").first()
    found = {one: 0 if known is None else int(getattr(known, one.value)) for one in HOLDINGS}
    rows = Line.objects.filter(fund=fund, day__lte=day, account__in=_HELD)
    if known is not None:
        rows = rows.filter(day__gt=last_day(known.year))
    for account, amount in rows.values_list("account").annotate(Sum("amount")).order_by("account"):
        found[Account(account)] += amount
    return found


def entries_from(fund: int, day: date) -> list[Entry]:
    """What each day from this one on does to each holding."""
    rows = Line.objects.filter(fund=fund, day__gte=day, account__in=_HELD)
    summed = rows.values_list("day", "account").annotate(Sum("amount")).order_by("day", "account")
    return [Entry(one, Account(account), amount) for one, account, amount in summed]


def done_by(voucher: int) -> Holdings:
    """What one voucher does to each holding, below 0 for what goes out."""
    rows = Line.objects.filter(voucher=voucher, account__in=_HELD).values_list("account")
    return Holdings(**dict(rows.annotate(Sum("amount")).order_by("account")))


def held_by(funds: Collection[int], day: date) -> dict[int, Holdings]:
    """fund → what it has at the end of the day, asked for all at once."""
    found: dict[int, dict[str, int]] = {pk: {} for pk in funds}
    rows = Line.objects.filter(among("fund", funds), day__lte=day, account__in=_HELD)
    for fund, account, amount in rows.values_list("fund", "account").annotate(Sum("amount")).order_by("fund"):
        found[fund][account] = amount
    return {fund: Holdings(**told) for fund, told in found.items()}


def looked_over(fund: Fund, year: int) -> dict[str, int]:
    """What is looked at before a year is closed: vouchers by kind, and how many there are."""
    rows = Voucher.objects.filter(fund=fund, year__lte=year, year__gt=closed_to(fund.pk) or 0)
    return dict(rows.values_list("kind").annotate(Count("pk")).order_by("kind"))
