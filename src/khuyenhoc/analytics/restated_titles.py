"""Numbers of two years below one place of today: all that was carried there, or only what is comparable."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from khuyenhoc.analytics import as_known
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.restatement import Basis, Course, Ground, Restated, comparable
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import BaseKind, TitleRow
from khuyenhoc.domain.workflow import State

Key = tuple[str, str, int, str]  # (title, level, year, measure)
_EVE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Amount:
    """What certainly is below the place, what is by stated shares, and what may be and belongs to no one for sure."""

    exact: int = 0
    estimated: int = 0
    unattributed: int = 0

    @property
    def value(self) -> int:
        return self.exact + self.estimated

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(
            self.exact + other.exact,
            self.estimated + other.estimated,
            self.unattributed + other.unattributed,
        )


@dataclass
class Carried:
    """Two years below one place of today.

    before: only what was known before that moment; None is now.
    amounts: what was ever counted, by key. chosen: of like for like, the communes that stand for a row.
    """

    place: int
    year: int
    on: date
    basis: Basis
    tree: Ground
    before: datetime | None = None
    amounts: dict[Key, Amount] = field(default_factory=dict)
    _by_unit: dict[Key, dict[int, int]] = field(default_factory=dict)
    _courses: dict[int, Course] = field(default_factory=dict)
    _comparable: set[int] = field(default_factory=set)

    def sums(self, wanted: TitleRow) -> dict[Key, int]:
        """The numbers of one row of the table, by key; none when there is nothing to compare."""
        if self.basis is Basis.LIKE_FOR_LIKE and not self._chosen(wanted):
            return {}
        return {key: self._amount(key, wanted).value for key in self.amounts if wanted.takes(key[0], key[1])}

    def recognised(self, wanted: TitleRow) -> Amount:
        """What was recognised in the year; of like for like, what is not compared is unattributed."""
        keys = [k for k in self.amounts if wanted.takes(k[0], k[1]) and k[2:] == (self.year, Measure.HELD)]
        return sum((self._amount(key, wanted) for key in keys), Amount())

    def is_whole(self, wanted: TitleRow, base: BaseKind) -> bool:
        """Whether nothing of the row's number and of its base is left out, so that their rate means something."""
        if base is BaseKind.REGISTERED_CITIZENS:
            left_out = [amount.unattributed for key, amount in self.amounts.items() if wanted.takes(*key[:2])]
            return self.basis is Basis.LIKE_FOR_LIKE or not any(left_out)
        if self.basis is Basis.LIKE_FOR_LIKE:
            counted = self._counted(base)
            return all(unit in counted for unit in self._chosen(wanted))
        carried = self._carry(self._bases().get(base, {}), self.year)
        return not (self.recognised(wanted).unattributed or carried.unattributed)

    def base(self, wanted: TitleRow, kind: BaseKind) -> tuple[int, str, str] | None:
        """(value, provenance, source) of what the rate is a share of."""
        found = self._bases().get(kind)
        if not found:
            return None
        if self.basis is Basis.LIKE_FOR_LIKE:
            counted = self._counted(kind)
            chosen = [counted[unit] for unit in self._chosen(wanted) if unit in counted]
            value = sum(chosen) if chosen else None
        else:
            amount = self._carry(found, self.year)
            value = amount.value if amount != Amount() else None
        source = figures.source_of_bases(self.year, kind, known_before=self.before)
        return None if value is None else (value, "counted", source)

    def members(self, year: int) -> int:
        """Members at the end of the year."""
        carried = self._members_by_place(year)
        if self.basis is Basis.LIKE_FOR_LIKE:
            by_unit = self._units(self._course(year).carry(carried))
            return sum(value for unit, value in by_unit.items() if unit in self._comparable)
        return self._carry(carried, year).value

    def _members_by_place(self, year: int) -> dict[int, int]:
        if self.before is not None:
            return as_known.members_by_place(year, before=self.before)
        return counts.members_by_place([year])[year]

    # -- inside ------------------------------------------------------------------------------------------------

    def _amount(self, key: Key, wanted: TitleRow) -> Amount:
        if self.basis is not Basis.LIKE_FOR_LIKE:
            return self.amounts[key]
        chosen = self._chosen(wanted)
        kept = sum(value for unit, value in self._by_unit[key].items() if unit in chosen)
        whole = self.amounts[key]
        return Amount(exact=kept, unattributed=whole.value + whole.unattributed - kept)

    def _chosen(self, wanted: TitleRow) -> set[int]:
        had = [
            {
                unit
                for key, found in self._by_unit.items()
                if wanted.takes(key[0], key[1]) and key[2:] == (year, Measure.REGISTRATIONS)
                for unit in found
            }
            for year in (self.year - 1, self.year)
        ]
        return self._comparable & had[0] & had[1]

    def _bases(self) -> Mapping[str, Mapping[int, int]]:
        return figures.bases_where_counted(self.year, known_before=self.before)

    def _counted(self, kind: BaseKind) -> dict[int, int]:
        return self._units(self._course(self.year).carry(self._bases().get(kind, {})))

    def _course(self, year: int) -> Course:
        if year not in self._courses:
            begin = min(last_day(year), self.on)
            self._courses[year] = places.course(self.tree, begin, self.on)
        return self._courses[year]

    def _carry(self, found: Mapping[int, int], year: int) -> Amount:
        return below(self._course(year), self._course(year).carry(found), self.place)

    def _units(self, restated: Restated) -> dict[int, int]:
        """Commune of today -> what certainly is there."""
        units, found = self.tree.units(self.on), defaultdict[int, int](int)
        for place, value in restated.exact.items():
            for unit in self.tree.lineage(place, self.on):
                if unit in units:
                    found[unit] += value
        return dict(found)


