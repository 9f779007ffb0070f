"""Who will miss a target, and the shortest list of places or cases that would close the gap."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khuyenhoc.analytics import indicators as figured
from khuyenhoc.analytics.indicators import Wanted
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.figures.queries import Target
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.indicators import needed
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State

YEARS = 4  # looked back on


class Outcome(StrEnum):
    REACHED = "reached"
    LIKELY = "likely"
    MISSED = "missed"
    UNKNOWN = "unknown"  # fewer than two years are known


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


def line_through(points: Sequence[tuple[int, int | None]], year: int) -> int | None:
    """The rate of a year on the straight line through the first and the last year known; None of fewer than two.

    Hundredths of a percent, half up, kept between 0 and 10.000.
    """
    known = [(at, rate) for at, rate in points if rate is not None]
    if len(known) < 2:
        return None
    (first, low), (last, high) = known[0], known[-1]
    span = last - first
    found = (2 * (high * span + (high - low) * (year - last)) + span) // (2 * span)
    return min(max(found, 0), 10_000)


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
                outcome=_outcome(None if latest is None else latest.rate, expected, percent),
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


def _outcome(reached: int | None, expected: int | None, percent: int) -> Outcome:
    if reached is not None and reached >= percent:
        return Outcome.REACHED
    if expected is None:
        return Outcome.UNKNOWN
    return Outcome.LIKELY if expected >= percent else Outcome.MISSED


@dataclass(frozen=True, slots=True)
class Chosen:
    """more: how many of the place's own that are not recognised yet would be."""

    place_id: int
    name: str
    more: int
    possible: int


def shortest(outlooks: Sequence[Outlook], gap: int) -> tuple[list[Chosen], int]:
    """The fewest places that could close a gap, and what stays open when all of them together cannot.

    The place with most who are not recognised yet comes first, then the next, until the gap is closed: no shorter
    list can do it.
    """
    chosen, left = [], gap
    for one in sorted(outlooks, key=lambda row: (-row.possible, row.place_id)):
        if left <= 0 or not one.possible:
            break
        more = min(left, one.possible)
        chosen.append(Chosen(one.place_id, one.name, more, one.possible))
        left -= more
    return chosen, max(0, left)


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
