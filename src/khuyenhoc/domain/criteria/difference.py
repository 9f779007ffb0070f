"""What differs between two sets, part by part, for whoever lays them side by side.

Parts are matched by their code; the names of the sets, their sources and the order of parts are not compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from khuyenhoc.domain.criteria.model import CriteriaSet, Criterion, Exclusion, Indicator, Prerequisite
from khuyenhoc.domain.criteria.words import folded

Asked = Criterion | Indicator | Exclusion | Prerequisite


class Part(StrEnum):
    """What of a set is compared."""

    CRITERION = "criterion"
    INDICATOR = "indicator"
    PREREQUISITE = "prerequisite"
    EXCLUSION = "exclusion"


class What(StrEnum):
    """How a part differs; one part may differ in several ways."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    OTHER_HELP = "other_help"  # the words that explain it, the evidence named for it
    OTHER_SCALE = "other_scale"  # how it is answered, and what an answer earns or must reach
    MOVED = "moved"  # to another criterion


@dataclass(frozen=True, slots=True)
class Pair:
    """A part that differs. before, after: None on the side that does not have it."""

    part: Part
    code: str
    before: Asked | None
    after: Asked | None
    what: tuple[What, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number to be reached that is not the same on both sides; None where there is none.

    name: total_percent, criterion_percent, indicator_points, rating_percent, rating_level or validity_months;
    code: of the criterion or rating, else "". Percents and points are in hundredths.
    """

    name: str
    code: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """changed: in the order of the second set, then what only the first has. alike: how many parts do not differ."""

    changed: tuple[Pair, ...]
    thresholds: tuple[Threshold, ...]
    alike: int

    @property
    def is_empty(self) -> bool:
        return not (self.changed or self.thresholds)

    def counted(self) -> dict[What, int]:
        """How many parts differ in each way, in the order of `What`; what nothing does is left out."""
        numbers = {what: sum(what in pair.what for pair in self.changed) for what in What}
        return {what: number for what, number in numbers.items() if number}


def difference(before: CriteriaSet, after: CriteriaSet) -> Difference:
    """Every part and threshold in which two sets differ; nothing for a set and itself."""
    first, second = _parts(before), _parts(after)
    homes = _homes(before), _homes(after)
    changed = []
    for key in [*second, *(key for key in first if key not in second)]:
        what = _what(first.get(key), second.get(key))
        if key[0] is Part.INDICATOR and key in first and key in second:
            moved = homes[0][key[1]] != homes[1][key[1]]
            what = (*what, *((What.MOVED,) if moved else ()))
        if what:
            changed.append(Pair(key[0], key[1], first.get(key), second.get(key), what))
    one, other = _thresholds(before), _thresholds(after)
    thresholds = tuple(
        Threshold(name, code, one.get((name, code)), other.get((name, code)))
        for name, code in dict.fromkeys([*other, *one])
        if one.get((name, code)) != other.get((name, code))
    )
    return Difference(tuple(changed), thresholds, len(first.keys() | second.keys()) - len(changed))


def _parts(s: CriteriaSet) -> dict[tuple[Part, str], Asked]:
    found: dict[tuple[Part, str], Asked] = {}
    for criterion in s.criteria:
        found[Part.CRITERION, criterion.code] = criterion
        for indicator in criterion.indicators:
            found[Part.INDICATOR, indicator.code] = indicator
    for prerequisite in s.prerequisites:
        found[Part.PREREQUISITE, prerequisite.code] = prerequisite
    for exclusion in s.exclusions:
        found[Part.EXCLUSION, exclusion.code] = exclusion
    return found


def _homes(s: CriteriaSet) -> Mapping[str, str]:
    return {indicator.code: criterion.code for criterion in s.criteria for indicator in criterion.indicators}


def _what(before: Asked | None, after: Asked | None) -> tuple[What, ...]:
    if before is None:
        return (What.ADDED,)
    if after is None:
        return (What.REMOVED,)
    return tuple(
        what
        for what, tell in ((What.REWORDED, _words), (What.OTHER_HELP, _help), (What.OTHER_SCALE, _scale))
        if tell(before) != tell(after)
    )


def _words(part: Asked) -> tuple[str, ...]:
    options = part.options if isinstance(part, Indicator) else ()
    return (folded(part.text.vi), *(folded(option.text.vi) for option in options))


def _help(part: Asked) -> tuple[str, ...]:
    evidence = part.evidence.vi if isinstance(part, Indicator) else ()
    return (folded(part.help.vi), *(folded(text) for text in evidence))


def _scale(part: Asked) -> tuple[object, ...]:
    """What decides; of a criterion nothing, because its indicators are compared themselves."""
    if isinstance(part, Indicator):
        options = tuple((option.code, option.points) for option in part.options)
        answered = (part.kind, part.max_points, part.step, options, part.bands, part.levels)
        return (*answered, part.counts, part.holding, part.not_applicable)
    if isinstance(part, Prerequisite):
        return part.counts, part.holding, part.min_percent
    return ()


def _thresholds(s: CriteriaSet) -> dict[tuple[str, str], int]:
    rule = s.pass_rule
    told: Iterable[tuple[str, str, int | None]] = (
        ("total_percent", "", rule.min_total_percent),
        *(("criterion_percent", code, percent) for code, percent in rule.min_criterion_percent),
        ("indicator_points", "", rule.min_indicator_points),
        *(("rating_percent", rating.code, rating.min_total_percent) for rating in s.ratings),
        *(("rating_level", rating.code, rating.level) for rating in s.ratings),
        ("validity_months", "", s.validity_months),
    )
    return {(name, code): number for name, code, number in told if number is not None}
