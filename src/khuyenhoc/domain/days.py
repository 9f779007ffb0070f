"""Days as the field counts them: the calendar of Việt Nam and months of validity."""

import calendar
from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


class NaiveTime(ValueError):
    """A moment without a time zone reached a rule; a defect of the caller, never of a user."""


def day_of(at: datetime) -> date:
    """The Vietnamese day of a moment; 23:30 UTC on 31/12 is already the next year there.

    Errors: NaiveTime.
    """
    if at.tzinfo is None:
        raise NaiveTime(at.isoformat())
    return at.astimezone(VIETNAM).date()


def months_later(day: date, months: int) -> date:
    """The same day `months` later, or the month's last day where that day does not exist (31/1 + 1 = 28/2)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day(year: int) -> date:
    return date(year, 12, 31)
