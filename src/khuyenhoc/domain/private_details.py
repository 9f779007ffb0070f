"""What a text for everybody might tell too much of: the page marks it, and people decide.

Public pages tell name and hamlet. The patterns find what is written plainly in Vietnamese; what they find may be
harmless, and what they miss is still for the reader to see.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Detail(StrEnum):
    BIRTH = "birth"  # ngày sinh, năm sinh
    SCHOOL = "school"  # trường, lớp
    ADDRESS = "address"  # số nhà, đường, ngõ
    TELEPHONE = "telephone"
    ID_NUMBER = "id_number"  # căn cước, chứng minh nhân dân


@dataclass(frozen=True, slots=True)
class Mark:
    """text[start:end] might be such a detail."""

    detail: Detail
    start: int
    end: int
    text: str


_DAY: Final = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{1,2}\s+tháng\s+\d{1,2}(?:,?\s+năm\s+\d{4})?"
_NAME: Final = r"(?:\s+(?-i:[A-ZÀ-ỸĐ])\w*|\s+\d+)"
_PATTERNS: Final[Mapping[Detail, str]] = {
    # numbers first: a mark covers what a later one would find
    Detail.TELEPHONE: r"(?<![\d.,])(?:\+?84|0)(?:[ .-]?\d){9,10}(?!\d)",
    Detail.ID_NUMBER: (
        r"(?<![\d.,])(?:\d{12}|\d{9}|\d{3} \d{3} \d{3}(?: \d{3})?)(?![\d.,]*\d)(?!\s*(?:đ\b|đồng|VND))"
        r"|(?:căn cước(?: công dân)?|CCCD|CMND|chứng minh nhân dân)(?:\s+số|\s*:)*\s*\d[\d .]{5,}\d"
    ),
    Detail.BIRTH: (
        rf"(?:ngày sinh|sinh(?:\s+vào)?\s+ngày|sinh|SN)\s*:?\s*(?:{_DAY})"
        r"|(?:sinh\s+năm|năm\s+sinh|SN)\s*:?\s*(?:19|20)\d{2}"
    ),
    Detail.SCHOOL: (
        r"(?:học sinh\s+)?lớp\s+(?:1[0-2]|[1-9])(?!\d)(?:\s?[A-ZĐ]\d{0,2}\b|/\d{1,2}\b)?"
        r"|(?:trường\s+)?(?:tiểu học|trung học(?: cơ sở| phổ thông)?|THCS|THPT|TH|mầm non|mẫu giáo"
        r"|phổ thông(?: dân tộc)?(?: nội trú| bán trú)?|PTDT(?:NT|BT)?)(?:\s*(?:&|và|-)\s*THCS)?"
        rf"{_NAME}+"
    ),
    Detail.ADDRESS: (
        r"số\s+nhà\s*:?\s*\d+\w*(?:/\d+)*"
        rf"|(?:số\s+)?\d+\w?(?:/\d+)*,?\s+(?:đường|phố|ngõ|ngách|hẻm|kiệt){_NAME}+"
        rf"|(?:ngõ|ngách|hẻm|kiệt)\s+\d+\w*(?:/\d+)*"
    ),
}
_COMPILED: Final = {
    detail: re.compile(rf"(?<!\w)(?:{told})", re.IGNORECASE) for detail, told in _PATTERNS.items()
}


def marks(text: str) -> tuple[Mark, ...]:
    """In the order of the text; none overlaps another."""
    found: list[Mark] = []
    for detail, pattern in _COMPILED.items():
        for one in pattern.finditer(text):
            if not any(one.start() < mark.end and mark.start < one.end() for mark in found):
                found.append(Mark(detail, one.start(), one.end(), one.group()))
    return tuple(sorted(found, key=lambda mark: mark.start))


def pieces(text: str) -> Iterator[tuple[str, Detail | None]]:
    """The text cut up, each piece with what it might tell; None for the rest of it."""
    at = 0
    for mark in marks(text):
        if mark.start > at:
            yield text[at : mark.start], None
        yield mark.text, mark.detail
        at = mark.end
    if at < len(text):
        yield text[at:], None
