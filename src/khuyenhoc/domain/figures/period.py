"""The time a figure is about: a month, a year, a span of them, or a target for a year."""

import re
from dataclasses import dataclass

from khuyenhoc.domain.text import clean

_TARGET = re.compile("(?:target|chỉ tiêu|mục tiêu|kế hoạch)(?: năm| đến năm)? ?(.*)")
_POINT = "(?:([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-[0-3][0-9])?)?|(0?[1-9]|1[0-2])/([0-9]{4}))"
_SPAN = re.compile(rf"{_POINT}(?: ?(?:\.\.|…|–|-|đến) ?{_POINT})?")
_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Period:
    """`until` is (year, month) of its last month; `key` is equal for two spellings of one period."""

    until: tuple[int, int]
    key: str
    is_target: bool


def read_period(text: str) -> Period | None:
    """2023 · 2023-12 · 12/2023 · 2016..2021 · 2020-06..2021-12 · target 2024 · chỉ tiêu 2024.

    Of any other wording with a year in it ("nhiệm kỳ 2020-2025", "quý IV năm 2023") the last year counts.
    None when there is no year at all.
    """
    plain = clean(text).lower()
    target = _TARGET.fullmatch(plain)
    words = target[1] if target else plain
    kind = "target " if target else ""
    span = _SPAN.fullmatch(words)
    if span is None:
        years = _YEAR.findall(words)
        return Period((int(years[-1]), 12), kind + words, bool(target)) if years else None
    first, last = (_point(span.groups()[at : at + 4]) for at in (0, 4))
    first = first or (0, 0)
    until = last or first
    key = f"{kind}{first[0]}-{first[1]}..{until[0]}-{until[1]}"
    return Period((until[0], until[1] or 12), key, bool(target))


def _point(found: tuple[str | None, ...]) -> tuple[int, int] | None:
    """(year, month), month 0 for a whole year."""
    year, month = found[0] or found[3], found[1] or found[2]
    return (int(year), int(month or 0)) if year else None
