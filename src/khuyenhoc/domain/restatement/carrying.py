"""Carrying counts over the changes between two days, one change after the other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.restatement.ground import RANK, Fate, Ground
from khuyenhoc.domain.restatement.shares import apportion


class RestatedBackwards(RuleBroken):
    """Counts are carried forwards in time only; facts: begin, end."""

    code = "RESTATED_BACKWARDS"


class Reason(StrEnum):
    """Why a count stands no lower than it does."""

    NO_LINK = "NO_LINK"  # the place ended and nobody knows what became of it
    NO_SHARE = "NO_SHARE"  # it was divided and nobody stated the shares
    KNOWN_ABOVE = (
        "KNOWN_ABOVE"  # the count was only known for a district or province, which ended or lost ground
    )


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """Why and where a count waits. within: where all of it certainly is. origin: the last place it was known for,
    which ended or lost ground on `on`.
    """

    within: int
    origin: int
    on: date
    reason: Reason


@dataclass(frozen=True, slots=True)
class Restated:
    """Counts on the places of the last day; the three parts add up to what was carried.

    exact: place -> count. estimated: (place, where it certainly is) -> count, divided by stated shares.
    held: count by where it waits.
    """

    exact: Mapping[int, int] = field(default_factory=dict)
    estimated: Mapping[tuple[int, int], int] = field(default_factory=dict)
    held: Mapping[Held, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.exact.values()) + sum(self.estimated.values()) + sum(self.held.values())


class Course:
    """The changes after one day, up to and with another. Carrying over two courses in a row is carrying over both.

    Errors: RestatedBackwards.
    """

    def __init__(self, ground: Ground, begin: date, end: date) -> None:
        if end < begin:
            raise RestatedBackwards(begin=begin, end=end)
        self.ground, self.begin, self.end = ground, begin, end

    def carry(self, counts: Mapping[int, int] | Restated) -> Restated:
        """Counts, none negative, of places of the first day on those of the last.

        All of a place that became part of another goes there; a divided one is divided by the stated shares with
        the largest remainder, which is an estimate; what has no share or no link waits at the smallest place that
        certainly has it. A count of a district is never spread: when the district ends or loses ground, it waits
        likewise, unless all of the district lies in one place of its own size or smaller.
        A place that begins later or ended earlier than the first day is taken as it was when it was nearest to it.
        """
        given = counts if isinstance(counts, Restated) else Restated(exact=counts)
        state = _State(dict(given.exact), dict(given.estimated), dict(given.held))
        for day in self.ground.change_days(self._earliest(given), self.end):
            state.pass_day(self.ground, day, late=day <= self.begin)
        return Restated(state.exact, state.estimated, state.held)

    def _earliest(self, given: Restated) -> date:
        """The day before which nothing is to be done: the first, or earlier for places that had ended by then."""
        places = {*given.exact, *(place for place, _ in given.estimated)}
        ends = (self.ground.last_day(place) for place in places)
        ended = [day for day in ends if day is not None and day <= self.begin]
        return min([self.begin, *(date.fromordinal(day.toordinal() - 1) for day in ended)])


@dataclass
class _State:
    exact: dict[int, int]
    estimated: dict[tuple[int, int], int]
    held: dict[Held, int]

    def pass_day(self, ground: Ground, day: date, *, late: bool) -> None:
        """late: a day before the counts begin; only places that had ended by then are touched."""

        touched = self.exact.keys() | {place for place, _ in self.estimated}
        if late:
            touched = {place for place in touched if ground.held(place, day) is None}
        fates = ground.fates(touched, day)
        gone = {place for place in touched if fates[place] is not None}
        exact: dict[int, int] = defaultdict(int)
        estimated: dict[tuple[int, int], int] = defaultdict(int)
        held: dict[Held, int] = defaultdict(int)
        exact.update((place, value) for place, value in self.exact.items() if place not in gone)
        for place in gone & self.exact.keys():
            found, value = fates[place], self.exact[place]
            if found is None:
                continue
            if found.whole:
                exact[found.heirs[0][0]] += value
            elif not found.heirs and RANK[ground.kinds[found.home]] >= RANK[ground.kinds[place]]:
                exact[found.home] += value
            else:
                for heir, part in _divided(value, found):
                    if heir is not None:
                        estimated[heir, found.home] += part
                    elif part:
                        held[Held(found.home, place, day, _reason(ground, place, found))] += part
        for (place, within), value in self.estimated.items():
            found = fates[place] if place in gone else None
            around = within if late else ground.home(within, day)
            if found is None:
                estimated[place, around] += value
            elif found.whole or (
                not found.heirs and RANK[ground.kinds[found.home]] >= RANK[ground.kinds[place]]
            ):
                estimated[found.home, around] += value
            else:
                for heir, part in _divided(value, found):
                    if heir is not None:
                        estimated[heir, around] += part
                    elif part:
                        held[Held(around, place, day, _reason(ground, place, found))] += part
        for one, value in self.held.items():
            around = one.within if late else ground.home(one.within, day)
            held[Held(around, one.origin, one.on, one.reason)] += value
        self.exact, self.estimated, self.held = exact, estimated, held


def _divided(value: int, fate: Fate) -> Iterator[tuple[int | None, int]]:
    """(heir, its part) by stated shares, and (None, the rest)."""
    stated = [(heir, share) for heir, share in fate.heirs if share is not None]
    parts = apportion(value, [share for _, share in stated])
    yield from ((heir, part) for (heir, _), part in zip(stated, parts, strict=False))
    yield None, parts[-1]


def _reason(ground: Ground, place: int, fate: Fate) -> Reason:
    if fate.heirs:
        return Reason.NO_SHARE
    lower = ground.kinds[place].value in ("commune", "hamlet")
    return Reason.NO_LINK if lower else Reason.KNOWN_ABOVE
