"""Putting a closed year's statement before everybody, and taking it away again."""

from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.funds import queries
from khuyenhoc.apps.funds.actions.writing import held, record
from khuyenhoc.apps.funds.models import Publication
from khuyenhoc.domain.errors import RuleBroken


class YearNotClosed(RuleBroken):
    """Only the statement of a closed year is published, which changes no more; facts: year."""

    code = "YEAR_NOT_CLOSED"


@transaction.atomic
def publish(fund: int, year: int, *, by: User, at: datetime) -> Publication:
    """Safe to repeat. Errors: OutsideScope, YearNotClosed."""
    of = held(fund, by=by, at=at)
    closed = queries.closed_to(of.pk)
    if closed is None or year > closed or year < of.since.year:
        raise YearNotClosed(year=year)
    known = Publication.objects.filter(fund=of, year=year, taken_back_at__isnull=True).first()
    if known is not None:
        return known
    made = Publication.objects.create(fund=of, year=year, published_by=by, published_at=at)
    record("fund.published", of, {"year": year}, by=by, at=at)
    return made


@transaction.atomic
def take_back_publication(fund: int, year: int, *, by: User, at: datetime) -> bool:
    """Whether it was public. Errors: OutsideScope."""
    of = held(fund, by=by, at=at)
    gone = Publication.objects.filter(fund=of, year=year, taken_back_at__isnull=True).update(taken_back_at=at)
    if gone:
        record("fund.publication_taken_back", of, {"year": year}, by=by, at=at)
    return bool(gone)
