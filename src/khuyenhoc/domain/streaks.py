"""Consecutive years of a title, and the distinctions that reports give on top of it."""

from collections.abc import Collection
from enum import StrEnum


class Distinction(StrEnum):
    """Given by a decision of its own to who already holds the title."""

    EXCELLENT = "excellent"  # xuất sắc
    EXEMPLARY = "exemplary"  # tiêu biểu


def streak(years: Collection[int], until: int) -> int:
    """How many years in a row, ending with `until`, are in `years`; 0 when `until` itself is not."""
    length, wanted = 0, set(years)
    while until - length in wanted:
        length += 1
    return length


def longest(years: Collection[int]) -> int:
    """The longest run of consecutive years; 0 for none."""
    wanted = set(years)
    starts = (year for year in wanted if year - 1 not in wanted)
    best = 0
    for start in starts:
        length = 1
        while start + length in wanted:
            length += 1
        best = max(best, length)
    return best