def carry(place: int, year: int, on: date, basis: Basis, *, before: datetime | None = None) -> Carried:
    """The year and the one before it, of everything that lies below the place on the day.

    before: from the cases themselves, as far as they were known before that moment.
    """
    found = Carried(place, year, on, basis, places.ground(), before)
    years, measures = [year - 1, year], [Measure.REGISTRATIONS, Measure.HELD, State.TO_BE_REVIEWED]
    counted = (
        counts.where_counted(years=years, states=measures)
        if before is None
        else as_known.where_counted(years, before)
    )
    for key, by_place in counted.items():
        restated = found._course(key[2]).carry(by_place)
        amount = below(found._course(key[2]), restated, place)
        if amount != Amount() or _touches(found.tree, by_place, place, on):
            found.amounts[key] = amount
            found._by_unit[key] = found._units(restated)
    if basis is Basis.LIKE_FOR_LIKE:
        same = [set(comparable(found.tree, found._course(one).begin, on)) for one in (year - 1, year)]
        found._comparable = {unit for unit in same[0] & same[1] if place in found.tree.lineage(unit, on)}
    return found


def below(course: Course, restated: Restated, place: int) -> Amount:
    """The part of what was carried that is at or below a place of the course's last day.

    An estimate is exact for a place that has all of what was divided.
    """
    tree, on = course.ground, course.end
    exact = estimated = unattributed = 0
    for where, value in restated.exact.items():
        exact += value if place in tree.lineage(where, on) else 0
    for (where, within), value in restated.estimated.items():
        if place in tree.lineage(within, on):
            exact += value
        elif place in tree.lineage(where, on):
            estimated += value
    for one, value in restated.held.items():
        if place in tree.lineage(one.within, on):
            exact += value
        elif any(place in tree.lineage(end, on) for end in tree.reach(one.origin, one.on - _EVE, on)):
            unattributed += value
    return Amount(exact, estimated, unattributed)


def _touches(tree: Ground, found: Iterable[int], place: int, on: date) -> bool:
    """Whether anything was counted, be it 0, at or below the place itself."""
    return any(place in tree.lineage(one, on) for one in found)
