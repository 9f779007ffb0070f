"""Money and goods that come in and go out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.funds.actions.writing import EntryBeforeFund, EntryInFuture, Written, held, record, write
from khuyenhoc.apps.funds.models import Voucher
from khuyenhoc.domain import ledger
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.ledger import Account, Donor, Purpose, VoucherKind

__all__ = [
    "DecisionMissing",
    "EntryBeforeFund",
    "EntryInFuture",
    "NewEntry",
    "OpenedAlready",
    "enter",
    "move_between",
    "tell_opening",
]
AWARDS = frozenset(
    {
        Purpose.SCHOLARSHIPS,
        Purpose.HELP_POOR_PUPILS,
        Purpose.REWARDS_GOOD_POOR_PUPILS,
        Purpose.HARDSHIP_HELP_TEACHERS,
    }
)


class DecisionMissing(RuleBroken):
    """Awards are paid against a decision with its number and day; facts: none."""

    code = "DECISION_MISSING"


class OpenedAlready(RuleBroken):
    """What was there when the book began is told once; facts: none."""

    code = "OPENED_ALREADY"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Income with a donor, or spending with a purpose. amount: đồng. goods: what it is, when given in kind."""

    day: date
    holding: Account
    amount: int
    donor: Donor | None = None
    purpose: Purpose | None = None
    party: str = ""
    party_place: str = ""
    about: str = ""
    goods: str = ""
    decision_number: str = ""
    decision_day: date | None = None

    def written(self) -> Written:
        """Errors: AmountUnsound, DecisionMissing."""
        told = {
            "holding": self.holding,
            "donor": self.donor or "",
            "purpose": self.purpose or "",
            "party": self.party,
            "party_place": self.party_place,
            "about": self.about,
            "goods": self.goods,
            "decision_number": self.decision_number,
            "decision_day": self.decision_day,
        }
        if self.donor is not None:
            return Written(
                VoucherKind.RECEIPT, self.day, ledger.receipt(self.holding, self.donor, self.amount), told
            )
        purpose = self.purpose or Purpose.OTHER
        if purpose in AWARDS and not (self.decision_number.strip() and self.decision_day):
            raise DecisionMissing()
        lines = ledger.payment(self.holding, purpose, self.amount)
        return Written(VoucherKind.PAYMENT, self.day, lines, told | {"purpose": purpose})


@transaction.atomic
def enter(fund: int, entries: Sequence[NewEntry], *, by: User, at: datetime) -> list[Voucher]:
    """All or none, numbered in the order given.

    Errors: OutsideScope, AmountUnsound, DecisionMissing, EntryInFuture, EntryBeforeFund, FundYearClosed,
    BalanceBelowZero.
    """
    into = held(fund, by=by, at=at)
    made = write(into, [one.written() for one in entries], by=by, at=at)
    facts = {
        "vouchers": [one.pk for one in made],
        "receipts": sum(one.amount for one in made if one.kind == VoucherKind.RECEIPT),
        "payments": sum(one.amount for one in made if one.kind == VoucherKind.PAYMENT),
    }
    record("fund.entered", into, facts, by=by, at=at)
    return made


@transaction.atomic
def move_between(
    fund: int, *, out_of: Account, into: Account, amount: int, day: date, about: str, by: User, at: datetime
) -> Voucher:
    """Cash taken to the bank, or fetched from it. Errors: as `enter`."""
    of = held(fund, by=by, at=at)
    lines = ledger.moved(out_of, into, amount)
    told = {"holding": out_of, "about": about}
    (made,) = write(of, [Written(VoucherKind.MOVED, day, lines, told)], by=by, at=at)
    record("fund.moved", of, {"voucher": made.pk, "amount": amount}, by=by, at=at)
    return made


@transaction.atomic
def tell_opening(
    fund: int, *, cash: int, bank: int, goods: int, about: str, by: User, at: datetime
) -> Voucher:
    """What was there on the day the book begins with, told once unless it was taken back.

    Errors: as `enter`, OpenedAlready.
    """
    of = held(fund, by=by, at=at)
    if Voucher.objects.filter(fund=of, kind=VoucherKind.OPENING, corrected_by__isnull=True).exists():
        raise OpenedAlready()
    lines = ledger.opening({Account.CASH: cash, Account.BANK: bank, Account.GOODS: goods})
    told = {"about": about, "amount": cash + bank + goods}
    (made,) = write(of, [Written(VoucherKind.OPENING, of.since, lines, told)], by=by, at=at)
    record("fund.opening_told", of, {"voucher": made.pk, "amount": made.amount}, by=by, at=at)
    return made
