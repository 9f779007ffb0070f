"""What the pages say of each book: its name, what taking it in is called, where it is read, who may do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.access import queries as access
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web.book_intake import BookIntake
from khuyenhoc.web.request import SignedInRequest, today


@dataclass(frozen=True, slots=True)
class Shelved:
    """page: the address where the book is read, of a place. file: the name of its files, without an ending.

    needs: one of these lets a person take a workbook in; what each row may do, the deeds ask again.
    """

    name: Any
    title: Any
    page: str
    file: str
    needs: tuple[Permission, ...] = (Permission.KEEP_BOOKS,)


SHELF: Final[Mapping[str, Shelved]] = {
    "branches": Shelved(_("Tổ chức hội"), _("Nhập tổ chức hội từ bảng tính"), "branches", "to-chuc-hoi"),
    "commendations": Shelved(
        _("Khen thưởng"),
        _("Nhập khen thưởng từ bảng tính"),
        "commendations",
        "khen-thuong",
        (Permission.KEEP_BOOKS, Permission.APPROVE_BOOKS),
    ),
    "received": Shelved(
        _("Phần thưởng được nhận"), _("Nhập phần thưởng từ bảng tính"), "awards", "phan-thuong"
    ),
    "outreach": Shelved(
        _("Tuyên truyền"), _("Nhập số lần tuyên truyền từ bảng tính"), "outreach_now", "tuyen-truyen"
    ),
    "pilots": Shelved(_("Mô hình điểm"), _("Nhập mô hình điểm từ bảng tính"), "pilots", "mo-hinh-diem"),
    "tasks": Shelved(
        _("Nhiệm vụ kế hoạch"), _("Nhập nhiệm vụ kế hoạch từ bảng tính"), "plan_tasks", "nhiem-vu-ke-hoach"
    ),
}


def kept(request: SignedInRequest, place: int, book: str) -> tuple[Shelved, BookIntake]:
    """Errors: Http404, OutsideScope."""
    if book not in SHELF:
        raise Http404
    found = SHELF[book]
    may = access.may_which(request.user, list(found.needs), place, on=today())
    if not may:
        raise access.OutsideScope(permission=found.needs[0].value)
    needs = next(one for one in found.needs if one in may)
    return found, BookIntake(book, 0, place, needs)
