"""Taking in who came to a gathering from a workbook: the list given out, filled in, or any with its headings."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from khuyenhoc.apps.gatherings import queries as gatherings
from khuyenhoc.apps.gatherings.actions import GuestNameless, NewGuest
from khuyenhoc.apps.gatherings.queries import Gathering
from khuyenhoc.domain import place_names
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake import cells
from khuyenhoc.domain.intake.cells import Cell
from khuyenhoc.domain.text import clean, search_key
from khuyenhoc.workbooks import opening
from khuyenhoc.workbooks.gathered_lists import PEOPLE
from khuyenhoc.workbooks.lists import Fault
from khuyenhoc.workbooks.opening import Sheet

MOST_ABOVE = 20
NAME, ROLE, PLACE, CADRE, CAME = range(5)  # the order of PEOPLE
_HEADINGS = {search_key(head): at for at, (vi, en, _kind, _width) in enumerate(PEOPLE) for head in (vi, en)}


class AttendanceNoList(RuleBroken):
    """No sheet has the headings of names and of who came; facts: sheets."""

    code = "ATTENDANCE_NO_LIST"


class AttendancePlaceUnknown(RuleBroken):
    """The row names a place that is neither the gathering's nor right below it; facts: text."""

    code = "ATTENDANCE_PLACE_UNKNOWN"


class AttendancePlaceAmbiguous(RuleBroken):
    """Several of those places are called so; facts: text, number."""

    code = "ATTENDANCE_PLACE_AMBIGUOUS"


class AttendanceRowTwice(RuleBroken):
    """An earlier row has the same name and place; facts: first (row)."""

    code = "ATTENDANCE_ROW_TWICE"


@dataclass(slots=True)
class Read:
    """guests: of the sound rows; faults: what is wrong with the others."""

    guests: list[NewGuest] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(file: Path, one: Gathering, on: date, *, name: str = "") -> Read:
    """Errors: AttendanceNoList, those of `opening.read`."""
    sheets = opening.read(file, name=name)
    for sheet in sheets:
        found = _heads(sheet)
        if found is not None:
            return _rows(sheet, *found, one, on)
    raise AttendanceNoList(sheets=[sheet.name for sheet in sheets])


def _heads(sheet: Sheet) -> tuple[int, dict[int, int]] | None:
    """The index of the row below the headings, and of what is told → its column."""
    for at, (_number, row) in enumerate(sheet.rows[:MOST_ABOVE]):
        columns: dict[int, int] = {}
        for column, cell in enumerate(row):
            told = _HEADINGS.get(search_key(cells.text(cell)))
            if told is not None:
                columns.setdefault(told, column)
        if {NAME, CAME} <= columns.keys():
            return at + 1, columns
    return None


def _rows(sheet: Sheet, first: int, columns: dict[int, int], one: Gathering, on: date) -> Read:
    told, seen = Read(), dict[tuple[int, str], int]()
    homes = _Homes(one, on)
    for number, row in sheet.rows[first:]:

        def cell(what: int, row: list[Cell] = row) -> Cell:
            at = columns.get(what)
            return None if at is None or at >= len(row) else row[at]

        if not any(cells.text(cell(what)) for what in (NAME, ROLE, PLACE)):
            continue
        try:
            name = clean(cells.text(cell(NAME)))
            if not name:
                raise GuestNameless()
            place = homes.find(cells.text(cell(PLACE)))
            key = (place, search_key(name))
            if key in seen:
                raise AttendanceRowTwice(first=seen[key])
        except RuleBroken as error:
            what = PLACE if isinstance(error, AttendancePlaceUnknown | AttendancePlaceAmbiguous) else NAME
            told.faults.append(_fault(sheet, number, columns[what], PEOPLE[what][0], error))
            continue
        seen[key] = number
        told.guests.append(
            NewGuest(
                name=name,
                role=clean(cells.text(cell(ROLE))),
                place=place,
                is_cadre=CADRE not in columns or cells.ticked(cell(CADRE)),
                is_present=cells.ticked(cell(CAME)),
            )
        )
    return told


class _Homes:
    """Where a cell says somebody works: the gathering's place or one right below it, in any spelling."""

    def __init__(self, one: Gathering, on: date) -> None:
        self._own = one.place_id
        self._by_key: dict[str, set[int]] = defaultdict(set)
        for where, name in gatherings.places_to_name(one, on):
            parts = place_names.parts(name)
            readings = place_names.readings(parts[0]) if parts else []
            for key in (search_key(name), *(reading.key for reading in readings)):
                self._by_key[key].add(where)

    def find(self, text: str) -> int:
        """Errors: AttendancePlaceUnknown, AttendancePlaceAmbiguous."""
        if not text.strip():
            return self._own
        found = self._by_key.get(search_key(text), set())
        if not found:
            raise AttendancePlaceUnknown(text=text.strip()[:60])
        if self._own in found:
            return self._own
        if len(found) > 1:
            raise AttendancePlaceAmbiguous(text=text.strip()[:60], number=len(found))
        return next(iter(found))


def _fault(sheet: Sheet, number: int, column: int, title: str, error: RuleBroken) -> Fault:
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return Fault(sheet.name, number, f"{letters}{number}", title, error)
