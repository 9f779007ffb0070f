"""The book of a fund: double entry in whole đồng, closed years, no account below 0 on any day.

A voucher is a few lines that add up to 0. What the fund has is positive (cash, bank, goods in stock); where it came
from is negative (income by who gave, an opening balance, a transfer in), where it went positive (spending by what it
was for, a transfer out). So the balance of a fund on a day is the sum of its holdings up to that day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.written_numbers import Qualifier, read

MOST: Final = 10**15  # đồng in one voucher; more is a slip of the keyboard


class Account(StrEnum):
    """What a line stands on. The first three are what a fund has."""

    CASH = "cash"
    BANK = "bank"
    GOODS = "goods"  # given in kind, at the value told with it
    INCOME = "income"
    SPENDING = "spending"
    TRANSFER = "transfer"  # to and from other funds: neither income nor spending
    OPENING = "opening"  # what was there when the book began


HOLDINGS: Final = (Account.CASH, Account.BANK, Account.GOODS)


class Donor(StrEnum):
    """Who gave, as reports tell them apart; OTHER: interest of a bank and the like."""

    MEMBERS = "members"
    OFFICIALS = "officials"
    TEACHERS = "teachers"
    PUPILS = "pupils"
    BENEFACTORS = "benefactors"
    COMPANIES = "companies"
    OTHER = "other"


class Purpose(StrEnum):
    """What money is spent on; the first four are the awards, named as their indicators are."""

    SCHOLARSHIPS = "scholarships"
    HELP_POOR_PUPILS = "help_poor_pupils"
    REWARDS_GOOD_POOR_PUPILS = "rewards_good_poor_pupils"
    HARDSHIP_HELP_TEACHERS = "hardship_help_teachers"
    MOVEMENT = "movement"  # the movement itself: meetings, prizes of the association, papers
    OTHER = "other"


class VoucherKind(StrEnum):
    """RECEIPT: phiếu thu. PAYMENT: phiếu chi. MOVED: between cash and bank. The rest are what they are called."""

    OPENING = "opening"
    RECEIPT = "receipt"
    PAYMENT = "payment"
    MOVED = "moved"
    SENT = "sent"
    RECEIVED = "received"
    CORRECTION = "correction"


class AmountUnsound(RuleBroken):
    """An amount of a voucher is a whole number of đồng from 1 up to what a fund may ever hold; facts: amount."""

    code = "AMOUNT_UNSOUND"


class LinesUnbalanced(RuleBroken):
    """The lines of a voucher do not add up to 0; facts: difference."""

    code = "LINES_UNBALANCED"


class BalanceBelowZero(RuleBroken):
    """More would go out than was there on a day; facts: holding, day, short."""

    code = "BALANCE_BELOW_ZERO"


class FundYearClosed(RuleBroken):
    """The year of the day is closed: what it says is corrected in the open year; facts: year, day."""

    code = "FUND_YEAR_CLOSED"


class Line(NamedTuple):
    """detail: who gave or what it was spent on, "" for other accounts. amount: đồng, never 0."""

    account: Account
    amount: int
    detail: str = ""


class Entry(NamedTuple):
    """What one line does to one holding on its day."""

    day: date
    account: Account
    amount: int


Lines = tuple[Line, ...]


def receipt(into: Account, donor: Donor, amount: int) -> Lines:
    """Given by somebody. Errors: AmountUnsound."""
    return _voucher(Line(into, _sound(amount)), Line(Account.INCOME, -amount, donor.value))


def payment(out_of: Account, purpose: Purpose, amount: int) -> Lines:
    """Errors: AmountUnsound."""
    return _voucher(Line(Account.SPENDING, _sound(amount), purpose.value), Line(out_of, -amount))


def sent(out_of: Account, amount: int) -> Lines:
    """To another fund, which has it only when it says so. Errors: AmountUnsound."""
    return _voucher(Line(Account.TRANSFER, _sound(amount)), Line(out_of, -amount))


def received(into: Account, amount: int) -> Lines:
    """From another fund. Errors: AmountUnsound."""
    return _voucher(Line(into, _sound(amount)), Line(Account.TRANSFER, -amount))


def moved(out_of: Account, into: Account, amount: int) -> Lines:
    """Between two holdings of one fund. Errors: AmountUnsound."""
    return _voucher(Line(into, _sound(amount)), Line(out_of, -amount))


def opening(held: Mapping[Account, int]) -> Lines:
    """What each holding has when the book begins; those of 0 are left out. Errors: AmountUnsound."""
    told = [Line(account, _sound(held[account])) for account in HOLDINGS if held.get(account)]
    return _voucher(*told, Line(Account.OPENING, -_sound(sum(line.amount for line in told))))


def countered(lines: Iterable[Line]) -> Lines:
    """The counter-entry: what it corrects is as if it had never been, from the counter-entry's day on."""
    return _voucher(*(line._replace(amount=-line.amount) for line in lines))


