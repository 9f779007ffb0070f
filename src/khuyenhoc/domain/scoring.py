"""What a case is worth under a criteria set, and whether it passes. Whole numbers only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from khuyenhoc.domain.answers import NOT_APPLICABLE, Answer, Share, fits, fits_share, require_known
from khuyenhoc.domain.criteria.model import CriteriaSet, Criterion, Indicator, Kind, Logic, NotApplicable
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.numbers import percent_of


class CriteriaSetIncomplete(RuleBroken):
    """A draft that leaves numbers unknown can't score anything; facts: set, count."""

    code = "CRITERIA_SET_INCOMPLETE"


class State(StrEnum):
    """What became of one question."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    BAD = "bad"


@dataclass(frozen=True)
class IndicatorScore:
    """Points of one indicator out of `max_points` (0 when it is taken out); hundredths."""

    code: str
    state: State
    points: int
    max_points: int


@dataclass(frozen=True)
class CriterionScore:
    """Sums of one criterion over what applies; hundredths."""

    code: str
    points: int
    max_points: int
    indicators: tuple[IndicatorScore, ...]


@dataclass(frozen=True)
class Scorecard:
    """The outcome of one case.

    Points are hundredths (1000 is 10.00), `percent` hundredths of a percent of `max_points`, rounded half up
    for showing. Both are None in a levels set, with a BAD answer, and percent also when nothing applies.
    `rating` is "" when not passed or when the set has none. `level`: the highest met, None in a points set.
    `reasons` such as "MISSING:1.3" in the order of the format; a passed levels case may have LEVEL reasons.
    """

    total_points: int | None
    max_points: int
    percent: int | None
    rating: str
    passed: bool
    reasons: tuple[str, ...]
    level: int | None
    criteria: tuple[CriterionScore, ...]


def score(criteria_set: CriteriaSet, answers: Mapping[str, Answer]) -> Scorecard:
    """Add up the points, or find the level, and say whether the set is passed.

    answers: code of an indicator, exclusion or prerequisite -> answer (see `answers.read`). An indicator or
        prerequisite without one is MISSING and never passes; an exclusion without one is a no.
    Every minimum is compared exactly, before rounding.
    Errors: CriteriaSetIncomplete, AnswerCodeUnknown.
    Source: the criteria set's own file; order of reasons and edges ADR 0011.
    """
    if not criteria_set.is_complete:
        raise CriteriaSetIncomplete(set=criteria_set.key, count=len(criteria_set.unknown))
    require_known(criteria_set, answers)
    return EVALUATORS[criteria_set.semantics](criteria_set, answers)


def reached(part: int, whole: int, min_percent: int) -> bool:
    """part / whole is at least min_percent (hundredths of a percent), without dividing."""
    return part * 10000 >= min_percent * whole


def state_of(indicator: Indicator, answer: Answer | None) -> State:
    """What became of an indicator's question."""
    if answer is None:
        return State.MISSING
    if not fits(indicator, answer):
        return State.BAD
    return State.NOT_APPLICABLE if answer is NOT_APPLICABLE else State.ANSWERED


def points_of(indicator: Indicator, answer: Answer) -> int:
    """Hundredths earned by an answer that fits and applies."""
    match indicator.kind:
        case Kind.POINTS:
            return answer if isinstance(answer, int) else 0
        case Kind.YES_NO:
            return indicator.max_points if answer is True else 0
        case Kind.CHOICE:
            return next(option.points for option in indicator.options if option.code == answer)
        case Kind.LEVEL:
            return 0
        case _:
            part, whole = answer if isinstance(answer, Share) else (0, 1)
            return next((b.points for b in indicator.bands if reached(part, whole, b.min_percent)), 0)


def _evaluate_1(s: CriteriaSet, answers: Mapping[str, Answer]) -> Scorecard:
    criteria = tuple(_criterion(criterion, answers) for criterion in s.criteria)
    states = {line.code: line.state for criterion in criteria for line in criterion.indicators}
    against = _against(s, answers)
    missing = [code for code in s.columns_order if (states.get(code) or against.get(code)) == State.MISSING]
    bad = [code for code in s.columns_order if (states.get(code) or against.get(code)) == State.BAD]
    standing = [f"MISSING:{code}" for code in missing]
    standing += [f"EXCLUSION:{e.code}" for e in s.exclusions if against.get(e.code) == "stands"]
    standing += [f"PREREQUISITE:{p.code}" for p in s.prerequisites if against.get(p.code) == "stands"]
    max_points = sum(criterion.max_points for criterion in criteria)
    if bad:
        reasons = (*standing, *(f"BAD:{code}" for code in bad))
        level = 0 if s.logic is Logic.LEVELS else None
        return Scorecard(None, max_points, None, "", False, reasons, level, criteria)
    if s.logic is Logic.LEVELS:
        return _by_level(s, answers, states, tuple(standing), criteria)
    return _by_points(s, states, tuple(standing), criteria)


