"""A criteria set as one expression over columns, equal to `domain.scoring.score` on every case.

Answers are whole numbers: points in hundredths, the position of a choice's option, 1 and 0 for yes and no, a level,
part and whole of a share. NULL is missing; the marks below stand for what is no value.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any, Final

from ibis import ifelse, literal

from khuyenhoc.domain.answers import LARGEST_COUNT, NOT_APPLICABLE, Answer, Share, columns
from khuyenhoc.domain.criteria import CriteriaSet, Indicator, Kind, Logic, NotApplicable
from khuyenhoc.domain.scoring import CriteriaSetIncomplete

IS_NOT_APPLICABLE: Final = -1
IS_UNREADABLE: Final = -2
IS_MISSING: Final = -3  # as good as NULL; NULL becomes it, so that every comparison has an answer
_BITS: Final = 6
_ANSWERED, _AWAY, _ABSENT, _BAD = range(4)

Column = Any  # ibis ships no types that mypy can follow
Table = Any


def encode(criteria_set: CriteriaSet, answers: Mapping[str, Answer]) -> dict[str, int | None]:
    """The columns of one case as the expression takes them; what is not of its kind is unreadable."""
    indicators = {indicator.code: indicator for indicator in criteria_set.indicators}
    row: dict[str, int | None] = {}
    for code, names in columns(criteria_set).items():
        answer = answers.get(code)
        if answer is None:
            row |= dict.fromkeys(names)
        elif answer is NOT_APPLICABLE:
            row |= dict.fromkeys(names, IS_NOT_APPLICABLE)
        elif len(names) == 1:
            row[code] = _number(indicators.get(code), answer)
        else:
            pair = answer if isinstance(answer, Share) else (IS_UNREADABLE, IS_UNREADABLE)
            row |= {name: _count(number) for name, number in zip(names, pair, strict=True)}
    return row


def _number(indicator: Indicator | None, answer: Answer) -> int:
    if indicator is None or indicator.kind is Kind.YES_NO:
        return int(answer) if isinstance(answer, bool) else IS_UNREADABLE
    if indicator.kind is Kind.CHOICE:
        codes = [option.code for option in indicator.options]
        return codes.index(str(answer)) if answer in codes else IS_UNREADABLE
    return _count(answer) if isinstance(answer, int) and not isinstance(answer, bool) else IS_UNREADABLE


def _count(number: int) -> int:
    return number if 0 <= number <= LARGEST_COUNT else IS_UNREADABLE


def compiled(criteria_set: CriteriaSet, table: Table) -> Table:
    """The table's other columns with total_points, percent, rating, passed (1 or 0) and reasons of each row.

    table: an ibis table with a BIGINT column for each name in `answers.columns`.
    total_points and percent are hundredths, NULL where the scorecard has None; rating and reasons are "" where
    there is none, reasons are joined by ";". Rows come in no particular order.
    Errors: CriteriaSetIncomplete.
    """
    if not criteria_set.is_complete:
        raise CriteriaSetIncomplete(set=criteria_set.key, count=len(criteria_set.unknown))
    return EVALUATORS[criteria_set.semantics](criteria_set, table)


def _evaluate_1(s: CriteriaSet, table: Table) -> Table:
    names = columns(s)
    place = {code: position for position, code in enumerate(names)}
    answered = {name for pair in names.values() for name in pair}
    others = [name for name in table.columns if name not in answered]
    values = {
        f"v{place[code]}{'ab'[side]}": table[name].fill_null(IS_MISSING)
        for code, pair in names.items()
        for side, name in enumerate(pair)
    }
    t = table.select(*others, **values)
    t = t.mutate(**_states(s, t, place))
    t = t.mutate(**_points(s, t, place))
    reasons = _facts(s, t, place)
    t = t.mutate(**reasons.masks())
    t = t.mutate(bad=reasons.any(t, "bad"), standing=reasons.any(t, "absent") | reasons.any(t, "against"))
    t = _by_level(s, t, place, reasons) if s.logic is Logic.LEVELS else _by_points(s, t, place, reasons)
    passed = ifelse(t.standing | t.bad | t.short, 0, t.graded)
    blank = literal(None, type="int64")
    is_blank = literal(True) if s.logic is Logic.LEVELS else t.bad
    silent = ~(t.standing | t.bad | t.remarked)
    return t.select(
        *others,
        total_points=ifelse(is_blank, blank, t.total),
        percent=ifelse(is_blank, blank, t.percent),
        rating=ifelse(passed == 1, t.grade, ""),
        passed=passed,
        reasons=ifelse(silent, "", reasons.said(t)),
    )


EVALUATORS: Final[Mapping[int, Callable[[CriteriaSet, Table], Table]]] = {1: _evaluate_1}


def _states(s: CriteriaSet, t: Table, place: Mapping[str, int]) -> dict[str, Column]:
    """s0, s1 …: the state of each question; an exclusion or prerequisite that stands against is `_AWAY`."""
    found = {}
    for indicator in s.indicators:
        at = place[indicator.code]
        if indicator.has_two_columns:
            found[f"s{at}"] = _share_state(t, at, allows_away=indicator.not_applicable != "forbid")
        else:
            found[f"s{at}"] = _value_state(indicator, t[f"v{at}a"])
    for exclusion in s.exclusions:
        yes = t[f"v{place[exclusion.code]}a"]
        no = yes.isin([0, IS_MISSING])
        found[f"s{place[exclusion.code]}"] = ifelse(no, _ANSWERED, ifelse(yes == 1, _AWAY, _BAD))
    for prerequisite in s.prerequisites:
        at = place[prerequisite.code]
        state = _share_state(t, at, allows_away=False)
        enough = t[f"v{at}a"] * 10000 >= t[f"v{at}b"] * prerequisite.min_percent
        found[f"s{at}"] = ifelse((state == _ANSWERED) & ~enough, _AWAY, state)
    return found


def _value_state(indicator: Indicator, value: Column) -> Column:
    match indicator.kind:
        case Kind.POINTS:
            good = (value >= 0) & (value <= indicator.max_points)
            if indicator.step > 1:
                good = good & (value % indicator.step == 0)
        case Kind.LEVEL:
            good = (value >= 0) & (value <= indicator.levels[-1])
        case Kind.CHOICE:
            good = (value >= 0) & (value < len(indicator.options))
        case _:
            good = (value >= 0) & (value <= 1)
    if indicator.not_applicable is NotApplicable.FORBID:
        return ifelse(good, _ANSWERED, ifelse(value == IS_MISSING, _ABSENT, _BAD))
    rest = ifelse(value == IS_MISSING, _ABSENT, _BAD)
    return ifelse(good, _ANSWERED, ifelse(value == IS_NOT_APPLICABLE, _AWAY, rest))


def _share_state(t: Table, at: int, *, allows_away: bool) -> Column:
    part, whole = t[f"v{at}a"], t[f"v{at}b"]
    good = (part >= 0) & (part <= whole) & (whole > 0)
    absent = (part == IS_MISSING) & (whole == IS_MISSING)
    rest = ifelse(absent, _ABSENT, _BAD)
    if allows_away:
        away = [IS_MISSING, IS_NOT_APPLICABLE]
        rest = ifelse(absent, _ABSENT, ifelse(part.isin(away) & whole.isin(away), _AWAY, _BAD))
    return ifelse(good, _ANSWERED, rest)


def _points(s: CriteriaSet, t: Table, place: Mapping[str, int]) -> dict[str, Column]:
    """p0, p1 …: hundredths each indicator earns."""
    found = {}
    for indicator in s.indicators if s.logic is Logic.POINTS else ():
        at = place[indicator.code]
        state, earned = t[f"s{at}"], _earned(indicator, t, at)
        otherwise: Column = literal(0, type="int64")
        if indicator.not_applicable is NotApplicable.FULL:
            otherwise = ifelse(state == _AWAY, _big(indicator.max_points), otherwise)
        found[f"p{at}"] = ifelse(state == _ANSWERED, earned, otherwise)
    return found


def _facts(s: CriteriaSet, t: Table, place: Mapping[str, int]) -> "_Reasons":
    """The reasons that need no points, in the scorecard's order."""
    states = {code: t[f"s{at}"] for code, at in place.items()}
    excluded = [exclusion.code for exclusion in s.exclusions]
    found = _Reasons()
    found.add(
        "absent", {f"MISSING:{code}": states[code] == _ABSENT for code in place if code not in excluded}
    )
    against = {f"EXCLUSION:{code}": states[code] == _AWAY for code in excluded}
    against |= {f"PREREQUISITE:{p.code}": states[p.code] == _AWAY for p in s.prerequisites}
    found.add("against", against)
    found.add("low", {})
    found.add("bad", {f"BAD:{code}": states[code] == _BAD for code in place})
    return found


