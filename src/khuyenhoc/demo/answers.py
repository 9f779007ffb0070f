"""Filled-in forms with a wanted end: drawn at random, scored by the real rules, kept only when they end so."""

from collections.abc import Callable, Mapping
from random import Random

from khuyenhoc.demo.chance import chance
from khuyenhoc.demo.outcomes import Outcome
from khuyenhoc.domain import answers, scoring
from khuyenhoc.domain.criteria import CriteriaSet, Indicator, Kind, NotApplicable
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.scoring import Scorecard

POOL = 24  # different forms for each wanted end
TRIES = 400
ENOUGH = 10_000  # a share that meets every band

Cells = Mapping[str, str]


class NoSuchForm(RuleBroken):
    """A set leaves no way to a wanted end; facts: set, outcome."""

    code = "DEMO_NO_SUCH_FORM"


class Forms:
    """The forms of one set, drawn once for each wanted end and handed out again and again."""

    def __init__(self, rules: CriteriaSet) -> None:
        self.rules = rules
        self._pools: dict[tuple[Outcome, int, bool], tuple[Cells, ...]] = {}

    def form(self, outcome: Outcome, *, whole: int, nothing: bool, luck: Random) -> Cells:
        """Cells of a form that ends as wanted; what the system counts is left out.

        whole: of how many a share is told. nothing: what may be not applicable is.
        Errors: NoSuchForm.
        """
        key = _kind_of_form(outcome), max(1, whole), nothing
        if key not in self._pools:
            self._pools[key] = _pool(self.rules, *key)
        return luck.choice(self._pools[key])


def missing(rules: CriteriaSet, cells: Cells) -> list[str]:
    """Codes of indicators that a form leaves open, of those a person answers."""
    counted = {one.code for one in rules.indicators if one.kind is Kind.DERIVED}
    found = answers.read(rules, cells)
    return [one.code for one in rules.indicators if one.code not in found and one.code not in counted]


def floor(rules: CriteriaSet) -> int:
    """The largest share, in hundredths of a percent, that a prerequisite asks for; 0 without one."""
    return max((one.min_percent for one in rules.prerequisites), default=0)


def _kind_of_form(outcome: Outcome) -> Outcome:
    match outcome:
        case Outcome.POINTS | Outcome.EXCLUSION:
            return outcome
        case Outcome.MISSING | Outcome.LEFT:
            return Outcome.MISSING
        case _:
            return Outcome.RECOGNISED


def _pool(rules: CriteriaSet, outcome: Outcome, whole: int, nothing: bool) -> tuple[Cells, ...]:
    luck = chance("forms", rules.key, outcome, whole, nothing)
    found: list[Cells] = []
    for attempt in range(TRIES):
        cells = _drawn(rules, outcome, whole, nothing=nothing, eager=_eagerness(outcome, attempt), luck=luck)
        if _ENDS[outcome](_scored(rules, cells, outcome)):
            found.append(cells)
            if len(found) == POOL:
                break
    if not found:
        raise NoSuchForm(set=rules.key, outcome=outcome.value)
    return tuple(found)


def _eagerness(outcome: Outcome, attempt: int) -> float:
    """How often the best answer is chosen; moves towards the wanted end while tries fail."""
    if outcome is Outcome.POINTS:
        return 0.4 - 0.4 * attempt / TRIES
    return 0.65 + 0.35 * attempt / TRIES


_ENDS: Mapping[Outcome, Callable[[Scorecard], bool]] = {
    Outcome.RECOGNISED: lambda card: card.passed,
    Outcome.POINTS: lambda card: not card.passed,
    Outcome.MISSING: lambda card: any(reason.startswith("MISSING") for reason in card.reasons),
    Outcome.EXCLUSION: lambda card: any(reason.startswith("EXCLUSION") for reason in card.reasons),
}


def _scored(rules: CriteriaSet, cells: Cells, outcome: Outcome) -> Scorecard:
    """With the least that a recognised subject has inside; for failing by points with all there could be."""
    part = ENOUGH if outcome is Outcome.POINTS else floor(rules)
    counted = [one.code for one in rules.prerequisites]
    counted += [one.code for one in rules.indicators if one.kind is Kind.DERIVED]
    shares = {f"{code}.part": str(part) for code in counted} | {
        f"{code}.whole": str(ENOUGH) for code in counted
    }
    return scoring.score(rules, answers.read(rules, {**cells, **shares}))


def _drawn(
    rules: CriteriaSet, outcome: Outcome, whole: int, *, nothing: bool, eager: float, luck: Random
) -> Cells:
    cells: dict[str, str] = {}
    asked = [one for one in rules.indicators if one.kind is not Kind.DERIVED]
    for indicator in asked:
        if nothing and indicator.not_applicable is not NotApplicable.FORBID:
            cells.update(dict.fromkeys(_columns(indicator), "na"))
        else:
            cells.update(_answer(indicator, whole, eager, luck))
    if outcome is Outcome.MISSING:
        left_out = luck.choice(asked)
        for column in _columns(left_out):
            cells[column] = ""
    if outcome is Outcome.EXCLUSION and rules.exclusions:
        cells[luck.choice(rules.exclusions).code] = "yes"
    return {column: text for column, text in cells.items() if text}


def _columns(indicator: Indicator) -> tuple[str, ...]:
    return (
        (f"{indicator.code}.part", f"{indicator.code}.whole")
        if indicator.has_two_columns
        else (indicator.code,)
    )


def _answer(indicator: Indicator, whole: int, eager: float, luck: Random) -> Cells:
    best = luck.random() < eager
    code = indicator.code
    match indicator.kind:
        case Kind.YES_NO:
            return {code: "yes" if best or luck.random() < eager else "no"}
        case Kind.CHOICE:
            ranked = sorted(indicator.options, key=lambda option: -option.points)
            return {code: ranked[0].code if best else luck.choice(ranked).code}
        case Kind.LEVEL:
            return {code: str(indicator.levels[-1] if best else luck.choice((0, *indicator.levels)))}
        case Kind.SHARE:
            part = whole if best else luck.randint(whole // 3, whole)
            return {f"{code}.part": str(part), f"{code}.whole": str(whole)}
        case _:
            steps = indicator.max_points // indicator.step
            taken = luck.randint(-(-steps * 4 // 5), steps) if best else luck.randint(0, steps)
            points = taken * indicator.step
            return {code: f"{points // 100}.{points % 100:02d}"}
