"""For whom, where and when a version of a set holds, and which of several holds for a round.

The most specific valid set wins: one for the organisation itself, else one for its kind, else the one whose place
lies nearest above the round's, else one that holds everywhere. Source: ADR 0015.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khuyenhoc.domain.criteria.model import Status
from khuyenhoc.domain.errors import RuleBroken


class Misfit(StrEnum):
    """Why a set cannot be used, the first that is met; each has its words."""

    OTHER_TITLE = "set_other_title"
    OTHER_LEVEL = "set_other_level"
    DRAFT = "set_draft"
    NOT_YET_IN_FORCE = "set_not_yet"
    NO_LONGER_IN_FORCE = "set_no_longer"
    OTHER_PLACE = "set_other_place"
    OTHER_KIND = "set_other_kind"
    OTHER_ORGANISATION = "set_other_organisation"


class SetDoesNotFit(RuleBroken):
    """The set cannot be used for this round; facts: set, title, why."""

    code = "SET_DOES_NOT_FIT"


class MoreSpecificSetHolds(RuleBroken):
    """A set made for just this place or organisation holds instead of the one chosen; facts: set, holds."""

    code = "MORE_SPECIFIC_SET_HOLDS"


@dataclass(frozen=True, slots=True)
class Reach:
    """What one version is valid for. until: its last day.

    place: it and all below it, None for everywhere. organisation: the search key of a name, "" for all.
    """

    key: str
    title: str
    levels: tuple[str, ...]
    status: Status
    since: date | None = None
    until: date | None = None
    place: int | None = None
    organisation_kind: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """What a set is wanted for.

    level: "" is every level for organisations, no level otherwise. line: the round's place, then what lies above
    it, the nearest first. organisation: the search key of the only organisation's name, "" for a round of many.
    """

    title: str
    level: str
    line: tuple[int, ...]
    on: date
    organisation_kind: str = ""
    organisation: str = ""


def misfit(reach: Reach, use: Use) -> Misfit | None:
    """The first reason that keeps a set from being used, or None."""
    # a round without a level takes every level: only organisations share one round and one row of the table
    any_level = use.title == "organisation" and not use.level
    if reach.title != use.title:
        return Misfit.OTHER_TITLE
    if not any_level and use.level not in (reach.levels or ("",)):
        return Misfit.OTHER_LEVEL
    if reach.status is Status.DRAFT:
        return Misfit.DRAFT
    if reach.since is not None and use.on < reach.since:
        return Misfit.NOT_YET_IN_FORCE
    if reach.until is not None and use.on > reach.until:
        return Misfit.NO_LONGER_IN_FORCE
    if reach.place is not None and reach.place not in use.line:
        return Misfit.OTHER_PLACE
    if reach.organisation_kind not in ("", use.organisation_kind):
        return Misfit.OTHER_KIND
    if reach.organisation not in ("", use.organisation):
        return Misfit.OTHER_ORGANISATION
    return None


def closeness(reach: Reach, use: Use) -> tuple[bool, bool, int]:
    """How specific a set that fits is for the use; the larger goes first.

    A set for the organisation goes before one for its kind, both before any for a place, a nearer place before one
    further up, and every place before everywhere.
    """
    height = 0 if reach.place is None else len(use.line) - use.line.index(reach.place)
    return bool(reach.organisation), bool(reach.organisation_kind), height


def valid(reaches: Iterable[Reach], use: Use) -> list[Reach]:
    """The sets that fit, the one that wins first.

    Of equally specific ones an issued set goes before a sample, then the one in force since later, then by key.
    """
    fitting = sorted((reach for reach in reaches if misfit(reach, use) is None), key=lambda reach: reach.key)
    return sorted(fitting, key=lambda reach: _order(reach, use), reverse=True)


def _order(reach: Reach, use: Use) -> tuple[object, ...]:
    return (*closeness(reach, use), reach.status is Status.ISSUED, reach.since or date.min)


def require_holds(chosen: Reach, others: Iterable[Reach], use: Use) -> None:
    """The chosen set fits, and none that fits is more specific; a sample never stands before an issued set.

    Errors: SetDoesNotFit, MoreSpecificSetHolds.
    """
    why = misfit(chosen, use)
    if why is not None:
        raise SetDoesNotFit(set=chosen.key, title=use.title, why=why.value)
    for other in valid(others, use):
        outranked = closeness(other, use) > closeness(chosen, use)
        if outranked and (other.status is Status.ISSUED or chosen.status is not Status.ISSUED):
            raise MoreSpecificSetHolds(set=chosen.key, holds=other.key)
