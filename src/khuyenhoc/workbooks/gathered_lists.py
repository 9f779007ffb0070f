"""Lists of gatherings, of who came, of legal documents and of plan tasks as tables for a file."""

from collections.abc import Iterable, Sequence
from datetime import date

from khuyenhoc.analytics.training import PlaceCoverage, role_told
from khuyenhoc.apps.directives import queries as directives
from khuyenhoc.apps.directives.queries import Instrument, Tasked
from khuyenhoc.apps.gatherings.queries import Attendance, Gathering
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.gatherings import hour_told
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks.tables import Column, Kind, Table

Heads = Sequence[tuple[str, str, Kind, float]]  # (Vietnamese, English, what its cells are, width)
T, N, D = Kind.TEXT, Kind.NUMBER, Kind.DAY
_DOCUMENTS: Heads = (
    ("Số, ký hiệu", "Number", T, 22),
    ("Loại", "Kind", T, 16),
    ("Về việc", "About", T, 60),
    ("Nơi ban hành", "Issuer", T, 28),
    ("Ngày ban hành", "Issued", D, 14),
    ("Hiệu lực từ", "In force from", D, 14),
    ("Hết hiệu lực từ", "No longer from", D, 14),
    ("Hiệu lực", "Standing", T, 20),
    ("Được thay bằng", "Replaced by", T, 22),
    ("Nơi ghi sổ", "Register of", T, 34),
    ("Địa chỉ", "Address", T, 40),
)
_TASKS: Heads = (
    ("Năm", "Year", T, 8),
    ("Nhiệm vụ", "Task", T, 60),
    ("Nơi", "Place", T, 34),
    ("Chủ trì", "Lead", T, 28),
    ("Phối hợp", "Partners", T, 28),
    ("Hạn", "Deadline", D, 14),
    ("Tình trạng", "State", T, 22),
    ("Căn cứ", "Rests on", T, 22),
    ("Lần sơ kết, tổng kết gần nhất", "Latest review", D, 14),
    ("Nhận xét", "What was found", T, 50),
)
_GATHERINGS: Heads = (
    ("Từ ngày", "From", D, 14),
    ("Đến ngày", "Until", D, 14),
    ("Từ giờ", "Begins at", T, 10),
    ("Đến giờ", "Ends at", T, 10),
    ("Loại", "Kind", T, 26),
    ("Tên", "Title", T, 60),
    ("Nơi tổ chức", "Held by", T, 34),
    ("Địa điểm", "Where", T, 28),
    ("Cấp, ban", "Body", T, 22),
    ("Lần thứ", "Number", N, 10),
    ("Nhiệm kỳ", "Term", T, 14),
    ("Phối hợp", "Partners", T, 34),
    ("Số người dự", "Came", N, 12),
    ("Cán bộ hội", "Cadres", N, 12),
    ("Đã hủy", "Cancelled", T, 24),
)
PEOPLE: Heads = (
    ("Họ và tên", "Name", T, 34),
    ("Chức vụ", "Post", T, 28),
    ("Nơi công tác", "Place", T, 34),
    ("Cán bộ hội", "Cadre", T, 12),
    ("Có mặt", "Came", T, 12),
)
_COVERAGE: Heads = (
    ("Nơi", "Place", T, 34),
    ("Tổng số cán bộ (sổ)", "Cadres (base)", N, 14),
    ("Biết tên", "Known by name", N, 12),
    ("Đã dự", "Reached", N, 12),
    ("Chưa dự", "Missing", T, 80),
)
TICK = "x"


def instruments_table(rows: Iterable[Instrument], on: date, *, language: str) -> Table:
    found = list(rows)
    homes = places.labels({one.place_id for one in found}, on)
    told = [
        (
            one.number,
            word("instrument", one.kind, language),
            one.title,
            one.issuer,
            one.issued_on,
            one.in_force_from,
            one.in_force_until,
            word("in_law", directives.standing(one, on).value, language),
            one.replaced_by.number if one.replaced_by else "",
            homes[one.place_id],
            one.link,
        )
        for one in found
    ]
    return Table(_say("Văn bản", "Documents", language), _columns(_DOCUMENTS, language), told)


def tasks_table(rows: Iterable[Tasked], on: date, *, language: str) -> Table:
    found = list(rows)
    homes = places.labels({one.task.place_id for one in found}, on)
    told = [
        (
            str(one.task.year),
            one.task.title,
            homes[one.task.place_id],
            one.task.lead,
            one.task.partners,
            one.task.deadline,
            word("task_state", one.state.value, language),
            one.task.instrument.number if one.task.instrument else "",
            one.reviews[-1].on if one.reviews else None,
            one.reviews[-1].note if one.reviews else "",
        )
        for one in found
    ]
    return Table(_say("Nhiệm vụ", "Tasks", language), _columns(_TASKS, language), told)


def gatherings_table(rows: Iterable[Gathering], on: date, *, language: str) -> Table:
    found = list(rows)
    homes = places.labels({one.place_id for one in found}, on)
    told = [
        (
            one.held_on,
            one.until,
            hour_told(one.from_hour) if one.from_hour else "",
            hour_told(one.to_hour) if one.to_hour else "",
            word("gathering", one.kind, language),
            one.title,
            homes[one.place_id],
            one.where,
            one.body,
            one.number,
            f"{one.term_first}–{one.term_last}" if one.term_first else "",
            one.partners.replace("\n", "; "),
            one.present if one.present_counted is None else one.present_counted,
            one.cadres if one.cadres_counted is None else one.cadres_counted,
            one.cancelled_reason,
        )
        for one in found
    ]
    return Table(_say("Hội họp, lớp", "Gatherings", language), _columns(_GATHERINGS, language), told)


def people_table(rows: Iterable[Attendance], names: dict[int, str], *, language: str) -> Table:
    """names: of the places. The headings are those that the list is taken in by again."""
    told = [
        (
            one.name,
            role_told(one.role, one.user_id is not None, language),
            names[one.place_id],
            TICK if one.is_cadre else "",
            TICK if one.is_present else "",
        )
        for one in rows
    ]
    return Table(_say("Danh sách dự", "Attendance", language), _columns(PEOPLE, language), told)


def coverage_table(rows: Iterable[PlaceCoverage], *, language: str) -> Table:
    told = [
        (
            one.name,
            one.counts.base,
            one.counts.known,
            one.counts.reached,
            "; ".join(cadre.name for cadre in one.cadres if not cadre.times),
        )
        for one in rows
    ]
    return Table(_say("Tập huấn", "Training", language), _columns(_COVERAGE, language), told)


def _columns(heads: Heads, language: str) -> list[Column]:
    return [Column(_say(vi, en, language), kind, width) for vi, en, kind, width in heads]


def _say(vi: str, en: str, language: str) -> str:
    return en if language == "en" else vi
