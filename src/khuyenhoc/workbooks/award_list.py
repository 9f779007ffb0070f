"""The nominations of a round as a table, out and in by the same columns; private, like the page they come from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import BinaryIO, Final

from django.db.models import QuerySet

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.scholarships import actions
from khuyenhoc.apps.scholarships import queries as awards
from khuyenhoc.apps.scholarships.actions import NewNominee
from khuyenhoc.apps.scholarships.queries import AwardRound, Nomination
from khuyenhoc.domain import ledger
from khuyenhoc.domain.awards import school_key, written_key
from khuyenhoc.domain.intake import cells
from khuyenhoc.domain.text import search_key
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks import plain, plain_cells
from khuyenhoc.workbooks.plain import Form, Head, Looked, Row, SheetBook
from khuyenhoc.workbooks.tables import Kind, Table, Value

SHEET: Final = "Danh sách"
NAME = Head("Họ và tên", "Name", width=30, needed=True)
BORN = Head("Năm sinh", "Year of birth", kind=Kind.NUMBER, width=10, is_plain=True)
CLASS = Head("Lớp", "Class", width=10)
SCHOOL = Head("Trường", "School", width=34, needed=True)
PRIZE = Head("Thành tích, giải", "Prize", width=34)
AMOUNT = Head("Số tiền (đồng)", "Amount (đồng)", ("số tiền",), kind=Kind.NUMBER, width=16)
REASON = Head("Hoàn cảnh, lý do đề cử", "Reason", width=40)
GUARDIAN = Head("Cha mẹ đồng ý", "Parents agree", width=14)
CHILD = Head("Em đồng ý", "The child agrees", width=14)
_TAKEN_OUT = (  # only of what is taken out
    Head("Đến đâu", "State", width=18),
    Head("Vì sao rút, chưa trao", "Why withdrawn or not awarded", width=40),
)
_GUIDANCE = (
    "Mỗi dòng là một người được đề cử. Điền vào bảng “Danh sách”; không đổi tên các cột.",
    "Năm sinh: bốn chữ số. Số tiền: để trống là mức chung của đợt.",
    "Trường: ghi đúng tên trong sổ theo dõi thì phần mềm tự nhận ra trường ấy.",
    "Cha mẹ đồng ý, Em đồng ý: đánh x nếu đã đồng ý. Chưa đủ đồng ý vẫn nạp được, nhưng chưa duyệt trao được.",
    "Chỉ nạp được khi mọi dòng đều đúng. Nạp lại cùng một tệp không ghi thêm lần nữa.",
)
FORM = Form(SHEET, "Awards", (NAME, BORN, CLASS, SCHOOL, PRIZE, AMOUNT, REASON, GUARDIAN, CHILD), _GUIDANCE)


def table(
    of: AwardRound, rows: "QuerySet[Nomination]", place: int, *, language: str, by: Account, at: datetime
) -> Table:
    """rows: those that the person may read. Whoever takes names out leaves an event, with numbers only."""
    told: list[Sequence[Value]] = [
        (
            one.name,
            one.birth_year,
            one.school_class or None,
            one.school or None,
            one.prize or None,
            one.amount,
            one.reason or None,
            "x" if one.guardian_agrees else None,
            "x" if one.child_agrees else None,
            word("nomination", one.state, language),
            one.why or None,
        )
        for one in rows.order_by("sort_key", "pk")
    ]
    audit.record(
        "scholarship.list_given_out",
        by=by.username,
        at=at,
        kind="award_round",
        object_id=of.pk,
        place_id=place,
        facts={"number": len(told)},
    )
    return replace(FORM, heads=FORM.heads + _TAKEN_OUT).table(told, language)


def write_template(out: BinaryIO) -> None:
    """An empty form with its guidance."""
    plain.write_template([FORM], out)


class AwardBook(SheetBook[NewNominee]):
    """A round, and the place where the people of a workbook are put forward.

    Known: who stands there with the same school and prize.
    """

    form = FORM

    def __init__(self, of: AwardRound, place: int, by: Account, on: date) -> None:
        self._of, self._place, self._on = of, place, on
        rows = awards.nominations(of, place, seen_by=by, on=on)
        self._known = {
            (one.written_key, school_key(one.school), search_key(one.prize))
            for one in rows.exclude(state=Nomination.State.WITHDRAWN)
        }

    def read(self, row: Row, told: Looked[NewNominee]) -> None:
        one = self._nominee(row)
        if one is None:
            return
        mark = (written_key(one.name, one.birth_year), school_key(one.school), search_key(one.prize))
        if mark in self._known:
            told.known += 1
        else:
            self._known.add(mark)
            told.new.append(one)

    def settle(self, told: Looked[NewNominee]) -> None:
        """totals: "awards", and "money" of them in đồng."""
        amounts = [self._of.amount if one.amount is None else one.amount for one in told.new]
        told.totals = {"awards": len(amounts), "money": sum(amounts)}

    def write(self, new: Sequence[NewNominee], *, by: Account, at: datetime) -> list[int]:
        """Errors: as `actions.nominate`."""
        actions.nominate(self._of.pk, self._place, new, by=by, at=at)
        return []

    def _nominee(self, row: Row) -> NewNominee | None:
        before = len(row.faults)
        name = row.tried(NAME, cells.name)
        born = row.tried(BORN, lambda text: cells.birth_year(text, today=self._on))
        amount = row.tried(AMOUNT, lambda text: ledger.dong(text) if text else None)
        guardian, child = row.tried(GUARDIAN, plain_cells.yes), row.tried(CHILD, plain_cells.yes)
        if len(row.faults) > before or name is None:
            return None
        return NewNominee(
            name=name,
            birth_year=born,
            school=row.text(SCHOOL)[:200],
            school_class=row.text(CLASS)[:40],
            prize=row.text(PRIZE)[:200],
            amount=amount,
            reason=row.text(REASON)[:400],
            guardian_agrees=bool(guardian),
            child_agrees=bool(child),
            again=True,  # a list names somebody once for each prize
        )
