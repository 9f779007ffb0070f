"""Who may be registered in a round."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.titles import Level, Title


class NotEligible(RuleBroken):
    """Some of the named subjects cannot register in this round; facts: subjects (ids), why, number."""

    code = "NOT_ELIGIBLE"


class Why(StrEnum):
    OTHER_KIND = "other_kind"
    OTHER_LEVEL = "other_level"
    OTHER_ORGANISATION = "other_organisation"
    ROUND_OF_ANOTHER = "round_of_another"
    NOT_THERE_YET = "not_there_yet"
    NO_LONGER_THERE = "no_longer_there"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What eligibility asks about a subject; `until` is the first day it no longer exists."""

    id: int
    kind: Title
    level: Level
    since: date
    until: date | None
    organisation_kind: str = ""


def why_not(
    candidate: Candidate,
    *,
    title: Title,
    level: Level,
    cut_off: date,
    organisation_kind: str = "",
    only: int | None = None,
) -> Why | None:
    """The first reason that keeps a subject out of a round, or None.

    A round with no level takes every level, one with no kind of organisation every kind. only: the one subject
    that the round is for.
    """
    if candidate.kind != title:
        return Why.OTHER_KIND
    if level and candidate.level != level:
        return Why.OTHER_LEVEL
    if organisation_kind and candidate.organisation_kind != organisation_kind:
        return Why.OTHER_ORGANISATION
    if only is not None and candidate.id != only:
        return Why.ROUND_OF_ANOTHER
    if candidate.since > cut_off:
        return Why.NOT_THERE_YET
    if candidate.until is not None and candidate.until <= cut_off:
        return Why.NO_LONGER_THERE
    return None


def require_eligible(
    candidates: list[Candidate],
    *,
    title: Title,
    level: Level,
    cut_off: date,
    organisation_kind: str = "",
    only: int | None = None,
) -> None:
    """Errors: NotEligible, naming every subject refused for the first reason met."""
    refused: dict[Why, list[int]] = {}
    for candidate in candidates:
        why = why_not(
            candidate,
            title=title,
            level=level,
            cut_off=cut_off,
            organisation_kind=organisation_kind,
            only=only,
        )
        if why is not None:
            refused.setdefault(why, []).append(candidate.id)
    for why, subjects in refused.items():
        raise NotEligible(subjects=subjects, why=why.value, number=len(subjects))
