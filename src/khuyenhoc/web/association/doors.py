"""What the association does at a place besides the titles, one door an area; each leads to a page of the place."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission


@dataclass(frozen=True, slots=True)
class Door:
    """page: the name of an address that takes the place's id. kinds: the places that have it; empty is all.

    needs: for whom it is; whoever sees the place's rows, unless it says another.
    """

    page: str
    name: str | Promise
    about: str | Promise
    kinds: frozenset[Kind] = frozenset()
    needs: Permission = Permission.SEE


# In the order of a commune's year; a new area adds its line here.
DOORS: tuple[Door, ...] = (
    Door(
        "branches",
        _("Tổ chức hội"),
        _("Hội cơ sở, chi hội, ban khuyến học: cấp trên, cán bộ, hội viên, hội phí."),
    ),
    Door("members_at", _("Hội viên"), _("Số hội viên qua các năm, tăng giảm, tỷ lệ trong dân số.")),
    Door("clans", _("Dòng họ"), _("Ban khuyến học, quy ước, quy chế của từng dòng họ.")),
    Door(
        "commendations", _("Khen thưởng"), _("Đề nghị, quyết định, in giấy khen; phần thưởng hội được nhận.")
    ),
    Door(
        "pilots",
        _("Mô hình điểm"),
        _("Làm điểm ở đâu, mục tiêu gì, kết quả ra sao; cách làm hay để làm theo."),
    ),
    Door(
        "funds",
        _("Quỹ khuyến học"),
        _("Sổ quỹ: ai ủng hộ, chi cho ai, còn bao nhiêu; in phiếu, khóa sổ, công khai."),
    ),
    Door(
        "scholarships",
        _("Học bổng, hỗ trợ"),
        _("Đề cử, xét, duyệt và chi học bổng, hỗ trợ, khen thưởng từng đợt."),
    ),
    Door(
        "centres",
        _("Trung tâm học tập cộng đồng"),
        _("Trung tâm của xã: ban giám đốc, các lớp, ai đi học, xếp loại năm."),
    ),
    Door(
        "stories",
        _("Tin và gương học tập"),
        _("Viết tin, kể gương người, gia đình, dòng họ học tốt để đăng lên trang công khai."),
    ),
    Door("outreach_now", _("Tuyên truyền"), _("Ghi số lần phát thanh, họp, đưa tin về phong trào học tập.")),
    Door(
        "gatherings",
        _("Hội họp, tập huấn, sự kiện"),
        _("Lịch họp, lớp, sự kiện trong năm; ai dự; biên bản in ra."),
    ),
    Door("training", _("Cán bộ đã tập huấn"), _("Nơi nào, ai đã và chưa được tập huấn, quán triệt.")),
    Door("plan_tasks", _("Nhiệm vụ kế hoạch"), _("Việc trong năm: ai chủ trì, hạn nào, sơ kết, tổng kết.")),
    Door("directives", _("Văn bản"), _("Văn bản chỉ đạo và những gì dựa vào từng văn bản.")),
    Door(
        "returns_of",
        _("Báo cáo số liệu"),
        _("Số liệu nơi này báo cáo lên cấp trên, từng kỳ."),
        needs=Permission.SET_FIGURES,
    ),
)


NEEDED: Final = frozenset(door.needs for door in DOORS) - {Permission.SEE}


def of(kind: str, held: Collection[Permission]) -> Collection[Door]:
    """The doors of a place of the kind, in order. held: which of NEEDED the person has there."""
    return [
        door
        for door in DOORS
        if (not door.kinds or kind in door.kinds) and (door.needs not in NEEDED or door.needs in held)
    ]
