"""Lists of the pages as tables: the same rows in the same order, of whatever the person may see, in full."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from khuyenhoc.analytics import cases
from khuyenhoc.analytics.cases import CaseQuery
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.queries import RegisterQuery
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.titles import Title
from khuyenhoc.sentences.words import word
from khuyenhoc.workbooks.tables import Column, Kind, Table, Value

T = TypeVar("T")
MOST_ROWS = 100_000
_TITLES = {  # heading → (Vietnamese, English)
    "name": ("Tên", "Name"),
    "birth": ("Năm sinh", "Year of birth"),
    "code": ("Mã hộ", "Household code"),
    "place": ("Nơi", "Place"),
    "since": ("Trong sổ từ", "In the register since"),
    "state": ("Tình trạng", "State"),
    "points": ("Điểm", "Points"),
    "most": ("Điểm tối đa", "Most points"),
    "rating": ("Xếp loại", "Rating"),
    "day": ("Ngày đăng ký", "Registered on"),
    "cases": ("Hồ sơ", "Cases"),
    "register": ("Sổ theo dõi", "Register"),
}


class ListTooLong(RuleBroken):
    """More rows than one file is good for; facts: most."""

    code = "LIST_TOO_LONG"


def register_table(place: int, asked: RegisterQuery, *, language: str, by: Account, at: datetime) -> Table:
    """Who is in the register as the list shows them. Errors: ListTooLong."""
    found = bounded(subjects.whole_register(replace(asked, after=None), seen_by=by, on=day_of(at)))
    homes = places.labels({one.place_id for one in found}, asked.day)
    is_person = asked.kind is Title.CITIZEN
    columns = [_column("name", language, width=34)]
    columns += [_column("birth", language, Kind.NUMBER, 10, is_plain=True)] if is_person else []
    columns += [_column("code", language, width=12)] if asked.kind is Title.HOUSEHOLD else []
    columns += [_column("place", language, width=48), _column("since", language, Kind.DAY, 14)]
    rows = []
    for one in found:
        row: list[Value] = [one.name]
        row += [one.birth_year] if is_person else []
        row += [one.code or None] if asked.kind is Title.HOUSEHOLD else []
        rows.append([*row, homes[one.place_id], one.since])
    _record("subjects.list_given_out", place, asked.kind, len(rows), by, at)
    return Table(_word("register", language), columns, rows)


def case_table(
    query: CaseQuery, *, names: Mapping[str, str], language: str, by: Account, at: datetime
) -> Table:
    """The cases as the list shows them; names: the word for each rating. Errors: ListTooLong."""
    found = bounded(cases.everything(query, seen_by=by, on=day_of(at)))
    columns = [
        _column("name", language, width=34),
        _column("place", language, width=48),
        _column("state", language, width=20),
        _column("points", language, Kind.NUMBER, 10, is_plain=True),
        _column("most", language, Kind.NUMBER, 12, is_plain=True),
        _column("rating", language, width=16),
        _column("day", language, Kind.DAY, 14),
    ]
    rows: list[Sequence[Value]] = [
        (
            one.name,
            one.place,
            word("state", one.state, language),
            _points(one.points),
            _points(one.max_points),
            names.get(one.rating, one.rating) or None,
            one.registered_on,
        )
        for one in found
    ]
    _record("cases.list_given_out", query.place_id, query.title, len(rows), by, at)
    return Table(_word("cases", language), columns, rows)


def _points(hundredths: int | None) -> Value:
    """A whole number where it is one, else a decimal, for a spreadsheet to reckon with."""
    if hundredths is None:
        return None
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def bounded(rows: Iterable[T]) -> list[T]:
    """All rows of a list that one file is good for. Errors: ListTooLong."""
    found: list[T] = []
    for row in rows:
        found.append(row)
        if len(found) > MOST_ROWS:
            raise ListTooLong(most=MOST_ROWS)
    return found


def _record(deed: str, place: int, kind: Title, number: int, by: Account, at: datetime) -> None:
    """Whoever takes a list of names out leaves an event, with numbers only."""
    facts = {"kind": kind.value, "number": number}
    audit.record(deed, by=by.username, at=at, kind="place", object_id=place, place_id=place, facts=facts)


def _column(
    name: str, language: str, kind: Kind = Kind.TEXT, width: float = 18, *, is_plain: bool = False
) -> Column:
    return Column(_word(name, language), kind, width, is_plain)


def _word(name: str, language: str) -> str:
    vietnamese, english = _TITLES[name]
    return english if language == "en" else vietnamese
