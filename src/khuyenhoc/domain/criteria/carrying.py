"""What becomes of answers when another version of a set asks: carried, to be looked at again, or asked anew.

Nothing is lost: an answer is either carried or listed as left behind, never both. Source: ADR 0015.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from khuyenhoc.domain.answers import Answer, fits, fits_share
from khuyenhoc.domain.criteria.model import CriteriaSet, Indicator, Kind
from khuyenhoc.domain.criteria.words import folded


class Anew(StrEnum):
    """Why a question must be answered anew."""

    NEW_QUESTION = "new_question"
    OTHER_QUESTION = "other_question"  # the same code in another set, in other words
    OTHER_SCALE = "other_scale"  # another kind of answer, maximum, step, options or levels
    NOT_ANSWERED = "not_answered"
    NO_LONGER_ALLOWED = "no_longer_allowed"


@dataclass(frozen=True, slots=True)
class Carried:
    """answers: what goes on, by code of the new version. left: the rest, by code of the old one.

    look_again: carried, but the question is worded otherwise. anew: code → why, in the order of the new file.
    Codes that the system counts itself stand in none of the two lists.
    """

    answers: dict[str, Answer]
    left: dict[str, Answer]
    look_again: tuple[str, ...]
    anew: dict[str, Anew]


@dataclass(frozen=True, slots=True)
class _Question:
    words: str
    scale: tuple[object, ...]
    indicator: Indicator | None
    is_counted: bool
    may_be_blank: bool


class Bridge:
    """From one version to another, worked out once for any number of answers.

    A question is the same when it has the same code and scale and, between sets of different codes, the same
    words; between versions of one set other words only ask for another look. An answer that could not be read or
    is not allowed any more is asked anew.
    """

    def __init__(self, before: CriteriaSet, after: CriteriaSet) -> None:
        asked = _questions(before)
        self._asked = _questions(after)
        self._why = {
            code: _why_not(asked.get(code), question, is_one_set=before.code == after.code)
            for code, question in self._asked.items()
        }
        self._reworded = {
            code
            for code, question in self._asked.items()
            if not question.is_counted and code in asked and asked[code].words != question.words
        }

    @property
    def same_questions(self) -> tuple[str, ...]:
        """Codes of the new version whose answers are carried, in file order."""
        return tuple(code for code, why in self._why.items() if why is None)

    def carry(self, answers: Mapping[str, Answer]) -> Carried:
        """The answers given under the old version, as far as the new one asks the same."""
        kept, anew = {}, {}
        for code, question in self._asked.items():
            why = self._why[code]
            if why is None and code in answers:
                if _allowed(question, answers[code]):
                    kept[code] = answers[code]
                    continue
                why = Anew.NO_LONGER_ALLOWED
            if question.is_counted or (why is None and question.may_be_blank):
                continue
            anew[code] = why or Anew.NOT_ANSWERED
        return Carried(
            answers=kept,
            left={code: answer for code, answer in answers.items() if code not in kept},
            look_again=tuple(code for code in kept if code in self._reworded),
            anew=anew,
        )


def _why_not(old: _Question | None, new: _Question, *, is_one_set: bool) -> Anew | None:
    if old is None:
        return Anew.NEW_QUESTION
    if old.scale != new.scale:
        return Anew.OTHER_SCALE
    if not (is_one_set or new.is_counted or old.words == new.words):
        return Anew.OTHER_QUESTION
    return None


def _questions(s: CriteriaSet) -> dict[str, _Question]:
    found = {}
    for indicator in s.indicators:
        texts = [indicator.text.vi, *(option.text.vi for option in indicator.options)]
        found[indicator.code] = _Question(
            words=" ".join(folded(text) for text in texts),
            scale=_scale(indicator),
            indicator=indicator,
            is_counted=indicator.kind is Kind.DERIVED,
            may_be_blank=False,
        )
    for prerequisite in s.prerequisites:
        scale = ("counted", prerequisite.counts, prerequisite.holding)
        found[prerequisite.code] = _Question("", scale, None, is_counted=True, may_be_blank=False)
    for exclusion in s.exclusions:
        told = folded(exclusion.text.vi)
        found[exclusion.code] = _Question(told, ("exclusion",), None, is_counted=False, may_be_blank=True)
    return {code: found[code] for code in s.columns_order}


def _scale(indicator: Indicator) -> tuple[object, ...]:
    """What an answer means: not what it earns, so a fact or a yes outlives other points."""
    match indicator.kind:
        case Kind.POINTS:
            return indicator.kind, indicator.max_points, indicator.step
        case Kind.CHOICE:
            return indicator.kind, *(option.code for option in indicator.options)
        case Kind.LEVEL:
            return indicator.kind, *indicator.levels
        case Kind.DERIVED:
            return "counted", indicator.counts, indicator.holding
        case _:
            return (indicator.kind,)


def _allowed(question: _Question, answer: Answer) -> bool:
    if question.indicator is not None:
        return fits(question.indicator, answer)
    return fits_share(answer) if question.is_counted else isinstance(answer, bool)
