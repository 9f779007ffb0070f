"""Who of the cadres of each place was trained and briefed, and who was not yet."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.gatherings import queries as gatherings
from khuyenhoc.apps.gatherings.queries import Guest
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.gatherings import Coverage, GatheringKind
from khuyenhoc.domain.places import ids_of
from khuyenhoc.domain.text import person_sort_key
from khuyenhoc.sentences.words import word

BASES = ("cadres of the association", "commune cadres of the association")


@dataclass(frozen=True, slots=True)
class Cadre:
    """Somebody who keeps the association's books there (an account) or who stands as a cadre on a list.

    role: of an account its role's code, of an officer the post's, else as written. times: to how many they came.
    """

    name: str
    role: str
    is_account: bool
    is_officer: bool
    times: int


@dataclass(frozen=True, slots=True)
class PlaceCoverage:
    """place: one right below, with all below it; of the place itself, own: only who works just there."""

    place: int
    name: str
    own: bool
    counts: Coverage
    cadres: tuple[Cadre, ...] = field(default=())

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of those who did not come."""
        return tuple(cadre.name for cadre in self.cadres if not cadre.times)


def coverage(
    place: int,
    on: date,
    *,
    year: int,
    kinds: Collection[GatheringKind] = (),
    instrument: int | None = None,
) -> list[PlaceCoverage]:
    """The place itself and each right below it, in their order; who was missing is told by name, missing first.

    year: of the gatherings and of the bases; with an instrument gatherings of every year count.
    """
    parts = [(place, str(places.version(place, on)), True)]
    parts += [(child.place_id, str(child), False) for child in places.children(place, on)]
    known: dict[str, Guest] = {one.identity: one for one in gatherings.cadres(place, on)}
    listed = gatherings.cadres_on_lists(
        place, on, year=0 if instrument else year, kinds=kinds, instrument=instrument
    )
    homes = _parts_of(place, {one.place for one in known.values()} | {one.place for one in listed}, on)
    told: dict[int, dict[str, Cadre]] = defaultdict(dict)
    for account in known.values():
        told[homes[account.place]][account.identity] = Cadre(
            account.name, account.role, account.user is not None, account.user is None, 0
        )
    for row in listed:
        # an account is one person, counted where it works; who has none, where each list says
        home = homes[known[row.identity].place] if row.identity in known else homes[row.place]
        before = told[home].get(row.identity)
        times = (before.times if before else 0) + row.times
        told[home][row.identity] = (
            replace(before, times=times) if before else Cadre(row.name, row.role, False, False, times)
        )
    bases = _bases([pk for pk, _name, own in parts if not own], year)
    return [
        PlaceCoverage(
            pk,
            name,
            own,
            Coverage(len(told[pk]), sum(one.times > 0 for one in told[pk].values()), bases.get(pk)),
            tuple(sorted(told[pk].values(), key=lambda one: (one.times > 0, person_sort_key(one.name)))),
        )
        for pk, name, own in parts
    ]


def total(rows: Collection[PlaceCoverage], place: int, year: int) -> Coverage:
    """Of the whole place: its own base where one is told, else those below it if every one is."""
    own = _bases([place], year).get(place)
    below = [one.counts.base for one in rows if not one.own]
    summed = sum(base for base in below if base is not None) if below and None not in below else None
    return Coverage(
        sum(one.counts.known for one in rows),
        sum(one.counts.reached for one in rows),
        own if own is not None else summed,
    )


def _bases(wanted: Collection[int], year: int) -> Mapping[int, int]:
    """How many cadres a place has by its books; of the two kinds the one of all cadres goes first."""
    found: dict[int, tuple[int, int]] = {}
    for told in figures.told_bases(wanted, years=[year], kinds=BASES):
        rank = BASES.index(told.kind)
        if told.place_id not in found or rank < found[told.place_id][0]:
            found[told.place_id] = (rank, told.low)
    return {place: number for place, (_rank, number) in found.items()}


def _parts_of(place: int, wanted: Collection[int], on: date) -> dict[int, int]:
    """Each place at or below → the one right below `place` that holds it today, or `place` itself."""
    heirs = places.custodians(wanted, on)
    ways = places.paths({heirs.get(one, one) for one in wanted} | {place}, on)
    depth = len(ids_of(ways[place])) if place in ways else 0
    found = {}
    for one in wanted:
        way = ids_of(ways.get(heirs.get(one, one), ""))
        found[one] = way[depth] if len(way) > depth else place
    return found


def role_told(role: str, is_account: bool, language: str) -> str:
    """An account's role and an officer's post by their words, anything else as it was written."""
    return word("role" if is_account else "post", role, language)
