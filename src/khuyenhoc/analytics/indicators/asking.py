"""What a batch of figures asks about, and numbers of events' own places added up for each place wanted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet

from khuyenhoc.analytics import as_known
from khuyenhoc.analytics.indicators import rollups
from khuyenhoc.analytics.indicators.carrying import Carrying, Key, spread
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Place
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.places import ids_of
from khuyenhoc.domain.restatement import Basis, Course, Ground, comparable
from khuyenhoc.domain.tallies import MEMBER, Measure
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State

T = TypeVar("T")
FEW = 100  # places
MEASURES = (Measure.REGISTRATIONS.value, Measure.HELD.value, State.TO_BE_REVIEWED.value)


@dataclass
class Asking:
    """Places, a year and a basis; every sum is fetched once, for all places together.

    day: of the tree of then, the period's last. on: of the tree of today, for the two other bases. before: only what
    was known before that moment; None is now.
    """

    where: tuple[int, ...]
    year: int
    day: date
    basis: Basis
    on: date
    before: datetime | None = None
    first_year: int = 0  # of a period of several years; 0: the year alone
    of_titles: frozenset[str] = frozenset()  # whose counts will be asked for; none: every title's
    carrying: Carrying | None = None  # shared with other askings of the same day; None: of its own
    _sums: dict[Any, Any] = field(default_factory=dict)

    @property
    def tree_day(self) -> date:
        return self.day if self.basis is Basis.REPORTED else self.on

    @property
    def years(self) -> range:
        return range(self.first_year or self.year, self.year + 1)

    @cached_property
    def country(self) -> Carrying:
        """What is fetched of the whole country."""
        if self.carrying is None:
            return Carrying(self.on, self.of_titles)
        return self.carrying

    @property
    def tree(self) -> Ground:
        """The whole dated tree."""
        return self.country.tree

    def once(self, key: tuple[object, ...], ask: Callable[[], T]) -> T:
        """The answer to a question that several indicators ask alike."""
        if key not in self._sums:
            self._sums[key] = ask()
        found: T = self._sums[key]
        return found

    # -- titles ------------------------------------------------------------------------------------------------

    def titles(self, years: Collection[int]) -> Mapping[int, Mapping[Key, Amount]]:
        """place → (title, level, year, measure) → its number, of the measures of titles in those years."""
        wanted = tuple(sorted(set(years)))
        if ("titles", wanted) not in self._sums:
            self._sums["titles", wanted] = self._titles(wanted)
        found: Mapping[int, Mapping[Key, Amount]] = self._sums["titles", wanted]
        return found

    def _titles(self, years: tuple[int, ...]) -> dict[int, dict[Key, Amount]]:
        found: dict[int, dict[Key, Amount]] = {place: {} for place in self.where}
        if self.basis is Basis.REPORTED and self.before is None:
            told = rollups.of_each(
                self.where, self.day, years=years, states=MEASURES, titles=sorted(self.of_titles)
            )
            for place, sums in told.items():
                found[place] = {key: Amount(exact=value) for key, value in sums.items()}
            return found
        for key, by_place in self._where_counted(years).items():
            compared = (key[0], "" if key[0] == Title.ORGANISATION else key[1])
            for place, amount in self.gathered(by_place, key[2], round_of=compared).items():
                found[place][key] = amount
        return found

    def _where_counted(self, years: tuple[int, ...]) -> Mapping[Key, Mapping[int, int]]:
        """Of the whole country; of the reported basis only what lies at the places wanted."""
        if self.basis is not Basis.REPORTED:
            if self.before is not None:
                return as_known.where_counted(years, self.before)
            told = self.country.counted({*years, self.year, self.year - 1}, MEASURES)
            return {key: by_place for key, by_place in told.items() if key[2] in years}
        return self._cases_below(years, self.before) if self.before is not None else {}

    def _cases_below(self, years: tuple[int, ...], before: datetime) -> Mapping[Key, Mapping[int, int]]:
        found: dict[Key, Counter[int]] = defaultdict(Counter)
        for title in Title:
            rows = as_known.registrations(self.below, title=title, years=years, before=before)
            entered = rows.values_list("level", "year", "place").annotate(number=Count("pk")).order_by()
            for level, year, place, number in entered:
                found[title.value, level, year, Measure.REGISTRATIONS.value][place] += number
            held = as_known.recognitions(self.below, title=title, before=before)
            held = held.filter(year__lte=max(years), counted_to__gte=min(years))
            columns = ("level", "year", "counted_to", "stood", "place")
            grouped = held.values_list(*columns).annotate(number=Count("pk")).order_by()
            for level, year, counted_to, stood, place, number in grouped:
                for counted in set(years) & set(range(year, counted_to + 1)):
                    found[title.value, level, counted, Measure.HELD.value][place] += number
                if stood == State.TO_BE_REVIEWED and year in years:
                    found[title.value, level, year, State.TO_BE_REVIEWED.value][place] += number
        return found

    # -- members -----------------------------------------------------------------------------------------------

    def members(self, year: int) -> Mapping[int, Amount]:
        """place → members at the end of the year, each once; a place where nobody ever was one is left out."""
        if ("members", year) not in self._sums:
            self._sums["members", year] = self._members(year)
        found: Mapping[int, Amount] = self._sums["members", year]
        return found

    def _members(self, year: int) -> Mapping[int, Amount]:
        if self.before is not None:
            return self.gathered(as_known.members_by_place(year, before=self.before), year)
        joined = (Measure.JOINED.value, Measure.LEFT.value)
        if self.basis is Basis.REPORTED:
            until = max(year, self.year)
            told = self.once(
                ("joined", until),
                lambda: rollups.of_each(
                    self.where, self.day, until_year=until, states=joined, titles=[MEMBER]
                ),
            )
            there = {
                place: [v if key[3] == Measure.JOINED else -v for key, v in sums.items() if key[2] <= year]
                for place, sums in told.items()
            }
            return {place: Amount(exact=sum(values)) for place, values in there.items() if values}
        return self.gathered(self.country.members(year), year)

    # -- adding up ---------------------------------------------------------------------------------------------

    @cached_property
    def below(self) -> "QuerySet[Any, int]":
        """Ids of everything at and below the places on the day, with what they answer for."""
        if len(self.where) == 1:
            return places.ids_below(self.where[0], self.day, with_custody=True)
        there = places.lying_below(self.where, self.day, column="pk")
        return Place.objects.filter(there).values_list("pk", flat=True)

    @property
    def reached(self) -> Q:
        """`reaching` for rows that name their place so."""
        return self.reaching("place")

    def reaching(self, column: str) -> Q:
        """The condition on a row's place that is needed to gather: the places below, or everywhere."""
        if self.basis is not Basis.REPORTED:
            return Q()
        return self.once(
            ("reaching", column), lambda: places.lying_below(self.where, self.day, column=column)
        )

    @cached_property
    def is_of_few(self) -> bool:
        """Whether only so few places are reached that what lives there is soon gone through."""
        if self.basis is not Basis.REPORTED or len(self.where) > FEW:
            return False
        return sum(len(places.bundles().ids(place, self.day)) for place in self.where) <= FEW

    def gathered(
        self, by_place: Mapping[int, int], year: int, *, round_of: tuple[str, str] | None = None
    ) -> dict[int, Amount]:
        """Numbers of events' own places, of a year, for each place wanted; one that none reaches is left out.

        round_of: the (title, level) whose rounds decide what is compared like for like; None: the ground alone.
        """
        if self.basis is Basis.REPORTED:
            found: Counter[int] = Counter()
            touched = set()
            for place, above in self.wanted_above(by_place).items():
                for one in above:
                    found[one] += by_place[place]
                    touched.add(one)
            return {place: Amount(exact=found[place]) for place in touched}
        course = self.course(year)
        known = self.country.above.setdefault((self.where, course.end), {})
        amounts = spread(course, self.country.carried(by_place, course.begin), self.where, known)
        if self.basis is Basis.LIKE_FOR_LIKE:
            return self._only_compared(amounts, self.units_of(by_place, year), round_of)
        return amounts

    def wanted_above(self, event_places: Iterable[int]) -> dict[int, list[int]]:
        """An event's own place → those wanted that it lies in on the day, a closed one by who answers for it."""
        asked = set(event_places)
        known: dict[int, list[int]] = self.once(("above",), dict)
        if unknown := asked - known.keys():
            known.update(self._ask_wanted_above(unknown))
        return {place: known[place] for place in asked}

    def _ask_wanted_above(self, asked: set[int]) -> dict[int, list[int]]:
        if len(self.where) == 1:
            mine = self.once(("ids",), lambda: places.bundles().ids(self.where[0], self.day))
            return {place: [self.where[0]] if place in mine else [] for place in asked}
        wanted = set(self.where)
        paths = dict(places.paths(asked, self.day))
        closed = asked - paths.keys()
        answers = dict(places.named_custodians(closed, self.day)) if closed else {}
        theirs = places.paths(set(answers.values()), self.day) if answers else {}
        found = {}
        for place in asked:
            path = paths.get(place) or theirs.get(answers.get(place, 0), "")
            above = set(ids_of(path)) if path else set()
            found[place] = sorted(wanted & (above | {place}))
        return found

    def course(self, year: int) -> Course:
        """From the last day of the year."""
        return self.country.course(min(last_day(year), self.day) if year == self.year else last_day(year))

    # -- like for like -----------------------------------------------------------------------------------------

    @cached_property
    def same_ground(self) -> set[int]:
        """Communes of today that are the same ground as whole communes at the end of both years."""
        both = [
            set(comparable(self.tree, self.course(one).begin, self.on)) for one in (self.year - 1, self.year)
        ]
        return both[0] & both[1]

    def compared(self, round_of: tuple[str, str] | None) -> set[int]:
        """Those of them that had the title's round in both years, or all where no title is asked for."""
        if round_of is None:
            return self.same_ground
        key = ("compared", round_of)
        if key not in self._sums:
            had: dict[int, set[int]] = {self.year - 1: set(), self.year: set()}
            years = (self.year - 1, self.year)
            told = (
                as_known.where_counted(years, self.before)
                if self.before is not None
                else self.country.counted(years, MEASURES)
            )
            for (title, level, year, measure), by_place in told.items():
                if _takes(round_of, title, level) and measure == Measure.REGISTRATIONS:
                    had[year] |= set(self.units_of(by_place, year))
            self._sums[key] = self.same_ground & had[self.year - 1] & had[self.year]
        found: set[int] = self._sums[key]
        return found

    def _only_compared(
        self, amounts: Mapping[int, Amount], units: Mapping[int, int], round_of: tuple[str, str] | None
    ) -> dict[int, Amount]:
        chosen = self.compared(round_of)
        found = {}
        for place in self.where:
            here = {unit for unit in chosen if place in self.tree.lineage(unit, self.on)}
            if not here:
                continue
            kept = sum(units.get(unit, 0) for unit in here)
            whole = amounts.get(place, Amount())
            found[place] = Amount(exact=kept, unattributed=max(0, whole.value + whole.unattributed - kept))
        return found

    def units_of(self, by_place: Mapping[int, int], year: int) -> dict[int, int]:
        """Commune of today → what certainly is there of what was counted in the year."""
        return self.country.units_of(by_place, self.course(year).begin)


def _takes(round_of: tuple[str, str], title: str, level: str) -> bool:
    """As the table: an organisation without a level named counts whoever manages it."""
    return title == round_of[0] and (
        level == round_of[1] or (title == Title.ORGANISATION and not round_of[1])
    )
