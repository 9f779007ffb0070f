"""Whether somebody stands by name on a list for everybody: name and hamlet, and a child only when it is agreed.

The rule of this field: public lists tell name and hamlet and no more; whoever says no is left out; a child's name is
private unless its guardian agreed, and from seven years on the child too.
"""

from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.titles import Title

OF_AGE = 18
ASKED_TOO = 7  # from this age a child is asked itself, beside its guardian
TEXT = "2026-1"  # the words people are asked with (sentences.words, "naming_text"); other words are another version
ASKED = (Title.CITIZEN, Title.HOUSEHOLD)


class Teller(StrEnum):
    """Who said it."""

    PERSON = "person"
    HEAD = "head"
    GUARDIAN = "guardian"
    GUARDIAN_AND_CHILD = "guardian_and_child"


class NamingWantsOther(RuleBroken):
    """Somebody else has to say it: a household's head, a child's guardian, the child too; facts: number."""

    code = "NAMING_WANTS_OTHER"


class NamingNotAsked(RuleBroken):
    """Only people and households are asked; facts: number."""

    code = "NAMING_NOT_ASKED"


def tellers(kind: Title, birth_year: int | None, year: int) -> frozenset[Teller]:
    """Who may agree for a subject in the year; anybody of them, or of the others of its kind, may say no.

    Whose year of birth nobody knows is taken for a child of seven or more.
    """
    if kind is Title.HOUSEHOLD:
        return frozenset({Teller.HEAD})
    if kind is not Title.CITIZEN:
        return frozenset()
    if birth_year is not None and year - birth_year >= OF_AGE:
        return frozenset({Teller.PERSON})
    if birth_year is not None and year - birth_year < ASKED_TOO:
        return frozenset({Teller.GUARDIAN, Teller.GUARDIAN_AND_CHILD})
    return frozenset({Teller.GUARDIAN_AND_CHILD})


def may_be_named(
    kind: Title, birth_year: int | None, year: int, *, agrees: bool | None, teller: Teller | None = None
) -> bool:
    """agrees, teller: what was said last and by whom; None when nobody was asked."""
    if agrees is False:
        return False
    is_child = kind is Title.CITIZEN and (birth_year is None or year - birth_year < OF_AGE)
    return not is_child or (bool(agrees) and teller in tellers(kind, birth_year, year))
