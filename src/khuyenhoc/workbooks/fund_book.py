"""The book of a fund out as a table, and entries in by one workbook with a row for each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from khuyenhoc.apps.accounts.queries import Account as User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.funds import actions
from khuyenhoc.apps.funds import queries as funds
from khuyenhoc.apps.funds.actions import NewEntry
from khuyenhoc.apps.funds.queries import BookQuery, Fund, Voucher
from khuyenhoc.domain import ledger
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.ledger import HOLDINGS, Account, Donor, Purpose, VoucherKind
from khuyenhoc.domain.text import clean, search_key
from khuyenhoc.sentences import words
from khuyenhoc.workbooks import opening
from khuyenhoc.workbooks.lists import Fault
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value, write_xlsx

T = TypeVar("T")
SHEET = "Thu chi"
DAY, WAY, AMOUNT, HOLDING, SOURCE = "Ngày", "Thu hay chi", "Số tiền", "Hình thức", "Nguồn thu, khoản chi"
PARTY, ABOUT, GOODS, NUMBER, DECIDED = (
    "Người nộp, nhận",
    "Nội dung",
    "Hiện vật",
    "Số quyết định",
    "Ngày quyết định",
)
HEADS = (DAY, WAY, AMOUNT, HOLDING, SOURCE, PARTY, ABOUT, GOODS, NUMBER, DECIDED)
_GUIDANCE = (
    "Mỗi dòng là một khoản thu hoặc chi. Điền vào bảng “Thu chi”; không đổi tên các cột.",
    "Ngày: ghi như 5/11/2026. Số tiền: 500.000 hoặc 500000 hoặc 1,5 triệu.",
    "Thu hay chi: ghi “thu” hoặc “chi”. Hình thức: tiền mặt, tiền gửi ngân hàng, hoặc hiện vật.",
    "Nguồn thu: " + "; ".join(words.word("donor", one) for one in Donor) + ".",
    "Khoản chi: " + "; ".join(words.word("purpose", one) for one in Purpose) + ".",
    "Chi học bổng, hỗ trợ, thưởng phải có số và ngày quyết định.",
    "Chỉ nạp được khi mọi dòng đều đúng. Nạp lại cùng một tệp không ghi thêm lần nữa.",
)


_BOOK_HEADS = (  # of the book as it is taken out: Vietnamese, English
    (DAY, "Day"),
    ("Loại phiếu", "Voucher"),
    ("Số", "Number"),
    (SOURCE, "What"),
    (PARTY, "Who"),
    (ABOUT, "About"),
    (HOLDING, "Holding"),
    ("Số tiền (đồng)", "Amount (đồng)"),
    (NUMBER, "Decision"),
    (DECIDED, "Decided on"),
)


class FundSheetMissing(RuleBroken):
    """No sheet has the headings of the form; facts: none."""

    code = "FUND_SHEET_MISSING"


class FundRowUnreadable(RuleBroken):
    """A cell says nothing the form knows; facts: text."""

    code = "FUND_ROW_UNREADABLE"


@dataclass(slots=True)
class Looked:
    """new: entries to be written, known: how many of the file are in the book already."""

    new: list[NewEntry] = field(default_factory=list)
    known: int = 0
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0

    @property
    def income(self) -> int:
        return sum(one.amount for one in self.new if one.donor is not None)

    @property
    def spent(self) -> int:
        return sum(one.amount for one in self.new if one.donor is None)


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
    widths = (14, 14, 16, 22, 34, 34, 48, 30, 18, 16)
    columns = [Column(head, width=width) for head, width in zip(HEADS, widths, strict=True)]
    guidance = Table("Hướng dẫn", (Column("Hướng dẫn", width=120),), [(line,) for line in _GUIDANCE])
    write_xlsx([Table(SHEET, columns, []), guidance], out)


def look(file: Path, fund: Fund, *, name: str = "") -> Looked:
    """What the file would enter. Errors: those of `opening.read`, FundSheetMissing."""
    for sheet in opening.read(file, name=name):
        for at, (_number, row) in enumerate(sheet.rows[:20]):
            places = {clean(str(cell)): column for column, cell in enumerate(row) if cell is not None}
            if {DAY, WAY, AMOUNT} <= places.keys():
                return _read(sheet.name, sheet.rows[at + 1 :], places, fund)
    raise FundSheetMissing()


def take_in(file: Path, fund: Fund, *, by: User, at: datetime, name: str = "") -> Looked:
    """Write the new entries, all or none; nothing while a row is wrong. Errors: as `look`, `actions.enter`."""
    told = look(file, fund, name=name)
    if told.new and not told.faults:
        actions.enter(fund.pk, told.new, by=by, at=at)
    return told


def _read(sheet: str, rows: Sequence[tuple[int, list[Any]]], places: Mapping[str, int], fund: Fund) -> Looked:
    told = Looked()
    found: list[NewEntry] = []
    for number, row in rows:
        if not any(cell is not None and clean(str(cell)) for cell in row):
            continue
        told.rows += 1
        entry = _Reading(sheet, number, row, places, told.faults).entry()
        if entry is not None:
            found.append(entry)
    known = _known(fund, found)
    for entry in found:
        if known[_mark(entry)] > 0:
            known[_mark(entry)] -= 1
            told.known += 1
        else:
            told.new.append(entry)
    return told


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


@dataclass(slots=True)
class _Reading:
    """One row; what cannot be read becomes a fault at its cell."""

    sheet: str
    number: int
    row: Sequence[Any]
    places: Mapping[str, int]
    faults: list[Fault]

    def entry(self) -> NewEntry | None:
        before = len(self.faults)
        day = self._try(DAY, _day)
        is_income = self._try(WAY, _way)
        amount = self._try(AMOUNT, _amount)
        holding = self._try(HOLDING, _holding)
        source = self._try(SOURCE, _donor if is_income else _purpose)
        decided = self._try(DECIDED, lambda text: None if not text else _day(text))
        if len(self.faults) > before or day is None or amount is None or holding is None:
            return None
        made = NewEntry(
            day=day,
            holding=holding,
            amount=amount,
            donor=source if isinstance(source, Donor) else None,
            purpose=source if isinstance(source, Purpose) else None,
            party=self._text(PARTY)[:200],
            about=self._text(ABOUT)[:400],
            goods=self._text(GOODS)[:200],
            decision_number=self._text(NUMBER)[:64],
            decision_day=decided,
        )
        return self._sound(made)

    def _sound(self, made: NewEntry) -> NewEntry | None:
        try:
            made.written()
        except RuleBroken as error:
            self._fault(NUMBER, error)
            return None
        return made

    def _text(self, head: str) -> str:
        column = self.places.get(head)
        cell = self.row[column] if column is not None and column < len(self.row) else None
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else clean(str(cell if cell is not None else ""))

    def _try(self, head: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(self._text(head))
        except RuleBroken as error:
            self._fault(head, error)
            return None

    def _fault(self, head: str, error: RuleBroken) -> None:
        column = self.places.get(head, self.places[DAY])
        cell = f"{chr(ord('A') + column)}{self.number}" if column < 26 else f"A{self.number}"
        self.faults.append(Fault(self.sheet, self.number, cell, head, error))


def _day(text: str) -> date:
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no time zone)
        except ValueError:
            continue
    raise FundRowUnreadable(text=text[:40])


def _way(text: str) -> bool:
    """Whether it is income."""
    told = {"thu": True, "chi": False}.get(search_key(text))
    if told is None:
        raise FundRowUnreadable(text=text[:40])
    return told


def _amount(text: str) -> int:
    return ledger.dong(text)


def _holding(text: str) -> Account:
    if not text:
        return Account.CASH
    return _code(text, "holding", HOLDINGS)


def _donor(text: str) -> Donor:
    return _code(text, "donor", tuple(Donor))


def _purpose(text: str) -> Purpose:
    return _code(text, "purpose", tuple(Purpose))


C = TypeVar("C", Account, Donor, Purpose)


def _code(text: str, kind: str, codes: Sequence[C]) -> C:
    """By its word or the beginning of it, in either language and any spelling."""
    key = search_key(text)
    for one in codes:
        told = {search_key(words.word(kind, one, language)) for language in ("vi", "en")} | {search_key(one)}
        if key in told or (len(key) > 3 and any(word.startswith(key) for word in told)):
            return one
    raise FundRowUnreadable(text=text[:40])
