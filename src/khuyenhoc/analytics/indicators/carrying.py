"""What was counted in the whole country, carried to the places of a later day: once for all askings of one page."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.restatement import Course, Ground, Restated

T = TypeVar("T")
Key = tuple[str, str, int, str]  # (title, level, year, measure)


@dataclass
class Carrying:
    """on: the later day. titles: whose counts are fetched; none: every title's. years: that will be asked about.

    What is asked about one of the years is fetched for all of them. above: of some places and a day, see `spread`.
    """

    on: date
    titles: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    _counted: dict[int, dict[Key, dict[int, int]]] = field(default_factory=dict)
    _members: dict[int, dict[int, int]] = field(default_factory=dict)
    _courses: dict[date, Course] = field(default_factory=dict)
    _carried: dict[tuple[int, date], tuple[Mapping[int, int], Restated]] = field(default_factory=dict)
    _units: dict[tuple[int, date], dict[int, int]] = field(default_factory=dict)
    above: dict[tuple[tuple[int, ...], date], dict[int, frozenset[int]]] = field(default_factory=dict)
    _answers: dict[tuple[object, ...], Any] = field(default_factory=dict)

    @cached_property
    def tree(self) -> Ground:
        """The whole dated tree."""
        return places.ground()

    def once(self, key: tuple[object, ...], ask: Callable[[], T]) -> T:
        """The answer to a question about the whole country that several askings ask alike."""
        if key not in self._answers:
            self._answers[key] = ask()
        found: T = self._answers[key]
        return found

    def together(self, years: Collection[int]) -> list[int]:
        """Those years, and with them all that will be asked about if they are some of these."""
        return sorted({*years, *self.years} if self.years.intersection(years) else set(years))

    def counted(self, years: Collection[int], states: Collection[str]) -> dict[Key, dict[int, int]]:
        """(title, level, year, measure) → the event's own place → count, as known now."""
        if not set(years) <= self._counted.keys():
            missing = [year for year in self.together(years) if year not in self._counted]
            self._counted.update((year, {}) for year in missing)
            told = counts.where_counted(years=missing, states=states, titles=sorted(self.titles))
            for key, by_place in told.items():
                self._counted[key[2]][key] = by_place
        return {key: by_place for year in sorted(set(years)) for key, by_place in self._counted[year].items()}

    def members(self, year: int) -> dict[int, int]:
        """The event's own place → members at the end of the year, as known now."""
        if year not in self._members:
            self._members.update(counts.members_by_place(self.together([year])))
        return self._members[year]

    def course(self, begin: date) -> Course:
        """From a day, or from `on` where that comes first."""
        if begin not in self._courses:
            self._courses[begin] = places.course(self.tree, min(begin, self.on), self.on)
        return self._courses[begin]

    def carried(self, by_place: Mapping[int, int], begin: date) -> Restated:
        """Numbers by event's own place. The same mapping is carried once: nobody changes one that was given."""
        key = id(by_place), begin
        if key not in self._carried:
            # with the mapping itself, so that no other one gets its id
            self._carried[key] = by_place, self.course(begin).carry(by_place)
        return self._carried[key][1]

    def units_of(self, by_place: Mapping[int, int], begin: date) -> dict[int, int]:
        """Commune of the later day → what certainly is there."""
        key = id(by_place), begin
        if key not in self._units:
            found = Counter[int]()
            for place, value in self.carried(by_place, begin).exact.items():
                unit = self.tree.unit_above(place, self.on)
                if unit is not None:
                    found[unit] += value
            self._units[key] = dict(found)
        return self._units[key]

    def where_now(self, place: int, begin: date) -> int:
        """As `places.where_now`."""
        return self.once(("where now", place, begin), lambda: places.where_now(self.course(begin), place))


def spread(
    course: Course,
    restated: Restated,
    where: Collection[int],
    above: dict[int, frozenset[int]] | None = None,
) -> dict[int, Amount]:
    """What was carried, for each of the places of the course's last day; one that none reaches is left out.

    An estimate is exact for a place that has all of what was divided. above: which of the places lie above a place,
    filled here and handed in again by who spreads several things over the same places of the same day.
    """
    tree, on, wanted = course.ground, course.end, frozenset(where)
    found: dict[int, list[int]] = {}
    above = {} if above is None else above

    def around(place: int) -> frozenset[int]:
        if place not in above:
            above[place] = wanted.intersection(tree.lineage(place, on))
        return above[place]

    def add(place_ids: Iterable[int], part: int, value: int) -> None:
        for place in place_ids:
            found.setdefault(place, [0, 0, 0])[part] += value

    for at, value in restated.exact.items():
        add(around(at), 0, value)
    for (at, within), value in restated.estimated.items():
        whole = around(within)
        add(whole, 0, value)
        add(around(at) - whole, 1, value)
    for one, value in restated.held.items():
        whole = around(one.within)
        add(whole, 0, value)
        perhaps = frozenset[int]()
        for end in tree.reach(one.origin, date.fromordinal(one.on.toordinal() - 1), on):
            perhaps |= around(end)
        add(perhaps - whole, 2, value)
    return {place: Amount(*parts) for place, parts in found.items()}
