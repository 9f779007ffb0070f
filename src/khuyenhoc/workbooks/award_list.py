"""The nominations of a round as a table, out and in by the same columns; private, like the page they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
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
from khuyenhoc.workbooks import opening, plain
from khuyenhoc.workbooks.plain import Looked, Row
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value

SHEET: Final = "Danh sách"
NAME, BORN, CLASS, SCHOOL, PRIZE, AMOUNT = (
    "Họ và tên",
    "Năm sinh",
    "Lớp",
    "Trường",
    "Thành tích, giải",
    "Số tiền (đồng)",
)
REASON, GUARDIAN, CHILD = "Hoàn cảnh, lý do đề cử", "Cha mẹ đồng ý", "Em đồng ý"
_HEADS = (  # Vietnamese, English, kind, width; the last two only of what is taken out
    (NAME, "Name", Kind.TEXT, 30),
    (BORN, "Year of birth", Kind.NUMBER, 10),
    (CLASS, "Class", Kind.TEXT, 10),
    (SCHOOL, "School", Kind.TEXT, 34),
    (PRIZE, "Prize", Kind.TEXT, 34),
    (AMOUNT, "Amount (đồng)", Kind.NUMBER, 16),
    (REASON, "Reason", Kind.TEXT, 40),
    (GUARDIAN, "Parents agree", Kind.TEXT, 14),
    (CHILD, "The child agrees", Kind.TEXT, 14),
    ("Đến đâu", "State", Kind.TEXT, 18),
    ("Vì sao rút, chưa trao", "Why withdrawn or not awarded", Kind.TEXT, 40),
)
_GUIDANCE = (
    "Mỗi dòng là một người được đề cử. Điền vào bảng “Danh sách”; không đổi tên các cột.",
    "Năm sinh: bốn chữ số. Số tiền: để trống là mức chung của đợt.",
    "Trường: ghi đúng tên trong sổ theo dõi thì phần mềm tự nhận ra trường ấy.",
    "Cha mẹ đồng ý, Em đồng ý: đánh x nếu đã đồng ý. Chưa đủ đồng ý vẫn nạp được, nhưng chưa duyệt trao được.",
    "Chỉ nạp được khi mọi dòng đều đúng. Nạp lại cùng một tệp không ghi thêm lần nữa.",
)


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
    return Table("Awards" if language == "en" else SHEET, _columns(language), told)


def write_template(out: BinaryIO) -> None:
    """An empty form with its guidance."""
    plain.write_template([(SHEET, _columns("vi")[:-2])], _GUIDANCE, out)


def _columns(language: str) -> list[Column]:
    return [
        Column(en if language == "en" else vi, kind, width, is_plain=width == 10)
        for vi, en, kind, width in _HEADS
    ]


@dataclass(frozen=True, slots=True)
class AwardBook:
    """A round, and the place where the people of a workbook are put forward; see `plain.Book`."""

    of: AwardRound
    place: int
    by: Account
    on: date

    def look(self, file: Path, *, name: str = "") -> Looked[NewNominee]:
        """totals: "awards", and "money" of them in đồng. Known: who stands there with the same school and prize."""
        told: Looked[NewNominee] = Looked()
        rows = awards.nominations(self.of, self.place, seen_by=self.by, on=self.on)
        known = {
            (one.written_key, school_key(one.school), search_key(one.prize))
            for one in rows.exclude(state=Nomination.State.WITHDRAWN)
        }
        for row in plain.rows(opening.read(file, name=name), (NAME, SCHOOL), told.faults):
            told.rows += 1
            one = self._nominee(row)
            if one is None:
                continue
            mark = (written_key(one.name, one.birth_year), school_key(one.school), search_key(one.prize))
            if mark in known:
                told.known += 1
            else:
                known.add(mark)
                told.new.append(one)
        amounts = [self.of.amount if one.amount is None else one.amount for one in told.new]
        told.totals = {"awards": len(amounts), "money": sum(amounts)}
        return told

    def take_in(self, file: Path, *, by: Account, at: datetime, name: str = "") -> Looked[NewNominee]:
        """Errors: as `look`, `actions.nominate`."""
        told = self.look(file, name=name)
        if told.new and not told.faults:
            actions.nominate(self.of.pk, self.place, told.new, by=by, at=at)
        return told

    def _nominee(self, row: Row) -> NewNominee | None:
        before = len(row.faults)
        name = row.tried(NAME, cells.name)
        born = row.tried(BORN, lambda text: cells.birth_year(text, today=self.on))
        amount = row.tried(AMOUNT, lambda text: ledger.dong(text) if text else None)
        guardian, child = row.tried(GUARDIAN, plain.yes), row.tried(CHILD, plain.yes)
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
