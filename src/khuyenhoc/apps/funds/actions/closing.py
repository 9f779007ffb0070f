"""Closing years: they take no more entries, for ever."""

from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.funds import queries
from khuyenhoc.apps.funds.actions.writing import held, record
from khuyenhoc.apps.funds.models import Closing
from khuyenhoc.domain.days import day_of, last_day
from khuyenhoc.domain.errors import RuleBroken


class YearNotOver(RuleBroken):
    """A year is closed on its last day or later; facts: year."""

    code = "YEAR_NOT_OVER"


class NothingToClose(RuleBroken):
    """The year is closed already, or lies before the book; facts: year."""

    code = "NOTHING_TO_CLOSE"


@transaction.atomic
def close_years(fund: int, until: int, *, by: User, at: datetime) -> list[Closing]:
    """Close the year and every open one before it; what is left is carried over to the next by itself.

    Errors: OutsideScope, YearNotOver, NothingToClose.
    """
    of = held(fund, by=by, at=at)
    if day_of(at) < last_day(until):
        raise YearNotOver(year=until)
    closed = queries.closed_to(of.pk)
    first = of.since.year if closed is None else closed + 1
    if until < first:
        raise NothingToClose(year=until)
    made = []
    for year in range(first, until + 1):
        left = queries.holdings_at(of.pk, last_day(year))
        made.append(
            Closing.objects.create(
                fund=of,
                year=year,
                cash=left.cash,
                bank=left.bank,
                goods=left.goods,
                closed_by=by,
                closed_at=at,
            )
        )
    record("fund.years_closed", of, {"first": first, "last": until}, by=by, at=at)
    return made