class _Reasons:
    """Reasons by kind, each kind a few columns of bits; a column of bits names its reasons by looking them up."""

    def __init__(self) -> None:
        self.kinds: dict[str, dict[str, Column]] = {}

    def add(self, kind: str, flags: Mapping[str, Column]) -> None:
        """A kind and whether each of its reasons holds; the order of kinds and flags is the order of reasons."""
        self.kinds[kind] = dict(flags)

    def masks(self, kind: str = "") -> dict[str, Column]:
        """The columns of one kind, or of every kind."""
        return {
            f"{name}{at}": _total(ifelse(flags[reason], 1 << bit, 0) for bit, reason in enumerate(chunk))
            for name, flags in self.kinds.items()
            for at, chunk in enumerate(_chunks(flags))
            if kind in ("", name)
        }

    def any(self, t: Table, kind: str) -> Column:
        """Whether one of the kind holds, once the table has its columns."""
        chunks = _chunks(self.kinds[kind])
        return _total(t[f"{kind}{at}"] for at in range(len(chunks))) > 0

    def said(self, t: Table) -> Column:
        """Every reason that holds, joined by ";"."""
        pieces = []
        for kind, flags in self.kinds.items():
            texts = [
                literal(_combinations(chunk), type="array<string>")[t[f"{kind}{at}"]]
                for at, chunk in enumerate(_chunks(flags))
            ]
            if texts:
                pieces.append(ifelse(self.any(t, kind), literal("").join(texts), ""))
        return literal("").join(pieces).substr(1)


