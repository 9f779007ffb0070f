"""Correction by counter-entry: what was written stays, and another entry takes it back."""

from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.funds.actions.writing import Written, held, record, write
from khuyenhoc.apps.funds.models import Line, Voucher
from khuyenhoc.domain import ledger
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.ledger import Account, VoucherKind
from khuyenhoc.domain.roles import Permission


class AlreadyCorrected(RuleBroken):
    """An entry is taken back once; facts: number, year."""

    code = "ALREADY_CORRECTED"


class NotToCorrect(RuleBroken):
    """A counter-entry is no entry to be taken back: what it took back is entered anew; facts: number, year."""

    code = "NOT_TO_CORRECT"


class CorrectsTooEarly(RuleBroken):
    """A counter-entry has its entry's day or a later one; facts: day, entry."""

    code = "CORRECTS_TOO_EARLY"


class TransferReceived(RuleBroken):
    """The other fund has received it: it takes its own entry back first; facts: fund."""

    code = "TRANSFER_RECEIVED"


@transaction.atomic
def correct(voucher: int, *, day: date, reason: str, by: User, at: datetime) -> Voucher:
    """The counter-entry, in a year that is open.

    Errors: OutsideScope, AlreadyCorrected, NotToCorrect, CorrectsTooEarly, TransferReceived; as `enter`.
    """
    known = Voucher.objects.filter(pk=voucher).values_list("fund", flat=True).first()
    if known is None:
        raise OutsideScope(permission=Permission.KEEP_BOOKS.value)
    of = held(known, by=by, at=at)
    # a receiver who answers it at the same moment waits
    wrong = Voucher.objects.select_for_update(no_key=True).get(pk=voucher)
    if wrong.kind == VoucherKind.CORRECTION:
        raise NotToCorrect(number=wrong.number, year=wrong.year)
    if Voucher.objects.filter(corrects=wrong).exists():
        raise AlreadyCorrected(number=wrong.number, year=wrong.year)
    if day < wrong.day:
        raise CorrectsTooEarly(day=day, entry=wrong.day)
    answered = Voucher.objects.select_related("fund").filter(answers=wrong, corrected_by__isnull=True).first()
    if answered is not None:
        raise TransferReceived(fund=answered.fund.name)
    lines = ledger.countered(
        ledger.Line(Account(one.account), one.amount, one.detail)
        for one in Line.objects.filter(voucher=wrong).order_by("pk")
    )
    told = {
        "amount": wrong.amount,
        "holding": wrong.holding,
        "donor": wrong.donor,
        "purpose": wrong.purpose,
        "party": wrong.party,
        "about": reason,
        "partner_id": wrong.partner_id,
        "corrects_id": wrong.pk,
    }
    (made,) = write(of, [Written(VoucherKind.CORRECTION, day, lines, told)], by=by, at=at)
    record("fund.corrected", of, {"voucher": made.pk, "corrects": wrong.pk}, by=by, at=at)
    return made
