"""Commendations in one plain workbook, out and in by the same columns.

Two people take one workbook in: the first proposes the names, the second, who approves the books, decides by the
numbers and days the rows tell. So the workbook of former years goes the way every commendation goes.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.commendations import actions
from khuyenhoc.apps.commendations import queries as commendations
from khuyenhoc.apps.commendations.actions import NewPraise
from khuyenhoc.apps.commendations.queries import HeldCommendation
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.praise import Praised, Standing
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import search_key
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks import plain_cells
from khuyenhoc.workbooks.place_cells import PlaceCells
from khuyenhoc.workbooks.plain import UNDONE, Form, Head, Looked, PlaceBook, Row, RowTwice
from khuyenhoc.workbooks.tables import Kind, Table, Value

YEAR: Final = Head("Năm", "Year", kind=Kind.NUMBER, width=8, is_plain=True, needed=True)
NAME: Final = Head("Tên", "Name", ("họ và tên", "họ tên", "tên tập thể, cá nhân"), width=34, needed=True)
KIND: Final = Head("Là", "Kind", ("đối tượng", "loại"), width=14, needed=True)
PLACE: Final = Head("Nơi", "Place", ("xã", "thôn", "địa chỉ"), width=44)
SUBJECT: Final = Head("Mã hệ thống", "System id", ("mã",), width=14)
REASON: Final = Head("Thành tích", "For what", ("lý do khen",), width=50, needed=True, most=500)
NUMBER: Final = Head("Quyết định", "Decision", ("số quyết định", "số"), width=18, most=64)
SIGNED: Final = Head("Ngày ký", "Signed on", ("ngày quyết định",), kind=Kind.DAY, width=12)
GIVER: Final = Head("Cơ quan khen", "Given by", ("cơ quan quyết định",), width=34)
SIGNER: Final = Head("Người ký", "Signed by", width=28)
FORM: Final = Form(
    "Khen thưởng",
    "Commendations",
    (YEAR, NAME, KIND, PLACE, SUBJECT, REASON, NUMBER, SIGNED, GIVER, SIGNER),
    (
        "Mỗi dòng một tập thể, cá nhân hoặc gia đình được đề nghị khen hay đã được khen.",
        "Là: " + "; ".join(word("praised", one) for one in Praised) + ".",
        "Nơi: tên xã hoặc thôn của người được khen; để trống là chính nơi đang nạp tệp.",
        "Mã hệ thống: mã trong sổ theo dõi, để nối vào sổ; để trống thì chỉ ghi tên.",
        "Quyết định, Ngày ký, Cơ quan khen, Người ký: để trống khi chưa có quyết định; đã có thì ghi đủ cả bốn.",
        "Người thứ nhất nạp tệp: ghi đề nghị. Người thứ hai có quyền duyệt nạp lại chính tệp ấy: ghi quyết định."
        " Không ai tự quyết định điều mình đề nghị.",
        "Chỉ nạp được khi mọi dòng đều đúng. Nạp lại cùng một tệp không ghi thêm lần nữa.",
    ),
    (
        "A row for each group, person or family that is proposed or was commended.",
        "Kind: " + "; ".join(word("praised", one, "en") for one in Praised) + ".",
        "Place: the commune or hamlet of whoever is commended; empty is the place the file is taken in at.",
        "System id: of the register, to link them; empty keeps the name alone.",
        "Decision, Signed on, Given by, Signed by: empty while there is none; otherwise all four.",
        "The first person takes the file in: names are proposed. A second one, who approves the books, takes the"
        " same file in: the decisions are noted. Nobody decides on their own proposals.",
        "Nothing is taken in until every row is right. The same file again adds nothing.",
    ),
)
DECISION: Final = (NUMBER, SIGNED, GIVER, SIGNER)


class SubjectNotThere(RuleBroken):
    """No subject of the register at the place has the id; facts: text."""

    code = "CELL_SUBJECT_NOT_THERE"


class NotThisYear(RuleBroken):
    """Commendations are of this year or an earlier one; facts: year."""

    code = "COMMENDATION_YEAR_TO_COME"


class DecisionDiffers(RuleBroken):
    """Rows of one decision tell different days, bodies or signers; facts: number, row."""

    code = "COMMENDING_DECISION_DIFFERS"


@dataclass(frozen=True, slots=True)
class Decided:
    """number, day, giver and signer of a decision, as a row tells them."""

    number: str
    signed_on: date
    giver: str
    signer: str


@dataclass(frozen=True, slots=True)
class PraiseRow:
    """A name to be proposed, or one that waits (held) and that the person may decide on."""

    year: int
    new: NewPraise
    decided: Decided | None
    held: HeldCommendation | None = None


class CommendationBook(PlaceBook[PraiseRow]):
    """What a place proposes and gives. Known: the same name, of the same kind and home, in the same year."""

    form = FORM
    takes_back = True

    def __init__(self, place: int, by: Account, on: date) -> None:
        self._place, self._by, self._on = place, by, on
        self._names = PlaceCells(place, on)
        self._decides = access.may(by, Permission.APPROVE_BOOKS, place, on=on)
        self._found = commendations.of_place(place, seen_by=by, on=on)
        self._held = {_mark_of(one): one for one in self._found}
        self._linked = {one.subject_id: Praised(one.kind) for one in self._found if one.subject_id}
        self._labels = places.labels({one.home_id for one in self._found}, on)
        self._rows: dict[tuple[Any, ...], int] = {}
        self._papers: dict[tuple[int, str], tuple[Decided, int]] = {}
        self._waits = 0

    def table(self, language: str, *, at: datetime) -> Table:
        """What is there, as it goes in again; taking names out leaves an event with numbers only."""
        rows: list[list[Value]] = [
            [
                one.year,
                commendations.called(one),
                word("praised", one.kind, language),
                self._labels[one.home_id],
                str(one.subject_id) if one.subject_id else None,
                one.reason,
                *(
                    (one.decision.number, one.decision.signed_on, one.decision.giver, one.decision.signer)
                    if one.decision is not None
                    else (None, None, None, None)
                ),
            ]
            for one in self._found
        ]
        audit.record(
            "commendation.list_given_out",
            by=self._by.username,
            at=at,
            kind="place",
            object_id=self._place,
            place_id=self._place,
            facts={"number": len(rows)},
        )
        return FORM.table(rows, language)

    def read(self, row: Row, told: Looked[PraiseRow]) -> None:
        before = len(row.faults)
        year = row.tried(YEAR, self._year)
        name, reason = row.told(NAME, needed=True), row.told(REASON, needed=True)
        kind = row.tried(
            KIND, lambda text: plain_cells.code(plain_cells.required(KIND, text), "praised", Praised)
        )
        home = row.tried(PLACE, self._home)
        linked = row.tried(SUBJECT, lambda text: self._subject(text) if text else None)
        decided = self._decided(row)
        if len(row.faults) > before or year is None or kind is None or home is None:
            return
        if linked is not None and not row.agrees((KIND, word("praised", kind), word("praised", linked[1]))):
            return
        subject = linked[0] if linked is not None else None
        mark = (year, kind.value, subject or search_key(name), 0 if subject else home)
        first = self._rows.setdefault(mark, row.number)
        if first != row.number:
            row.fault(NAME, RowTwice(row=first))
            return
        if decided is not None and not self._same_paper(row, year, decided):
            return
        praise = NewPraise(reason, subject, "" if subject else name, "" if subject else kind.value, home)
        held = self._held.get(mark)
        if held is None:
            told.new.append(PraiseRow(year, praise, decided))
        elif row.agrees((REASON, reason, held.reason), *_papers(decided, held)):
            self._there(PraiseRow(year, praise, decided, held), told)

    def settle(self, told: Looked[PraiseRow]) -> None:
        """totals: "proposed", "decided" and "waiting" for another person's decision."""
        new = sum(one.held is None for one in told.new)
        told.totals = {
            "proposed": new,
            "decided": len(told.new) - new,
            "waiting": self._waits + sum(one.held is None and one.decided is not None for one in told.new),
        }

    def write(self, new: Sequence[PraiseRow], *, by: Account, at: datetime) -> list[int]:
        """Ids of what was proposed, where nothing was decided. Errors: as `actions.propose`, `actions.decide`."""
        proposed: dict[int, list[NewPraise]] = defaultdict(list)
        papers: dict[tuple[int, Decided], list[int]] = defaultdict(list)
        for one in new:
            if one.held is None:
                proposed[one.year].append(one.new)
            elif one.decided is not None:
                papers[one.year, one.decided].append(one.held.pk)
        made = [
            one.pk
            for year, names in sorted(proposed.items())
            for one in actions.propose(self._place, year, names, by=by, at=at)
        ]
        for (year, paper), grant in papers.items():
            actions.decide(
                self._place,
                year,
                grant,
                {},
                number=paper.number,
                signed_on=paper.signed_on,
                giver=paper.giver,
                signer=paper.signer,
                by=by,
                at=at,
            )
        return [] if papers else made

    def take_back(self, made: Sequence[int], *, by: Account, at: datetime) -> None:
        """Errors: as `actions.withdraw`."""
        for pk in made:
            one = commendations.get(pk, seen_by=by, on=self._on)
            actions.withdraw(one, why=UNDONE, revision=one.revision, by=by, at=at)

    def _there(self, one: PraiseRow, told: Looked[PraiseRow]) -> None:
        held = one.held
        if held is None or one.decided is None or held.standing != Standing.PROPOSED:
            told.known += 1
        elif self._decides and held.proposed_by_id != self._by.pk:
            told.new.append(one)
        else:
            told.known += 1
            self._waits += 1

    def _decided(self, row: Row) -> Decided | None:
        if not any(row.text(head) for head in DECISION):
            return None
        before = len(row.faults)
        number = row.told(NUMBER, needed=True)
        signed = row.tried(
            SIGNED, lambda text: plain_cells.past(plain_cells.required(SIGNED, text), self._on)
        )
        giver, signer = row.told(GIVER, needed=True), row.told(SIGNER, needed=True)
        if len(row.faults) > before or signed is None:
            return None
        return Decided(number, signed, giver, signer)

    def _same_paper(self, row: Row, year: int, decided: Decided) -> bool:
        held, first = self._papers.setdefault((year, search_key(decided.number)), (decided, row.number))
        if held != decided:
            row.fault(NUMBER, DecisionDiffers(number=decided.number, row=first))
        return held == decided

    def _subject(self, text: str) -> tuple[int, Praised]:
        """Errors: CellUnreadable, SubjectNotThere."""
        number = plain_cells.number(text.lstrip("#"))
        kind = self._linked.get(number) or commendations.praised_as(
            number, self._place, seen_by=self._by, on=self._on
        )
        if kind is None:
            raise SubjectNotThere(text=text[:40])
        return number, kind

    def _home(self, text: str) -> int:
        """Also where somebody who is in the book lived who is of another place now. Errors: as `PlaceCells.find`."""
        known = {search_key(label): home for home, label in self._labels.items()}
        return known.get(search_key(text)) or self._names.find(text)

    def _year(self, text: str) -> int:
        found = plain_cells.year(plain_cells.required(YEAR, text))
        if found > self._on.year:
            raise NotThisYear(year=found)
        return found


def _mark_of(one: HeldCommendation) -> tuple[Any, ...]:
    if one.subject_id:
        return (one.year, one.kind, one.subject_id, 0)
    return (one.year, one.kind, search_key(one.name), one.home_id)


def _papers(decided: Decided | None, held: HeldCommendation) -> list[tuple[Head, object, object]]:
    """What a granted name's row says of its decision, beside what the book holds."""
    if decided is None or held.decision is None:
        return []
    paper = held.decision
    return [
        (NUMBER, decided.number, paper.number),
        (SIGNED, decided.signed_on, paper.signed_on),
        (GIVER, decided.giver, paper.giver),
        (SIGNER, decided.signer, paper.signer),
    ]
