"""Who of a list stands in the register already, who is new, and who may be somebody already there.

Lines are compared with what the register holds of the same kind. Nothing is guessed: a line that may be a second
entry of one person or household is held back until a person says that it is not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken

Key = tuple[int, str, int | None]


class IntakeSubjectUnknown(RuleBroken):
    """The number in "Mã hệ thống" belongs to nobody of this kind and place; facts: subject."""

    code = "INTAKE_SUBJECT_UNKNOWN"


class IntakeLivesElsewhere(RuleBroken):
    """The register has the subject in another hamlet; a list never moves anybody; facts: subject."""

    code = "INTAKE_LIVES_ELSEWHERE"


class IntakeCodeRepeated(RuleBroken):
    """One code on two rows of one hamlet; facts: text, first."""

    code = "INTAKE_CODE_REPEATED"


class IntakeDoubleInFile(RuleBroken):
    """Perhaps the same person or household as on an earlier row; facts: first."""

    code = "INTAKE_DOUBLE_IN_FILE"


class IntakeDoubleInRegister(RuleBroken):
    """Perhaps somebody the register has already; facts: subject."""

    code = "INTAKE_DOUBLE_IN_REGISTER"


class Status(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"
    DOUBLE = "double"


@dataclass(slots=True)
class Line:
    """A row of the list that could be read. row: its number in the sheet, from 1. group: its household's row."""

    row: int
    name: str
    key: str
    place: int
    birth: int | None = None
    code: str = ""
    id: int | None = None
    is_not_double: bool = False
    household: tuple[str, str] = ("", "")  # its code, its name
    number: str = ""


@dataclass(slots=True)
class Held:
    """What the register holds of one subject; household: whom a person belongs to."""

    pk: int
    name: str
    key: str
    place: int
    birth: int | None = None
    code: str = ""
    household: int | None = None


@dataclass(slots=True)
class Found:
    """What became of a line; held: the subject it is, when the register has it."""

    line: Line
    status: Status
    held: Held | None = None
    error: RuleBroken | None = None


@dataclass(slots=True)
class _Seen:
    """What the register holds, by what it may be found by; used: those that a line was found to be."""

    by_pk: dict[int, Held] = field(default_factory=dict)
    by_code: dict[tuple[int, str], Held] = field(default_factory=dict)
    by_key: dict[tuple[Key, bool], list[Held]] = field(default_factory=dict)  # the first one last
    names: "_Names" = field(default_factory=lambda: _Names())
    used: set[int] = field(default_factory=set)


class _Names:
    """Who is called so in a hamlet, the first of each year of birth, with and without a code: one look each."""

    def __init__(self) -> None:
        self._first: dict[tuple[int, str, int | None, bool, bool], int] = {}

    def add(self, place: int, key: str, birth: int | None, code: str, number: int) -> None:
        self._first.setdefault((place, key, birth, bool(code), False), number)
        if birth is not None:
            self._first.setdefault((place, key, None, bool(code), True), number)  # of any known year

    def like(self, line: Line) -> int | None:
        """The number of one who may be the same: not both with a code, not of two different known years."""
        asked = ((line.birth, False) if line.birth is not None else (None, True), (None, False))
        for has_code in (False,) if line.code else (False, True):
            for birth, is_any in asked:
                found = self._first.get((line.place, line.key, birth, has_code, is_any))
                if found is not None:
                    return found
        return None


def match(
    lines: Sequence[Line], held: Iterable[Held], *, area_of: Callable[[int], int] | None = None
) -> list[Found]:
    """One answer a line, in their order.

    By number, else by code within the hamlet, else by name and year of birth within the hamlet: then the register's
    own spelling stays. Two rows that are alike are two subjects when their codes differ or a cross says so.
    area_of: place → the area in which the same name and year of birth, in another hamlet, may be the same person.
    """
    seen = _Seen()
    twice = set()  # codes of hamlets that were merged
    register = list(held)
    for one in register:
        seen.by_pk[one.pk] = one
        if one.code and seen.by_code.setdefault((one.place, one.code), one) is not one:
            twice.add((one.place, one.code))
        seen.names.add(one.place, one.key, one.birth, one.code, one.pk)
    for code in twice:
        del seen.by_code[code]
    for one in reversed(register):
        seen.by_key.setdefault(((one.place, one.key, one.birth), bool(one.code)), []).append(one)
    answers: list[Found | None] = [_by_mark(line, seen) for line in lines]
    _refuse_repeated(lines, answers)
    for at in _taken_in_first(lines):
        if answers[at] is None:
            answers[at] = _by_name(lines[at], seen)
    return _rest(lines, answers, seen, area_of)


