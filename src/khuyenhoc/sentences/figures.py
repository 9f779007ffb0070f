"""What the checks on published figures tell people, in both languages."""

from math import ceil, floor
from typing import Final

from khuyenhoc.domain import numbers
from khuyenhoc.domain.figures.finding import Code, Fact, Finding, Percent
from khuyenhoc.domain.figures.intervals import Bases, Extent, How

LABELS: Final = {
    None: ("hợp lý", "sound"),
    Code.PART_ABOVE_WHOLE: ("tử số lớn hơn mẫu số", "part above whole"),
    Code.NO_WHOLE_BASE: ("không có mẫu số", "no whole base"),
    Code.TRUNCATED: ("cắt bớt, không làm tròn", "cut off, not rounded"),
    Code.RATE_DISAGREES: ("tỷ lệ không khớp", "rate disagrees"),
    Code.TARGET_BELOW_RESULT: ("chỉ tiêu thấp hơn kết quả", "target below result"),
    Code.BASE_CONFLICT: ("mẫu số mâu thuẫn", "bases conflict"),
}
HOWS: Final = {
    How.HALF_UP: ("làm tròn", "rounded half up"),
    How.TRUNCATED: ("cắt bớt", "cut off"),
    How.STATED: ("gần đúng", "approximate"),
}
_FINDINGS: Final = {  # (code, wording) → (Vietnamese, English)
    (Code.PART_ABOVE_WHOLE, ""): (
        "Tử số {value} lớn hơn mẫu số {base}.",
        "The part, {value}, is larger than its base, {base}.",
    ),
    (Code.PART_ABOVE_WHOLE, "by_rate"): (
        "Tỷ lệ {rate}% vượt 100%: tử số {value} lớn hơn mọi mẫu số mà tỷ lệ cho phép ({bases}).",
        "The rate, {rate} %, exceeds 100 %: the part, {value}, is larger than every base it allows ({bases}).",
    ),
    (Code.NO_WHOLE_BASE, ""): (
        "Không mẫu số nguyên nào cho {rate}%, dù làm tròn hay cắt bớt: {value} trên {below} là {below_rate}%, "
        "trên {above} là {above_rate}%.",
        "No whole base gives {rate} %, rounded or cut off: {value} of {below} is {below_rate} %, of {above} it is "
        "{above_rate} %.",
    ),
    (Code.NO_WHOLE_BASE, "above_one"): (
        "Không mẫu số nguyên nào cho {rate}%, dù làm tròn hay cắt bớt: {value} trên {above} là {above_rate}%.",
        "No whole base gives {rate} %, rounded or cut off: {value} of {above} is {above_rate} %.",
    ),
    (Code.NO_WHOLE_BASE, "nothing"): (
        "Tử số là 0 thì tỷ lệ chỉ có thể là 0%, không phải {rate}%.",
        "A part of 0 can only have the rate 0 %, not {rate} %.",
    ),
    (Code.NO_WHOLE_BASE, "roughly"): (
        "Không mẫu số nguyên nào khớp với tử số {value} và tỷ lệ {rate}%.",
        "No whole base fits a part of {value} and a rate of {rate} %.",
    ),
    (Code.TRUNCATED, ""): (
        "Tỷ lệ {rate}% bị cắt bớt: {value} trên {base} làm tròn là {shares}%.",
        "The rate, {rate} %, was cut off: {value} of {base}, rounded, is {shares} %.",
    ),
    (Code.RATE_DISAGREES, ""): (
        "{value} trên {base} là {shares}%, không phải {rate}%; tỷ lệ này cần mẫu số {bases}.",
        "{value} of {base} is {shares} %, not {rate} %; that rate needs a base of {bases}.",
    ),
    (Code.RATE_DISAGREES, "no_base"): (
        "{value} trên {base} là {shares}%, không phải {rate}%.",
        "{value} of {base} is {shares} %, not {rate} %.",
    ),
    (Code.RATE_DISAGREES, "nothing"): (
        "Mẫu số là 0 nên không tính được tỷ lệ {rate}%.",
        "The base is 0, so there can be no rate of {rate} %.",
    ),
    (Code.TARGET_BELOW_RESULT, ""): (
        "Chỉ tiêu {target} thấp hơn {result} đã đạt ({period}, mã {other}).",
        "The target of {target} lies below the {result} reached ({period}, id {other}).",
    ),
    (Code.TARGET_BELOW_RESULT, "rate"): (
        "Chỉ tiêu {target}% thấp hơn {result}% đã đạt ({period}, mã {other}).",
        "The target of {target} % lies below the {result} % reached ({period}, id {other}).",
    ),
    (Code.BASE_CONFLICT, ""): (
        "Mẫu số “{base_kind}” ở đây là {base}, ở mã {other} là {other_base}: cùng nơi, cùng kỳ mà không thể "
        "bằng nhau.",
        "The base “{base_kind}” is {base} here and {other_base} in id {other}: one place, one period, and they "
        "cannot be equal.",
    ),
}
_NONE: Final = ("không có", "none")
_UPWARDS: Final = ("từ {low} trở lên", "{low} or more")


def finding(found: Finding, language: str = "vi") -> str:
    """The sentence of a finding; published cells as they were written, computed numbers in the language."""
    facts = dict(found.facts)
    told = {name: _told(value, language) for name, value in facts.items()}
    if "lowest" in facts:
        told["shares"] = _between(told["lowest"], told["highest"], language)
    return _chosen(_FINDINGS[found.code, found.wording], language).format(**told)


def label(code: Code | None, language: str = "vi") -> str:
    """A few words for a code; for None, that nothing was found."""
    return _chosen(LABELS[code], language)


def interval(bases: Bases | None, language: str = "vi") -> str:
    """935.697–935.960 (làm tròn)."""
    if bases is None:
        return _chosen(_NONE, language)
    return f"{_told(bases, language)} ({_chosen(HOWS[bases.how], language)})"


def _told(value: Fact, language: str) -> str:
    match value:
        case None:
            return _chosen(_NONE, language)
        case str():
            return value
        case int():
            return numbers.grouped(value, language=language)
        case Percent():
            return _percent(value, language)
        case Extent() | Bases():
            low = numbers.grouped(ceil(value.low), language=language)
            if value.high is None:
                return _chosen(_UPWARDS, language).format(low=low)
            return _between(low, numbers.grouped(floor(value.high), language=language), language)


def _between(low: str, high: str, language: str) -> str:
    if high == _chosen(_NONE, language):
        return _chosen(_UPWARDS, language).format(low=low)
    return low if low == high else f"{low}–{high}"


def _percent(value: Percent, language: str) -> str:
    whole, decimals = divmod(value.digits, 10**value.places)
    shown = numbers.grouped(whole, language=language)
    mark = "." if language == "en" else ","
    return f"{shown}{mark}{decimals:0{value.places}d}" if value.places else shown


def _chosen(words: tuple[str, str], language: str) -> str:
    return words[1] if language == "en" else words[0]


def counted(rows: int, found: int, unreadable: int, language: str = "vi") -> str:
    """The last line of a check."""
    told = [numbers.grouped(one, language=language) for one in (rows, found, unreadable)]
    if language == "en":
        return f"{told[0]} rows: {told[1]} to look at again, {told[2]} unreadable."
    return f"{told[0]} dòng: {told[1]} dòng cần xem lại, {told[2]} dòng không đọc được."
