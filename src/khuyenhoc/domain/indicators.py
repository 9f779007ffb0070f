"""Rates, targets and what is still needed, in whole numbers; percents are hundredths (6660 = 66.60 %)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from khuyenhoc.domain.numbers import percent_of


class Caution(StrEnum):
    """What a reader of a figure should know before signing it."""

    TARGET_BELOW_RESULT = "TARGET_BELOW_RESULT"
    PART_ABOVE_WHOLE = "PART_ABOVE_WHOLE"
    NO_BASE = "NO_BASE"
    SAMPLE_SET = "SAMPLE_SET"
    SET_NOT_CHECKED = "SET_NOT_CHECKED"
    MADE_UP_DATA = "MADE_UP_DATA"
    TO_BE_REVIEWED = "TO_BE_REVIEWED"
    DIFFICULT_AREA = "DIFFICULT_AREA"
    AGE_UNKNOWN = "AGE_UNKNOWN"
    BASE_CONFLICT = "BASE_CONFLICT"
    PARTLY_TOLD = "PARTLY_TOLD"
    DIFFERS = "DIFFERS"


@dataclass(frozen=True, slots=True)
class Remark:
    """A caution with the numbers that fill its sentence."""

    code: Caution
    facts: dict[str, Any] = field(default_factory=dict)


def rate(part: int, whole: int) -> int | None:
    """Part of whole in hundredths of a percent, rounded half up; None when there is no whole to be a part of."""
    return None if whole <= 0 else percent_of(part, whole)


def needed(part: int, whole: int, target_percent: int) -> int:
    """How many more reach the target: the smallest whole number whose exact rate is not below it; never below 0."""
    return max(0, -(-target_percent * whole // 10_000) - part)


def is_below(target_percent: int, part: int, whole: int) -> bool:
    """Whether a target asks for less than is reached; compared exactly, not rounded."""
    return target_percent * whole < part * 10_000


def cautions(part: int, whole: int | None, target_percent: int | None) -> tuple[Remark, ...]:
    """What the numbers of one row say about themselves; a target is compared exactly, not rounded."""
    if not whole:
        return (Remark(Caution.NO_BASE),) if part else ()
    found = []
    if part > whole:
        found.append(Remark(Caution.PART_ABOVE_WHOLE, {"part": part, "whole": whole}))
    if target_percent is not None and is_below(target_percent, part, whole):
        found.append(
            Remark(
                Caution.TARGET_BELOW_RESULT,
                {"target_percent": target_percent, "percent": rate(part, whole)},
            )
        )
    return tuple(found)
