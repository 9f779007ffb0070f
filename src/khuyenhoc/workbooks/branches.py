"""Branches and members as tables: the same rows in the same order, of whatever the person may see, in full."""

from datetime import date, datetime

from khuyenhoc.analytics.indicators import Figure
from khuyenhoc.analytics.membership import Told
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import BookQuery, BranchQuery
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import day_of
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks.given_out import bounded
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value

_TITLES = {  # heading → (Vietnamese, English)
    "branch": ("Tên", "Name"),
    "kind": ("Loại", "Kind"),
    "body": ("Của", "Of"),
    "place": ("Nơi", "Place"),
    "parent": ("Tổ chức cấp trên", "Led by"),
    "since": ("Thành lập", "Founded"),
    "until": ("Kết thúc", "Ended"),
    "members": ("Hội viên", "Members"),
    "chair": ("Người đứng đầu", "Chair"),
    "branches": ("Tổ chức hội", "Branches"),
    "name": ("Họ và tên", "Name"),
    "birth": ("Năm sinh", "Year of birth"),
    "joined": ("Vào hội từ", "Member since"),
    "left": ("Thôi từ", "Left"),
    "fee": ("Hội phí", "Fee"),
    "paid": ("Đã nộp (đồng)", "Paid (đồng)"),
    "number": ("Số biên lai", "Receipt"),
    "party": ("Đảng viên", "In the Party"),
    "post": ("Chức vụ", "Post"),
    "in_post": ("Giữ từ", "Since"),
    "term": ("Nhiệm kỳ", "Term"),
    "officers": ("Cán bộ hội", "Officers"),
    "year": ("Năm", "Year"),
    "change": ("Tăng, giảm", "Change"),
    "share": ("Tỷ lệ trong dân số", "Share of population"),
    "said": ("Số báo cáo", "As reported"),
}


def branch_table(asked: BranchQuery, *, language: str, by: Account) -> Table:
    """Branches as the list shows them. Errors: ListTooLong."""
    found = bounded(association.whole_list(asked, seen_by=by))
    homes = places.labels({one.place_id for one in found}, asked.day)
    ids = [one.pk for one in found]
    members, chairs = association.numbers_of(ids), association.chairs_of(ids, asked.day)
    columns = [
        _column("branch", language, width=40),
        _column("kind", language, width=24),
        _column("body", language, width=22),
        _column("place", language, width=48),
        _column("parent", language, width=36),
        _column("since", language, Kind.DAY, 14),
        _column("until", language, Kind.DAY, 14),
        _column("members", language, Kind.NUMBER, 12),
        _column("chair", language, width=28),
    ]
    rows: list[list[Value]] = [
        [
            one.name,
            word("branch_kind", one.kind, language),
            word("body_of", one.body_kind, language),
            homes[one.place_id],
            one.parent.name if one.parent else None,
            one.since,
            one.until,
            members.get(one.pk, 0),
            chairs.get(one.pk),
        ]
        for one in found
    ]
    return Table(_word("branches", language), columns, rows)


def member_table(asked: BookQuery, *, with_party: bool, language: str, by: Account, at: datetime) -> Table:
    """Members as the book shows them; whoever takes a list of names out leaves an event, with numbers only.

    with_party: for those who keep the book. Errors: ListTooLong.
    """
    found = bounded(association.whole_book(asked, seen_by=by))
    homes = places.labels({one.membership.person.place_id for one in found}, day_of(at))
    columns = [
        _column("name", language, width=34),
        _column("birth", language, Kind.NUMBER, 10, is_plain=True),
        _column("place", language, width=48),
        _column("joined", language, Kind.DAY, 14),
        _column("left", language, Kind.DAY, 14),
        Column(f"{_word('fee', language)} {asked.year}", width=22),
        _column("paid", language, Kind.NUMBER, 14),
        _column("number", language, Kind.NUMBER, 12, is_plain=True),
        *([_column("party", language, width=12)] if with_party else []),
    ]
    rows: list[list[Value]] = []
    for one in found:
        person, fee = one.membership.person, one.fee
        state = "owing" if fee is None else "exempt" if fee.number is None else "paid"
        row: list[Value] = [person.name, person.birth_year, homes[person.place_id]]
        row += [one.membership.joined, one.membership.left, word("members_shown", state, language)]
        row += [fee.amount, fee.number] if fee and fee.number else [None, None]
        rows.append([*row, *(["x" if one.in_party else None] if with_party else [])])
    audit.record(
        "members.book_given_out",
        by=by.username,
        at=at,
        kind="branch",
        object_id=asked.branch.pk,
        place_id=asked.branch.place_id,
        facts={"number": len(rows)},
    )
    return Table(_word("members", language), columns, rows)


def officer_table(place: int, *, language: str, by: Account, at: datetime) -> Table:
    """Who holds which post at and below the place; whoever takes the list out leaves an event, with numbers only.

    Errors: ListTooLong.
    """
    on = day_of(at)
    found = bounded(association.officers_at(place, on, seen_by=by))
    homes = places.labels({one.branch.place_id for one in found}, on)
    columns = [
        _column("branch", language, width=40),
        _column("place", language, width=48),
        _column("post", language, width=34),
        _column("name", language, width=34),
        _column("in_post", language, Kind.DAY, 14),
        _column("term", language, width=14),
    ]
    rows: list[list[Value]] = [
        [
            one.branch.name,
            homes[one.branch.place_id],
            word("post", f"{one.branch.kind}.{one.post}", language),
            association.name_of(one),
            one.since,
            f"{one.term.held_on.year}–{one.term.until.year}" if one.term else None,
        ]
        for one in found
    ]
    facts = {"number": len(rows)}
    audit.record("officers.given_out", by=by.username, at=at, kind="branch", place_id=place, facts=facts)
    return Table(_word("officers", language), columns, rows)


def years_table(place: int, told: Told, on: date, *, language: str) -> Table:
    """The members of a place over the years, then those of each place below in the last one."""
    columns = [
        _column("place", language, width=48),
        _column("year", language, Kind.NUMBER, 8, is_plain=True),
        _column("members", language, Kind.NUMBER, 12),
        _column("change", language, Kind.NUMBER, 12),
        _column("share", language, Kind.PERCENT, 18),
        _column("said", language, width=18),
    ]
    home = places.label(place, on)
    rows: list[list[Value]] = [
        [home, one.year, _amount(one.figure), one.change, one.figure.percent, _said(one.figure)]
        for one in reversed(told.years)
    ]
    rows += [
        [one.name, on.year, _amount(one.figure), None, one.figure.percent, _said(one.figure)]
        for one in told.below
    ]
    return Table(_word("members", language), columns, rows)


def _amount(figure: Figure) -> int | None:
    return None if figure.amount is None else int(figure.amount.exact)


def _said(figure: Figure) -> str:
    return "; ".join(one.value_text for one in figure.told)


def _column(
    name: str, language: str, kind: Kind = Kind.TEXT, width: float = 18, *, is_plain: bool = False
) -> Column:
    return Column(_word(name, language), kind, width, is_plain)


def _word(name: str, language: str) -> str:
    vietnamese, english = _TITLES[name]
    return english if language == "en" else vietnamese
