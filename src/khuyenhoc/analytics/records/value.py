"""How single values stand in a record."""

from datetime import date
from typing import Any

from khuyenhoc.domain import numbers
from khuyenhoc.domain.indicators import Remark
from khuyenhoc.domain.written_numbers import WrittenNumber
from khuyenhoc.sentences import words

Record = dict[str, Any]


def day(told: date | None) -> str | None:
    return None if told is None else told.isoformat()


def percent(hundredths: int | None) -> str | None:
    """Hundredths of a percent as exact text: 6660 is "66.60"."""
    if hundredths is None:
        return None
    sign = "-" if hundredths < 0 else ""
    return sign + numbers.plain(abs(hundredths))


def number(told: WrittenNumber | None) -> int | None:
    """A written number where it is one whole number, whatever its qualifier."""
    return None if told is None or told.low != told.high or told.places else told.low


def cautions(remarks: tuple[Remark, ...], language: str) -> list[Record]:
    return [
        {"code": one.code.value, "sentence": words.caution(one.code, one.facts, language)} for one in remarks
    ]
