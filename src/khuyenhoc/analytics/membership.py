"""Members of the association at a place: over the years, of those who live there, and at each place below."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.analytics import comparing
from khuyenhoc.analytics.comparing import Ranked, Year
from khuyenhoc.analytics.indicators import Figure, Wanted, value

MEMBERS = Wanted("members")
PARTY = "party_members"
YEARS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """years: the earliest first, each with its change and share of the population. below: by number, highest first.

    party: None for whoever does not keep the members' books.
    """

    years: tuple[Year, ...]
    below: tuple[Ranked, ...]
    party: Figure | None


def of(place: int, on: date, *, shows_party: bool) -> Told:
    """On the tree of each year's own end; the last is the year of the day so far. Errors: PlaceUnknownThen."""
    years = comparing.years(place, MEMBERS, range(on.year - YEARS + 1, on.year + 1))
    below = comparing.siblings(place, MEMBERS, on.year, by_rate=False)
    party = value(PARTY, place, on.year) if shows_party else None
    return Told(tuple(years), below.rows, party)
