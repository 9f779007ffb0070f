"""Opening a fund's book, and what papers tell of the years before it."""

from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.funds import queries
from khuyenhoc.apps.funds.actions.writing import EntryInFuture, held, record
from khuyenhoc.apps.funds.models import Fund, PastTotal
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, sort_key
from khuyenhoc.domain.written_numbers import read


class FundNameTaken(RuleBroken):
    """The place has a fund of that name; facts: name."""

    code = "FUND_NAME_TAKEN"


class BranchElsewhere(RuleBroken):
    """The branch or clan is not one of the place; facts: none."""

    code = "BRANCH_ELSEWHERE"


class PastTotalUnsound(RuleBroken):
    """Years in order and not to come, an amount of whole đồng that is not negative; facts: text, first, last."""

    code = "PAST_TOTAL_UNSOUND"


@transaction.atomic
def open_fund(
    place: int,
    name: str,
    *,
    since: date,
    branch: int | None = None,
    body: int | None = None,
    by: User,
    at: datetime,
    is_sample: bool = False,
) -> Fund:
    """branch, body: whose it is, of those of `queries.owners_at`; neither for that of the place itself.

    Errors: OutsideScope, FundNameTaken, BranchElsewhere, EntryInFuture.
    """
    access.require(by, Permission.KEEP_BOOKS, [place], at=at)
    if since > day_of(at):
        raise EntryInFuture(day=since)
    if branch is not None or body is not None:
        branches, bodies = queries.owners_at(place, day_of(at))
        known = {("branch", one.pk) for one in branches} | {("body", one.pk) for one in bodies}
        told = [pair for pair in (("branch", branch), ("body", body)) if pair[1] is not None]
        if len(told) > 1 or told[0] not in known:
            raise BranchElsewhere()
    name = clean(name)
    made, is_new = Fund.objects.get_or_create(
        place_id=place,
        sort_key=sort_key(name),
        defaults={
            "name": name,
            "branch_id": branch,
            "body_id": body,
            "since": since,
            "opened_by": by,
            "opened_at": at,
            "is_sample": is_sample,
        },
    )
    if not is_new:
        raise FundNameTaken(name=name)
    record("fund.opened", made, {"branch": branch, "body": body}, by=by, at=at)
    return made


@transaction.atomic
def tell_past_total(
    fund: int, what: str, text: str, *, first: int, last: int, source: str, by: User, at: datetime
) -> PastTotal:
    """what: "raised" or "spent". text: as the paper has it, "hơn 180 tỷ đồng".

    Errors: OutsideScope, NumberUnreadable, PastTotalUnsound.
    """
    of = held(fund, by=by, at=at)
    told = read(text)
    is_whole = told.lowest.denominator == 1 and told.highest.denominator == 1
    if (
        not is_whole
        or not 0 <= told.lowest <= told.highest < 10**18
        or not 1900 <= first <= last <= day_of(at).year
    ):
        raise PastTotalUnsound(text=clean(text), first=first, last=last)
    made = PastTotal.objects.create(
        fund=of,
        what=what,
        first_year=first,
        last_year=last,
        text=clean(text),
        qualifier=told.qualifier,
        low=int(told.lowest),
        high=int(told.highest),
        source=clean(source),
        recorded_by=by,
        recorded_at=at,
    )
    record("fund.past_total_told", of, {"what": what, "first": first, "last": last}, by=by, at=at)
    return made


@transaction.atomic
def take_back_past_total(pk: int, *, by: User, at: datetime) -> bool:
    """Whether it stood until now. Errors: OutsideScope."""
    known = PastTotal.objects.filter(pk=pk).first()
    of = held(known.fund_id if known else 0, by=by, at=at)
    gone = PastTotal.objects.filter(pk=pk, taken_back_at__isnull=True).update(taken_back_at=at)
    if gone:
        record("fund.past_total_taken_back", of, {"past_total": pk}, by=by, at=at)
    return bool(gone)
