"""The yearly fee: its rate, who paid with which receipt, who is let off."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.actions.changing import record_branch
from khuyenhoc.apps.association.models import Branch, Fee, FeeRate, Membership
from khuyenhoc.apps.association.queries import rate_at
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.storing import insert

MOST = 1_000_000_000  # đồng a year; more is a slip of the hand


class NoFeeRate(RuleBroken):
    """Nobody said what a member pays in the year; facts: year."""

    code = "NO_FEE_RATE"


class FeeOutOfRange(RuleBroken):
    """A rate is 0 đồng or more and below a milliard; facts: amount."""

    code = "FEE_OUT_OF_RANGE"


class FeeSettled(RuleBroken):
    """Some have paid or are let off already; facts: number, year."""

    code = "FEE_SETTLED"


class NoMemberThatYear(RuleBroken):
    """Some were no members of the branch in the year; facts: number, year."""

    code = "NO_MEMBER_THAT_YEAR"


class FeeCancelled(RuleBroken):
    """The entry was cancelled already; facts: none."""

    code = "FEE_CANCELLED"


@transaction.atomic
def set_rate(branch: Branch, year: int, amount: int, *, by: User, at: datetime) -> FeeRate:
    """What a member pays in the year, in whole đồng; what was paid before stays.

    Errors: OutsideScope, FeeOutOfRange.
    """
    access.require(by, Permission.KEEP_BOOKS, [branch.place_id], at=at)
    if not 0 <= amount < MOST:
        raise FeeOutOfRange(amount=amount)
    made, _ = FeeRate.objects.update_or_create(
        branch=branch, year=year, defaults={"amount": amount, "recorded_by": by, "recorded_at": at}
    )
    record_branch("fee.rate_set", branch, by, at, {"year": year, "amount": amount})
    return made


@transaction.atomic
def pay(branch: Branch, people: Collection[int], *, year: int, on: date, by: User, at: datetime) -> list[Fee]:
    """Members (subject ids) pay the year's rate, each with a receipt; numbers go on within the branch and year.

    Errors: OutsideScope, NoFeeRate, NoMemberThatYear, FeeSettled.
    """
    wanted = _open_for(branch, people, year, by, at)
    amount = rate_at(branch, year)
    if not amount:
        raise NoFeeRate(year=year)
    last = Fee.objects.filter(branch=branch, year=year).aggregate(last=Max("number"))["last"] or 0
    made = insert(
        [
            Fee(
                branch=branch,
                person_id=person,
                year=year,
                amount=amount,
                number=number,
                on=on,
                recorded_by=by,
                recorded_at=at,
            )
            for number, person in enumerate(wanted, start=last + 1)
        ]
    )
    facts = {"year": year, "amount": amount, "fees": [one.pk for one in made]}
    record_branch("fee.paid", branch, by, at, facts, wanted)
    return made


@transaction.atomic
def let_off(
    branch: Branch, people: Collection[int], *, year: int, reason: str, on: date, by: User, at: datetime
) -> list[Fee]:
    """Members need not pay in the year. Errors: OutsideScope, NoMemberThatYear, FeeSettled."""
    wanted = _open_for(branch, people, year, by, at)
    made = insert(
        [
            Fee(
                branch=branch,
                person_id=person,
                year=year,
                amount=0,
                exempt_for=reason,
                on=on,
                recorded_by=by,
                recorded_at=at,
            )
            for person in wanted
        ]
    )
    record_branch("fee.let_off", branch, by, at, {"year": year, "fees": [one.pk for one in made]}, wanted)
    return made


@transaction.atomic
def cancel(fees: Collection[int], *, reason: str, by: User, at: datetime) -> int:
    """Entries made by mistake; their receipts keep their numbers. Errors: OutsideScope, FeeCancelled."""
    rows = list(
        Fee.objects.filter(pk__in=fees).select_related("branch").select_for_update(of=["self"], no_key=True)
    )
    if not rows:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    access.require(by, Permission.KEEP_BOOKS, {row.branch.place_id for row in rows}, at=at)
    changed = Fee.objects.filter(pk__in=[row.pk for row in rows], cancelled_at__isnull=True).update(
        cancelled_by=by, cancelled_at=at, cancelled_for=reason
    )
    if changed < len(rows):
        raise FeeCancelled()
    for branch in {row.branch_id: row.branch for row in rows}.values():
        mine = [row for row in rows if row.branch_id == branch.pk]
        people = sorted(row.person_id for row in mine)
        record_branch("fee.cancelled", branch, by, at, {"fees": sorted(row.pk for row in mine)}, people)
    return changed


def _open_for(branch: Branch, people: Collection[int], year: int, by: User, at: datetime) -> list[int]:
    """The people in order of id, who were members in the year and have not settled it."""
    access.require(by, Permission.KEEP_BOOKS, [branch.place_id], at=at)
    wanted = sorted(set(people))
    # held until the deed is done: whoever enters fees of the branch meanwhile waits, so no number is given twice
    Branch.objects.select_for_update().get(pk=branch.pk)
    there = Membership.objects.filter(
        Q(left__isnull=True) | Q(left__gt=date(year, 1, 1)),
        branch=branch,
        person__in=wanted,
        joined__lte=last_day(year),
    )
    strangers = set(wanted) - set(there.values_list("person", flat=True))
    if strangers or not wanted:
        raise NoMemberThatYear(number=len(strangers), year=year)
    settled = Fee.objects.filter(branch=branch, person__in=wanted, year=year, cancelled_at__isnull=True)
    if number := settled.count():
        raise FeeSettled(number=number, year=year)
    return wanted
