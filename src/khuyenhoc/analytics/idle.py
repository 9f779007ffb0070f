"""Who has not done anything yet: the places right below one where nobody registered for any title in a year."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.workflow import State


@dataclass(frozen=True, slots=True)
class Idle:
    """branches: the names of those that go on there."""

    place_id: int
    name: str
    branches: tuple[str, ...]


def below(place: int, year: int, *, on: date, among: Collection[int] | None = None) -> list[Idle]:
    """Places right below on the day, in Vietnamese order, without a registration or a case of the year.

    From the roll-ups, a few questions however many places there are. `among` leaves the others out.
    Errors: PlaceUnknownThen.
    """
    states = [Measure.REGISTRATIONS.value, State.WITHDRAWN.value]  # who withdrew had begun
    sums = counts.by_child(place, on, year=year, states=states)
    quiet = [
        child
        for child in places.children(place, on)
        if not any(sums.get(child.place_id, {}).values()) and (among is None or child.place_id in among)
    ]
    branches = association.going_on_at([child.place_id for child in quiet], on)
    return [Idle(child.place_id, str(child), tuple(branches.get(child.place_id, ()))) for child in quiet]
