"""Money from one fund to another: sent by the one, and there only when the other says it has it."""

from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.funds import queries
from khuyenhoc.apps.funds.actions.writing import Written, held, record, write
from khuyenhoc.apps.funds.models import Fund, Voucher
from khuyenhoc.domain import ledger
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.ledger import Account, VoucherKind
from khuyenhoc.domain.roles import Permission


class SendsToItself(RuleBroken):
    """A fund sends to another one; facts: none."""

    code = "SENDS_TO_ITSELF"


class ReceivedAlready(RuleBroken):
    """Nothing of it is on the way any more: it was received, or taken back; facts: number."""

    code = "RECEIVED_ALREADY"


class ReceivedTooEarly(RuleBroken):
    """Nothing arrives before it was sent; facts: day, sent."""

    code = "RECEIVED_TOO_EARLY"


@transaction.atomic
def send(
    fund: int,
    to: int,
    *,
    out_of: Account,
    amount: int,
    day: date,
    about: str,
    decision_number: str = "",
    decision_day: date | None = None,
    by: User,
    at: datetime,
) -> Voucher:
    """Errors: as `enter`, SendsToItself; OutsideScope also for a fund that is not one of `queries.partners`."""
    of = held(fund, by=by, at=at)
    if to == fund:
        raise SendsToItself()
    if to not in {one.pk for one in queries.partners(of, day_of(at))}:
        raise OutsideScope(permission=Permission.KEEP_BOOKS.value)
    told = {
        "holding": out_of,
        "about": about,
        "partner_id": to,
        "decision_number": decision_number,
        "decision_day": decision_day,
    }
    (made,) = write(of, [Written(VoucherKind.SENT, day, ledger.sent(out_of, amount), told)], by=by, at=at)
    record("fund.sent", of, {"voucher": made.pk, "to": to, "amount": amount}, by=by, at=at)
    return made


@transaction.atomic
def receive(fund: int, voucher: int, *, into: Account, day: date, by: User, at: datetime) -> Voucher:
    """What another fund sent is here, the same amount. Errors: as `enter`, ReceivedAlready, ReceivedTooEarly."""
    of = held(fund, by=by, at=at)
    sent = _sent(voucher, of)
    if day < sent.day:
        raise ReceivedTooEarly(day=day, sent=sent.day)
    told = {
        "holding": into,
        "about": sent.about,
        "partner_id": sent.fund_id,
        "answers_id": sent.pk,
    }
    lines = ledger.received(into, sent.amount)
    (made,) = write(of, [Written(VoucherKind.RECEIVED, day, lines, told)], by=by, at=at)
    record("fund.transfer_received", of, {"voucher": made.pk, "amount": made.amount}, by=by, at=at)
    return made


def _sent(voucher: int, to: Fund) -> Voucher:
    """The voucher, its row locked: a sender who takes it back at the same moment waits."""
    found = Voucher.objects.select_for_update(no_key=True).filter(pk=voucher, kind="sent", partner=to).first()
    if found is None:
        raise OutsideScope(permission=Permission.KEEP_BOOKS.value)
    undone = Voucher.objects.filter(corrects=found).exists()
    if undone or Voucher.objects.filter(answers=found, corrected_by__isnull=True).exists():
        raise ReceivedAlready(number=found.number)
    return found
