"""Commendations of a place and a year as a table."""

from datetime import datetime

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.commendations import queries as commendations
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import day_of
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value

HEADS: tuple[tuple[str, str, Kind, int], ...] = (  # Vietnamese, English, kind, width
    ("Tên", "Name", Kind.TEXT, 34),
    ("Là", "Kind", Kind.TEXT, 12),
    ("Nơi", "Place", Kind.TEXT, 44),
    ("Thành tích", "For what", Kind.TEXT, 50),
    ("Số năm liền", "Years in a row", Kind.NUMBER, 12),
    ("Tình trạng", "State", Kind.TEXT, 18),
    ("Lý do", "Why", Kind.TEXT, 30),
    ("Nơi đề nghị", "Proposed at", Kind.TEXT, 40),
    ("Quyết định", "Decision", Kind.TEXT, 18),
    ("Ngày ký", "Signed on", Kind.DAY, 12),
    ("Cơ quan khen", "Given by", Kind.TEXT, 34),
)


def table(place: int, year: int, *, language: str, by: Account, at: datetime) -> Table:
    """What the page lists, of whatever the person may see; taking names out leaves an event with numbers only."""
    on, is_english = day_of(at), language == "en"
    found = commendations.at_place(place, year, seen_by=by, on=on)
    labels = places.labels({one.home_id for one in found} | {one.place_id for one in found}, on)
    rows: list[list[Value]] = [
        [
            commendations.called(one),
            word("praised", one.kind, language),
            labels[one.home_id],
            one.reason,
            one.years,
            word("praise_standing", one.standing, language),
            one.why_not or None,
            labels[one.place_id],
            one.decision.number if one.decision else None,
            one.decision.signed_on if one.decision else None,
            one.decision.giver if one.decision else None,
        ]
        for one in found
    ]
    audit.record(
        "commendation.list_given_out",
        by=by.username,
        at=at,
        kind="place",
        object_id=place,
        place_id=place,
        facts={"number": len(rows), "year": year},
    )
    columns = [
        Column(head[1] if is_english else head[0], head[2], head[3], is_plain=head[2] is Kind.NUMBER)
        for head in HEADS
    ]
    return Table("Commendations" if is_english else "Khen thưởng", columns, rows)
