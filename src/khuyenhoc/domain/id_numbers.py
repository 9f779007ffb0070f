"""A person's twelve-digit number (số căn cước), which nobody has to give: read, and shown by its last four digits."""

from khuyenhoc.domain.errors import RuleBroken

DIGITS = 12
DOTS = "••••"
_BETWEEN = str.maketrans("", "", " .-\u00a0")


class IdNumberUnsound(RuleBroken):
    """Not twelve digits; what was typed is never told back. facts: none."""

    code = "ID_NUMBER_UNSOUND"


def read(typed: str) -> str:
    """Twelve digits, blanks, points and dashes between them left out; "" for none. Errors: IdNumberUnsound."""
    found = typed.translate(_BETWEEN)
    if found and not (found.isascii() and found.isdecimal() and len(found) == DIGITS):
        raise IdNumberUnsound()
    return found


def masked(last: str) -> str:
    """last: the four digits that are kept."""
    return f"{DOTS} {last}"


def is_masked(typed: str) -> bool:
    """Whether a list brings back what was shown, and not a number."""
    return typed.strip().startswith("•")
