"""The nominations of a round as a table; private, like the page they come from."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.scholarships.queries import AwardRound, Nomination
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value

_HEADS = (  # Vietnamese, English, kind, width
    ("Họ và tên", "Name", Kind.TEXT, 30),
    ("Năm sinh", "Year of birth", Kind.NUMBER, 10),
    ("Lớp", "Class", Kind.TEXT, 10),
    ("Trường", "School", Kind.TEXT, 34),
    ("Thành tích, giải", "Prize", Kind.TEXT, 34),
    ("Số tiền (đồng)", "Amount (đồng)", Kind.NUMBER, 16),
    ("Đến đâu", "State", Kind.TEXT, 18),
    ("Lý do", "Reason", Kind.TEXT, 40),
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
            word("nomination", one.state, language),
            one.why or one.reason or None,
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
    columns = [
        Column(en if language == "en" else vi, kind, width, is_plain=width == 10)
        for vi, en, kind, width in _HEADS
    ]
    return Table("Awards" if language == "en" else "Danh sách", columns, told)
