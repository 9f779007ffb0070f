"""The dated tree of places: versions, successions and what must hold of them.

A place is an identity; a version says what it was called and where it hung between two days; a
succession says what became of it. Days are half open, [valid_from, valid_to), and DAWN is written
where the beginning is not known.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from khuyenhoc.domain.errors import RuleBroken

DAWN = date.min
REFORM = date(2025, 7, 1)
# Stands for the unknown days of what changed between 2020 and the eve of the reform.
CHANGE = date(2025, 1, 1)
# Of earlier days no tree is known; that of 2020 is taken, and said to be assumed.
FIRST_KNOWN = date(2020, 1, 1)
WHOLE_SHARE = 10_000  # a share is held in hundredths of a percent


class Kind(StrEnum):
    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    HAMLET = "hamlet"


class SuccessionKind(StrEnum):
    """WHOLE: all of the predecessor went there. PART: the predecessor was split."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Version:
    """valid_to is the first day it no longer holds; None while it holds."""

    place: int
    parent: int | None
    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class Succession:
    """share: of the predecessor, in hundredths of a percent; None where nobody has stated it."""

    predecessor: int
    successor: int
    kind: SuccessionKind
    on: date
    share: int | None = None
    is_default: bool = False
    legal_reference: str = ""


class UnsoundPlaces(RuleBroken):
    """The dated tree contradicts itself; facts: fault, place."""

    code = "PLACES_UNSOUND"


def path(ids: Iterable[int]) -> str:
    """Ids from the root down, each ended by '.': (1, 12, 345) gives '1.12.345.'."""
    return "".join(f"{number}." for number in ids)


def ids_of(path_text: str) -> tuple[int, ...]:
    """The ids of a path, from the root down."""
    return tuple(int(number) for number in path_text.split(".")[:-1])


def subtree(path_text: str) -> tuple[str, str]:
    """Bounds of the paths at and below this one: low <= path < high, compared byte by byte."""
    return path_text, path_text[:-1] + "/"


def check_versions(versions: Iterable[Version]) -> None:
    """Refuse versions of a place that overlap, parents that do not hold as long, and circles.

    Errors: UnsoundPlaces with fault EMPTY, OVERLAP, PARENT or CIRCLE.
    """
    of: dict[int, list[Version]] = defaultdict(list)
    for version in versions:
        if version.valid_to is not None and version.valid_to <= version.valid_from:
            raise UnsoundPlaces(fault="EMPTY", place=version.place)
        of[version.place].append(version)
    for place, mine in of.items():
        mine.sort(key=lambda version: version.valid_from)
        for earlier, later in pairwise(mine):
            if earlier.valid_to is None or earlier.valid_to > later.valid_from:
                raise UnsoundPlaces(fault="OVERLAP", place=place)
    for mine in of.values():
        for version in mine:
            if version.parent is not None and not _covered(version, of.get(version.parent, [])):
                raise UnsoundPlaces(fault="PARENT", place=version.place)
    _refuse_circles(of)


def _covered(child: Version, parents: Sequence[Version]) -> bool:
    """Whether the parent's versions, in order of time, hold without a gap as long as the child's."""
    reached = child.valid_from
    for parent in parents:
        if parent.valid_from <= reached and (parent.valid_to is None or parent.valid_to > reached):
            if parent.valid_to is None:
                return True
            reached = parent.valid_to
            if child.valid_to is not None and reached >= child.valid_to:
                return True
    return False


def _refuse_circles(of: Mapping[int, Sequence[Version]]) -> None:
    """A circle that holds on any day holds on the first day of one of its versions."""
    for place, mine in of.items():
        for start in mine:
            seen, above = {place}, start.parent
            while above is not None:
                if above in seen:
                    raise UnsoundPlaces(fault="CIRCLE", place=place)
                seen.add(above)
                held = (version for version in of[above] if version.holds(start.valid_from))
                above = next(held).parent


def check_successions(successions: Iterable[Succession]) -> None:
    """Refuse what cannot be: whole beside others, shares above 100 %, no default or two, a place of itself.

    Errors: UnsoundPlaces with fault SELF, WHOLE_AND_MORE, TWICE, DEFAULT or SHARE.
    """
    of: dict[int, list[Succession]] = defaultdict(list)
    for succession in successions:
        if succession.predecessor == succession.successor:
            raise UnsoundPlaces(fault="SELF", place=succession.predecessor)
        of[succession.predecessor].append(succession)
    for place, mine in of.items():
        whole = sum(one.kind is SuccessionKind.WHOLE for one in mine)
        if whole and len(mine) > 1:
            raise UnsoundPlaces(fault="WHOLE_AND_MORE", place=place)
        if len({one.successor for one in mine}) != len(mine):
            raise UnsoundPlaces(fault="TWICE", place=place)
        if sum(one.is_default for one in mine) != 1:
            raise UnsoundPlaces(fault="DEFAULT", place=place)
        shares = [one.share for one in mine if one.share is not None]
        if any(share <= 0 for share in shares) or sum(shares) > WHOLE_SHARE:
            raise UnsoundPlaces(fault="SHARE", place=place)


def history(place: int, successions: Iterable[Succession]) -> tuple[list[Succession], list[Succession]]:
    """What the place came from and what became of it: (predecessors, successors), the default first."""
    known = list(successions)

    def order(one: Succession) -> tuple[date, bool, int, int]:
        return one.on, not one.is_default, one.predecessor, one.successor

    before = sorted((one for one in known if one.successor == place), key=order)
    after = sorted((one for one in known if one.predecessor == place), key=order)
    return before, after
