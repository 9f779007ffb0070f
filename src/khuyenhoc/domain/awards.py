"""Rules of a round of scholarships: one prize a person, a share of a school, who has to agree for a child."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.naming import ASKED_TOO, OF_AGE
from khuyenhoc.domain.text import search_key

MOST_PERCENT: Final = 100_00  # hundredths of a percent


class ConsentMissing(RuleBroken):
    """A child is awarded only when its guardian agrees, and from seven years on the child too; facts: number."""

    code = "CONSENT_MISSING"


class PrizeTwice(RuleBroken):
    """Only the highest prize of a person is given in this round; facts: number."""

    code = "PRIZE_TWICE"


class SchoolShareExceeded(RuleBroken):
    """More than the round's share of a school's pupils; facts: school, number, most."""

    code = "SCHOOL_SHARE_EXCEEDED"


class SchoolSizeMissing(RuleBroken):
    """How many pupils a school has was not told, so its share is not known; facts: schools."""

    code = "SCHOOL_SIZE_MISSING"


class Candidate(NamedTuple):
    """who: the key of the person. school: as written, "" for none. birth_year: None when not known."""

    pk: int
    who: str
    school: str
    school_key: str
    amount: int
    birth_year: int | None
    is_teacher: bool
    guardian_agrees: bool
    child_agrees: bool


def person_key(name: str, birth_year: int | None, subject: int | None = None) -> str:
    """Who is the same: the entry of the register where there is one, else name and year of birth in any spelling."""
    return f"#{subject}" if subject is not None else written_key(name, birth_year)


def written_key(name: str, birth_year: int | None) -> str:
    return f"{search_key(name)}/{birth_year or ''}"


def school_key(written: str, body: int | None = None) -> str:
    """Which school: the entry of the register where there is one, else its name in any spelling."""
    return f"#{body}" if body is not None else search_key(written)


def may_be_awarded(one: Candidate, year: int) -> bool:
    """Whose year of birth nobody told is taken for a child of seven or more."""
    if one.is_teacher or (one.birth_year is not None and year - one.birth_year >= OF_AGE):
        return True
    is_small = one.birth_year is not None and year - one.birth_year < ASKED_TOO
    return one.guardian_agrees and (is_small or one.child_agrees)


def lower_prizes(found: Iterable[Candidate]) -> set[int]:
    """The nominations of people who have a higher one in the same round; of two alike the first one stays."""
    best: dict[str, Candidate] = {}
    lower: set[int] = set()
    for one in sorted(found, key=lambda one: (-one.amount, one.pk)):
        if one.who in best:
            lower.add(one.pk)
        else:
            best[one.who] = one
    return lower


def most_of_school(pupils: int, percent: int) -> int:
    """How many of a school's pupils the share allows, rounded down; percent: hundredths of one."""
    return pupils * percent // MOST_PERCENT


def require_awardable(
    chosen: Collection[Candidate],
    *,
    year: int,
    highest_only: bool,
    school_percent: int | None,
    pupils: Mapping[str, int],
) -> None:
    """pupils: `school_key` → how many it has. A person counts once for the share of a school, whatever the prizes.

    Errors: ConsentMissing, PrizeTwice, SchoolSizeMissing, SchoolShareExceeded.
    """
    silent = [one for one in chosen if not may_be_awarded(one, year)]
    if silent:
        raise ConsentMissing(number=len(silent))
    if highest_only and (lower := lower_prizes(chosen)):
        raise PrizeTwice(number=len(lower))
    if school_percent is None:
        return
    written = {one.school_key: one.school for one in chosen if one.school}
    per_school = Counter(key for key, _ in {(one.school_key, one.who) for one in chosen if one.school})
    if missing := sorted(written[key] for key in per_school if key not in pupils):
        raise SchoolSizeMissing(schools=missing)
    for key, number in sorted(per_school.items()):
        most = most_of_school(pupils[key], school_percent)
        if number > most:
            raise SchoolShareExceeded(school=written[key], number=number, most=most)
