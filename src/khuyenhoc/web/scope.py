"""Which place and year a page shows when nobody said."""

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.domain.days import last_day
from khuyenhoc.web.request import today


def latest_year() -> int:
    """The latest year anybody registered in; this year before the first round."""
    span = counts.first_and_last_year()
    return span[1] if span else today().year


def years_known() -> range:
    """The years a table may be asked for: from the year before the first round to this one."""
    first, last = counts.first_and_last_year() or (today().year, today().year)
    return range(first - 1, max(last, today().year) + 1)


def years(shown: int) -> list[int]:
    """The years a page offers, the latest first; the one it shows is among them."""
    first, last = counts.first_and_last_year() or (shown, shown)
    return sorted({*range(max(first, last - 9), last + 1), shown}, reverse=True)


def places_of(user: Account, year: int) -> list[int]:
    """The topmost places of that year that are the person's today."""
    return access.places_then(user, on=today(), as_of=last_day(year))
