"""What is noted of who takes part in a pilot, and the months a pilot runs."""

import re
from datetime import date
from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import days_of, known_period
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.titles import Title


class Mark(StrEnum):
    """Found to hold for somebody who takes part; the published pilots counted these."""

    CONVENTION = "convention"  # quy ước
    RULES = "rules"  # quy chế
    FUND = "fund"  # quỹ khuyến học
    TITLE_MET = "title_met"
    TOURISM = "tourism"  # học tập gắn với du lịch


class MonthUnclear(RuleBroken):
    """No month of a year; facts: text."""

    code = "MONTH_UNCLEAR"


class EndsBeforeItBegins(RuleBroken):
    """The last month lies before the first; facts: first, until."""

    code = "PILOT_ENDS_BEFORE_IT_BEGINS"


MARKS: dict[Title, tuple[Mark, ...]] = {  # what may be noted of each kind
    Title.CITIZEN: (Mark.TITLE_MET,),
    Title.HOUSEHOLD: (Mark.TITLE_MET, Mark.TOURISM),
    Title.CLAN: (Mark.CONVENTION, Mark.RULES, Mark.FUND, Mark.TITLE_MET),
    Title.ORGANISATION: (Mark.TITLE_MET,),
    Title.COMMUNITY: (Mark.TITLE_MET,),
}
_MONTH = re.compile(
    r"(?P<month>\d{1,2}) ?[/.-] ?(?P<year>(?:19|20)\d\d)|(?P<first>(?:19|20)\d\d) ?[/.-] ?(?P<second>\d{1,2})",
    re.ASCII,
)
WHOLE_CLAN = frozenset({Mark.CONVENTION, Mark.RULES, Mark.FUND})


def months(first: str, until: str) -> tuple[date, date | None]:
    """The first day of the first month and the last day of the last; a blank last month is not known yet.

    Errors: MonthUnclear, EndsBeforeItBegins.
    """
    begin, _ = _month(first)
    if not until.strip():
        return begin, None
    _, end = _month(until)
    if end < begin:
        raise EndsBeforeItBegins(first=f"{begin:%m/%Y}", until=f"{end:%m/%Y}")
    return begin, end


def _month(text: str) -> tuple[date, date]:
    """Its first and last day: 06/2020 · 6-2020 · 2020-06; a year alone is no month. Errors: MonthUnclear."""
    found = _MONTH.fullmatch(clean(text).lower().removeprefix("tháng").strip())
    month, year = (
        (int(found["month"] or found["second"]), int(found["year"] or found["first"])) if found else (0, 0)
    )
    if not 1 <= month <= 12:
        raise MonthUnclear(text=text.strip())
    return days_of(known_period(f"{month:02}/{year}"))
