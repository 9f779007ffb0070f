"""A short code, printed or read aloud: letters nobody confuses with another, and one that guards the rest."""

import unicodedata

from khuyenhoc.domain.errors import RuleBroken

# Without 0 O, 1 I L and U V. A prime number of letters, so that one check letter finds every slip below.
LETTERS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
DRAWN = 9  # letters drawn at random: 1.4 · 10^13 codes
LENGTH = DRAWN + 1
POSSIBLE = len(LETTERS) ** DRAWN
_HALF = LENGTH // 2


class CodeUnsound(RuleBroken):
    """What was typed is no code of ours: a letter is wrong, missing or too many; facts: none."""

    code = "CODE_UNSOUND"


def short_code(drawn: int) -> str:
    """The code of a number drawn at random from 0 up to POSSIBLE: "7KD4P-XM2WA", the last letter a check.

    Errors: ValueError when the number is outside, a defect of the caller.
    """
    if not 0 <= drawn < POSSIBLE:
        raise ValueError(drawn)
    values = [drawn // len(LETTERS) ** place % len(LETTERS) for place in range(DRAWN)]
    return _written([*values, -_weighed(values) * pow(LENGTH, -1, len(LETTERS)) % len(LETTERS)])


def read_short_code(typed: str) -> str:
    """A code as a person typed it, in the form it is printed: any case, with or without blanks and dashes.

    One wrong letter, or two letters changed round, never give another code. Errors: CodeUnsound.
    """
    told = [sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum()]
    values = [LETTERS.find(sign) for sign in told]
    if len(values) != LENGTH or min(values) < 0 or _weighed(values) % len(LETTERS):
        raise CodeUnsound()
    return _written(values)


def _weighed(values: list[int]) -> int:
    """Every place weighs something else, and less than the prime: that is what finds the slips."""
    return sum(weight * value for weight, value in enumerate(values, start=1))


def _written(values: list[int]) -> str:
    letters = "".join(LETTERS[value] for value in values)
    return f"{letters[:_HALF]}-{letters[_HALF:]}"
