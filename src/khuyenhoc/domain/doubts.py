"""What makes a verifier look twice at a form. A doubt is no fault: it hinders nothing and is shown to nobody else.

The limits are this program's own; no official text sets any. Only what a person answered is looked at, never what
the system counted.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from khuyenhoc.domain.answers import NOT_APPLICABLE, Answer, Share, to_json
from khuyenhoc.domain.criteria import CriteriaSet, Indicator, Kind
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.scoring import points_of


class Doubt(StrEnum):
    JUMPED = "jumped"
    ALL_MOST = "all_most"
    ALIKE = "alike"
    FAST = "fast"


@dataclass(frozen=True, slots=True)
class Limits:
    """jump: hundredths of a percentage point. alike: forms. seconds: between two forms of one person."""

    jump: int = 3_000
    alike: int = 5
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it was handed in. told: what was answered, as `told` writes it."""

    case: int
    author: int
    at: datetime
    told: str


def told(rules: CriteriaSet, answers: Mapping[str, Answer]) -> str:
    """The answers a person gave, in one text: alike for two forms exactly when those answers are alike."""
    return told_as_kept(asked(rules), to_json(answers))


def asked(rules: CriteriaSet) -> frozenset[str]:
    """The codes that a person answers."""
    indicators = {one.code for one in rules.indicators if one.kind is not Kind.DERIVED}
    return frozenset(indicators | {one.code for one in rules.exclusions})


def told_as_kept(codes: frozenset[str], kept: Mapping[str, object]) -> str:
    """`told` of answers as `answers.to_json` wrote them; codes: what the set asks, worked out once for many forms."""
    return json.dumps({code: kept[code] for code in sorted(codes & kept.keys())}, ensure_ascii=False)


def jumped(percent: int | None, before: int | None, limits: Limits) -> int | None:
    """By how much the share of points rose or fell, when by `jump` or more; hundredths of a percentage point."""
    if percent is None or before is None or abs(percent - before) < limits.jump:
        return None
    return percent - before


def all_most(rules: CriteriaSet, answers: Mapping[str, Answer]) -> bool:
    """Whether every question that a person answers has the answer worth most; what does not apply is left out."""
    given = [
        (one, answers.get(one.code))
        for one in rules.indicators
        if one.kind is not Kind.DERIVED and answers.get(one.code) is not NOT_APPLICABLE
    ]
    return bool(given) and all(answer is not None and _is_most(one, answer) for one, answer in given)


def _is_most(indicator: Indicator, answer: Answer) -> bool:
    match indicator.kind:
        case Kind.LEVEL:
            return answer == max(indicator.levels) and not isinstance(answer, bool)
        case Kind.CHOICE:
            best = max(option.points for option in indicator.options)
            return any(option.code == answer and option.points == best for option in indicator.options)
        case Kind.SHARE if not isinstance(answer, Share):
            return False
    return points_of(indicator, answer) == indicator.max_points


def alike(sheets: Iterable[Sheet], limits: Limits) -> dict[int, int]:
    """case → how many forms of its author and day have the same answers, when `alike` or more do."""
    groups: dict[tuple[int, object, str], list[int]] = defaultdict(list)
    for sheet in sheets:
        groups[sheet.author, day_of(sheet.at), sheet.told].append(sheet.case)
    return {case: len(cases) for cases in groups.values() if len(cases) >= limits.alike for case in cases}


def fast(sheets: Iterable[Sheet], limits: Limits) -> dict[int, int]:
    """case → whole seconds since its author's form before, when fewer than `seconds`.

    What was handed in at one moment came together, out of a file, and is left out.
    """
    moments: dict[int, dict[datetime, list[int]]] = defaultdict(lambda: defaultdict(list))
    for sheet in sheets:
        moments[sheet.author][sheet.at].append(sheet.case)
    found: dict[int, int] = {}
    for of_one in moments.values():
        for before, at in pairwise(sorted(of_one)):
            seconds = int((at - before).total_seconds())
            if len(of_one[at]) == 1 and seconds < limits.seconds:
                found[of_one[at][0]] = seconds
    return found
