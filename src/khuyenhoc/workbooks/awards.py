"""Awards that a place's association and its branches received, as one plain table, out and in by the same columns."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.association.queries import HeldBranch
from khuyenhoc.apps.commendations import actions
from khuyenhoc.apps.commendations import queries as commendations
from khuyenhoc.apps.commendations.queries import HeldAward
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.praise import AwardLevel
from khuyenhoc.domain.text import search_key
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks import plain_cells
from khuyenhoc.workbooks.branch_cells import BranchCells
from khuyenhoc.workbooks.plain import UNDONE, Form, Head, Looked, PlaceBook, Row
from khuyenhoc.workbooks.tables import Kind, Table, Value

WHAT: Final = Head("Phần thưởng", "Award", ("danh hiệu", "hình thức khen"), width=36, needed=True)
BRANCH: Final = Head("Chi hội, ban", "Branch", ("tổ chức hội", "chi hội"), width=34)
PLACE: Final = Head("Nơi", "Place", ("xã", "thôn"), width=44)
LEVEL: Final = Head("Cấp", "Level", ("cấp khen",), width=20, needed=True)
GIVER: Final = Head("Do ai tặng", "Given by", ("cơ quan tặng", "cơ quan khen"), width=34)
NUMBER: Final = Head("Số quyết định", "Decision", width=18, most=64)
RECEIVED: Final = Head("Ngày nhận", "Received on", ("ngày",), kind=Kind.DAY, width=12, needed=True)
NOTE: Final = Head("Ghi chú", "Note", width=36, most=500)
FORM: Final = Form(
    "Phần thưởng được nhận",
    "Awards received",
    (WHAT, BRANCH, PLACE, LEVEL, GIVER, NUMBER, RECEIVED, NOTE),
    (
        "Mỗi dòng một phần thưởng mà hội hoặc một chi hội, ban khuyến học được nhận.",
        "Chi hội, ban: tên như trong danh sách tổ chức hội; để trống là hội của nơi ấy.",
        "Nơi: tên xã hoặc thôn; để trống là chính nơi đang nạp tệp.",
        "Cấp: " + "; ".join(word("award_level", one) for one in AwardLevel) + ".",
        "Ngày nhận: ghi như 5/11/2026.",
        "Chỉ nạp được khi mọi dòng đều đúng. Nạp lại cùng một tệp không ghi thêm lần nữa.",
    ),
    (
        "A row for each award that the association or one of its branches received.",
        "Branch: its name as the list of branches has it; empty is the association of the place.",
        "Place: the name of a commune or hamlet; empty is the place the file is taken in at.",
        "Level: " + "; ".join(word("award_level", one, "en") for one in AwardLevel) + ".",
        "Received on: like 5/11/2026.",
        "Nothing is taken in until every row is right. The same file again adds nothing.",
    ),
)


@dataclass(frozen=True, slots=True)
class NewAward:
    place: int
    branch: HeldBranch | None
    what: str
    level: AwardLevel
    giver: str
    number: str
    received_on: date
    note: str

    def mark(self) -> tuple[Any, ...]:
        """What makes two awards the same."""
        branch = self.branch.pk if self.branch is not None else None
        return (self.place, branch, search_key(self.what), self.received_on, search_key(self.number))


def table(place: int, *, seen_by: Account, on: date, language: str) -> Table:
    """What the page lists, the latest first."""
    return _told(commendations.awards(place, seen_by=seen_by, on=on), on, language)


def _told(found: Sequence[HeldAward], on: date, language: str) -> Table:
    labels = places.labels({one.place_id for one in found}, on)
    rows: list[list[Value]] = [
        [
            one.what,
            one.branch.name if one.branch else None,
            labels[one.place_id],
            word("award_level", one.level, language),
            one.giver,
            one.number or None,
            one.received_on,
            one.note or None,
        ]
        for one in found
    ]
    return FORM.table(rows, language)


class ReceivedBook(PlaceBook[NewAward]):
    """The awards received at or below a place. Known: the same award, to the same, on the same day and paper."""

    form = FORM
    takes_back = True

    def __init__(self, place: int, by: Account, on: date) -> None:
        self._place, self._by, self._on = place, by, on
        self._cells = BranchCells(place, by, on)
        self._held: dict[tuple[Any, ...], list[NewAward]] = defaultdict(list)
        for one in commendations.awards(place, seen_by=by, on=on):
            held = NewAward(
                one.place_id,
                one.branch,
                one.what,
                AwardLevel(one.level),
                one.giver,
                one.number,
                one.received_on,
                one.note,
            )
            self._held[held.mark()].append(held)

    def table(self, language: str, *, at: datetime) -> Table:
        """What is there, as it goes in again."""
        here = set(places.ids_below(self._place, self._on))
        found = commendations.awards(self._place, seen_by=self._by, on=self._on)
        return _told([one for one in found if one.place_id in here], self._on, language)

    def read(self, row: Row, told: Looked[NewAward]) -> None:
        before = len(row.faults)
        what = row.told(WHAT, needed=True)
        place, branch = self._cells.find(row, PLACE, BRANCH)
        level = row.tried(
            LEVEL, lambda text: plain_cells.code(plain_cells.required(LEVEL, text), "award_level", AwardLevel)
        )
        giver = row.told(GIVER, needed=True)
        number, note = row.told(NUMBER), row.told(NOTE)
        received = row.tried(
            RECEIVED, lambda text: plain_cells.past(plain_cells.required(RECEIVED, text), self._on)
        )
        if len(row.faults) > before or place is None or level is None or received is None:
            return
        new = NewAward(place, branch, what, level, giver, number, received, note)
        there = self._held[new.mark()]
        if not there:
            told.new.append(new)
            return
        held = there.pop()
        if row.agrees(
            (LEVEL, word("award_level", level), word("award_level", held.level)),
            (GIVER, giver, held.giver),
            (NOTE, note, held.note),
        ):
            told.known += 1

    def write(self, new: Sequence[NewAward], *, by: Account, at: datetime) -> list[int]:
        """Errors: as `actions.receive`."""
        return [
            actions.receive(
                one.place,
                what=one.what,
                level=one.level,
                giver=one.giver,
                received_on=one.received_on,
                number=one.number,
                branch=one.branch,
                note=one.note,
                by=by,
                at=at,
            ).pk
            for one in new
        ]

    def take_back(self, made: Sequence[int], *, by: Account, at: datetime) -> None:
        """Errors: as `actions.take_back`."""
        for pk in made:
            award = commendations.award(pk, seen_by=by, on=self._on)
            actions.take_back(award, why=UNDONE, by=by, at=at)
