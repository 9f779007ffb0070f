"""Legal documents: the numbers they are cited by, when they are in force, and what replaced them."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import clean

# 387/QĐ-TTg, 24/2023/TT-BGDĐT, 91/2025/QH15: a number, perhaps its year, then the signs of kind and issuer.
_NUMBER = re.compile(r"(?<![\w/])\d{1,5}\s*(?:/\s*(?:19|20)\d\d\s*)?/\s*[A-ZĐ]{2,}\d*(?:-[A-Za-zĐđ]+\d*)*")


class InstrumentKind(StrEnum):
    """What a document is, in the order of a list to choose from."""

    LAW = "law"
    DECREE = "decree"
    DECISION = "decision"
    CIRCULAR = "circular"
    DIRECTIVE = "directive"
    RESOLUTION = "resolution"
    PLAN = "plan"
    GUIDANCE = "guidance"
    LETTER = "letter"
    OTHER = "other"


class Standing(StrEnum):
    """Whether a document holds on a day. UNKNOWN: the register tells no day from which it does."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    ENDED = "ended"
    UNKNOWN = "unknown"


class RestsKind(StrEnum):
    """What rests on a document by a stored reference. A plan task names its document itself."""

    ROUND = "round"
    CRITERIA_SET = "criteria_set"
    TARGET = "target"
    INSTRUMENT = "instrument"


class ForceEndsTooEarly(RuleBroken):
    """No document ends before it began; facts: first, last."""

    code = "FORCE_ENDS_TOO_EARLY"


class ReplacesItself(RuleBroken):
    """A document is replaced by a later one, never in a circle; facts: number."""

    code = "REPLACES_ITSELF"


def number_key(number: str) -> str:
    """How a number is compared: without spaces, in capitals."""
    return re.sub(r"\s+", "", clean(number)).upper()


def cited(text: str) -> list[str]:
    """The keys of the numbers that a text names, each once, in order: "Quyết định 387/QĐ-TTg ngày 25/3/2022"."""
    return list(dict.fromkeys(number_key(found) for found in _NUMBER.findall(clean(text))))


def check_days(first: date | None, until: date | None) -> None:
    """until: the first day on which it holds no more. Errors: ForceEndsTooEarly."""
    if first is not None and until is not None and until <= first:
        raise ForceEndsTooEarly(first=first, last=until)


def standing(first: date | None, until: date | None, *, is_replaced: bool, on: date) -> Standing:
    """is_replaced: another took its place on a day the register does not tell."""
    if until is not None and until <= on:
        return Standing.ENDED
    if first is not None and first > on:
        return Standing.NOT_YET
    if is_replaced and until is None:
        return Standing.ENDED
    return Standing.UNKNOWN if first is None and until is None else Standing.IN_FORCE


def check_replaced(pk: int, by: int, replaced_by: Mapping[int, int | None], number: str) -> None:
    """Following what replaced what never leads back. Errors: ReplacesItself."""
    at: int | None = by
    seen = {pk}
    while at is not None:
        if at in seen:
            raise ReplacesItself(number=number)
        seen.add(at)
        at = replaced_by.get(at)
