"""What was awarded at and below a place, by year, category and the place right below it that paid."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from khuyenhoc.analytics.fund_totals import children_of
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.scholarships import queries as awards
from khuyenhoc.apps.scholarships.queries import Awarded


@dataclass(frozen=True, slots=True)
class AwardLine:
    """place: one right below, or the place itself for rounds of its own. amount: đồng."""

    year: int
    category: str
    place: int
    name: str
    count: int
    amount: int


def of_place(place: int, *, on: date) -> list[AwardLine]:
    """The latest year first, then by category, the place's own rounds before those of places below, by name."""
    told = awards.totals_by_place(awards.below(place, on))
    child = children_of({owner for owner, _year, _category in told}, place, on)
    sums: dict[tuple[int, str, int], Awarded] = defaultdict(Awarded)
    for (owner, year, category), one in told.items():
        key = (year, category, child.get(owner, place))
        sums[key] = Awarded(sums[key].count + one.count, sums[key].amount + one.amount)
    names = {place: places.label(place, on), **{one.place_id: str(one) for one in places.children(place, on)}}
    lines = [
        AwardLine(year, category, where, names.get(where, ""), one.count, one.amount)
        for (year, category, where), one in sums.items()
    ]
    return sorted(lines, key=lambda line: (-line.year, line.category, line.place != place, line.name))
