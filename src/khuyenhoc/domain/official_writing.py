"""Days and numbers as the decree on papers (Nghị định 30/2020/NĐ-CP, Phụ lục I) has them written; days in English."""

from datetime import date

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_BILLION = 10**9


def official_day(day: date) -> str:
    """ "ngày 05 tháng 12 năm 2023": days below 10 and the months 1 and 2 get a 0 before them, others none."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def english_day(day: date) -> str:
    """ "5 December 2023"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def in_words(number: int) -> str:
    """A whole number, 0 or more, as it is read: 1205 is "một nghìn hai trăm linh năm"."""
    if number >= _BILLION:
        rest = f" {_below_billion(number % _BILLION, follows=True)}" if number % _BILLION else ""
        return f"{in_words(number // _BILLION)} tỷ{rest}"
    return _below_billion(number, follows=False) if number else _DIGITS[0]


def _below_billion(number: int, *, follows: bool) -> str:
    """follows: something larger is said before it, so that its first three digits are said whole."""
    told: list[str] = []
    for scale in (2, 1, 0):
        three = number // 1000**scale % 1000
        if three:
            told.append(_three(three, whole=follows or bool(told)) + _SCALES[scale])
    return " ".join(told)


def _three(number: int, *, whole: bool) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    told = [f"{_DIGITS[hundreds]} trăm"] if hundreds or whole else []
    if tens > 1:
        told.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        told.append("mười")
    elif ones and told:
        told.append("linh")
    if ones:
        told.append(_last_digit(ones, tens))
    return " ".join(told)


def _last_digit(ones: int, tens: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens:
        return "lăm"
    return _DIGITS[ones]
