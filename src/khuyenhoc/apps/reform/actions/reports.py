"""What a reform did, or would do, in words and numbers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.reform.queries import Affected, eve
from khuyenhoc.domain.reform import Outcome


@dataclass(frozen=True, slots=True)
class Carried:
    """What followed. titles_to_review: titles of places that ended. Where the day is still to come only grants,
    rounds and communities have followed; subjects and titles wait for it."""

    subjects_moved: int
    communities_ended: int
    communities_opened: int
    titles_to_review: int
    grants_ended: int
    grants_renewed: int
    rounds_taken_over: int


@dataclass(frozen=True, slots=True)
class Ended:
    """custodian: the label of who answers for it from the day on; successors: labels, the default first."""

    id: int
    label: str
    custodian: str
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """before "" for a place that was opened; id None in a dry run, where it has none yet."""

    id: int | None
    before: str
    after: str
    code: str


@dataclass(frozen=True, slots=True)
class DayReport:
    """carried_places: places that only followed what changed above them. waits: the day is still to come."""

    on: date
    opened: tuple[Changed, ...]
    closed: tuple[Ended, ...]
    changed: tuple[Changed, ...]
    carried_places: int
    affected: Affected
    carried: Carried
    waits: bool


@dataclass(frozen=True, slots=True)
class Report:
    """applied_on: the day on which this very plan had been carried out before; nothing was done again then."""

    title: str
    digest: str
    is_dry_run: bool
    applied_on: date | None
    days: tuple[DayReport, ...]

    def as_json(self) -> dict[str, Any]:
        return {name: _plain(value) for name, value in asdict(self).items()}


def told(outcome: Outcome, *, is_dry_run: bool) -> dict[str, Any]:
    """The part of a DayReport that the tree itself decides."""
    old, new = eve(outcome.day), outcome.day
    shown = {one.place: one for one in outcome.versions if not one.is_carried}
    after = places.labels(
        {*shown, *outcome.custodians.values(), *(one.successor for one in outcome.successions)}, new
    )
    before = places.labels([*outcome.closed, *outcome.changed], old)
    heirs: dict[int, list[str]] = {place: [] for place in outcome.closed}
    for one in sorted(outcome.successions, key=lambda one: not one.is_default):
        heirs[one.predecessor].append(after[one.successor])
    return {
        "on": outcome.day,
        "opened": tuple(
            Changed(None if is_dry_run else place, "", after[place], shown[place].code)
            for place in outcome.opened
        ),
        "closed": tuple(
            Ended(place, before[place], after[custodian], tuple(heirs[place]))
            for place, custodian in outcome.custodians.items()
        ),
        "changed": tuple(
            Changed(place, before[place], after[place], shown[place].code) for place in outcome.changed
        ),
        "carried_places": len(outcome.carried),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
