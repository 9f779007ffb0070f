"""Reading one cell of a list of households or people: text, number or day, as spreadsheets hand it over."""

import re
from datetime import date, timedelta
from math import isfinite
from typing import TypeAlias

from khuyenhoc.domain import id_numbers
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import clean, search_key

Cell: TypeAlias = str | float | int | bool | date | None

LONGEST_NAME = 200
LONGEST_CODE = 32
LEAST_DIGITS = 10  # of a twelve-digit number that a spreadsheet keeps as a number
FIRST_YEAR = 1900
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"})
_SERIAL_ZERO = date(1899, 12, 30)  # from March 1900 on; a spreadsheet counts a 29/02/1900 that never was
_SERIALS = range(3_000, 80_000)  # 1908 to 2119; below it a number is a year
_BORN_WORDS = re.compile(r"^(?:sinh nam|nam sinh|sinh ngay|ngay sinh|sinh|sn|ns|nam)\b[ .:]*")
_YES = frozenset({"x", "co", "dung", "1", "v", "yes", "true", "khong trung"})
_HOUSEHOLD_WORDS = re.compile(r"^hộ (?:gia đình )?(?:(?:ông|bà|anh|chị|cụ) )?", re.IGNORECASE)


class IntakeNameMissing(RuleBroken):
    """A row of the list without a name; facts: none."""

    code = "INTAKE_NAME_MISSING"


class IntakeNameNotText(RuleBroken):
    """A name cell that holds a number, a day or a spreadsheet's error; facts: text."""

    code = "INTAKE_NAME_NOT_TEXT"


class IntakeNameTooLong(RuleBroken):
    """More signs than kept; facts: length, most."""

    code = "INTAKE_NAME_TOO_LONG"


class IntakeBirthUnreadable(RuleBroken):
    """Neither a day nor a year; facts: text."""

    code = "INTAKE_BIRTH_UNREADABLE"


class IntakeBirthImpossible(RuleBroken):
    """A year of birth before 1900 or still to come; facts: year, first, last."""

    code = "INTAKE_BIRTH_IMPOSSIBLE"


class IntakeCodeTooLong(RuleBroken):
    """More signs than kept; facts: length, most."""

    code = "INTAKE_CODE_TOO_LONG"


def text(cell: Cell) -> str:
    """What a person sees in the cell: NFC, one line, whole numbers without a point, days as dd/mm/yyyy."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
    return str(cell)


def name(cell: Cell) -> str:
    """A person's or a household's name in any form people have, one word too.

    Errors: IntakeNameMissing, IntakeNameNotText, IntakeNameTooLong.
    """
    found = text(cell)
    if not found:
        raise IntakeNameMissing()
    if found in _ERRORS or not isinstance(cell, str) or not any(sign.isalpha() for sign in found):
        raise IntakeNameNotText(text=found[:40])
    if len(found) > LONGEST_NAME:
        raise IntakeNameTooLong(length=len(found), most=LONGEST_NAME)
    return found


def birth_year(cell: Cell, *, today: date) -> int | None:
    """The year of a birth; of a whole date no more is kept. None for an empty cell.

    Reads days (a spreadsheet's own, its bare serial number, or text with / - . and one or two digits, the day
    first), ddmmyyyy, month and year, a year alone, and "sinh năm 1980". A year of two digits is not guessed.
    Errors: IntakeBirthUnreadable, IntakeBirthImpossible.
    """
    if cell is None or cell == "":
        return None
    found = text(cell)
    year = _year(cell, found)
    if year is None:
        if not found:
            return None
        raise IntakeBirthUnreadable(text=found[:40])
    if not FIRST_YEAR <= year <= today.year:
        raise IntakeBirthImpossible(year=year, first=FIRST_YEAR, last=today.year)
    return year


def _year(cell: Cell, found: str) -> int | None:
    if isinstance(cell, date):
        return cell.year
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if isinstance(cell, float) and not isfinite(cell):
            return None
        if isinstance(cell, float) and not cell.is_integer():
            return (_SERIAL_ZERO + timedelta(days=int(cell))).year if int(cell) in _SERIALS else None
        if int(cell) in _SERIALS:
            return (_SERIAL_ZERO + timedelta(days=int(cell))).year
    return _year_of_text(found)


def _year_of_text(found: str) -> int | None:
    plain = found.replace("-", "/").replace(".", "/").replace("\\", "/").strip("/ ")
    key = _BORN_WORDS.sub("", search_key(plain).strip()) if not plain[:1].isdigit() else plain
    key = key.replace(" ", "/") if not plain[:1].isdigit() else re.sub(" *[/ ] *", "/", key)
    if re.fullmatch("[0-9]{4}", key):
        return int(key)
    if whole := re.fullmatch("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?:/.*)?", key):
        day, month, year = map(int, whole.groups())
        return year if _is_day(year, month, day) else None
    if turned := re.fullmatch("([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?:/.*)?", key):
        year, month, day = map(int, turned.groups())
        return year if _is_day(year, month, day) else None
    if month_only := re.fullmatch("([0-9]{1,2})/([0-9]{4})", key):
        return int(month_only[2]) if 1 <= int(month_only[1]) <= 12 else None
    if packed := re.fullmatch("([0-9]{1,2})([0-9]{2})([0-9]{4})", key):  # a number loses the day's first 0
        day, month, year = map(int, packed.groups())
        return year if _is_day(year, month, day) else None
    return None


def _is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has it; 00/00 is written where only the year is known."""
    if (month, day) == (0, 0):
        return True
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def code(cell: Cell) -> str:
    """The number or code that the list itself gives a household; "" for none. Errors: IntakeCodeTooLong."""
    found = text(cell)
    if len(found) > LONGEST_CODE:
        raise IntakeCodeTooLong(length=len(found), most=LONGEST_CODE)
    return found


def number(cell: Cell) -> str:
    """A person's twelve-digit number; "" for none, and for one that comes back masked, as it was given out.

    A cell that holds it as a number has lost its first noughts. Errors: IdNumberUnsound.
    """
    found = text(cell)
    if id_numbers.is_masked(found):
        return ""
    if not isinstance(cell, str) and found.isdecimal() and len(found) >= LEAST_DIGITS:
        found = found.zfill(id_numbers.DIGITS)
    return id_numbers.read(found)


def ticked(cell: Cell) -> bool:
    """Whether a person put a cross into the cell."""
    return cell is True or search_key(text(cell)) in _YES


def person_key(found: str) -> str:
    """What two spellings of one person's name have in common."""
    return search_key(found)


def household_key(found: str) -> str:
    """The same of a household, with "Hộ ông", "Hộ bà" … taken off its head."""
    return (
        search_key(_HOUSEHOLD_WORDS.sub("", found)) if found[:2] in {"Hộ", "hộ", "HỘ"} else search_key(found)
    )
