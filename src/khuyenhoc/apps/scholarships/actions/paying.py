"""Paying what was decided: one voucher in the fund for the whole list."""

from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.funds import actions as funds
from khuyenhoc.apps.funds.actions import NewEntry
from khuyenhoc.apps.funds.models import Voucher
from khuyenhoc.apps.scholarships import queries
from khuyenhoc.apps.scholarships.actions.opening import hold, record
from khuyenhoc.apps.scholarships.models import AwardRound
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.ledger import Account, Purpose
from khuyenhoc.domain.roles import Permission


class NotToPay(RuleBroken):
    """The round was not decided yet, or is paid already; facts: none."""

    code = "NOT_TO_PAY"


@transaction.atomic
def pay(of: int, *, out_of: Account, day: date, party: str, by: User, at: datetime) -> Voucher:
    """A payment of the sum of all awards against the decision; anew only after the first one was taken back.

    party: on the paper, who got the money to hand it out. Errors: OutsideScope, NotToPay; those of `funds.enter`.
    """
    held = hold(of)
    access.require(by, Permission.KEEP_BOOKS, [held.place_id], at=at)
    undone = queries.is_payment_taken_back(held)
    if held.state == AwardRound.State.OPEN or (held.state == AwardRound.State.PAID and not undone):
        raise NotToPay()
    amount = sum(one.amount for one in queries.awarded(held))
    entry = NewEntry(
        day=day,
        holding=out_of,
        amount=amount,
        purpose=Purpose(held.category),
        party=party,
        about=f"{held.name} năm {held.year}",
        decision_number=held.decision_number,
        decision_day=held.decision_day,
    )
    (made,) = funds.enter(held.fund_id, [entry], by=by, at=at)
    AwardRound.objects.filter(pk=held.pk).update(state=AwardRound.State.PAID, voucher=made)
    record("scholarship.paid", held, {"voucher": made.pk, "amount": amount}, by=by, at=at)
    return made
