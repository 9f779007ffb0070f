"""Counting queries of funds and scholarships: sums of books, and awards that were paid.

What is given in kind counts at the value told with it. Transfers between funds are neither raised nor spent, so that
sums over levels count nothing twice. A place that keeps no book has no number; one that keeps one has 0.
"""

from collections.abc import Mapping
from typing import Final

from django.db.models import Q

from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.counting import Counted, Query, Question
from khuyenhoc.analytics.indicators.figure import Missing
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.scholarships import queries as awards
from khuyenhoc.domain.ledger import Account
from khuyenhoc.domain.restatement import Basis


def fund_raised(asked: Question) -> Counted:
    """facts: donor, of all without it."""
    return _of_books(asked, Account.INCOME, "donor")


def fund_spent(asked: Question) -> Counted:
    return _of_books(asked, Account.SPENDING, "purpose")


def awards_given(asked: Question) -> Counted:
    """Suất of a category (facts: category) that were paid in the years."""
    return _of_awards(asked, is_money=False)


def awards_money(asked: Question) -> Counted:
    """đồng of the same."""
    return _of_awards(asked, is_money=True)


def _of_books(asked: Question, account: Account, fact: str) -> Counted:
    asking = asked.asking
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    known = asking.once(
        ("funds",),
        lambda: asking.gathered(dict.fromkeys(funds.places_with_book(asking.year), 0), asking.year),
    )
    details = [str(asked.indicator.facts[fact])] if fact in asked.indicator.facts else []
    sums = funds.totals_by_place(
        _reached(asking, "fund__place"), account, details, asking.years[0], asking.year
    )
    return _told(asking, known, sums)


def _of_awards(asked: Question, *, is_money: bool) -> Counted:
    asking = asked.asking
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    known = asking.once(
        ("award rounds",),
        lambda: asking.gathered(
            dict.fromkeys(awards.places_with_rounds(asking.years[0], asking.year), 0), asking.year
        ),
    )
    category = str(asked.indicator.facts["category"])
    paid = awards.paid_by_place(_reached(asking, "round__place"), category, asking.years[0], asking.year)
    sums = {place: one.amount if is_money else one.count for place, one in paid.items()}
    return _told(asking, known, sums)


def _told(asking: Asking, known: Mapping[int, Amount], sums: Mapping[int, int]) -> Counted:
    nothing = Missing.NOT_COMPARABLE if asking.basis is Basis.LIKE_FOR_LIKE else Missing.NO_ROUND
    if not known:
        return Counted(missing=nothing)
    return Counted({**known, **asking.gathered(sums, asking.year)}, nothing)


def _reached(asking: Asking, column: str) -> Q:
    return Q(**{f"{column}__in": asking.below}) if asking.basis is Basis.REPORTED else Q()


MONEY: Final[Mapping[str, Query]] = {
    "fund_raised": fund_raised,
    "fund_spent": fund_spent,
    "awards_given": awards_given,
    "awards_money": awards_money,
}
