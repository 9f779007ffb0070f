"""The book of a fund out as a table, and entries in by one workbook with a row for each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

from khuyenhoc.apps.accounts.queries import Account as User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.funds import actions
from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.funds.actions import EntryBeforeFund, EntryInFuture, NewEntry
from khuyenhoc.apps.funds.queries import BookQuery, Fund, Voucher
from khuyenhoc.domain import ledger
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.ledger import HOLDINGS, Account, BalanceBelowZero, Donor, Entry, Purpose, VoucherKind
from khuyenhoc.domain.text import search_key
from khuyenhoc.sentences import words
from khuyenhoc.workbooks import plain, plain_cells
from khuyenhoc.workbooks.plain import Form, Head, Looked, Row, SheetBook
from khuyenhoc.workbooks.plain_cells import WordUnknown
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value

SHEET = "Thu chi"
MOST_SHORT = 20  # payments beyond what is there that are named at once
DAY = Head("Ngày", "Day", kind=Kind.DAY, width=14, needed=True)
WAY = Head("Thu hay chi", "In or out", width=14, needed=True)
AMOUNT = Head("Số tiền", "Amount", ("số tiền (đồng)",), width=16, needed=True)
HOLDING = Head("Hình thức", "Holding", width=22)
SOURCE = Head("Nguồn thu, khoản chi", "From what, for what", width=34)
PARTY = Head("Người nộp, nhận", "Who", width=34)
ABOUT = Head("Nội dung", "About", width=48)
GOODS = Head("Hiện vật", "Goods", width=30)
NUMBER = Head("Số quyết định", "Decision", width=18)
DECIDED = Head("Ngày quyết định", "Decided on", kind=Kind.DAY, width=16)
HEADS = (DAY, WAY, AMOUNT, HOLDING, SOURCE, PARTY, ABOUT, GOODS, NUMBER, DECIDED)
_GUIDANCE = (
    "Mỗi dòng là một khoản thu hoặc chi. Điền vào bảng “Thu chi”; không đổi tên các cột.",
    "Ngày: ghi như 5/11/2026. Số tiền: 500.000 hoặc 500000 hoặc 1,5 triệu.",
    "Thu hay chi: ghi “thu” hoặc “chi”. Hình thức: tiền mặt, tiền gửi ngân hàng, hoặc hiện vật.",
    "Nguồn thu: " + "; ".join(words.word("donor", one) for one in Donor) + ".",
    "Khoản chi: " + "; ".join(words.word("purpose", one) for one in Purpose) + ".",
    "Người nộp, nhận: phải có; không muốn nêu thì ghi “không nêu tên”.",
    "Chi học bổng, hỗ trợ, thưởng phải có số và ngày quyết định.",
    "Chỉ nạp được khi mọi dòng đều đúng. Nạp lại cùng một tệp không ghi thêm lần nữa.",
)
FORM = Form(SHEET, "Income and spending", HEADS, _GUIDANCE)


_BOOK_HEADS = (  # of the book as it is taken out: Vietnamese, English
    ("Ngày", "Day"),
    ("Loại phiếu", "Voucher"),
    ("Số", "Number"),
    (SOURCE.vietnamese, "What"),
    (PARTY.vietnamese, "Who"),
    (ABOUT.vietnamese, "About"),
    (HOLDING.vietnamese, "Holding"),
    ("Số tiền (đồng)", "Amount (đồng)"),
    (NUMBER.vietnamese, "Decision"),
    (DECIDED.vietnamese, "Decided on"),
)


def book_table(fund: Fund, asked: BookQuery, *, language: str, by: User, at: datetime) -> Table:
    """The entries asked for, the oldest first, what goes out below 0; whoever takes it out leaves an event."""
    titles = [en if language == "en" else vi for vi, en in _BOOK_HEADS]
    kinds = (Kind.DAY, *[Kind.TEXT] * 6, Kind.NUMBER, Kind.TEXT, Kind.DAY)
    widths = (12, 22, 10, 34, 34, 48, 20, 18, 18, 14)
    rows = [_row(one, language) for one in funds.whole_book(asked)]
    audit.record(
        "fund.book_given_out",
        by=by.username,
        at=at,
        kind="fund",
        object_id=fund.pk,
        place_id=fund.place_id,
        facts={"number": len(rows)},
    )
    columns = [Column(title, kind, width) for title, kind, width in zip(titles, kinds, widths, strict=True)]
    return Table("Book" if language == "en" else "Sổ quỹ", columns, rows)


def _row(one: Voucher, language: str) -> Sequence[Value]:
    source = words.word("donor", one.donor, language) if one.donor else ""
    if one.purpose:
        source = words.word("purpose", one.purpose, language)
    corrected = VoucherKind(one.corrects.kind) if one.corrects is not None else None
    return (
        one.day,
        words.word("voucher", one.kind, language),
        f"{one.number:02d}/{one.year}",
        source or (one.partner.name if one.partner else None),
        one.party or None,
        one.about or one.goods or None,
        words.word("holding", one.holding, language) if one.holding else None,
        ledger.effect(VoucherKind(one.kind), one.amount, corrected),
        one.decision_number or None,
        one.decision_day,
    )


def write_template(out: BinaryIO) -> None:
    """An empty form with its guidance."""
    plain.write_template([FORM], out)


@dataclass(frozen=True, slots=True)
class FundBook(SheetBook[NewEntry]):
    """A fund that entries of a workbook are written into."""

    form = FORM
    fund: Fund
    on: date
    rows: list[Row] = field(default_factory=list, compare=False)  # beside `new`, until they are settled

    def read(self, row: Row, told: Looked[NewEntry]) -> None:
        entry = _entry(row)
        if entry is not None:
            told.new.append(entry)
            self.rows.append(row)

    def settle(self, told: Looked[NewEntry]) -> None:
        """totals: "income" and "spent" of what is new, đồng."""
        found, told.new = told.new, []
        rows, self.rows[:] = [*self.rows], []
        known = _known(self.fund, found)
        new: list[tuple[NewEntry, Row]] = []
        for entry, row in zip(found, rows, strict=True):
            if known[_mark(entry)] > 0:
                known[_mark(entry)] -= 1
                told.known += 1
            else:
                told.new.append(entry)
                new.append((entry, row))
        self._check(new)
        told.totals = {
            "income": sum(one.amount for one in told.new if one.donor is not None),
            "spent": sum(one.amount for one in told.new if one.donor is None),
        }

    def _check(self, new: Sequence[tuple[NewEntry, Row]]) -> None:
        """What the deed would refuse, on the row it is about: its day, or that more goes out than is there."""
        closed = funds.closed_to(self.fund.pk)
        sound = []
        for entry, row in new:
            try:
                ledger.require_open(entry.day, closed)
                if entry.day > self.on:
                    raise EntryInFuture(day=entry.day)
                if entry.day < self.fund.since:
                    raise EntryBeforeFund(day=entry.day, since=self.fund.since)
            except RuleBroken as error:
                row.fault(DAY, error)
                continue
            sound.append((entry, row))
        if any(entry.donor is None for entry, _ in sound):
            self._check_holdings(sound)

    def _check_holdings(self, new: Sequence[tuple[NewEntry, Row]]) -> None:
        """The payments with which a holding falls below 0, day by day; each is left out before the next is sought."""
        first = min(entry.day for entry, _ in new)
        before = funds.balances(self.fund.pk, first - timedelta(days=1))
        there = funds.entries_from(self.fund.pk, first)
        there += [Entry(one.day, one.holding, one.amount) for one, _ in new if one.donor is not None]
        out = [pair for pair in new if pair[0].donor is None]
        out.sort(key=lambda pair: pair[0].day)
        for _ in range(MOST_SHORT):
            sound, broken, error = 0, len(out) + 1, None
            while broken - sound > 1:  # the shortest beginning of the payments that cannot be
                half = (sound + broken) // 2
                paid = [Entry(one.day, one.holding, -one.amount) for one, _ in out[:half]]
                try:
                    ledger.require_never_below_zero(before, [*there, *paid])
                    sound = half
                except BalanceBelowZero as found:
                    broken, error = half, found
            if error is None or not out:
                return
            row = out.pop(broken - 1)[1]
            row.fault(AMOUNT, error)

    def write(self, new: Sequence[NewEntry], *, by: User, at: datetime) -> list[int]:
        """Errors: as `actions.enter`."""
        actions.enter(self.fund.pk, new, by=by, at=at)
        return []


def _mark(one: NewEntry) -> tuple[Any, ...]:
    """What makes two entries the same: a file taken in again finds its own rows by it."""
    texts = [search_key(text) for text in (one.party, one.about, one.goods, one.decision_number)]
    return (one.day, one.holding, one.amount, one.donor or "", one.purpose or "", *texts)


def _known(fund: Fund, found: Iterable[NewEntry]) -> "Counter[tuple[Any, ...]]":
    days = {one.day for one in found}
    if not days:
        return Counter()
    rows = Voucher.objects.filter(
        fund=fund,
        kind__in=[VoucherKind.RECEIPT, VoucherKind.PAYMENT],
        corrected_by__isnull=True,
        day__gte=min(days),
        day__lte=max(days),
    )
    return Counter(
        (
            one.day,
            one.holding,
            one.amount,
            one.donor,
            one.purpose,
            *(search_key(text) for text in (one.party, one.about, one.goods, one.decision_number)),
        )
        for one in rows.iterator()
    )


def _entry(row: Row) -> NewEntry | None:
    """None where a cell is wrong; then its fault is kept."""
    before = len(row.faults)
    day = row.tried(DAY, plain_cells.day)
    is_income = row.tried(WAY, _way)
    amount = row.tried(AMOUNT, ledger.dong)
    holding = row.tried(HOLDING, _holding)
    source = row.tried(SOURCE, _donor if is_income else _purpose)
    row.tried(PARTY, lambda text: plain_cells.required(PARTY, text))
    decided = row.tried(DECIDED, plain_cells.day_or_none)
    if len(row.faults) > before or day is None or amount is None or holding is None:
        return None
    made = NewEntry(
        day=day,
        holding=holding,
        amount=amount,
        donor=source if isinstance(source, Donor) else None,
        purpose=source if isinstance(source, Purpose) else None,
        party=row.text(PARTY)[:200],
        about=row.text(ABOUT)[:400],
        goods=row.text(GOODS)[:200],
        decision_number=row.text(NUMBER)[:64],
        decision_day=decided,
    )
    try:
        made.written()
    except RuleBroken as error:
        row.fault(NUMBER, error)
        return None
    return made


def _way(text: str) -> bool:
    """Whether it is income."""
    told = {"thu": True, "chi": False}.get(search_key(text))
    if told is None:
        raise WordUnknown(text=text[:40], allowed="thu; chi")
    return told


def _holding(text: str) -> Account:
    return plain_cells.code(text, "holding", HOLDINGS) if text else Account.CASH


def _donor(text: str) -> Donor:
    return plain_cells.code(text, "donor", Donor)


def _purpose(text: str) -> Purpose:
    return plain_cells.code(text, "purpose", Purpose)
