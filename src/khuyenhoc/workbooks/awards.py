"""Awards that a place's association and its branches received, as a table."""

from datetime import date

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.commendations import queries as commendations
from khuyenhoc.apps.places import queries as places
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value

HEADS: tuple[tuple[str, str, Kind, int], ...] = (  # Vietnamese, English, kind, width
    ("Phần thưởng", "Award", Kind.TEXT, 36),
    ("Chi hội, ban", "Branch", Kind.TEXT, 34),
    ("Nơi", "Place", Kind.TEXT, 44),
    ("Cấp", "Level", Kind.TEXT, 20),
    ("Do ai tặng", "Given by", Kind.TEXT, 34),
    ("Số quyết định", "Decision", Kind.TEXT, 18),
    ("Ngày nhận", "Received on", Kind.DAY, 12),
    ("Ghi chú", "Note", Kind.TEXT, 36),
)


def table(place: int, *, seen_by: Account, on: date, language: str) -> Table:
    """What the page lists, the latest first."""
    found = commendations.awards(place, seen_by=seen_by, on=on)
    labels = places.labels({one.place_id for one in found}, on)
    rows: list[list[Value]] = [
        [
            one.what,
            one.branch.name if one.branch else None,
            labels[one.place_id],
            word("award_level", one.level, language),
            one.giver,
            one.number or None,
            one.received_on,
            one.note or None,
        ]
        for one in found
    ]
    is_english = language == "en"
    columns = [Column(head[1] if is_english else head[0], head[2], head[3]) for head in HEADS]
    return Table("Awards received" if is_english else "Phần thưởng được nhận", columns, rows)