def _by_mark(line: Line, seen: _Seen) -> Found | None:
    if line.id is not None:
        found = seen.by_pk.get(line.id)
        if found is None or found.pk in seen.used:
            return Found(line, Status.ERROR, error=IntakeSubjectUnknown(subject=line.id))
        if found.place != line.place:
            return Found(line, Status.ERROR, error=IntakeLivesElsewhere(subject=line.id))
    elif line.code:
        found = seen.by_code.get((line.place, line.code))
        if found is None or found.pk in seen.used:
            return None
    else:
        return None
    seen.used.add(found.pk)
    same = (
        line.name == found.name
        and (line.birth is None or line.birth == found.birth)
        and (not line.code or line.code == found.code)
    )
    return Found(line, Status.SAME if same else Status.CHANGED, found)


def _refuse_repeated(lines: Sequence[Line], answers: list[Found | None]) -> None:
    first: dict[tuple[int, str], int] = {}
    for at, line in enumerate(lines):
        if not line.code:
            continue
        earlier = first.setdefault((line.place, line.code), line.row)
        if earlier != line.row:
            answers[at] = Found(line, Status.ERROR, error=IntakeCodeRepeated(text=line.code, first=earlier))


def _taken_in_first(lines: Sequence[Line]) -> list[int]:
    """Of lines that are alike those come first that are taken in: with a cross, then the first of them.

    Else one that was held back would be found to be what another line brought, which would then be new once more.
    """
    first: dict[Key, int] = {}
    for at, line in enumerate(lines):
        first.setdefault((line.place, line.key, line.birth), at)
    return sorted(
        range(len(lines)),
        key=lambda at: (
            not lines[at].is_not_double,
            first[lines[at].place, lines[at].key, lines[at].birth] != at,
            at,
        ),
    )


def _by_name(line: Line, seen: _Seen) -> Found | None:
    for has_code in (False,) if line.code else (False, True):
        waiting = seen.by_key.get(((line.place, line.key, line.birth), has_code), [])
        while waiting:
            one = waiting.pop()
            if one.pk not in seen.used:
                seen.used.add(one.pk)
                is_told_more = bool(line.code) and not one.code
                return Found(line, Status.CHANGED if is_told_more else Status.SAME, one)
    return None


def _rest(
    lines: Sequence[Line],
    answers: Sequence[Found | None],
    seen: _Seen,
    area_of: Callable[[int], int] | None,
) -> list[Found]:
    done = []
    fresh = _Names()
    wide: dict[Key, int] = {}
    wide_held: dict[Key, Held] = {}
    if area_of is not None:
        for one in seen.by_pk.values():
            if one.birth is not None:
                wide_held.setdefault((area_of(one.place), one.key, one.birth), one)
    for line, answer in zip(lines, answers, strict=True):
        if answer is not None:
            done.append(answer)
            continue
        area = (area_of(line.place), line.key, line.birth) if area_of and line.birth is not None else None
        error = None
        if not line.is_not_double:
            error = _double(line, seen.names, fresh) or _double_elsewhere(area, wide, wide_held)
        if error is not None:
            done.append(Found(line, Status.DOUBLE, error=error))
            continue
        fresh.add(line.place, line.key, line.birth, line.code, line.row)
        if area is not None:
            wide.setdefault(area, line.row)
        done.append(Found(line, Status.NEW))
    return done


def _double(line: Line, held: _Names, fresh: _Names) -> RuleBroken | None:
    if (subject := held.like(line)) is not None:
        return IntakeDoubleInRegister(subject=subject)
    return None if (row := fresh.like(line)) is None else IntakeDoubleInFile(first=row)


def _double_elsewhere(
    area: Key | None, wide: Mapping[Key, int], wide_held: Mapping[Key, Held]
) -> RuleBroken | None:
    if area is None:
        return None
    if area in wide_held:
        return IntakeDoubleInRegister(subject=wide_held[area].pk)
    return IntakeDoubleInFile(first=wide[area]) if area in wide else None
