"""By which day a return is to be handed in: of one period, or so many days after every period of a kind."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from khuyenhoc.domain.figures.period import Period, days_of

COMING: Final = 30  # days before the last one from which somebody is reminded


class PeriodKind(StrEnum):
    """How long a period is that comes again and again."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"


_MONTHS: Final = {PeriodKind.YEAR: 12, PeriodKind.HALF: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}


def kind_of(period: Period) -> PeriodKind | None:
    """None for a period that is none of them: a term, half a year from March."""
    (year, month), (last_year, last_month) = period.first, period.until
    if year != last_year or period.is_target:
        return None
    return next(
        (
            kind
            for kind, months in _MONTHS.items()
            if last_month - month + 1 == months and (month - 1) % months == 0
        ),
        None,
    )


def due_after(period: Period, days: int) -> date:
    """days: after the period's last day; below 0 before it."""
    return days_of(period)[1] + timedelta(days=days)


def current(kind: PeriodKind, on: date, *, back: int = 1) -> list[str]:
    """The period of the kind that the day lies in and the `back` before it, latest first, as people write them."""
    months = _MONTHS[kind]
    first = on.year * 12 + (on.month - 1) // months * months
    found = []
    for begin in (first - months * number for number in range(back + 1)):
        year, month = divmod(begin, 12)
        found.append(_written(year, month + 1, month + months))
    return found


def _written(year: int, first: int, last: int) -> str:
    if last - first == 11:
        return str(year)
    return f"{last}/{year}" if first == last else f"{first}/{year}..{last}/{year}"
