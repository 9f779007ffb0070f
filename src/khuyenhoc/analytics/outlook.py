"""Who will miss a target, and the shortest list of places or cases that would close the gap."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.indicators import Wanted
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.figures.queries import Target
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.forecast import Outcome, fewest, line_through, outcome
from khuyenhoc.domain.indicators import needed
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State

YEARS = 4  # looked back on


@dataclass(frozen=True, slots=True)
class Outlook:
    """points: (year, rate in hundredths, None unknown), the earliest first. expected: the rate foreseen, 0 to 10.000.

    part, whole: of the last year known; missing: how many more the target needs of that base, None unknown.
    """

    place_id: int
    name: str
    points: tuple[tuple[int, int | None], ...]
    expected: int | None
    outcome: Outcome
    part: int | None
    whole: int | None
    missing: int | None

    @property
    def possible(self) -> int:
        """How many could still be recognised."""
        return max(0, (self.whole or 0) - (self.part or 0))


def below(
    place: int, target: Target, until: int, *, years: int = YEARS, among: Collection[int] | None = None
) -> list[Outlook]:
    """For each place right below, whether it will reach the place's target if it goes on as up to the year `until`.

    Those that miss it by most first, then those of which nothing can be said, then the others; in each the places in
    Vietnamese order. Errors: PlaceUnknownThen.
    """
    percent = target.percent or 0
    key = Wanted(target.indicator, target.level, target.base_kind)
    children = places.children(place, last_day(until))
    ids = [one.place_id for one in children if among is None or one.place_id in among]
    told = {
        year: figured.several([key], ids, year) if ids else {} for year in range(until - years + 1, until + 1)
    }
    found = []
    for one in children:
        if one.place_id not in ids:
            continue
        series = [(year, told[year][key, one.place_id]) for year in sorted(told)]
        points = tuple((year, figure.rate) for year, figure in series)
        latest = next((figure for _, figure in reversed(series) if figure.rate is not None), None)
        part = None if latest is None else latest.value
        whole = None if latest is None or latest.base is None else latest.base.value
        missing = None if part is None or whole is None else needed(part, whole, percent)
        expected = line_through(points, target.year)
        found.append(
            Outlook(
                place_id=one.place_id,
                name=str(one),
                points=points,
                expected=expected,
                outcome=outcome(None if latest is None else latest.rate, expected, percent),
                part=part,
                whole=whole,
                missing=missing,
            )
        )
    order = [Outcome.MISSED, Outcome.UNKNOWN, Outcome.LIKELY, Outcome.REACHED]
    return sorted(
        found,
        key=lambda one: (order.index(one.outcome), one.expected if one.outcome is Outcome.MISSED else 0),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """more: how many of the place's own that are not recognised yet would be."""

    place_id: int
    name: str
    more: int
    possible: int


def shortest(outlooks: Sequence[Outlook], gap: int) -> tuple[list[Chosen], int]:
    """The fewest places that could close a gap, and what stays open when all of them together cannot."""
    by_place = {one.place_id: one for one in outlooks}
    chosen, left = fewest({place: one.possible for place, one in by_place.items()}, gap)
    return [Chosen(at, by_place[at].name, more, by_place[at].possible) for at, more in chosen], left


@dataclass(frozen=True, slots=True)
class NearlyPassed:
    """A case that was scored and does not pass; percent, points in hundredths."""

    registration_id: int
    subject_id: int
    name: str
    place: str
    percent: int
    points: int
    max_points: int


def nearly_passed(
    place: int, year: int, title: Title, *, level: str = "", seen_by: User, on: date, limit: int = 30
) -> list[NearlyPassed]:
    """Cases of the year that do not pass, those nearest to passing first; only what the person may see."""
    rows = Assessment.objects.filter(
        place__in=places.ids_below(place, last_day(year), with_custody=True),
        year=year,
        title=title,
        passed=False,
        percent__isnull=False,
        registration__withdrawn_at__isnull=True,
    ).exclude(state__in=[State.RECOGNISED, State.WITHDRAWN])
    if level or title is not Title.ORGANISATION:
        rows = rows.filter(level=level)
    rows = access.visible(rows, seen_by, on).select_related("subject").order_by("-percent", "pk")
    found = list(rows[:limit])
    labels = places.labels({row.place_id for row in found}, last_day(year))
    return [
        NearlyPassed(
            registration_id=row.registration_id,
            subject_id=row.subject_id,
            name=row.subject.name,
            place=labels[row.place_id],
            percent=row.percent or 0,
            points=row.points or 0,
            max_points=row.max_points or 0,
        )
        for row in found
    ]
