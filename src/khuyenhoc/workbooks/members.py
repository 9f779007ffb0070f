"""A list of members in one plain workbook: read, matched with the register, taken in as a whole or not at all."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import HeldBranch
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake import cells
from khuyenhoc.domain.intake.cells import Cell
from khuyenhoc.domain.text import search_key
from khuyenhoc.workbooks import opening
from khuyenhoc.workbooks.lists import Fault
from khuyenhoc.workbooks.opening import Sheet
from khuyenhoc.workbooks.tables import Column, Kind, Table, write_xlsx

MOST_ROWS: Final = 5_000
MOST_ABOVE: Final = 15  # rows above the headings
_NAME, _BIRTH, _JOINED, _PARTY = "Họ và tên", "Năm sinh", "Vào hội từ ngày", "Đảng viên"
_HEADS: Final = {
    _NAME: ("ho va ten", "ho ten", "ten hoi vien", "ho va ten hoi vien"),
    _BIRTH: ("nam sinh", "ngay sinh", "sinh nam"),
    _JOINED: ("vao hoi tu ngay", "ngay vao hoi", "vao hoi tu", "vao hoi"),
    _PARTY: ("dang vien", "la dang vien"),
}


class MembersNoList(RuleBroken):
    """No sheet has a column "Họ và tên"; facts: sheets."""

    code = "MEMBERS_NO_LIST"


class MembersTooMany(RuleBroken):
    """More rows than one branch has members; facts: most."""

    code = "MEMBERS_TOO_MANY"


class MemberNotFound(RuleBroken):
    """Nobody of that name and year of birth is in the register here; facts: name."""

    code = "MEMBER_NOT_FOUND"


class MemberAmbiguous(RuleBroken):
    """Several are called so, and the row does not say which; facts: name, number."""

    code = "MEMBER_AMBIGUOUS"


class MemberTwice(RuleBroken):
    """The person stands in a row above already; facts: row."""

    code = "MEMBER_TWICE"


class MemberDayUnreadable(RuleBroken):
    """The day of joining is none, or is still to come; facts: text."""

    code = "MEMBER_DAY_UNREADABLE"


@dataclass(frozen=True, slots=True)
class Joining:
    """person: of the register, by id."""

    person: int
    joined: date
    in_party: bool


@dataclass(slots=True)
class Looked:
    """joining: who is new; known: how many are members already and stay as they are; faults: what is wrong."""

    joining: list[Joining] = field(default_factory=list)
    known: int = 0
    faults: list[Fault] = field(default_factory=list)


def look(file: Path, branch: HeldBranch, *, name: str, by: Account, at: datetime) -> Looked:
    """Read a workbook and match its rows with the people of the branch's place. Nothing is written.

    Errors: those of `opening.read`, MembersNoList, MembersTooMany.
    """
    sheets = opening.read(file, name=name)
    for sheet in sheets:
        heads = _heads(sheet)
        if heads is not None:
            return _matched(sheet, *heads, branch, by, at)
    raise MembersNoList(sheets=[sheet.name for sheet in sheets])


@transaction.atomic
def take_in(file: Path, branch: HeldBranch, *, name: str, by: Account, at: datetime) -> int:
    """All rows or, when one is faulty, none; returns how many joined.

    Errors: as `look` and apps.association.actions.join; the first fault of a row.
    """
    found = look(file, branch, name=name, by=by, at=at)
    if found.faults:
        raise found.faults[0].error
    days: dict[date, list[int]] = {}
    for one in found.joining:
        days.setdefault(one.joined, []).append(one.person)
    for joined, people in sorted(days.items()):
        actions.join(branch, people, joined=joined, by=by, at=at)
    if party := [one.person for one in found.joining if one.in_party]:
        actions.note_party(branch, party, since=None, by=by, at=at)
    return len(found.joining)


def template() -> bytes:
    """The workbook without a row."""
    columns = (
        Column(_NAME, width=34),
        Column(_BIRTH, Kind.NUMBER, 12, is_plain=True),
        Column(_JOINED, Kind.DAY, 18),
        Column(_PARTY, width=12),
    )
    out = io.BytesIO()
    write_xlsx([Table("Hội viên", columns, ())], out)
    return out.getvalue()


def _heads(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """(index of the first row below the headings, heading → column); None for a sheet without them."""
    for at, (_, row) in enumerate(sheet.rows[:MOST_ABOVE]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            key = search_key(cells.text(cell))
            for head, words in _HEADS.items():
                if key in words:
                    found.setdefault(head, column)
        if _NAME in found:
            return at + 1, found
    return None


def _matched(
    sheet: Sheet, first: int, heads: dict[str, int], branch: HeldBranch, by: Account, at: datetime
) -> Looked:
    on = day_of(at)
    rows = [(number, row) for number, row in sheet.rows[first:] if cells.text(_cell(row, heads[_NAME]))]
    if len(rows) > MOST_ROWS:
        raise MembersTooMany(most=MOST_ROWS)
    people: dict[str, list[tuple[int, int | None]]] = {}
    for one in association.people_around(branch, "", seen_by=by, on=on, limit=None):
        people.setdefault(cells.person_key(one.name), []).append((one.pk, one.birth_year))
    inside = association.member_ids(branch)
    told, seen = Looked(), dict[int, int]()

    def fault(number: int, head: str, error: RuleBroken) -> None:
        column = heads[head]
        told.faults.append(Fault(sheet.name, number, f"{_letter(column)}{number}", head, error))

    for number, row in rows:
        head = _NAME
        try:
            name = cells.name(_cell(row, heads[_NAME]))
            head = _BIRTH if _BIRTH in heads else _NAME
            born = cells.birth_year(_cell(row, heads.get(_BIRTH)), today=on)
            head = _JOINED if _JOINED in heads else _NAME
            joined = _day(_cell(row, heads.get(_JOINED)), on)
            head = _NAME
            person = _person(people, name, born)
            if person in seen:
                raise MemberTwice(row=seen[person])
        except RuleBroken as error:
            fault(number, head, error)
            continue
        seen[person] = number
        if person in inside:
            told.known += 1
            continue
        told.joining.append(Joining(person, joined, cells.ticked(_cell(row, heads.get(_PARTY)))))
    return told


def _person(people: dict[str, list[tuple[int, int | None]]], name: str, born: int | None) -> int:
    """Errors: MemberNotFound, MemberAmbiguous."""
    called = people.get(cells.person_key(name), [])
    fit = [pk for pk, year in called if born is None or year is None or year == born]
    if born is not None and len(exact := [pk for pk, year in called if year == born]) == 1:
        fit = exact
    if not fit:
        raise MemberNotFound(name=name)
    if len(fit) > 1:
        raise MemberAmbiguous(name=name, number=len(fit))
    return fit[0]


def _day(cell: Cell, on: date) -> date:
    """The day of joining; of an empty cell the day of the intake. Errors: MemberDayUnreadable."""
    found = cells.text(cell)
    if not found:
        return on
    parts = found.replace("-", "/").replace(".", "/").split("/")
    try:
        if isinstance(cell, date):
            told = cell
        elif len(parts) == 1:
            told = date(int(parts[0]), 1, 1)  # a year alone
        else:
            day, month, year = (int(part) for part in parts)
            told = date(year, month, day)
    except ValueError as error:
        raise MemberDayUnreadable(text=found[:40]) from error
    if told > on or told.year < 1900:
        raise MemberDayUnreadable(text=found[:40])
    return told


def _cell(row: Sequence[Cell], column: int | None) -> Cell:
    return row[column] if column is not None and column < len(row) else None


def _letter(column: int) -> str:
    told, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        told = chr(ord("A") + rest) + told
    return told
