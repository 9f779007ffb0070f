"""How the five titles of a place went over the years, on the places of one day; from the roll-ups."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.figures.models import Base
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.indicators import rate
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import FIVE_TITLES, BaseKind, Level, Title, TitleRow

YEARS = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One year. None is not known; percent in hundredths, only where a base is known."""

    year: int
    recognised: int | None
    base: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class Trend:
    """points: the earliest year first, from the first of which anything is known."""

    title: Title
    level: Level
    base_kind: BaseKind
    points: tuple[Point, ...]


def of(place: int, *, on: date, until: int, years: int = YEARS) -> list[Trend]:
    """The years up to `until` on the places of the day, one trend for each title that anything is known of.

    What was counted at places that have ended counts where somebody answers for them, numerators and bases alike:
    every year tells of the same ground. Errors: PlaceUnknownThen.
    """
    asked = range(until - years + 1, until + 1)
    sums = counts.below(place, on, years=asked, states=[Measure.REGISTRATIONS, Measure.HELD])
    bases = _bases(place, on, asked)
    found = []
    for row in FIVE_TITLES:
        points = [_point(row, year, sums, bases) for year in asked]
        known = [at for at, point in enumerate(points) if point.recognised is not None]
        if known:
            found.append(Trend(row.title, row.level, row.base_kind, tuple(points[known[0] :])))
    return found


def _point(
    row: TitleRow,
    year: int,
    sums: dict[tuple[str, str, int, str], int],
    bases: dict[tuple[int, str], int],
) -> Point:
    registered, recognised = (row.total(sums, year, one) for one in (Measure.REGISTRATIONS, Measure.HELD))
    if recognised is None and registered is not None:
        recognised = 0
    of_registered = row.base_kind is BaseKind.REGISTERED_CITIZENS
    base = registered if of_registered else bases.get((year, row.base_kind))
    percent = None if recognised is None or not base else rate(recognised, base)
    return Point(year, recognised, base, percent)


def _bases(place: int, on: date, years: range) -> dict[tuple[int, str], int]:
    """(year, kind) → the counted base at and below the place, and at places answered for there."""
    rows = Base.objects.filter(
        places.lying_below([place], on),
        superseded_at__isnull=True,
        provenance="counted",
        year__in=list(years),
    ).values_list("year", "kind")
    told = rows.annotate(sum=Sum("value")).order_by("year", "kind")
    return {(year, kind): value for year, kind, value in told}
