"""The questions of a set as a page draws them: large choices, a number, or so many of so many."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khuyenhoc.domain import answers
from khuyenhoc.domain.answers import NOT_APPLICABLE, Answer, Share
from khuyenhoc.domain.criteria import (
    CriteriaSet,
    Criterion,
    Exclusion,
    Indicator,
    Kind,
    NotApplicable,
    Prerequisite,
)
from khuyenhoc.domain.numbers import points

NOT_FOR_US = "KAD"
MOST_CHOICES = 6  # steps of points that are still shown as choices
LONGEST_NOTE = 300


class Sheet(Protocol):
    """A set with what was typed so far: a title's form (`analytics.filling.Filling`), or a centre's rating."""

    @property
    def rules(self) -> CriteriaSet: ...
    @property
    def cells(self) -> Mapping[str, str]: ...
    @property
    def evidence(self) -> Mapping[str, Mapping[str, Any]]: ...
    @property
    def measured(self) -> Mapping[str, tuple[int, int]]: ...
    @property
    def indicators(self) -> tuple[str, ...]: ...
    @property
    def photos(self) -> Mapping[str, str] | None: ...
    @property
    def answers(self) -> dict[str, Answer]: ...


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """control: choices | number | share | counted. wrong: why what stands there is no answer, "" when it is one.

    proofs: (number, words, ticked) of the list of evidence. photo: the name of the one shown, "" for none; None where
    none may be shown. worth: the most it can earn, in hundredths.
    """

    code: str
    text: str
    help: str
    source: str
    control: str
    choices: tuple[Choice, ...]
    value: str
    part: str
    whole: str
    hint: str
    worth: int
    proofs: tuple[tuple[int, str, bool], ...]
    note: str
    photo: str | None
    may_skip: bool
    is_skipped: bool
    is_answered: bool
    is_asked_again: bool
    wrong: str


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    text: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """How many questions have no answer, and how many one that cannot be read."""

    unanswered: int
    unreadable: int


def gaps(sheet: Sheet) -> Gaps:
    """The same as `groups` says question by question, without drawing anything."""
    given = sheet.answers
    return Gaps(
        unanswered=sum(code not in given for code in sheet.rules.columns_order),
        unreadable=sum(bool(_wrong(one, given.get(one.code))) for one in sheet.rules.indicators),
    )


def groups(filling: Sheet) -> list[Group]:
    """Everything the set asks, in the order of its file; what rules recognition out comes last."""
    given = filling.answers
    found = [
        Group(criterion.code, criterion.text.say(_language()), tuple(_asked(filling, criterion, given)))
        for criterion in filling.rules.criteria
    ]
    needed = tuple(_needed(filling, one, given) for one in filling.rules.prerequisites)
    if needed:
        found.append(Group("", _("Điều kiện cần có"), needed))
    ruled_out = tuple(_ruled_out(filling, one, given) for one in filling.rules.exclusions)
    if ruled_out:
        found.append(Group("", _("Những điều làm mất quyền được công nhận"), ruled_out))
    return found


def _language() -> str:
    return "en" if get_language() == "en" else "vi"


def _asked(filling: Sheet, criterion: Criterion, given: Mapping[str, Answer]) -> Iterator[Question]:
    for indicator in criterion.indicators:
        answer = given.get(indicator.code)
        yield Question(
            code=indicator.code,
            text=indicator.text.say(_language()),
            help=indicator.help.say(_language()),
            source=indicator.source,
            control=_control(indicator),
            choices=tuple(_choices(indicator, answer)),
            value="" if answer is NOT_APPLICABLE else filling.cells.get(indicator.code, ""),
            part=_part(filling, indicator.code, answer, "part"),
            whole=_part(filling, indicator.code, answer, "whole"),
            hint=_hint(indicator),
            worth=indicator.max_points,
            proofs=tuple(_proofs(filling, indicator)),
            note=str(filling.evidence.get(indicator.code, {}).get("note", "")),
            photo=None if filling.photos is None else filling.photos.get(indicator.code, ""),
            may_skip=indicator.not_applicable is not NotApplicable.FORBID,
            is_skipped=answer is NOT_APPLICABLE,
            is_answered=answer is not None,
            is_asked_again=indicator.code in filling.indicators,
            wrong=_wrong(indicator, answer),
        )


def _control(indicator: Indicator) -> str:
    match indicator.kind:
        case Kind.SHARE:
            return "share"
        case Kind.DERIVED:
            return "counted"
        case Kind.POINTS if indicator.max_points > indicator.step * (MOST_CHOICES - 1):
            return "number"
    return "choices"


def _choices(indicator: Indicator, answer: Answer | None) -> Iterator[Choice]:
    for value, text in _values(indicator):
        read = answers.read_indicator(indicator, value)
        yield Choice(value, text, answer is not None and read == answer and type(read) is type(answer))


def _values(indicator: Indicator) -> Iterator[tuple[str, str]]:
    language = _language()
    match indicator.kind:
        case Kind.CHOICE:
            yield from ((option.code, option.text.say(language)) for option in indicator.options)
        case Kind.YES_NO:
            yield "có", _("Có")
            yield "không", _("Không")
        case Kind.LEVEL:
            for level in range(max(indicator.levels) + 1):
                yield str(level), _("Mức %(level)s") % {"level": level}
        case Kind.POINTS if _control(indicator) == "choices":
            for worth in range(0, indicator.max_points + 1, indicator.step):
                written = points(worth, language=language)
                yield points(worth), _("%(points)s điểm") % {"points": written}
    if indicator.not_applicable is not NotApplicable.FORBID and indicator.kind not in (
        Kind.SHARE,
        Kind.DERIVED,
    ):
        yield NOT_FOR_US, _("Không áp dụng")


def _part(filling: Sheet, code: str, answer: Answer | None, column: str) -> str:
    if isinstance(answer, Share):
        return str(getattr(answer, column))
    return "" if answer is NOT_APPLICABLE else filling.cells.get(f"{code}.{column}", "")


def _hint(indicator: Indicator) -> str:
    if _control(indicator) != "number":
        return ""
    language = _language()
    facts = {
        "most": points(indicator.max_points, language=language),
        "step": points(indicator.step, language=language),
    }
    return _("Từ 0 đến %(most)s điểm, cách nhau %(step)s.") % facts


def _proofs(filling: Sheet, indicator: Indicator) -> Iterator[tuple[int, str, bool]]:
    ticked = set(filling.evidence.get(indicator.code, {}).get("ticks", ()))
    for number, text in enumerate(indicator.evidence.say(_language())):
        yield number, text, number in ticked


def _wrong(indicator: Indicator, answer: Answer | None) -> str:
    if answer is None or answers.fits(indicator, answer):
        return ""
    if indicator.has_two_columns:
        return _("Cần hai số: bao nhiêu trên tổng số bao nhiêu; số đầu không lớn hơn số sau.")
    return _("Chưa đúng.") + " " + _hint(indicator)


def _needed(filling: Sheet, one: Prerequisite, given: Mapping[str, Answer]) -> Question:
    answer = given.get(one.code)
    return _plain(
        filling,
        one.code,
        one,
        control="counted",
        part=_part(filling, one.code, answer, "part"),
        whole=_part(filling, one.code, answer, "whole"),
        is_answered=answer is not None,
    )


def _ruled_out(filling: Sheet, one: Exclusion, given: Mapping[str, Answer]) -> Question:
    answer = given.get(one.code)
    chosen = (
        Choice("không", _("Không"), answer is False),
        Choice("có", _("Có"), answer is True),
    )
    return _plain(filling, one.code, one, control="choices", choices=chosen, is_answered=answer is not None)


def _plain(filling: Sheet, code: str, one: Exclusion | Prerequisite, **said: Any) -> Question:
    told: dict[str, Any] = {
        "choices": (),
        "value": "",
        "part": "",
        "whole": "",
        "hint": "",
        "worth": 0,
        "proofs": (),
        "note": "",
        "photo": None,
        "may_skip": False,
        "is_skipped": False,
        "is_asked_again": code in filling.indicators,
        "wrong": "",
    }
    return Question(
        code=code,
        text=one.text.say(_language()),
        help=one.help.say(_language()),
        source=one.source,
        **{**told, **said},
    )


def cells(filling: Sheet, sent: Mapping[str, str]) -> dict[str, str]:
    """The columns of the set out of a sent form ("a:1.1" → "1.1"); what the system counts is never taken."""
    counted = {name for code in filling.measured for name in (f"{code}.part", f"{code}.whole")}
    found: dict[str, str] = {}
    for code, names in answers.columns(filling.rules).items():
        for name in names:
            if name not in counted:
                found[name] = sent.get(f"a:{name}", "")[:200].strip()
        if sent.get(f"na:{code}") and names[0] in found:
            found |= {names[0]: NOT_FOR_US, **dict.fromkeys(names[1:], "")}
    return found


def evidence(filling: Sheet, ticks: Mapping[str, list[str]], notes: Mapping[str, str]) -> dict[str, Any]:
    """What was ticked and noted for each indicator; ticks: code → numbers as sent."""
    found = {}
    for indicator in filling.rules.indicators:
        known = {str(number) for number, _text in enumerate(indicator.evidence.vi)}
        chosen = sorted(int(one) for one in set(ticks.get(indicator.code, ())) & known)
        note = notes.get(indicator.code, "").strip()[:LONGEST_NOTE]
        if chosen or note:
            found[indicator.code] = {"ticks": chosen, "note": note}
    return found
