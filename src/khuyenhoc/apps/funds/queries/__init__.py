"""Questions about funds and their books."""

from khuyenhoc.apps.funds.models import Fund, Line, PastTotal, Voucher
from khuyenhoc.apps.funds.queries.balancing import (
    Holdings,
    balances,
    closed_to,
    closings_of,
    entries_from,
    holdings_at,
    looked_over,
)
from khuyenhoc.apps.funds.queries.book import ORDER, BookPage, BookQuery, book, whole_book
from khuyenhoc.apps.funds.queries.finding import (
    at_place,
    fund,
    owners_at,
    partners,
    past_totals,
    standing_below,
    voucher,
    waiting_for,
)
from khuyenhoc.apps.funds.queries.stating import (
    Row,
    Statement,
    is_published,
    public_statement,
    published_years,
    statement,
)
from khuyenhoc.apps.funds.queries.summing import (
    Totals,
    places_with_book,
    totals,
    totals_by_place,
    years_with_entries,
)

__all__ = [
    "ORDER",
    "BookPage",
    "BookQuery",
    "Fund",
    "Holdings",
    "Line",
    "PastTotal",
    "Row",
    "Statement",
    "Totals",
    "Voucher",
    "at_place",
    "balances",
    "book",
    "closed_to",
    "closings_of",
    "entries_from",
    "fund",
    "holdings_at",
    "is_published",
    "looked_over",
    "owners_at",
    "partners",
    "past_totals",
    "places_with_book",
    "public_statement",
    "published_years",
    "standing_below",
    "statement",
    "totals",
    "totals_by_place",
    "voucher",
    "waiting_for",
    "whole_book",
    "years_with_entries",
]
