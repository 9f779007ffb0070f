"""Numbers exact and as people read them; every figure is made from whole numbers, half up."""

import re

_WHOLE = re.compile(
    r"[0-9]{1,18}|[0-9]{1,3}(?:\.[0-9]{3}){1,5}|[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,3}(?: [0-9]{3}){1,5}"
)
_DECIMAL = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,15}))?")


def percent_of(part: int, whole: int) -> int:
    """Hundredths of a percent, rounded half up: 2 of 3 is 6667. Neither is negative, `whole` is not 0."""
    return (20000 * part + whole) // (2 * whole)


def hundredths(text: str) -> int | None:
    """Whole hundredths of a plain decimal with a point or a comma: "7,5" is 750.

    None when it is no such number, is negative, or has a third decimal that is not 0.
    """
    found = _DECIMAL.fullmatch(text.strip())
    if found is None:
        return None
    whole, decimals = found[1], (found[2] or "").rstrip("0")
    return int(whole) * 100 + int(decimals.ljust(2, "0")) if len(decimals) <= 2 else None


def whole(text: str) -> int | None:
    """A whole number as people write it: 1234, 1.234, 1,234 and 1 234; None when it is no such number."""
    spaced = " ".join(text.split())
    return int(re.sub("[ .,]", "", spaced)) if _WHOLE.fullmatch(spaced) else None


def plain(value: int) -> str:
    """Hundredths with a point and two decimals, as files hold them: 6660 is "66.60"."""
    return f"{value // 100}.{value % 100:02d}"


def grouped(value: int, *, language: str = "vi") -> str:
    """A whole number in groups of three: 125.071 in Vietnamese, 125,071 in English."""
    return f"{value:,}" if language == "en" else f"{value:,}".replace(",", ".")


def decimal(value: int, *, language: str = "vi") -> str:
    """Hundredths with two decimals: 6660 is 66,60 in Vietnamese, 66.60 in English."""
    sign = "-" if value < 0 else ""
    mark = "." if language == "en" else ","
    return f"{sign}{grouped(abs(value) // 100, language=language)}{mark}{abs(value) % 100:02d}"


def percent(value: int, *, language: str = "vi") -> str:
    """Hundredths of a percent: 6660 is 66,60% in Vietnamese, 66.60% in English."""
    return f"{decimal(value, language=language)}%"


def points(value: int, *, language: str = "vi") -> str:
    """Hundredths of a point without idle zeros: 1000 is 10, 750 is 7,5 in Vietnamese and 7.5 in English."""
    shown = decimal(value, language=language)
    return shown.rstrip("0").rstrip(",.")