EVALUATORS: Final[Mapping[int, Callable[[CriteriaSet, Mapping[str, Answer]], Scorecard]]] = {1: _evaluate_1}


def _criterion(criterion: Criterion, answers: Mapping[str, Answer]) -> CriterionScore:
    lines = tuple(_line(indicator, answers.get(indicator.code)) for indicator in criterion.indicators)
    points, most = sum(line.points for line in lines), sum(line.max_points for line in lines)
    return CriterionScore(criterion.code, points, most, lines)


def _line(indicator: Indicator, answer: Answer | None) -> IndicatorScore:
    state, most = state_of(indicator, answer), indicator.max_points
    points = 0
    if state is State.NOT_APPLICABLE:
        full = indicator.not_applicable is NotApplicable.FULL
        points, most = (most, most) if full else (0, 0)
    elif state is State.ANSWERED and answer is not None:
        points = points_of(indicator, answer)
    return IndicatorScore(indicator.code, state, points, most)


def _against(s: CriteriaSet, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Exclusions and prerequisites that are missing, bad, or stand against recognition."""
    found: dict[str, str] = {}
    for exclusion in s.exclusions:
        answer = answers.get(exclusion.code)
        if answer is not None and answer is not False:
            found[exclusion.code] = "stands" if answer is True else State.BAD
    for prerequisite in s.prerequisites:
        share = answers.get(prerequisite.code)
        if share is None:
            found[prerequisite.code] = State.MISSING
        elif not (isinstance(share, Share) and fits_share(share)):
            found[prerequisite.code] = State.BAD
        elif not reached(share.part, share.whole, prerequisite.min_percent):
            found[prerequisite.code] = "stands"
    return found


def _by_points(
    s: CriteriaSet,
    states: Mapping[str, State],
    standing: tuple[str, ...],
    criteria: tuple[CriterionScore, ...],
) -> Scorecard:
    total, most = sum(c.points for c in criteria), sum(c.max_points for c in criteria)
    reasons = [*standing]
    floor = s.pass_rule.min_indicator_points
    for line in (line for criterion in criteria for line in criterion.indicators):
        applies = states[line.code] is not State.MISSING and line.max_points > 0
        if floor is not None and applies and line.points < floor:
            reasons.append(f"MIN_INDICATOR:{line.code}")
    floors = dict(s.pass_rule.min_criterion_percent)
    reasons += [
        f"MIN_CRITERION:{c.code}"
        for c in criteria
        if c.code in floors and not reached(c.points, c.max_points, floors[c.code])
    ]
    if most == 0 or not reached(total, most, s.pass_rule.min_total_percent or 0):
        reasons.append("MIN_TOTAL")
    passed = not reasons
    percent = percent_of(total, most) if most else None
    grades = (r.code for r in s.ratings if reached(total, most, r.min_total_percent or 0))
    return Scorecard(
        total, most, percent, next(grades, "") if passed else "", passed, tuple(reasons), None, criteria
    )


def meets(indicator: Indicator, answer: Answer | None, level: int) -> bool:
    """An answer meets a level when it reaches the highest level up to it that the indicator asks for."""
    if answer is NOT_APPLICABLE:
        return True
    if not isinstance(answer, int) or isinstance(answer, bool):
        return False
    return answer >= max((asked for asked in indicator.levels if asked <= level), default=0)


def _by_level(
    s: CriteriaSet,
    answers: Mapping[str, Answer],
    states: Mapping[str, State],
    standing: tuple[str, ...],
    criteria: tuple[CriterionScore, ...],
) -> Scorecard:
    applies = [
        i for i in s.indicators if answers.get(i.code) is not NOT_APPLICABLE or i.not_applicable == "full"
    ]
    met, next_level = 0, None
    for level in s.levels:
        if applies and all(meets(i, answers.get(i.code), level) for i in applies):
            met = level
        else:
            next_level = level
            break
    short = [
        f"LEVEL:{i.code}"
        for i in s.indicators
        if next_level is not None
        and states[i.code] is not State.MISSING
        and (not applies or not meets(i, answers.get(i.code), next_level))
    ]
    grade = next((r.code for r in s.ratings if r.level is not None and met >= r.level), "")
    passed = not standing and met > 0 and (bool(grade) or not s.ratings)
    return Scorecard(None, 0, None, grade if passed else "", passed, (*standing, *short), met, criteria)
