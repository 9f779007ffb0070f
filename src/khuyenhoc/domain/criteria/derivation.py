"""Whether a local set stays comparable with the frame it derives from, proved change by change.

A sound derivation means: the frame's points of every indicator are a function of the local answers (`to_frame`),
and nothing that the frame demands is demanded less. A part of a split indicator carries the frame's code as the
beginning of its own: 1.1 → 1.1.a, 1.1.b (or 1.1a, 1.1-a), in the criterion of the same code. Source: ADR 0008.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from khuyenhoc.domain.criteria.model import (
    CriteriaSet,
    Criterion,
    Indicator,
    Kind,
    Logic,
    NotApplicable,
    Rating,
)
from khuyenhoc.domain.errors import RuleBroken


class Change(StrEnum):
    """What a local set may not do to its frame."""

    OTHER_TITLE = "OTHER_TITLE"
    OTHER_LEVEL = "OTHER_LEVEL"
    OTHER_LOGIC = "OTHER_LOGIC"
    OTHER_SEMANTICS = "OTHER_SEMANTICS"
    CRITERION_DROPPED = "CRITERION_DROPPED"
    CRITERION_ADDED = "CRITERION_ADDED"
    CRITERION_TOTAL = "CRITERION_TOTAL"
    INDICATOR_DROPPED = "INDICATOR_DROPPED"
    INDICATOR_MOVED = "INDICATOR_MOVED"
    INDICATOR_ADDED = "INDICATOR_ADDED"
    INDICATOR_RULE = "INDICATOR_RULE"
    PARTS_SUM = "PARTS_SUM"
    PARTS_RULE = "PARTS_RULE"
    EXCLUSION_DROPPED = "EXCLUSION_DROPPED"
    PREREQUISITE_DROPPED = "PREREQUISITE_DROPPED"
    PREREQUISITE_LOWERED = "PREREQUISITE_LOWERED"
    MINIMUM_LOWERED = "MINIMUM_LOWERED"
    RATING_CHANGED = "RATING_CHANGED"


class NotComparable(RuleBroken):
    """A change of a local set that breaks the comparison with its frame; facts: set, frame, change, where."""

    code = "NOT_COMPARABLE"


class FrameNotFound(RuleBroken):
    """A local set names a frame that is not at hand; facts: set, frame."""

    code = "FRAME_NOT_FOUND"


@dataclass(frozen=True, slots=True)
class Breach:
    """One change that breaks comparability; where: the code of the criterion, indicator, rating … concerned."""

    change: Change
    where: str


def breaches(frame: CriteriaSet, local: CriteriaSet) -> tuple[Breach, ...]:
    """Every change of `local` that breaks the comparison with `frame`; nothing when it is a sound derivation."""
    return (
        *_heads(frame, local),
        *_criteria(frame, local),
        *_conditions(frame, local),
        *_minima(frame, local),
    )


def require_comparable(frame: CriteriaSet, local: CriteriaSet) -> None:
    """Errors: NotComparable for the first breach; `breaches` gives them all."""
    for breach in breaches(frame, local):
        raise NotComparable(set=local.key, frame=frame.key, change=breach.change.value, where=breach.where)


def to_frame(frame: CriteriaSet, local: CriteriaSet, points: Mapping[str, int]) -> dict[str, int]:
    """The frame's points of each indicator from the local points, hundredths: the function the proof speaks of.

    points: local indicator code → points earned. Parts add up; where the frame knows only some values (yes or no,
    options, bands), the sum counts as the highest of these that it reaches. Only for a sound points set.
    """
    found = {}
    for criterion in frame.criteria:
        here = [i.code for c in local.criteria if c.code == criterion.code for i in c.indicators]
        for indicator in criterion.indicators:
            total = sum(points[c] for c in here if c == indicator.code or is_part(c, indicator.code))
            found[indicator.code] = max(value for value in _values(indicator) if value <= total)
    return found


def is_part(code: str, of: str) -> bool:
    """Whether an indicator's code names a part of `of`: 1.1.a and 1.1a of 1.1, but not 1.10."""
    rest = code.removeprefix(of)
    return code.startswith(of) and bool(rest) and not rest[0].isdigit()


def _heads(frame: CriteriaSet, local: CriteriaSet) -> Iterable[Breach]:
    if local.title != frame.title:
        yield Breach(Change.OTHER_TITLE, local.title)
    if not set(local.subject_levels) <= set(frame.subject_levels):
        yield Breach(Change.OTHER_LEVEL, local.level)
    if local.logic is not frame.logic:
        yield Breach(Change.OTHER_LOGIC, local.logic)
    if local.semantics != frame.semantics:
        yield Breach(Change.OTHER_SEMANTICS, str(local.semantics))


def _criteria(frame: CriteriaSet, local: CriteriaSet) -> Iterable[Breach]:
    here = {criterion.code: criterion for criterion in local.criteria}
    homes = {i.code: criterion.code for criterion in local.criteria for i in criterion.indicators}
    known = {criterion.code for criterion in frame.criteria}
    for criterion in frame.criteria:
        if criterion.code not in here:
            yield Breach(Change.CRITERION_DROPPED, criterion.code)
            continue
        if here[criterion.code].max_points != criterion.max_points:
            yield Breach(Change.CRITERION_TOTAL, criterion.code)
        yield from _indicators(criterion, here[criterion.code], homes)
    for criterion in local.criteria:
        if criterion.code not in known and criterion.max_points:
            yield Breach(Change.CRITERION_ADDED, criterion.code)


