"""Communes by what their learning centre did in a year, against how many more titles they hold than a year before.

What goes together is not what brings about: whoever reads it is told so.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.counting import titles
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.centres.models import Class
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.centres import Activity, activity
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.numbers import percent_of
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.tallies import Measure


@dataclass(frozen=True, slots=True)
class CommuneLine:
    """before, after: titles held at the end of the year before and of the year; None where nobody counted."""

    place: int
    classes: int
    before: int | None
    after: int | None

    @property
    def activity(self) -> Activity:
        return activity(self.classes)

    @property
    def is_comparable(self) -> bool:
        return self.before is not None and self.after is not None

    @property
    def change(self) -> int | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """communes: all of that activity; before, after: sums over those `compared`; grew: how many hold more."""

    activity: Activity
    communes: int
    compared: int
    grew: int
    before: int
    after: int

    @property
    def change(self) -> int | None:
        """Hundredths of a percent of `before`, half up away from 0; None where there is nothing to compare with."""
        if not self.before:
            return None
        grown = self.after - self.before
        part = percent_of(abs(grown), self.before)
        return part if grown >= 0 else -part


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the place, a province of the country: its communes by activity, and sums over those `compared`."""

    place: int
    by_activity: dict[Activity, int]
    compared: int
    before: int
    after: int

    @property
    def communes(self) -> int:
        return sum(self.by_activity.values())

    @property
    def classless(self) -> int:
        return self.by_activity[Activity.NONE]

    @property
    def busy(self) -> int:
        return self.by_activity[Activity.MANY]

    @property
    def change(self) -> int | None:
        return self.after - self.before if self.compared else None


def communes(place: int, year: int, title: str, level: str, *, on: date) -> list[CommuneLine]:
    """The communes of today at or below the place, in order of id, on today's ground in both years."""
    where = places.listed_below(place, on, kind=Kind.COMMUNE) or [place]
    held = {}
    for one in (year - 1, year):
        asking = Asking(where=tuple(where), year=one, day=min(last_day(one), on), basis=Basis.RESTATED, on=on)
        held[one] = titles(asking, title, level, Measure.HELD, one)
    began: dict[int, int] = {}
    rows = Class.objects.filter(
        place__in=places.ids_below(place, on, with_custody=True), begins__year=year
    ).order_by("pk")
    for home in rows.values_list("place", flat=True):
        began[home] = began.get(home, 0) + 1
    classes = _today(where, began, on)
    return [
        CommuneLine(pk, classes.get(pk, 0), _number(held[year - 1].get(pk)), _number(held[year].get(pk)))
        for pk in where
    ]


def _today(where: list[int], began: dict[int, int], on: date) -> dict[int, int]:
    asking = Asking(where=tuple(where), year=on.year, day=on, basis=Basis.REPORTED, on=on)
    return {place: amount.value for place, amount in asking.gathered(began, on.year).items()}


def _number(amount: Amount | None) -> int | None:
    return None if amount is None else amount.value


def summed(lines: list[CommuneLine]) -> list[ActivityLine]:
    """A line for each activity, the least first."""
    found = []
    for one in Activity:
        mine = [line for line in lines if line.activity is one]
        compared = [line for line in mine if line.is_comparable]
        found.append(
            ActivityLine(
                one,
                len(mine),
                len(compared),
                sum((line.change or 0) > 0 for line in compared),
                sum(line.before or 0 for line in compared),
                sum(line.after or 0 for line in compared),
            )
        )
    return found


def by_part(lines: list[CommuneLine], place: int, *, on: date) -> list[PartLine]:
    """The same communes, a line for each place right below the place, in order of id."""
    found: dict[int, list[CommuneLine]] = defaultdict(list)
    depth = len(places.line(place, on))
    ways = places.paths([line.place for line in lines], on)
    for line in lines:
        found[int(ways[line.place].split(".")[depth])].append(line)
    told = []
    for part, mine in sorted(found.items()):
        compared = [line for line in mine if line.is_comparable]
        told.append(
            PartLine(
                part,
                {one: sum(line.activity is one for line in mine) for one in Activity},
                len(compared),
                sum(line.before or 0 for line in compared),
                sum(line.after or 0 for line in compared),
            )
        )
    return told
