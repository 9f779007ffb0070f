"""Counts of one day as a table of the communes of another."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.places import FIRST_KNOWN, Kind
from khuyenhoc.domain.restatement import Ground, Held, Reason

_ABOVE_COMMUNES = frozenset({Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT})


@dataclass(frozen=True, slots=True)
class Line:
    """One commune of the last day; with a district above it, that stands in the name. code: the government's."""

    place_id: int
    commune: str
    province: str
    code: str
    exact: int
    estimated: int

    @property
    def value(self) -> int:
        return self.exact + self.estimated


@dataclass(frozen=True, slots=True)
class Waiting:
    """A count that belongs to no commune for sure. place: as it was called when it was last known.

    province: where all of it lies on the last day; empty when even that is not known.
    """

    place_id: int
    place: str
    province: str
    value: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Table:
    """lines and unattributed add up to the total. assumed: the tree of 2020 stands in for an earlier day."""

    begin: date
    end: date
    assumed: bool
    total: int
    lines: tuple[Line, ...]
    waiting: tuple[Waiting, ...]

    @property
    def unattributed(self) -> int:
        return sum(one.value for one in self.waiting)


def table(
    counts: Mapping[int, int],
    begin: date,
    end: date,
    *,
    shares: Mapping[tuple[int, int], int] | None = None,
) -> Table:
    """Counts by place id, of the tree of the first day, on the communes of the last.

    Hamlets count for the commune they lie in. Lines stand by province and commune in Vietnamese order.
    shares: (predecessor, successor) -> hundredths of a percent.
    Errors: RestatedBackwards, SharesAboveWhole, ShareNotOfSplit.
    """
    tree = places.ground(shares)
    course = places.course(tree, begin, end)
    above = {place: value for place, value in counts.items() if tree.kinds[place] in _ABOVE_COMMUNES}
    restated = course.carry({place: value for place, value in counts.items() if place not in above})
    now = places.Gazetteer(end)
    units = tree.units(end)
    communes: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    held = dict(restated.held)

    def unit_of(place: int) -> int | None:
        return next((one for one in reversed(tree.lineage(place, end)) if one in units), None)

    for place, value in above.items():
        where = places.where_now(course, place)
        if where in units:
            communes[where][0] += value
        else:
            held[Held(where, place, end, Reason.KNOWN_ABOVE)] = value
    for place, value in restated.exact.items():
        communes[unit_of(place) or place][0] += value
    for (place, _), value in restated.estimated.items():
        communes[unit_of(place) or place][1] += value
    return Table(
        begin=begin,
        end=end,
        assumed=places.is_assumed(begin),
        total=sum(counts.values()),
        lines=tuple(
            Line(
                place_id=unit,
                commune=now.label(unit, upto=Kind.DISTRICT),
                province=_province(tree.above(unit, end, Kind.PROVINCE), now),
                code=now.code(unit),
                exact=exact,
                estimated=estimated,
            )
            for unit, (exact, estimated) in sorted(communes.items(), key=lambda item: now.order(item[0]))
        ),
        waiting=_waiting(held, max(begin, FIRST_KNOWN), now, tree),
    )


def _waiting(
    held: Mapping[Held, int], begin: date, now: places.Gazetteer, tree: Ground
) -> tuple[Waiting, ...]:
    if not held:
        return ()
    then = places.Gazetteer(min(begin, now.on))
    found = []
    for one, value in held.items():
        province = tree.above(one.within, now.on, Kind.PROVINCE)
        found.append(
            (
                () if province is None else now.order(province),
                Waiting(
                    place_id=one.origin,
                    place=then.label(one.origin) or places.label(one.origin, one.on - timedelta(days=1)),
                    province=_province(province, now),
                    value=value,
                    reason=one.reason,
                ),
            )
        )
    return tuple(one for _, one in sorted(found, key=lambda item: (item[0], item[1].place, item[1].reason)))


def _province(place: int | None, now: places.Gazetteer) -> str:
    return "" if place is None else now.label(place)
