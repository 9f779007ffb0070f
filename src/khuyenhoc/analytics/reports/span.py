"""The time a report is about, and the time it is compared with."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import PeriodUnclear
from khuyenhoc.domain.text import clean

LONGEST = 10  # years, as many as stand side by side on a sheet


class ReportTooLong(RuleBroken):
    """More years than stand side by side; facts: longest."""

    code = "REPORT_TOO_LONG"


class Length(StrEnum):
    """HALF: January to June; the report of the whole year is that of its second half."""

    HALF = "half"
    YEAR = "year"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Span:
    """first: the first year of several; of one year it is the year itself."""

    length: Length
    first: int
    last: int

    @property
    def period(self) -> str:
        """As `domain.figures.known_period` reads it."""
        if self.length is Length.HALF:
            return f"{self.last}-01..{self.last}-06"
        return str(self.last) if self.length is Length.YEAR else f"{self.first}..{self.last}"

    @property
    def until(self) -> date:
        return date(self.last, 6, 30) if self.length is Length.HALF else last_day(self.last)

    @property
    def compared(self) -> "Span":
        """The same time a year before; several years: the first of them alone."""
        if self.length is Length.YEARS:
            return Span(Length.YEAR, self.first, self.first)
        return Span(self.length, self.last - 1, self.last - 1)

    @property
    def years(self) -> list[int]:
        return list(range(self.first, self.last + 1))


def span(length: Length, last: int, first: int | None = None) -> Span:
    """first: asked of several years only; one alone is that year. Errors: PeriodUnclear, ReportTooLong."""
    begin = last if length is not Length.YEARS or first is None else first
    if begin > last:
        raise PeriodUnclear(text=f"{begin}..{last}")
    if last - begin >= LONGEST:
        raise ReportTooLong(longest=LONGEST)
    return Span(Length.YEAR if length is Length.YEARS and begin == last else length, begin, last)


def read_span(text: str) -> Span:
    """2023 · 2023-H1 · 6 tháng 2023 · 2021..2025 · 2021–2025. Errors: PeriodUnclear, ReportTooLong."""
    plain = clean(text).lower()
    half = re.fullmatch("(?:(20[0-9]{2})-?h1|6 tháng(?: đầu)?(?: năm)? (20[0-9]{2}))", plain)
    if half is not None:
        return span(Length.HALF, int(half[1] or half[2]))
    several = re.fullmatch(r"(20[0-9]{2})(?: ?(?:\.\.|-|–) ?(20[0-9]{2}))?", plain)
    if several is None:
        raise PeriodUnclear(text=clean(text))
    return span(Length.YEARS, int(several[2] or several[1]), int(several[1]))
