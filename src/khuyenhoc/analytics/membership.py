"""Members of the association at a place: over the years, of those who live there, and at each place below."""

from dataclasses import dataclass
from datetime import date

from khuyenhoc.analytics import comparing
from khuyenhoc.analytics.comparing import Ranked, Year
from khuyenhoc.analytics.indicators import Figure, Wanted, value
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.restatement import Basis

MEMBERS = Wanted("members")
PARTY = "party_members"
YEARS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """years: the earliest first, each with its change and share of the population. below: by number, highest first.

    party: None for whoever does not keep the members' books. is_carried: some years are of places before a merger.
    """

    years: tuple[Year, ...]
    below: tuple[Ranked, ...]
    party: Figure | None
    is_carried: bool


def of(place: int, on: date, *, shows_party: bool) -> Told:
    """Each year on the tree of its own end, and of years before the place was there carried to where it is now.

    The last is the year of the day so far. Errors: PlaceUnknownThen.
    """
    span = range(on.year - YEARS + 1, on.year + 1)
    before = [year for year in span[:-1] if not places.paths([place], last_day(year))]
    since = [year for year in span if year not in before]
    carrying = comparing.to_carry(MEMBERS, before, on)
    years = [
        *comparing.years(place, MEMBERS, before, basis=Basis.RESTATED, on=on, carrying=carrying),
        *comparing.years(place, MEMBERS, since, on=on),
    ]
    below = comparing.siblings(place, MEMBERS, on.year, by_rate=False)
    party = value(PARTY, place, on.year) if shows_party else None
    return Told(tuple(years), below.rows, party, bool(before))