def _indicators(frame: Criterion, local: Criterion, homes: Mapping[str, str]) -> Iterable[Breach]:
    here = {indicator.code: indicator for indicator in local.indicators}
    taken: set[str] = set()
    for indicator in frame.indicators:
        parts = [
            one for one in local.indicators if is_part(one.code, indicator.code) and one.code not in taken
        ]
        if indicator.code in here:
            taken.add(indicator.code)
            if _rule(here[indicator.code]) != _rule(indicator):
                yield Breach(Change.INDICATOR_RULE, indicator.code)
        elif indicator.code in homes:
            yield Breach(Change.INDICATOR_MOVED, indicator.code)
        elif parts:
            taken |= {part.code for part in parts}
            yield from _parts(indicator, parts)
        else:
            yield Breach(Change.INDICATOR_DROPPED, indicator.code)
    for indicator in local.indicators:
        if indicator.code not in taken and indicator.max_points:
            yield Breach(Change.INDICATOR_ADDED, indicator.code)


def _rule(indicator: Indicator) -> tuple[object, ...]:
    """What decides points: everything but the wording."""
    options = tuple((option.code, option.points) for option in indicator.options)
    return (
        indicator.kind,
        indicator.max_points,
        indicator.step,
        options,
        indicator.bands,
        indicator.levels,
        indicator.counts,
        indicator.holding,
        indicator.not_applicable,
    )


def _parts(frame: Indicator, parts: list[Indicator]) -> Iterable[Breach]:
    if frame.kind is Kind.LEVEL:
        # the frame's level is the lowest of the parts', so each part must ask for the same levels
        if any(part.kind is not Kind.LEVEL or part.levels != frame.levels for part in parts):
            yield Breach(Change.PARTS_RULE, frame.code)
        return
    if sum(part.max_points for part in parts) != frame.max_points:
        yield Breach(Change.PARTS_SUM, frame.code)
    # a part may forbid what the frame allows; it may not excuse where the frame does not
    if any(part.not_applicable not in (NotApplicable.FORBID, frame.not_applicable) for part in parts):
        yield Breach(Change.PARTS_RULE, frame.code)


def _values(indicator: Indicator) -> Iterable[int]:
    """Every number of points an indicator can earn, hundredths."""
    match indicator.kind:
        case Kind.POINTS:
            return (*range(0, indicator.max_points + 1, indicator.step), indicator.max_points)
        case Kind.YES_NO:
            return (0, indicator.max_points)
        case Kind.CHOICE:
            return (0, *(option.points for option in indicator.options))
        case Kind.LEVEL:
            return (0,)
        case _:
            return (0, *(band.points for band in indicator.bands))


def _conditions(frame: CriteriaSet, local: CriteriaSet) -> Iterable[Breach]:
    kept = {exclusion.code for exclusion in local.exclusions}
    for exclusion in frame.exclusions:
        if exclusion.code not in kept:
            yield Breach(Change.EXCLUSION_DROPPED, exclusion.code)
    here = {prerequisite.code: prerequisite for prerequisite in local.prerequisites}
    for wanted in frame.prerequisites:
        found = here.get(wanted.code)
        if found is None or (found.counts, found.holding) != (wanted.counts, wanted.holding):
            yield Breach(Change.PREREQUISITE_DROPPED, wanted.code)
        elif found.min_percent < wanted.min_percent:
            yield Breach(Change.PREREQUISITE_LOWERED, wanted.code)


def _minima(frame: CriteriaSet, local: CriteriaSet) -> Iterable[Breach]:
    wanted, found = frame.pass_rule, local.pass_rule
    if _lower(found.min_total_percent, wanted.min_total_percent):
        yield Breach(Change.MINIMUM_LOWERED, "min_total_percent")
    if _lower(found.min_indicator_points, wanted.min_indicator_points):
        yield Breach(Change.MINIMUM_LOWERED, "min_indicator_points")
    here = dict(found.min_criterion_percent)
    for code, percent in wanted.min_criterion_percent:
        if _lower(here.get(code), percent):
            yield Breach(Change.MINIMUM_LOWERED, f"min_criterion_percent.{code}")
    ratings = {rating.code: rating for rating in local.ratings}
    if [rating.code for rating in local.ratings] != [rating.code for rating in frame.ratings]:
        yield Breach(Change.RATING_CHANGED, "rating")
        return
    for rating in frame.ratings:
        if _easier(ratings[rating.code], rating, frame.logic):
            yield Breach(Change.RATING_CHANGED, rating.code)


def _lower(found: int | None, wanted: int | None) -> bool:
    return wanted is not None and (found is None or found < wanted)


def _easier(found: Rating, wanted: Rating, logic: Logic) -> bool:
    if logic is Logic.LEVELS:
        return _lower(found.level, wanted.level)
    return _lower(found.min_total_percent, wanted.min_total_percent)
