"""How an outcome came about, so that a person can work it out again by hand from the printout."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from khuyenhoc.domain import numbers
from khuyenhoc.domain.answers import NOT_APPLICABLE, Answer, Share, Unreadable
from khuyenhoc.domain.criteria.model import CriteriaSet, Criterion, Indicator, Kind, Logic, NotApplicable
from khuyenhoc.domain.explanation_words import COUNTED, TITLES, WORDS
from khuyenhoc.domain.scoring import (
    CriterionScore,
    IndicatorScore,
    Scorecard,
    State,
    meets,
    reached,
    score,
)


@dataclass(frozen=True)
class Line:
    """One indicator: what was asked and answered, the rule in words, what it gave. Points are hundredths.

    exact: the comparison of a share in whole products, "" where nothing is compared.
    """

    code: str
    asked: str
    answered: str
    rule: str
    points: int
    max_points: int
    why: str
    exact: str = ""


@dataclass(frozen=True)
class Group:
    """One criterion with its lines and sums in hundredths."""

    code: str
    text: str
    lines: tuple[Line, ...]
    points: int
    max_points: int
    sum: str


@dataclass(frozen=True)
class Check:
    """One condition in words with its numbers; `reason` is what the scorecard says when it does not hold.

    exact: the comparison in whole products, which rounds nothing; "" where nothing is compared.
    """

    text: str
    holds: bool
    reason: str
    exact: str = ""


@dataclass(frozen=True)
class Explanation:
    """The whole of it, in one language; `marks` are what a reader must be told about the set itself."""

    language: str
    set: str
    name: str
    marks: tuple[str, ...]
    criteria: tuple[Group, ...]
    total: str
    checks: tuple[Check, ...]
    grade: str
    outcome: str
    scorecard: Scorecard


def explain(criteria_set: CriteriaSet, answers: Mapping[str, Answer], language: str = "vi") -> Explanation:
    """Score the answers and write down every step.

    language: "vi" or "en". Errors: as `scoring.score`.
    """
    return _Teller(criteria_set, answers, "en" if language == "en" else "vi").tell()


def answered(criteria_set: CriteriaSet, code: str, answer: Answer | None, language: str = "vi") -> str:
    """One answer as a person would say it. Errors: as `scoring.score`."""
    teller = _Teller(criteria_set, {}, "en" if language == "en" else "vi")
    return teller.answered(next((i for i in criteria_set.indicators if i.code == code), None), answer)


def as_text(explanation: Explanation) -> str:
    """The explanation on lines of plain text, as it is printed."""
    words = WORDS[explanation.language]
    is_points = bool(explanation.total)
    lines = [f"{explanation.name} ({explanation.set})", *(f"  ! {mark}" for mark in explanation.marks), ""]
    for group in explanation.criteria:
        lines.append(f"{group.code}. {group.text}")
        for line in group.lines:
            lines += [
                f"  {line.code}  {line.asked}",
                f"      {words['answered']}: {line.answered}",
                f"      {words['rule']}: {line.rule}",
                f"      {words['result']}: {line.why}{f' [{line.exact}]' if line.exact else ''}",
            ]
        lines += [f"  {group.sum}", ""] if is_points else [""]
    if is_points:
        lines += [explanation.total, ""]
    lines.append(f"{words['checks']}:")
    marks = {True: words["holds"], False: words["fails"]}
    for check in explanation.checks:
        reason = "" if check.holds else f" ({check.reason})"
        exact = f" [{check.exact}]" if check.exact else ""
        lines.append(f"  [{marks[check.holds]}] {check.text}{exact}{reason}")
    lines += ["", *([explanation.grade] if explanation.grade else []), explanation.outcome]
    return "\n".join(lines)


class _Teller:
    def __init__(self, criteria_set: CriteriaSet, answers: Mapping[str, Answer], language: str) -> None:
        self.set = criteria_set
        self.answers = answers
        self.language = language
        self.words: Final = WORDS[language]
        self.card = score(criteria_set, answers)

    def tell(self) -> Explanation:
        groups = tuple(map(self.group, self.set.criteria, self.card.criteria))
        is_points = self.set.logic is Logic.POINTS
        return Explanation(
            language=self.language,
            set=self.set.key,
            name=self.set.name.say(self.language) or self.set.code,
            marks=self.marks(),
            criteria=groups,
            total=self.total() if is_points else "",
            checks=(*self.unusable(), *self.against(), *(self.floors() if is_points else self.levels())),
            grade=self.grade(),
            outcome=self.words["passed" if self.card.passed else "failed"],
            scorecard=self.card,
        )

    def say(self, phrase: str, **facts: object) -> str:
        return self.words[phrase].format(**facts)

    def points(self, value: int) -> str:
        return numbers.points(value, language=self.language)

    def percent(self, value: int) -> str:
        return numbers.percent(value, language=self.language)

    def marks(self) -> tuple[str, ...]:
        found = [self.words["sample"]] if self.set.status == "sample" else []
        return (*found, *([] if self.set.checked_against_original else [self.words["unchecked"]]))

    def group(self, criterion: Criterion, scored: CriterionScore) -> Group:
        lines = tuple(map(self.line, criterion.indicators, scored.indicators))
        terms = [line.points for line in lines if line.max_points or line.points]
        added = " + ".join(self.points(term) for term in terms) or "0"
        told = self.say(
            "sum",
            code=criterion.code,
            added=added,
            points=self.points(scored.points),
            max=self.points(scored.max_points),
        )
        text = criterion.text.say(self.language)
        return Group(criterion.code, text, lines, scored.points, scored.max_points, told)

    def line(self, indicator: Indicator, scored: IndicatorScore) -> Line:
        answer = self.answers.get(indicator.code)
        return Line(
            code=indicator.code,
            asked=indicator.text.say(self.language) or indicator.code,
            answered=self.answered(indicator, answer),
            rule=self.rule(indicator),
            points=scored.points,
            max_points=scored.max_points,
            why=self.why(indicator, scored),
            exact=self.exactly(indicator, scored),
        )

    def answered(self, indicator: Indicator | None, answer: Answer | None) -> str:
        if answer is None:
            return self.words["no_answer"]
        if answer is NOT_APPLICABLE:
            return self.words["not_applicable"]
        if isinstance(answer, Unreadable):
            return f"“{answer.text}”"
        if isinstance(answer, Share):
            return f"{self.whole(answer.part)} / {self.whole(answer.whole)}"
        if isinstance(answer, bool):
            return self.words["yes" if answer else "no"]
        if indicator is not None and indicator.kind is Kind.POINTS and isinstance(answer, int):
            return self.points(answer)
        if indicator is not None and indicator.kind is Kind.CHOICE:
            text = next((o.text.say(self.language) for o in indicator.options if o.code == answer), "")
            return f"{answer} – {text}" if text else str(answer)
        return str(answer)

    def whole(self, number: int) -> str:
        return numbers.grouped(number, language=self.language)

    def rule(self, i: Indicator) -> str:
        match i.kind:
            case Kind.POINTS:
                step = self.say("step", step=self.points(i.step)) if i.step > 1 else ""
                told = self.say("rule_points", max=self.points(i.max_points)) + step
            case Kind.YES_NO:
                told = self.say("rule_yes_no", max=self.points(i.max_points))
            case Kind.CHOICE:
                told = "; ".join(f"{o.code} = {self.points(o.points)}" for o in i.options)
            case Kind.LEVEL:
                told = self.say("rule_level", levels=", ".join(map(str, i.levels)))
            case _:
                bands = (f"≥ {self.percent(b.min_percent)} → {self.points(b.points)}" for b in i.bands)
                told = self.say("rule_share", bands="; ".join(bands))
        return f"{told}; {self.words[f'away_{i.not_applicable}']}"

    def why(self, indicator: Indicator, scored: IndicatorScore) -> str:
        out_of = self.say("out_of", points=self.points(scored.points), max=self.points(scored.max_points))
        answer = self.answers.get(indicator.code)
        if scored.state is State.MISSING:
            return self.words["why_missing"]
        if scored.state is State.BAD:
            return self.words["why_bad"]
        if scored.state is State.NOT_APPLICABLE:
            if indicator.kind is Kind.LEVEL or indicator.not_applicable is NotApplicable.RESCALE:
                return self.words[f"why_away_{indicator.not_applicable}"]
            return f"{out_of} ({self.words['why_away_full']})"
        if indicator.kind is Kind.LEVEL:
            return self.say("why_level", level=answer)
        if isinstance(answer, Share):
            floor, holds = self.band(indicator, answer)
            return f"{out_of} ({self.plainly(answer.part, answer.whole, floor, unit=1, holds=holds)})"
        return out_of

    def exactly(self, indicator: Indicator, scored: IndicatorScore) -> str:
        answer = self.answers.get(indicator.code)
        if not isinstance(answer, Share) or scored.state in (State.MISSING, State.BAD):
            return ""
        floor, holds = self.band(indicator, answer)
        return self.comparison(answer.part, answer.whole, floor, unit=1, holds=holds)

    def band(self, indicator: Indicator, share: Share) -> tuple[int, bool]:
        """The floor of the first band reached, or the lowest one that was not."""
        for band in indicator.bands:
            if reached(share.part, share.whole, band.min_percent):
                return band.min_percent, True
        return indicator.bands[-1].min_percent, False

    def plainly(self, part: int, whole: int, floor: int, *, unit: int, holds: bool) -> str:
        """The comparison in words. The percentage is cut where rounding it would contradict the outcome."""
        if not whole:
            return self.words["nothing_compared"]
        percent = (part * 20000 + whole) // (2 * whole)
        if (percent >= floor) != holds:
            percent = part * 10000 // whole
        return self.say(
            "enough" if holds else "short",
            part=self.exact(part, unit),
            whole=self.exact(whole, unit),
            percent=self.percent(percent),
            floor=self.percent(floor),
        )

    def comparison(self, part: int, whole: int, floor: int, *, unit: int, holds: bool) -> str:
        """part × 100 ≥ whole × floor with both products worked out; `unit` 100: part and whole are hundredths."""
        sign = "≥" if holds else "<"
        left, right = (self.exact(product, unit * 100) for product in (part * 10000, whole * floor))
        shown, whole_ = (self.exact(number, unit) for number in (part, whole))
        return f"{shown} × 100 {sign} {whole_} × {self.points(floor)}: {left} {sign} {right}"

    def exact(self, numerator: int, unit: int) -> str:
        """A decimal fraction with every digit it has; `unit` is a power of ten."""
        whole, rest = divmod(numerator, unit)
        decimals = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0") if rest else ""
        mark = "." if self.language == "en" else ","
        return self.whole(whole) + (mark + decimals if decimals else "")

    def total(self) -> str:
        if self.card.total_points is None:
            return self.words["total_bad"]
        added = " + ".join(self.points(group.points) for group in self.card.criteria)
        total, most = self.points(self.card.total_points), self.points(self.card.max_points)
        if self.card.percent is None:
            return self.say("total_nothing", added=added)
        percent = self.percent(self.card.percent)
        return self.say("total", added=added, total=total, max=most, percent=percent)

    def unusable(self) -> list[Check]:
        found = [r for r in self.card.reasons if r.startswith(("MISSING:", "BAD:"))]
        phrase = {"MISSING": "check_missing", "BAD": "check_bad"}
        told = ((reason, *reason.split(":", 1)) for reason in found)
        return [Check(self.say(phrase[kind], code=code), False, reason) for reason, kind, code in told]

    def against(self) -> list[Check]:
        checks = []
        for e in self.set.exclusions:
            reason, answer = f"EXCLUSION:{e.code}", self.answers.get(e.code, False)
            text = f"{e.text.say(self.language)}: {self.answered(None, answer)}"
            checks.append(
                Check(self.say("check_exclusion", code=e.code, text=text), self.clear(reason), reason)
            )
        for p in self.set.prerequisites:
            share, reason = self.answers.get(p.code), f"PREREQUISITE:{p.code}"
            if not isinstance(share, Share) or f"BAD:{p.code}" in self.card.reasons:
                continue  # stands among the unusable answers
            text = p.text.say(self.language) or self.say(
                "holders", counts=COUNTED[self.language][p.counts], title=TITLES[self.language][p.holding]
            )
            holds = self.clear(reason)
            compared = (share.part, share.whole, p.min_percent)
            told = self.say(
                "check_prerequisite",
                code=p.code,
                text=text,
                share=self.answered(None, share),
                floor=self.percent(p.min_percent),
                worked=self.plainly(*compared, unit=1, holds=holds),
            )
            checks.append(Check(told, holds, reason, self.comparison(*compared, unit=1, holds=holds)))
        return checks

    def clear(self, reason: str) -> bool:
        return reason not in self.card.reasons

    def floors(self) -> list[Check]:
        card, rule = self.card, self.set.pass_rule
        if card.total_points is None:
            return []
        checks = []
        if rule.min_indicator_points is not None:
            floor = self.points(rule.min_indicator_points)
            low = [r for r in card.reasons if r.startswith("MIN_INDICATOR:")]
            checks += [
                Check(self.say("check_indicator", code=r.split(":", 1)[1], floor=floor), False, r)
                for r in low
            ] or [Check(self.say("check_indicators", floor=floor), True, "")]
        floors = dict(rule.min_criterion_percent)
        for group in card.criteria:
            if group.code not in floors:
                continue
            reason, floor_ = f"MIN_CRITERION:{group.code}", floors[group.code]
            holds = self.clear(reason)
            compared = (group.points, group.max_points, floor_)
            worked = self.plainly(*compared, unit=100, holds=holds)
            told = self.say("check_criterion", code=group.code, floor=self.percent(floor_), worked=worked)
            checks.append(Check(told, holds, reason, self.comparison(*compared, unit=100, holds=holds)))
        if card.max_points == 0:
            checks.append(Check(self.words["check_nothing"], False, "MIN_TOTAL"))
        elif rule.min_total_percent is not None:
            holds = self.clear("MIN_TOTAL")
            compared = (card.total_points, card.max_points, rule.min_total_percent)
            floor = self.percent(rule.min_total_percent)
            told = self.say("check_total", floor=floor, worked=self.plainly(*compared, unit=100, holds=holds))
            checks.append(Check(told, holds, "MIN_TOTAL", self.comparison(*compared, unit=100, holds=holds)))
        return checks

    def levels(self) -> list[Check]:
        if any(reason.startswith("BAD:") for reason in self.card.reasons):
            return []
        checks = []
        for level in self.set.levels:
            short = [
                i.code
                for i in self.set.indicators
                if not (
                    self.answers.get(i.code) is NOT_APPLICABLE or meets(i, self.answers.get(i.code), level)
                )
            ]
            told = self.say("check_level", level=level)
            if short:
                told += self.say("level_short", codes=", ".join(short))
            reasons = [r for r in self.card.reasons if r.startswith("LEVEL:")]
            checks.append(Check(told, (self.card.level or 0) >= level, ", ".join(reasons)))
            if short:
                break
        return checks

    def grade(self) -> str:
        rating = next((r for r in self.set.ratings if r.code == self.card.rating), None)
        if rating is None:
            return ""
        name = rating.name.say(self.language) or rating.code
        if rating.level is not None:
            return self.say("grade_level", name=name, level=rating.level)
        floor = rating.min_total_percent or 0
        worked = self.plainly(self.card.total_points or 0, self.card.max_points, floor, unit=100, holds=True)
        return self.say("grade", name=name, floor=self.percent(floor), worked=worked)
