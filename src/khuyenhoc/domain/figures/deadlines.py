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
    part = part_of(period)
    if part is None:
        return None
    month, last_month = part
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
        found.append(written(year, month + 1, month + months))
    return found


def part_of(period: Period) -> tuple[int, int] | None:
    """Its first and last month where both are of one year; None for a target, and for what reaches further."""
    (year, month), (last_year, last_month) = period.first, period.until
    return None if year != last_year or period.is_target else (month, last_month)


def written(year: int, first: int, last: int) -> str:
    """Months of one year as people write them as a period: 2026, 12/2026, 1/2026..6/2026."""
    if last - first == 11:
        return str(year)
    return f"{last}/{year}" if first == last else f"{first}/{year}..{last}/{year}"
