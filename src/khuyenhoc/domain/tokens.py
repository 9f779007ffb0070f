"""A token as a program carries it: long enough that nobody guesses it, and known by its beginning."""

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # 32, none of them mistaken for another
DRAWN = 32
POSSIBLE = len(LETTERS) ** DRAWN  # 160 bits
BEGINNING = "khu_"  # so that one that got into a public text is found
ENDING = 4  # letters its owner knows it by
MOST_DAYS = 366
LENGTH = len(BEGINNING) + DRAWN


def token_of(drawn: int) -> str:
    """The token of a number drawn at random from 0 up to POSSIBLE: "khu_7kd4…".

    Errors: ValueError when the number is outside, a defect of the caller.
    """
    if not 0 <= drawn < POSSIBLE:
        raise ValueError(drawn)
    letters = (LETTERS[drawn // len(LETTERS) ** place % len(LETTERS)] for place in range(DRAWN))
    return BEGINNING + "".join(letters)


def is_token(text: str) -> bool:
    """Whether it looks like one; anything else need not be looked up."""
    return len(text) == LENGTH and text.startswith(BEGINNING) and set(text[len(BEGINNING) :]) <= set(LETTERS)
