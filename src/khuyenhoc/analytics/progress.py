"""How far a round has come in each place right below one, and who has not done anything yet; from the roll-ups."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain.numbers import percent_of
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State

_HELD = frozenset({State.RECOGNISED, State.TO_BE_REVIEWED, State.EXPIRED, State.REVOKED})
_VERIFIED = _HELD | {State.VERIFIED, State.PROPOSED, State.NOT_RECOGNISED}
_HANDED_IN = _VERIFIED | {State.SELF_ASSESSED, State.REVIEWED}


class Order(StrEnum):
    """How the places are listed."""

    LEAST_DONE = "least_done"
    MOST_DONE = "most_done"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Standing:
    """Cases that came so far or further, of one title and level; organisations whatever their kind.

    name, place_id: "" and the round's own place for the sum of all.
    """

    place_id: int
    name: str
    registered: int
    handed_in: int
    verified: int
    recognised: int

    @property
    def is_idle(self) -> bool:
        """Nobody registered."""
        return not self.registered

    @property
    def share(self) -> int:
        """Of those registered, how many were recognised, in hundredths of a percent; 0 when nobody registered."""
        return percent_of(min(self.recognised, self.registered), self.registered) if self.registered else 0


@dataclass(frozen=True, slots=True)
class Progress:
    """whole: the place with all below it. idle: the places right below where nobody registered, by name."""

    whole: Standing
    busy: tuple[Standing, ...]
    idle: tuple[Standing, ...]


def of_round(
    opened: Round,
    place: int,
    *,
    on: date,
    order: Order = Order.LEAST_DONE,
    among: Collection[int] | None = None,
) -> Progress:
    """A round at a place on the tree of the day; `among` leaves the other places right below out.

    Three questions to the database, however many places there are. Errors: PlaceUnknownThen.
    """
    states = [Measure.REGISTRATIONS.value, *(state.value for state in State)]
    sums = counts.below(place, on, years=[opened.year], states=states)
    whole: dict[str, int] = {}
    for (title, level, _year, state), value in sums.items():
        if _is_of(opened, title, level):
            whole[state] = whole.get(state, 0) + value
    below = counts.by_child(place, on, year=opened.year, states=states)
    found = []
    for child in places.children(place, on):
        if among is not None and child.place_id not in among:
            continue
        told: dict[str, int] = {}
        for (title, level, state), value in below.get(child.place_id, {}).items():
            if _is_of(opened, title, level):
                told[state] = told.get(state, 0) + value
        found.append(_standing(child.place_id, str(child), told))
    busy = [one for one in found if not one.is_idle]
    if order is Order.LEAST_DONE:
        busy.sort(key=lambda one: (one.share, one.verified * 10_000 // one.registered, one.handed_in))
    elif order is Order.MOST_DONE:
        busy.sort(key=lambda one: (-one.share, -one.verified, -one.handed_in))
    return Progress(_standing(place, "", whole), tuple(busy), tuple(one for one in found if one.is_idle))


def _is_of(opened: Round, title: str, level: str) -> bool:
    if title != opened.title:
        return False
    return level == opened.level or (title == Title.ORGANISATION and not opened.level)


def _standing(place: int, name: str, told: Mapping[str, int]) -> Standing:
    return Standing(
        place_id=place,
        name=name,
        registered=told.get(Measure.REGISTRATIONS, 0),
        handed_in=sum(told.get(state, 0) for state in _HANDED_IN),
        verified=sum(told.get(state, 0) for state in _VERIFIED),
        recognised=sum(told.get(state, 0) for state in _HELD),
    )
