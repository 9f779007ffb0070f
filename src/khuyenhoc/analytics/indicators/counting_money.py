"""Counting queries of funds and scholarships: sums of books, and awards that were paid.

What is given in kind counts at the value told with it. Transfers between funds are neither raised nor spent, so that
sums over levels count nothing twice. A place that keeps no book has no number; one that keeps one has 0.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

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
    totals = asking.once(
        ("fund totals",),
        lambda: (
            funds.totals_by_place(asking.reaching("fund__place"), asking.years[0], asking.year)
            if known
            else {}
        ),
    )
    wanted = asked.indicator.facts.get(fact)
    sums: Counter[int] = Counter()
    for (of_account, detail), by_place in totals.items():
        if of_account == account and (wanted is None or detail == wanted):
            sums.update(by_place)
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
    every = asking.once(
        ("awards paid",),
        lambda: (
            awards.paid_by_place(asking.reaching("round__place"), asking.years[0], asking.year)
            if known
            else {}
        ),
    )
    paid = every.get(category, {})
    sums = {place: one.amount if is_money else one.count for place, one in paid.items()}
    return _told(asking, known, sums)


def _told(asking: Asking, known: Mapping[int, Amount], sums: Mapping[int, int]) -> Counted:
    nothing = Missing.NOT_COMPARABLE if asking.basis is Basis.LIKE_FOR_LIKE else Missing.NO_ROUND
    if not known:
        return Counted(missing=nothing)
    return Counted({**known, **asking.gathered(sums, asking.year)}, nothing)


MONEY: Final[Mapping[str, Query]] = {
    "fund_raised": fund_raised,
    "fund_spent": fund_spent,
    "awards_given": awards_given,
    "awards_money": awards_money,
}