def checked(lines: Iterable[Line]) -> Lines:
    """Errors: LinesUnbalanced, AmountUnsound for a line of 0."""
    return _voucher(*lines)


def entries(lines: Iterable[Line], day: date) -> list[Entry]:
    """What a voucher does to the holdings."""
    return [Entry(day, line.account, line.amount) for line in lines if line.account in HOLDINGS]


def balances(told: Iterable[Entry]) -> dict[Account, int]:
    """Each holding after all of the entries."""
    found = dict.fromkeys(HOLDINGS, 0)
    for entry in told:
        found[entry.account] += entry.amount
    return found


def require_never_below_zero(before: Mapping[Account, int], told: Iterable[Entry]) -> None:
    """before: the holdings at the end of the day before the first entry. Within one day the order does not count.

    Errors: BalanceBelowZero, for the first day on which it would happen.
    """
    by_day: dict[date, dict[Account, int]] = defaultdict(lambda: dict.fromkeys(HOLDINGS, 0))
    for entry in told:
        by_day[entry.day][entry.account] += entry.amount
    running = {account: before.get(account, 0) for account in HOLDINGS}
    for day in sorted(by_day):
        for account in HOLDINGS:
            running[account] += by_day[day][account]
        for account in HOLDINGS:
            if running[account] < 0:
                raise BalanceBelowZero(holding=account.value, day=day, short=-running[account])


def require_open(day: date, closed_to: int | None) -> None:
    """closed_to: the latest closed year; all before it are closed too. Errors: FundYearClosed."""
    if closed_to is not None and day.year <= closed_to:
        raise FundYearClosed(year=day.year, day=day)


def _voucher(*lines: Line) -> Lines:
    difference = sum(line.amount for line in lines)
    if difference:
        raise LinesUnbalanced(difference=difference)
    if not lines or any(line.amount == 0 for line in lines):
        raise AmountUnsound(amount=0)
    return lines


def _sound(amount: int) -> int:
    if not 1 <= amount <= MOST:
        raise AmountUnsound(amount=amount)
    return amount


def dong(text: str) -> int:
    """An exact amount as people write it: 1.500.000, 1,5 triệu, 200 nghìn đồng.

    Errors: NumberUnreadable, AmountUnsound for what is rounded, a range or no whole đồng.
    """
    told = read(text)
    if told.qualifier is not Qualifier.EXACT or told.lowest.denominator != 1:
        raise AmountUnsound(amount=text.strip())
    return _sound(int(told.lowest))


def effect(kind: VoucherKind, amount: int, corrected: VoucherKind | None = None) -> int:
    """What a voucher does to all that a fund has together; corrected: of a counter-entry, the kind it takes back."""
    if kind is VoucherKind.CORRECTION:
        return 0 if corrected is None else -effect(corrected, amount)
    if kind is VoucherKind.MOVED:
        return 0
    return -amount if kind in (VoucherKind.PAYMENT, VoucherKind.SENT) else amount
