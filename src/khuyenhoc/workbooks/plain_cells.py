"""What one cell of a plain workbook means: a day, a number, a cross, one of our words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, TypeVar

from khuyenhoc.domain import numbers
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import search_key
from khuyenhoc.sentences import words
from khuyenhoc.workbooks.plain import CellMissing, Head

C = TypeVar("C", bound=str)
YEARS: Final = range(1990, 2101)


class CellUnreadable(RuleBroken):
    """A cell says nothing the form knows; facts: text."""

    code = "CELL_UNREADABLE"


class WordUnknown(RuleBroken):
    """A cell takes one of some words only; facts: text, allowed (the words, as one text)."""

    code = "CELL_WORD_UNKNOWN"


class DayToCome(RuleBroken):
    """What is told happened on a day that has not come; facts: day."""

    code = "CELL_DAY_TO_COME"


def required(head: Head, text: str) -> str:
    """Errors: CellMissing."""
    if not text:
        raise CellMissing(column=head.title())
    return text


def day(text: str) -> date:
    """Errors: CellUnreadable."""
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no time zone)
        except ValueError:
            continue
    raise CellUnreadable(text=text[:40])


def day_or_none(text: str) -> date | None:
    return day(text) if text else None


def past(text: str, on: date) -> date:
    """A day up to this one. Errors: CellUnreadable, DayToCome."""
    found = day(text)
    if found > on:
        raise DayToCome(day=found)
    return found


def year(text: str) -> int:
    """Errors: CellUnreadable."""
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and int(text) in YEARS):
        raise CellUnreadable(text=text[:40])
    return int(text)


def number(text: str) -> int:
    """A whole number as people write it. Errors: CellUnreadable."""
    found = numbers.whole(text)
    if found is None:
        raise CellUnreadable(text=text[:40])
    return found


def yes(text: str) -> bool:
    """x, có, yes …: a cross of any kind; blank and "không" are no. Errors: CellUnreadable."""
    key = search_key(text)
    if key in ("", "khong", "no", "0"):
        return False
    if key in ("x", "co", "yes", "1", "v", "roi", "da"):
        return True
    raise CellUnreadable(text=text[:40])


def code(text: str, kind: str, codes: Iterable[C]) -> C:
    """By its word, the beginning of it or some words of it that no other has, in either language and any spelling.

    Errors: WordUnknown.
    """
    key, wanted = search_key(text), list(codes)
    named = [
        ({search_key(words.word(kind, one, language)) for language in ("vi", "en")} | {search_key(one)}, one)
        for one in wanted
    ]
    for told, one in named:
        if key in told:
            return one
    for told, one in named:
        if len(key) > 2 and any(word.startswith(key) for word in told):
            return one
    parts = set(key.split())
    some = [one for told, one in named if parts and any(parts <= set(word.split()) for word in told)]
    if len(some) == 1:
        return some[0]
    allowed = "; ".join(words.word(kind, one) for one in wanted)
    raise WordUnknown(text=text[:40] or "–", allowed=allowed)