def _chunks(flags: Iterable[str]) -> list[list[str]]:
    reasons = list(flags)
    return [reasons[at : at + _BITS] for at in range(0, len(reasons), _BITS)]


def _combinations(reasons: list[str]) -> list[str]:
    """What each pattern of bits says, every reason behind a ";"."""
    patterns = range(1 << len(reasons))
    return ["".join(f";{r}" for bit, r in enumerate(reasons) if pattern >> bit & 1) for pattern in patterns]


def _earned(indicator: Indicator, t: Table, at: int) -> Column:
    value = t[f"v{at}a"]
    match indicator.kind:
        case Kind.POINTS:
            return value
        case Kind.YES_NO:
            return value * indicator.max_points
        case Kind.CHOICE:
            return literal([o.points for o in indicator.options], type="array<int64>")[value]
        case _:
            part, whole = value * 10000, t[f"v{at}b"]
            return _first([(part >= whole * b.min_percent, b.points) for b in indicator.bands], 0)


def _max_points(indicator: Indicator, t: Table, place: Mapping[str, int]) -> Column:
    most = _big(indicator.max_points)
    if indicator.not_applicable is NotApplicable.RESCALE:
        return ifelse(t[f"s{place[indicator.code]}"] == _AWAY, _big(0), most)
    return most


