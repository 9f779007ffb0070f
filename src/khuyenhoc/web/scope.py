"""Which place and year a page shows when nobody said."""

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places import queries as places
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


def years(shown: int, place: int | None = None) -> list[int]:
    """The years a page offers, the latest first; the one it shows is among them.

    place: whose page it is; no year is offered at whose end there was no such place yet.
    """
    first, last = counts.first_and_last_year() or (shown, shown)
    offered = sorted({*range(max(first, last - 9), last + 1), shown}, reverse=True)
    if place is None:
        return offered
    begins = places.began(place)
    return [year for year in offered if last_day(year) >= begins]


def before(place: int) -> list[tuple[places.Link, int]]:
    """What the place was made from, each with its last whole year, where there are figures of that year."""
    if places.began(place).year - 1 not in years_known():
        return []
    return [(link, link.on.year - 1) for link in places.history(place).predecessors]


def places_of(user: Account, year: int) -> list[int]:
    """The topmost places of that year that are the person's today."""
    return access.places_then(user, on=today(), as_of=last_day(year))
