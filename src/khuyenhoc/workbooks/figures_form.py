"""The form on which a place writes its figures for a period: every indicator of the catalogue, one a row."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.catalogue import Indicator
from khuyenhoc.domain.figures import days_of, known_period
from khuyenhoc.domain.places import Kind as PlaceKind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Level
from khuyenhoc.sentences.reporting import as_written
from khuyenhoc.workbooks.tables import Column, Table, Value, write_xlsx

SHEET, ABOUT = "Số liệu", "Báo cáo"
CODE, NAME, LEVEL, VALUE, UNIT = "Mã chỉ số", "Chỉ số", "Cấp", "Số liệu", "Đơn vị"
RATE, BASE_KIND, BASE, NOTE, KEEP = "Tỷ lệ (%)", "Tỷ lệ tính trên", "Mẫu số", "Ghi chú", "Lý do giữ"
PLACE_ID, PERIOD = "Mã nơi", "Kỳ báo cáo"
_COLUMNS = (
    Column(CODE, width=30),
    Column(NAME, width=52),
    Column(LEVEL, width=12),
    Column(VALUE, width=18),
    Column(UNIT, width=12),
    Column(RATE, width=12),
    Column(BASE_KIND, width=34),
    Column(BASE, width=16),
    Column(NOTE, width=30),
    Column(KEEP, width=30),
)
_GUIDANCE = (
    "Mỗi dòng là một chỉ số. Có số nào thì ghi số đó; dòng để trống được bỏ qua.",
    "Số liệu: ghi như trong báo cáo, kể cả chữ gần, hơn, khoảng (gần 7,4 tỷ; hơn 1.660; 800 - 1000).",
    "Tỷ lệ: ghi 66,60 hoặc 66,60%. Đừng để bảng tính đổi thành 0,666.",
    "Tỷ lệ tính trên: tỷ lệ là phần trăm của cái gì. Mẫu số: tổng số đó là bao nhiêu, nếu biết.",
    "Lý do giữ: khi phần mềm báo số có mâu thuẫn mà số vẫn đúng như đã công bố thì ghi vì sao giữ.",
    "Không sửa cột Mã chỉ số. Một chỉ số có nhiều cấp thì mỗi cấp một dòng.",
    "Nạp lại cùng một tệp không làm thay đổi gì. Xóa số trong tệp không xóa số đã nạp; muốn bỏ thì bỏ trên trang.",
)
_LEVELS = {  # kind of place → levels it can have figures of
    PlaceKind.HAMLET: (Level.NONE, Level.HAMLET),
    PlaceKind.COMMUNE: (Level.NONE, Level.HAMLET, Level.COMMUNE),
    PlaceKind.DISTRICT: (Level.NONE, Level.HAMLET, Level.COMMUNE, Level.DISTRICT),
}


def write_form(place: int, period: str, out: BinaryIO, *, by: Account, at: datetime) -> int:
    """The form of a place and period, filled with what its return holds so far; how many figures that is.

    Errors: OutsideScope, PeriodUnclear.
    """
    access.require(by, Permission.SET_FIGURES, [place], at=at)
    told = known_period(period)
    report = figures.report_of(place, period)
    kept = [] if report is None else figures.in_report(report.pk)
    held = {(one.indicator, one.level): one for one in kept if one.period_key == told.key}
    day = days_of(told)[1]
    label = places.labels([place], day)[place] or places.labels([place], places.LATEST)[place]
    about = [("Nơi báo cáo", label), (PLACE_ID, f"#{place}"), (PERIOD, " ".join(period.split()))]
    write_xlsx(
        [
            Table("Hướng dẫn", (Column("Hướng dẫn", width=110),), [(line,) for line in _GUIDANCE]),
            Table(ABOUT, (Column("Mục", width=18), Column("Nội dung", width=60)), about),
            Table(SHEET, _COLUMNS, _rows(levels_at(place), held)),
        ],
        out,
    )
    return len(held)


def levels_at(place: int) -> Sequence[str]:
    """The levels of organisations that a place of this kind can have figures of."""
    kind = PlaceKind(places.version(place, places.LATEST).place.kind)
    return _LEVELS.get(kind, tuple(Level))


def _rows(levels: Sequence[str], held: dict[tuple[str, str], figures.Reported]) -> Iterator[Sequence[Value]]:
    catalogue = figures.catalogue()
    for indicator in catalogue.indicators.values():
        for level in (one for one in indicator.levels if one in levels):
            yield _row(indicator, catalogue.level_name(indicator, level), held.get((indicator.code, level)))


def _row(indicator: Indicator, level: str, kept: figures.Reported | None) -> Sequence[Value]:
    bases = figures.catalogue().bases
    usual = bases[indicator.bases[0]].name.vi if indicator.bases else None
    named = (indicator.code, indicator.name.vi, level or None)
    if kept is None:
        return (*named, None, indicator.unit(), None, usual, None, None, None)
    return (
        *named,
        as_written(kept.value_text, kept.value_qualifier) or None,
        kept.unit or indicator.unit(),
        as_written(kept.rate_text, kept.rate_qualifier) or None,
        bases[kept.base_kind].name.vi if kept.base_kind else usual,
        as_written(kept.base_text, kept.base_qualifier) or None,
        kept.note or None,
        kept.kept_with_note or None,
    )
