"""Pilots of a place as a table: one row a goal, with its result beside it."""

from datetime import date

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.pilots import queries as pilots
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.numbers import grouped
from khuyenhoc.domain.written_numbers import Qualifier
from khuyenhoc.sentences.reporting import as_written
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value

HEADS: dict[str, tuple[str, str, Kind, int]] = {  # Vietnamese, English, kind, width
    "pilot": ("Mô hình", "Pilot", Kind.TEXT, 36),
    "where": ("Nơi làm", "Where", Kind.TEXT, 36),
    "first": ("Từ ngày", "From", Kind.DAY, 12),
    "until": ("Đến ngày", "Until", Kind.DAY, 12),
    "phase": ("Tình trạng", "State", Kind.TEXT, 18),
    "whom": ("Nhóm", "Group", Kind.TEXT, 22),
    "aim": ("Việc cần làm", "Aim", Kind.TEXT, 36),
    "goal": ("Mục tiêu", "Goal", Kind.TEXT, 22),
    "result": ("Kết quả", "Result", Kind.TEXT, 22),
    "counted": ("Sổ của trung tâm ghi", "Book of the centre", Kind.TEXT, 16),
    "whole": ("Trong tổng số", "Out of", Kind.TEXT, 14),
    "outcome": ("Đánh giá", "Outcome", Kind.TEXT, 18),
    "note": ("Ghi chú", "Note", Kind.TEXT, 36),
}


def table(place: int, *, seen_by: Account, on: date, language: str) -> Table:
    """Pilots at and below the place that the person may see; one without goals has a row of its own."""
    found = pilots.below(place, seen_by=seen_by, on=on)
    ids = [one.pk for one in found]
    sites, standings = pilots.sites_of(ids), pilots.standings(ids)
    named = places.labels({site.place_id for some in sites.values() for site in some}, on)
    rows: list[list[Value]] = []
    for one in found:
        begin: list[Value] = [
            one.name,
            "; ".join(named[site.place_id] for site in sites[one.pk]),
            one.first,
            one.until,
            word("pilot_phase", pilots.phase(one, on), language),
        ]
        of_centres = any(row.goal.indicator in pilots.CENTRE_INDICATORS for row in standings[one.pk])
        counted = pilots.by_centres(one, on) if of_centres else {}
        told = [_told(row, counted.get(row.goal.pk), language) for row in standings[one.pk]]
        rows += [[*begin, *row] for row in told or [[None] * 8]]
    is_english = language == "en"
    columns = [Column(head[1] if is_english else head[0], head[2], head[3]) for head in HEADS.values()]
    return Table("Pilots" if is_english else "Mô hình điểm", columns, rows)


def _told(one: pilots.Standing, counted: tuple[int, Qualifier] | None, language: str) -> list[Value]:
    goal, result = one.goal, one.result
    wanted, reached = goal.written, result.written if result else ""
    if goal.band:
        wanted = f"{wanted} {word('band_up', goal.band, language)}".strip()
    if result and result.band:
        reached = f"{reached} {word('band_up', result.band, language)}".strip()
    elif one.rolled_up:
        reached = "; ".join(f"{number} {word('band', band, language)}" for band, number in one.rolled_up)
    return [
        goal.whom,
        goal.aim,
        wanted or None,
        reached or None,
        as_written(grouped(counted[0]), counted[1], language) if counted else None,
        result.whole or None if result else None,
        word("goal_outcome", one.outcome or "", language),
        result.note or None if result else None,
    ]
