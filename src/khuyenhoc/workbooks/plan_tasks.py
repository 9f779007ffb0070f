"""The tasks of a place's plan from one plain workbook: the list given out, filled in, or any with its headings."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.directives import actions
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.directives.actions import DeadlineOutsidePlan, NewTask
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.instruments import number_key
from khuyenhoc.domain.text import search_key
from khuyenhoc.workbooks import plain_cells
from khuyenhoc.workbooks.plain import Form, Head, Looked, PlaceBook, Row, RowTwice
from khuyenhoc.workbooks.tables import Kind, Table, Value

YEAR: Final = Head("Năm", "Year", ("kế hoạch năm",), width=8, is_plain=True)
TITLE: Final = Head(
    "Nhiệm vụ",
    "Task",
    ("nội dung", "nội dung công việc", "công việc"),
    width=60,
    needed=True,
    most=300,
)
LEAD: Final = Head("Chủ trì", "Lead", ("đơn vị chủ trì", "người chủ trì"), width=28)
PARTNERS: Final = Head("Phối hợp", "Partners", ("đơn vị phối hợp",), width=28, most=400)
DEADLINE: Final = Head(
    "Hạn",
    "Deadline",
    ("hạn hoàn thành", "thời hạn", "thời gian hoàn thành"),
    kind=Kind.DAY,
    width=14,
    needed=True,
)
RESTS: Final = Head("Căn cứ", "Rests on", ("căn cứ văn bản", "văn bản"), width=28)
NOTE: Final = Head("Ghi chú", "Note", width=28, most=400)
FORM: Final = Form(
    "Nhiệm vụ",
    "Tasks",
    (YEAR, TITLE, LEAD, PARTNERS, DEADLINE, RESTS, NOTE),
    (
        "Mỗi dòng một nhiệm vụ. Cần cột “Nhiệm vụ” và “Hạn”; các cột khác để trống cũng được.",
        "Năm: của kế hoạch; để trống là năm của hạn. Hạn: ghi như 30/09/2026.",
        "Căn cứ: số của văn bản đã có trong sổ văn bản.",
        "Nhiệm vụ đã có trong kế hoạch thì giữ như cũ; nạp lại cùng một tệp không ghi thêm lần nữa.",
    ),
    (
        "A row for each task. The columns “Task” and “Deadline” are needed, the others may be empty.",
        "Year: of the plan; empty is the year of the deadline. Deadline: like 30/09/2026.",
        "Rests on: the number of a document of the register.",
        "Tasks of the plan stay as they are; the same file again adds nothing.",
    ),
)


class TaskDocumentUnknown(RuleBroken):
    """No document of that number holds here; facts: text."""

    code = "TASK_DOCUMENT_UNKNOWN"


class TaskBook(PlaceBook[NewTask]):
    """The plans of a place. Known: a task of the same year and words."""

    form = FORM

    def __init__(self, place: int, by: Account, on: date) -> None:
        self._place = place
        self._documents = {
            number_key(one.number): one.pk for one in directives.choices(place, seen_by=by, on=on)
        }
        self._known = directives.known_tasks(place)
        self._seen: dict[tuple[int, str], int] = {}

    def table(self, language: str, *, at: datetime) -> Table:
        """Every task of the place's plans."""
        rows: list[list[Value]] = [
            [
                str(one.year),
                one.title,
                one.lead or None,
                one.partners or None,
                one.deadline,
                one.instrument.number if one.instrument is not None else None,
                one.note or None,
            ]
            for one in directives.every_task(self._place)
        ]
        return FORM.table(rows, language)

    def read(self, row: Row, told: Looked[NewTask]) -> None:
        before = len(row.faults)
        title = row.told(TITLE, needed=True)
        deadline = row.tried(DEADLINE, lambda text: plain_cells.day(plain_cells.required(DEADLINE, text)))
        year = row.tried(YEAR, lambda text: plain_cells.year(text) if text else None)
        lead, partners, note = row.told(LEAD), row.told(PARTNERS), row.told(NOTE)
        instrument = row.tried(RESTS, self._document)
        if len(row.faults) > before or deadline is None:
            return
        of = year or deadline.year
        key = (of, search_key(title))
        if not of <= deadline.year <= of + 1:
            row.fault(DEADLINE, DeadlineOutsidePlan(day=deadline, year=of))
        elif key in self._seen:
            row.fault(TITLE, RowTwice(row=self._seen[key]))
        elif key in self._known:
            told.known += 1
        else:
            told.new.append(NewTask(of, title, deadline, lead, partners, instrument, note))
        self._seen.setdefault(key, row.number)

    def write(self, new: Sequence[NewTask], *, by: Account, at: datetime) -> list[int]:
        """Errors: as `actions.set_tasks`."""
        return [one.pk for one in actions.set_tasks(self._place, new, by=by, at=at)]

    def _document(self, text: str) -> int | None:
        """Errors: TaskDocumentUnknown."""
        if not text:
            return None
        found = self._documents.get(number_key(text))
        if found is None:
            raise TaskDocumentUnknown(text=text[:80])
        return found
