"""Presses in the books of gatherings, legal documents and plan tasks, as stories of the scope matrix."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile

from khuyenhoc.domain.roles import Permission
from khuyenhoc.web.request import today
from khuyenhoc.workbooks import outreach_book
from khuyenhoc.workbooks.gathered_lists import PEOPLE
from khuyenhoc.workbooks.tables import XLSX, Column, Table, write_xlsx
from tests import make
from tests.scene import Scene
from tests.web.preparing import a_document
from tests.web.press import Press, Story, Typed

KEEP = Permission.KEEP_BOOKS


def a_list_of_guests(*rows: tuple[str, str, str, str, str]) -> SimpleUploadedFile:
    out = io.BytesIO()
    write_xlsx([Table("Danh sách", [Column(head[0]) for head in PEOPLE], rows)], out)
    return SimpleUploadedFile("danh-sach.xlsx", out.getvalue(), XLSX)


def _sound(_shown: Scene) -> SimpleUploadedFile:
    return a_list_of_guests(("Mẫu Thị Khách", "Bí thư chi bộ", "", "x", "x"))


def _faulty(_shown: Scene) -> SimpleUploadedFile:
    return a_list_of_guests(("Mẫu Thị Khách", "", "Bản không có", "x", "x"))


def a_list_of_tasks(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    columns = tuple(Column(head, width=20) for head in ("Nhiệm vụ", "Hạn", "Chủ trì", "Căn cứ"))
    out = io.BytesIO()
    write_xlsx([Table("Nhiệm vụ", columns, rows)], out)
    return SimpleUploadedFile("nhiem-vu.xlsx", out.getvalue(), XLSX)


def _tasks(_shown: Scene) -> SimpleUploadedFile:
    return a_list_of_tasks(("Nhiệm vụ mẫu nhập", f"1/12/{today():%Y}", "", ""))


def _no_tasks(_shown: Scene) -> SimpleUploadedFile:
    return a_list_of_tasks(("Nhiệm vụ mẫu nhập", "cuối năm", "", ""))


def _counts_book(shown: Scene) -> list[int | str]:
    return [shown.land.commune.pk, "outreach"]


def _counts(_shown: Scene) -> SimpleUploadedFile:
    out = io.BytesIO()
    write_xlsx([outreach_book.FORM.table([[2023, None, None, "loa", 3, None]])], out)
    return SimpleUploadedFile("tuyen-truyen.xlsx", out.getvalue(), XLSX)


def _a_set(_shown: Scene, _body: object) -> Typed:
    return {"thing": [f"criteria_set:{make.sets.get('household-2022@2022').pk}"]}


def _press(name: str, **told: str) -> Press:
    return Press(name, "association", KEEP, title="", typed=lambda *_: told)


BOOKS: tuple[Story, ...] = (
    (_press("gathering_add", title="Lớp mẫu mới"),),
    (_press("gathering_change", where="Hội trường khác (mẫu)"),),
    (
        Press("gathering_people", "association", KEEP, title="", ticks=("came",), names=("came", "row")),
        _press("gathering_guests", names="Mẫu Thị Thêm; Bí thư"),
    ),
    (
        _press("gathering_cancel", reason="Hoãn (mẫu)"),
        Press("gathering_again", "association", KEEP, title="", page="gathering"),
    ),
    (Press("gathering_import", "association", KEEP, title="", file=_sound),),
    (
        Press("gathering_import", "association", KEEP, title="", file=_faulty, writes=False),
        Press("gathering_marked", "association", KEEP, title="", page="<", writes=False),
    ),
    (_press("directive_add", number="9/KH-MAU", title="Văn bản mẫu"),),
    (_press("directive_change", title="Kế hoạch mẫu sửa"),),
    (Press("directive_attach", "association", KEEP, title="", file=a_document),),
    (Press("directive_file_change", "association", KEEP, title="", page="directive", names=("file",)),),
    (Press("directive_rest", "association", KEEP, title="", typed=_a_set),),
    (Press("directive_let_go", "association", KEEP, title="", page="directive"),),
    (
        _press("plan_task_add", title="Nhiệm vụ mẫu mới", deadline=f"1/12/{today():%Y}"),
        _press("plan_task", outcome="behind"),
    ),
    (
        Press("book_import", "association", KEEP, title="", file=_tasks, writes=False),
        Press("book_take_in", "association", KEEP, title="", page="<"),
    ),
    (
        Press("book_import", "association", KEEP, title="", file=_no_tasks, writes=False),
        Press("book_marked", "association", KEEP, title="", page="<", writes=False),
    ),
    (
        Press("book_import", "association", KEEP, title="", args=_counts_book, file=_counts, writes=False),
        Press("book_take_in", "association", KEEP, title="", args=_counts_book, page="<"),
        Press("book_undo", "association", KEEP, title="", args=_counts_book, page=">", names=("made",)),
    ),
    (_press("plan_task_change", lead="Chi hội (mẫu)"),),
    (
        _press("plan_task_drop", reason="Không còn cần (mẫu)"),
        Press("plan_task_again", "association", KEEP, title="", page=">"),
    ),
)
