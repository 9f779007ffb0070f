"""How often the movement was made known, a row an entry, out and in by the same columns."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.stories import actions
from khuyenhoc.apps.stories import queries as stories
from khuyenhoc.domain.stories import Means
from khuyenhoc.domain.text import search_key
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks import plain_cells
from khuyenhoc.workbooks.branch_cells import BranchCells
from khuyenhoc.workbooks.plain import Form, Head, Looked, PlaceBook, Row
from khuyenhoc.workbooks.tables import Kind, Table, Value

YEAR: Final = Head("Năm", "Year", kind=Kind.NUMBER, width=8, is_plain=True, needed=True)
PLACE: Final = Head("Nơi", "Place", ("xã", "thôn"), width=44)
BRANCH: Final = Head("Chi hội, ban", "Branch", ("tổ chức hội", "chi hội"), width=34)
MEANS: Final = Head("Hình thức", "Means", ("cách tuyên truyền",), width=22, needed=True)
TIMES: Final = Head("Số lần", "Times", ("số lượt", "lần"), kind=Kind.NUMBER, width=10, needed=True)
NOTE: Final = Head("Ghi chú", "Note", width=36)
FORM: Final = Form(
    "Tuyên truyền",
    "Outreach",
    (YEAR, PLACE, BRANCH, MEANS, TIMES, NOTE),
    (
        "Mỗi dòng: một nơi (hoặc một chi hội, ban), một hình thức, số lần trong năm.",
        "Nơi: tên xã hoặc thôn; để trống là chính nơi đang nạp tệp.",
        "Chi hội, ban: tên như trong danh sách tổ chức hội; để trống là của chính nơi ấy.",
        "Hình thức: " + "; ".join(word("means", one) for one in Means) + ".",
        "Số lần: số nguyên, từ 1 trở lên.",
        "Chỉ nạp được khi mọi dòng đều đúng. Nạp lại cùng một tệp không ghi thêm lần nữa.",
    ),
    (
        "A row: a place (or a branch), a means, how many times in the year.",
        "Place: the name of a commune or hamlet; empty is the place the file is taken in at.",
        "Branch: its name as the list of branches has it; empty is the place's own.",
        "Means: " + "; ".join(word("means", one, "en") for one in Means) + ".",
        "Times: a whole number from 1.",
        "Nothing is taken in until every row is right. The same file again adds nothing.",
    ),
)


@dataclass(frozen=True, slots=True)
class NewOutreach:
    year: int
    place: int
    branch: int | None
    means: Means
    times: int
    note: str

    def mark(self) -> tuple[Any, ...]:
        return (self.year, self.place, self.branch, self.means, self.times, search_key(self.note))


class OutreachBook(PlaceBook[NewOutreach]):
    """The counts at or below a place. Known: the very same row, as often as the book has it."""

    form = FORM
    takes_back = True

    def __init__(self, place: int, by: Account, on: date) -> None:
        self._on = on
        self._cells = BranchCells(place, by, on)
        self._found = stories.every_outreach(place, seen_by=by, on=on)
        self._held = Counter(
            NewOutreach(one.year, one.place_id, one.branch_id, Means(one.means), one.times, one.note).mark()
            for one in self._found
        )

    def table(self, language: str, *, at: datetime) -> Table:
        """What is there, as it goes in again."""
        labels = places.labels({one.place_id for one in self._found}, self._on)
        rows: list[list[Value]] = [
            [
                one.year,
                labels[one.place_id],
                one.branch.name if one.branch is not None else None,
                word("means", one.means, language),
                one.times,
                one.note or None,
            ]
            for one in self._found
        ]
        return FORM.table(rows, language)

    def read(self, row: Row, told: Looked[NewOutreach]) -> None:
        before = len(row.faults)
        year = row.tried(YEAR, self._year)
        place, branch = self._cells.find(row, PLACE, BRANCH)
        means = row.tried(
            MEANS, lambda text: plain_cells.code(plain_cells.required(MEANS, text), "means", Means)
        )
        times = row.tried(TIMES, _times)
        note = row.told(NOTE)
        if len(row.faults) > before or year is None or place is None or means is None or times is None:
            return
        new = NewOutreach(year, place, branch.pk if branch is not None else None, means, times, note)
        if self._held[new.mark()] > 0:
            self._held[new.mark()] -= 1
            told.known += 1
        else:
            told.new.append(new)

    def settle(self, told: Looked[NewOutreach]) -> None:
        """totals: "times" of what is new."""
        told.totals = {"times": sum(one.times for one in told.new)}

    def write(self, new: Sequence[NewOutreach], *, by: Account, at: datetime) -> list[int]:
        """Errors: as `actions.tell_outreach`."""
        return [
            actions.tell_outreach(
                one.place,
                one.year,
                one.means,
                times=one.times,
                branch=one.branch,
                note=one.note,
                by=by,
                at=at,
            ).pk
            for one in new
        ]

    def take_back(self, made: Sequence[int], *, by: Account, at: datetime) -> None:
        """Errors: as `actions.drop_outreach`."""
        for pk in made:
            actions.drop_outreach(pk, by=by, at=at)

    def _year(self, text: str) -> int:
        found = plain_cells.year(plain_cells.required(YEAR, text))
        if found > self._on.year:
            raise actions.OutreachWrong()
        return found


def _times(text: str) -> int:
    found = plain_cells.number(plain_cells.required(TIMES, text))
    if not 1 <= found <= actions.MOST_TIMES:
        raise actions.OutreachWrong()
    return found
