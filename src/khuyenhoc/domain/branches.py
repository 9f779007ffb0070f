"""The association's own tree: kinds of branches and which stands under which, posts, and how congresses count."""

from enum import StrEnum
from typing import Final


class BranchKind(StrEnum):
    """From the top down; the order is that of the tree."""

    PROVINCE = "province"
    DISTRICT = "district"
    BASE = "base"
    BAN_KHUYEN_HOC = "ban_khuyen_hoc"
    CHI_HOI = "chi_hoi"


class BodyOf(StrEnum):
    """Whose branch it is, when it is not the place's own."""

    HAMLET = "hamlet"
    AGENCY = "agency"
    STATION = "station"
    SCHOOL = "school"
    COMPANY = "company"
    COOPERATIVE = "cooperative"
    CLAN = "clan"
    HOMETOWN_GROUP = "hometown_group"
    COMRADES_GROUP = "comrades_group"
    PAGODA = "pagoda"
    OTHER = "other"


class Post(StrEnum):
    """In the order of a list of officers."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    TREASURER = "treasurer"
    STANDING = "standing"
    INSPECTOR = "inspector"
    MEMBER = "member"


ONE_AT_A_TIME: Final = frozenset({Post.CHAIR, Post.SECRETARY, Post.TREASURER})
TERM_YEARS: Final = 5
MOST_NUMBERED: Final = 3_999  # as far as Roman numerals go
_RANKS: Final = {kind.value: rank for rank, kind in enumerate(BranchKind)}
_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def may_stand_under(kind: str, parent: str) -> bool:
    """Whether a branch of the kind may be led by one of the other: always by a higher one, so no circle arises.

    A kind of other times than ours ranks as a base branch.
    """
    base = _RANKS[BranchKind.BASE]
    return _RANKS.get(parent, base) < _RANKS.get(kind, base)


def body_of(kind: str, organisation_kind: str) -> str:
    """What a subject of the register is as the body of a branch; organisations nobody told apart are OTHER."""
    known = {one.value for one in BodyOf}
    told = organisation_kind if kind == "organisation" else kind
    return told if told in known else BodyOf.OTHER.value


def roman(number: int) -> str:
    """1 to 3999 as congresses are numbered: 14 is "XIV". Errors: ValueError beyond that."""
    if not 1 <= number <= MOST_NUMBERED:
        raise ValueError(number)
    told = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        told += sign * times
    return told