def _by_points(s: CriteriaSet, t: Table, place: Mapping[str, int], reasons: "_Reasons") -> Table:
    sums = {}
    for at, criterion in enumerate(s.criteria):
        sums[f"c{at}"] = _total([t[f"p{place[i.code]}"] for i in criterion.indicators])
        fixed = sum(i.max_points for i in criterion.indicators if i.not_applicable != "rescale")
        moving = [_max_points(i, t, place) for i in criterion.indicators if i.not_applicable == "rescale"]
        sums[f"m{at}"] = _total([_big(fixed), *moving])
    t = t.mutate(**sums)
    t = t.mutate(
        total=_total([t[f"c{at}"] for at in range(len(s.criteria))]),
        most=_total([t[f"m{at}"] for at in range(len(s.criteria))]),
    )
    low = {f"MIN_INDICATOR:{code}": flag for code, flag in _low_indicators(s, t, place).items()}
    low |= {f"MIN_CRITERION:{code}": flag for code, flag in _low_criteria(s, t).items()}
    reasons.add(
        "low", {reason: flag & ~t.bad for reason, flag in {**low, "MIN_TOTAL": _low_total(s, t)}.items()}
    )
    t = t.mutate(**reasons.masks("low"))
    grades = [(t.total * 10000 >= t.most * (r.min_total_percent or 0), r.code) for r in s.ratings]
    return t.mutate(
        # exact: the numerator is far below 2**53 and the quotient at most 10000
        percent=((t.total * 20000 + t.most) // (t.most * 2).nullif(0)).cast("int64"),
        short=reasons.any(t, "low"),
        remarked=reasons.any(t, "low"),
        graded=literal(1),
        grade=_first(grades, ""),
    )


def _low_indicators(s: CriteriaSet, t: Table, place: Mapping[str, int]) -> dict[str, Column]:
    floor, found = s.pass_rule.min_indicator_points, {}
    for indicator in s.indicators:
        if floor is None or indicator.max_points == 0:
            continue
        at = place[indicator.code]
        state = t[f"s{at}"]
        applies = state == _ANSWERED
        if indicator.not_applicable is NotApplicable.FULL:
            applies = applies | (state == _AWAY)
        found[indicator.code] = applies & (t[f"p{at}"] < floor)
    return found


def _low_criteria(s: CriteriaSet, t: Table) -> dict[str, Column]:
    floors = dict(s.pass_rule.min_criterion_percent)
    return {
        criterion.code: t[f"c{at}"] * 10000 < t[f"m{at}"] * floors[criterion.code]
        for at, criterion in enumerate(s.criteria)
        if criterion.code in floors
    }


def _low_total(s: CriteriaSet, t: Table) -> Column:
    nothing = t.most == 0
    floor = s.pass_rule.min_total_percent
    return nothing if floor is None else nothing | (t.total * 10000 < t.most * floor)


def _by_level(s: CriteriaSet, t: Table, place: Mapping[str, int], reasons: "_Reasons") -> Table:
    removable = [i for i in s.indicators if i.not_applicable is NotApplicable.RESCALE]
    nothing = _count_of(t[f"s{place[i.code]}"] == _AWAY for i in removable) == len(s.indicators)
    met: Column = literal(0)
    next_level: Column = literal(s.levels[0])
    reached: Column = ~nothing
    for level, following in zip(s.levels, [*s.levels[1:], 0], strict=True):
        lacking = _count_of(_lacks(t, place[i.code], _asked(i, level)) for i in s.indicators)
        reached = reached & (lacking == 0)
        met = ifelse(reached, level, met)
        next_level = ifelse(reached, following, next_level)
    t = t.mutate(met=met, next_level=next_level, nothing=nothing)
    low = {f"LEVEL:{code}": flag & ~t.bad for code, flag in _low_levels(s, t, place).items()}
    reasons.add("low", low)
    t = t.mutate(**reasons.masks("low"))
    t = t.mutate(grade=_first([(t.met >= r.level, r.code) for r in s.ratings if r.level is not None], ""))
    graded = (t.met > 0) & ((t.grade != "") if s.ratings else literal(True))
    return t.mutate(
        total=_big(0),
        percent=_big(0),
        short=literal(False),
        remarked=reasons.any(t, "low"),
        graded=ifelse(graded, 1, 0),
    )


def _asked(indicator: Indicator, level: int) -> int:
    return max((asked for asked in indicator.levels if asked <= level), default=0)


def _lacks(t: Table, at: int, asked: int) -> Column:
    state = t[f"s{at}"]
    return (state == _ABSENT) | ((state == _ANSWERED) & (t[f"v{at}a"] < asked))


def _low_levels(s: CriteriaSet, t: Table, place: Mapping[str, int]) -> dict[str, Column]:
    found = {}
    for indicator in s.indicators:
        at = place[indicator.code]
        asked = _first([(t.next_level == level, _asked(indicator, level)) for level in s.levels], 0)
        lacks = (t[f"s{at}"] == _ANSWERED) & (t[f"v{at}a"] < asked)
        found[indicator.code] = (t.next_level > 0) & (lacks | t.nothing)
    return found


def _big(number: int) -> Column:
    return literal(number, type="int64")


def _total(numbers: Iterable[Column]) -> Column:
    found = list(numbers)
    return reduce(lambda one, other: one + other, found) if found else _big(0)


def _count_of(flags: Iterable[Column]) -> Column:
    return _total(ifelse(flag, 1, 0) for flag in flags)


def _first(cases: list[tuple[Column, Any]], otherwise: Any) -> Column:
    found: Column = literal(otherwise, type="int64") if isinstance(otherwise, int) else literal(otherwise)
    for condition, value in reversed(cases):
        found = ifelse(condition, value, found)
    return found
