"""The dated tree asked for one thing: where the ground of a place lies the day after a change."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from khuyenhoc.domain.places import Kind, Succession, SuccessionKind, Version
from khuyenhoc.domain.restatement.shares import SharesAboveWhole, apportion

RANK = {kind: position for position, kind in enumerate(Kind)}
_CONTAINERS = frozenset({Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT})
_DAY = timedelta(days=1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a place on one day.

    heirs: (place, stated share or None), one with no share and `whole` when all went there; nothing when nobody
    knows. home: the smallest place of that day in which all its ground certainly lies.
    """

    whole: bool
    heirs: tuple[tuple[int, int | None], ...]
    home: int


class Ground:
    """Versions and successions, ready to be asked; nothing in it changes once it is made.

    kinds: of every place that a version names. shares: (predecessor, successor) -> hundredths of a percent, said
    beside the successions or instead of what they say. Errors: SharesAboveWhole.
    """

    def __init__(
        self,
        kinds: Mapping[int, Kind],
        versions: Iterable[Version],
        successions: Iterable[Succession],
        shares: Mapping[tuple[int, int], int] | None = None,
    ) -> None:
        self.kinds = kinds
        self._versions: dict[int, list[Version]] = defaultdict(list)
        for version in versions:
            self._versions[version.place].append(version)
        self._begins = {}
        days = set()
        for place, mine in self._versions.items():
            mine.sort(key=lambda version: version.valid_from)
            self._begins[place] = [version.valid_from for version in mine]
            for version in mine:
                days |= (
                    {version.valid_from}
                    if version.valid_to is None
                    else {version.valid_from, version.valid_to}
                )
        self._days = sorted(days)
        self._heirs: dict[tuple[int, date], list[Succession]] = defaultdict(list)
        for one in successions:
            said = (shares or {}).get((one.predecessor, one.successor), one.share)
            self._heirs[one.predecessor, one.on].append(replace(one, share=said))
        for (place, _), links in self._heirs.items():
            links.sort(key=lambda one: (not one.is_default, one.successor))
            try:
                apportion(0, [one.share for one in links if one.share is not None])
            except SharesAboveWhole as error:
                raise SharesAboveWhole(sum=error.facts["sum"], place=place) from error
        self._fates: dict[date, dict[int, Fate | None]] = defaultdict(dict)
        self._lineages: dict[tuple[int, date], tuple[int, ...]] = {}
        self._communes: dict[date, dict[int, list[int]]] = {}
        self._made: dict[str, dict[tuple[int, ...], Any]] = {}

    # -- the tree ----------------------------------------------------------------------------------------------

    def held(self, place: int, on: date) -> Version | None:
        """The version that holds on the day."""
        position = bisect_right(self._begins.get(place, ()), on) - 1
        if position < 0:
            return None
        found = self._versions[place][position]
        return found if found.valid_to is None or on < found.valid_to else None

    def last_day(self, place: int) -> date | None:
        """The first day on which the place no longer is; None while it lasts."""
        return self._versions[place][-1].valid_to

    def lineage(self, place: int, on: date) -> tuple[int, ...]:
        """The place and what is above it on the day, the country first; empty when it does not hold."""
        key = place, self._since(on)
        if key not in self._lineages:
            found = self.held(place, on)
            if found is None:
                return ()
            above = () if found.parent is None else self.lineage(found.parent, on)
            self._lineages[key] = (*above, place)
        return self._lineages[key]

    def above(self, place: int, on: date, kind: Kind) -> int | None:
        """The place of that kind above it on the day, or itself."""
        return next((one for one in self.lineage(place, on) if self.kinds[one] is kind), None)

    def change_days(self, after: date, until: date) -> list[date]:
        """Days on which any version begins or ends, in order: after < day <= until."""
        return self._days[bisect_right(self._days, after) : bisect_right(self._days, until)]

    def _since(self, on: date) -> date:
        """The last day of change up to this one: between two of them every day has the same tree."""
        return self._days[max(0, bisect_right(self._days, on) - 1)]

    def made_once(self, what: str, *days: date, make: Callable[[], T]) -> T:
        """What `make` makes of the tree on these days, the same as long as no day of change lies in between.

        It is handed out again and again: nobody changes it.
        """
        of_what = self._made.setdefault(what, {})
        turns = tuple(bisect_right(self._days, day) for day in days)
        if turns not in of_what:
            of_what[turns] = make()
        found: T = of_what[turns]
        return found

    def communes(self, on: date) -> Mapping[int, list[int]]:
        """Communes of the day by every place above them."""
        on = self._since(on)
        if on not in self._communes:
            found: dict[int, list[int]] = defaultdict(list)
            for place in sorted(self._versions):
                if self.kinds[place] is Kind.COMMUNE:
                    for above in self.lineage(place, on)[:-1]:
                        found[above].append(place)
            self._communes[on] = dict(found)
        return self._communes[on]

    def units(self, on: date) -> Set[int]:
        """What covers the country without gaps or overlaps: communes, and districts that have none."""
        return self.made_once("units", on, make=lambda: self._units(on))

    def _units(self, on: date) -> Set[int]:
        below = self.communes(on)
        bare = {
            place
            for place in self._versions
            if self.kinds[place] is Kind.DISTRICT and place not in below and self.held(place, on) is not None
        }
        return frozenset(bare.union(*below.values()))

    def unit_above(self, place: int, on: date) -> int | None:
        """The one of `units` that the place is or lies in on the day."""
        known: dict[int, int | None] = self.made_once("unit above", on, make=dict)
        if place not in known:
            units = self.units(on)
            known[place] = next((one for one in self.lineage(place, on) if one in units), None)
        return known[place]

    def links(self, place: int, on: date) -> list[Succession]:
        """What became of it on that day, the default first."""
        return self._heirs.get((place, on), [])

    # -- one change --------------------------------------------------------------------------------------------

    def fate(self, place: int, day: date) -> Fate | None:
        """What the day did to a place that held on the eve; None when it simply goes on.

        A commune or hamlet goes on while it is the same place. A district or province goes on when all its communes
        of the eve still lie in it.
        """
        known = self._fates[day]
        if place not in known:
            known[place] = self._fate(place, day)
        return known[place]

    def fates(self, places: Set[int], day: date) -> Mapping[int, Fate | None]:
        """`fate` of each of the places, and of others that were asked for."""
        known = self._fates[day]
        for place in places - known.keys():
            known[place] = self._fate(place, day)
        return known

    def home(self, place: int, day: date) -> int:
        """Where all ground that the place had on the eve certainly lies on the day."""
        found = self.fate(place, day)
        return place if found is None else found.home

    def _fate(self, place: int, day: date) -> Fate | None:
        eve = day - _DAY
        if self.held(place, eve) is None:
            return None
        goes_on = self.held(place, day) is not None
        container = self.kinds[place] in _CONTAINERS
        if goes_on and not container:
            return None
        links = () if goes_on else self._heirs.get((place, day), ())
        if links:
            whole = len(links) == 1 and links[0].kind is SuccessionKind.WHOLE
            home = self.together((one.successor for one in links), day)
            return Fate(whole, tuple((one.successor, one.share) for one in links), home)
        home = self._home_of_communes(place, day) if container else self._home_of_lost(place, day)
        return None if goes_on and home == place else Fate(False, (), home)

    def _home_of_communes(self, place: int, day: date) -> int:
        """The smallest place that certainly holds all communes of the container; lost ones stay in their province."""
        eve = day - _DAY
        homes, lost = set(), False
        for commune in self.communes(eve).get(place, ()):
            if self.held(commune, day) is None and not self.links(commune, day):
                lost = True
            else:
                homes.add(self.home(commune, day))
        if self.kinds[place] is Kind.DISTRICT and (lost or not homes):
            if not homes and not lost and self.held(place, day) is not None:
                return place  # an island district without communes
            homes.add(self._home_of_lost(place, day))
        if (
            self.kinds[place] is not Kind.DISTRICT
            and (lost or not homes)
            and self.held(place, day) is not None
        ):
            homes.add(place)
        return self._smallest(place, homes, day) if homes else self._root(place, eve)

    def _smallest(self, place: int, homes: set[int], day: date) -> int:
        """The container itself when it still holds them all, else what they have in common."""
        if self.held(place, day) is not None and all(place in self.lineage(one, day) for one in homes):
            return place
        return self.together(homes, day)

    def _home_of_lost(self, place: int, day: date) -> int:
        """Of a place that nothing links: a hamlet stayed in its commune, anything else in its province."""
        eve = day - _DAY
        kind = Kind.COMMUNE if self.kinds[place] is Kind.HAMLET else Kind.PROVINCE
        above = self.above(place, eve, kind)
        return self._root(place, eve) if above is None or above == place else self.home(above, day)

    def _root(self, place: int, on: date) -> int:
        return self.lineage(place, on)[0]

    def together(self, places: Iterable[int], on: date) -> int:
        """The smallest place of the day above all of them, or the one itself."""
        lines = [self.lineage(place, on) for place in places]
        shared = lines[0][0]
        for level in zip(*lines, strict=False):
            if any(place != level[0] for place in level):
                break
            shared = level[0]
        return shared

    def reach(self, place: int, on: date, until: date) -> Iterator[int]:
        """Places of the last day in which any of the ground may lie that it had on `on`, as far as links tell."""
        known: dict[int, list[int]] = self.made_once("reach", on, until, make=dict)
        if place not in known:
            frontier = {place}
            for day in self.change_days(on, until):
                frontier = {heir for one in frontier for heir in self._reached(one, day)}
            known[place] = sorted(frontier)
        yield from known[place]

    def _reached(self, place: int, day: date) -> Iterable[int]:
        found = self.fate(place, day)
        if found is None:
            return (place,)
        if found.heirs:
            return (heir for heir, _ in found.heirs)
        if self.kinds[place] in _CONTAINERS:
            eve = day - _DAY
            return {
                heir for commune in self.communes(eve).get(place, ()) for heir in self._reached(commune, day)
            }
        return ()
