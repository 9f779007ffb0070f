"""What is noted of who takes part in a pilot, and the months a pilot runs."""

from datetime import date
from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.figures import days_of, known_period
from khuyenhoc.domain.titles import Title


class Mark(StrEnum):
    """Found to hold for somebody who takes part; the published pilots counted these."""

    CONVENTION = "convention"  # quy ước
    RULES = "rules"  # quy chế
    FUND = "fund"  # quỹ khuyến học
    TITLE_MET = "title_met"
    TOURISM = "tourism"  # học tập gắn với du lịch


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
WHOLE_CLAN = frozenset({Mark.CONVENTION, Mark.RULES, Mark.FUND})


def months(first: str, until: str) -> tuple[date, date | None]:
    """The first day of the first month and the last day of the last; a blank last month is not known yet.

    06/2020 · 2020-06; of a year alone its first or last month. Errors: PeriodUnclear, EndsBeforeItBegins.
    """
    begin, _ = days_of(known_period(first))
    if not until.strip():
        return begin, None
    _, end = days_of(known_period(until))
    if end < begin:
        raise EndsBeforeItBegins(first=f"{begin:%m/%Y}", until=f"{end:%m/%Y}")
    return begin, end
