"""Answers: read from cells as people type them, checked by kind, kept as plain JSON."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple, TypeGuard

from khuyenhoc.domain.criteria.model import CriteriaSet, Indicator, Kind
from khuyenhoc.domain.criteria.words import NO, NOT_APPLICABLE_WORDS, YES, folded
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.numbers import hundredths
from khuyenhoc.domain.text import clean

LARGEST_COUNT: Final = 10**12 - 1  # products with hundredths of a percent stay within 64 bits
_WHOLE = re.compile(r"[0-9]{1,12}")


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int


class Mark(Enum):
    """An answer that is no value."""

    NOT_APPLICABLE = "not_applicable"


NOT_APPLICABLE: Final = Mark.NOT_APPLICABLE


@dataclass(frozen=True)
class Unreadable:
    """A cell that could not be read, as it was typed."""

    text: str


# points: whole hundredths · level: 0, 1, 2 … · yes_no, exclusion: bool · choice: the option's code
Answer = int | str | bool | Share | Mark | Unreadable


class AnswerCodeUnknown(RuleBroken):
    """An answer to something the set does not ask; facts: codes, set."""

    code = "ANSWER_CODE_UNKNOWN"


class AnswersDamaged(RuleBroken):
    """Stored answers that `to_json` cannot have written; facts: code."""

    code = "ANSWERS_DAMAGED"


def columns(criteria_set: CriteriaSet) -> dict[str, tuple[str, ...]]:
    """The columns each code is answered in, in file order: (CODE,) or (CODE.part, CODE.whole)."""
    two = {i.code for i in criteria_set.indicators if i.has_two_columns}
    two |= {p.code for p in criteria_set.prerequisites}
    return {
        code: (f"{code}.part", f"{code}.whole") if code in two else (code,)
        for code in criteria_set.columns_order
    }


def counted_cells(measured: Mapping[str, tuple[int, int]]) -> dict[str, str]:
    """What the system counts, code → (part, whole), as the cells that a person would type."""
    return {
        f"{code}.{column}": str(number)
        for code, pair in measured.items()
        for column, number in zip(("part", "whole"), pair, strict=True)
    }


def read(criteria_set: CriteriaSet, cells: Mapping[str, str]) -> dict[str, Answer]:
    """The answers in one row; a code whose cells are blank has none.

    cells: column -> text, as in `columns`; other columns are not looked at.
    A number out of range is read as it stands: `fits` says so. What can't be read is `Unreadable`.
    """
    indicators = {indicator.code: indicator for indicator in criteria_set.indicators}
    shares = {prerequisite.code for prerequisite in criteria_set.prerequisites}
    found: dict[str, Answer] = {}
    for code, names in columns(criteria_set).items():
        texts = [clean(cells.get(name, "")) for name in names]
        if not any(texts):
            continue
        if code in indicators:
            found[code] = read_indicator(indicators[code], *texts)
        elif code in shares:
            found[code] = _share(*texts)
        else:
            found[code] = _yes_no(texts[0])
    return found


def read_indicator(indicator: Indicator, *texts: str) -> Answer:
    """The answer in one indicator's clean cells, of which at least one is not blank."""
    words = {folded(text) for text in texts if text}
    if words <= NOT_APPLICABLE_WORDS:
        return NOT_APPLICABLE
    if indicator.has_two_columns:
        return _share(*texts)
    text = texts[0]
    match indicator.kind:
        case Kind.POINTS:
            points = hundredths(text)
            return Unreadable(text) if points is None else points
        case Kind.YES_NO:
            return _yes_no(text)
        case Kind.LEVEL:
            return int(text) if _WHOLE.fullmatch(text) else Unreadable(text)
        case _:
            return text if any(text == option.code for option in indicator.options) else Unreadable(text)


def _yes_no(text: str) -> Answer:
    word = folded(text)
    return True if word in YES else False if word in NO else Unreadable(text)


def _share(part: str, whole: str) -> Answer:
    if _WHOLE.fullmatch(part) and _WHOLE.fullmatch(whole):
        return Share(int(part), int(whole))
    return Unreadable(f"{part} / {whole}")


def fits(indicator: Indicator, answer: Answer) -> bool:
    """The answer is of the indicator's kind and range; not applicable fits where it is not forbidden."""
    if answer is NOT_APPLICABLE:
        return indicator.not_applicable != "forbid"
    match indicator.kind:
        case Kind.POINTS:
            return _is_number(answer) and 0 <= answer <= indicator.max_points and answer % indicator.step == 0
        case Kind.LEVEL:
            return _is_number(answer) and 0 <= answer <= indicator.levels[-1]
        case Kind.YES_NO:
            return isinstance(answer, bool)
        case Kind.CHOICE:
            return any(answer == option.code for option in indicator.options)
        case _:
            return fits_share(answer)


def fits_share(answer: Answer) -> bool:
    """A share of something: 0 ≤ part ≤ whole, whole > 0."""
    return (
        isinstance(answer, Share)
        and _is_number(answer.part)
        and _is_number(answer.whole)
        and 0 <= answer.part <= answer.whole <= LARGEST_COUNT
        and answer.whole > 0
    )


def require_known(criteria_set: CriteriaSet, answers: Mapping[str, Answer]) -> None:
    """Errors: AnswerCodeUnknown when there is an answer to something the set does not ask."""
    foreign = [code for code in answers if code not in criteria_set.columns_order]
    if foreign:
        raise AnswerCodeUnknown(codes=", ".join(foreign), set=criteria_set.key)


def to_json(answers: Mapping[str, Answer]) -> dict[str, object]:
    """Plain data for a JSON column; `from_json` gives the same answers back."""
    return {code: _plain(answer) for code, answer in answers.items()}


def _plain(answer: Answer) -> object:
    if isinstance(answer, Share):
        return {"part": answer.part, "whole": answer.whole}
    if isinstance(answer, Unreadable):
        return {"unreadable": answer.text}
    return {"not_applicable": True} if isinstance(answer, Mark) else answer


def from_json(criteria_set: CriteriaSet, data: Mapping[str, object]) -> dict[str, Answer]:
    """Answers from what `to_json` wrote. Errors: AnswersDamaged, AnswerCodeUnknown."""
    found = {code: _answer(code, value) for code, value in data.items()}
    require_known(criteria_set, found)
    return found


def _answer(code: str, value: object) -> Answer:
    if isinstance(value, (bool, int, str)):
        return value
    match value:
        case {"part": int(part), "whole": int(whole), **others} if not others:
            return Share(part, whole)
        case {"unreadable": str(text), **others} if not others:
            return Unreadable(text)
        case {"not_applicable": True, **others} if not others:
            return NOT_APPLICABLE
    raise AnswersDamaged(code=code)


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
