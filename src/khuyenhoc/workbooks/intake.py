"""Taking a workbook of households and people in: compared first, then all of it or all of it that is sound."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from khuyenhoc.analytics import identity
from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.queries import Account
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects import queries as register
from khuyenhoc.apps.subjects.actions import Correction, Intake, KeptNumber, NewSubject, RegisterChanged
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake import cells
from khuyenhoc.domain.intake.headings import Holds, ListKind
from khuyenhoc.domain.intake.matching import (
    Found,
    Held,
    IntakeCodeRepeated,
    IntakeDoubleInFile,
    IntakeDoubleInRegister,
    IntakeLivesElsewhere,
    IntakeSubjectUnknown,
    Status,
    match,
)
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.workbooks import lists, opening
from khuyenhoc.workbooks.hamlet_names import HamletNames
from khuyenhoc.workbooks.lists import Fault, List

ROUTE = "subjects.import"
TRIES = 3  # somebody else may enter a household between comparing and writing
_TITLES = {ListKind.HOUSEHOLDS: Title.HOUSEHOLD, ListKind.PEOPLE: Title.CITIZEN}
_AT = {  # where a fault of comparing is shown
    IntakeSubjectUnknown: Holds.ID,
    IntakeLivesElsewhere: Holds.HAMLET,
    IntakeCodeRepeated: Holds.CODE,
}


class IntakeHouseholdUnknown(RuleBroken):
    """Neither the list nor the register of the hamlet has the household; facts: text."""

    code = "INTAKE_HOUSEHOLD_UNKNOWN"


class IntakeHouseholdAmbiguous(RuleBroken):
    """Several households of the hamlet are called so; facts: text."""

    code = "INTAKE_HOUSEHOLD_AMBIGUOUS"


class IntakeHouseholdHeldBack(RuleBroken):
    """The household's own row cannot be taken in; facts: first."""

    code = "INTAKE_HOUSEHOLD_HELD_BACK"


class IntakeInOtherHousehold(RuleBroken):
    """The register has the person in another household; a list never moves anybody; facts: subject."""

    code = "INTAKE_IN_OTHER_HOUSEHOLD"


class IntakeHasFaults(RuleBroken):
    """Rows cannot be taken in, and nobody said to leave them out; facts: number."""

    code = "INTAKE_HAS_FAULTS"


@dataclass(slots=True)
class Comparison:
    """What taking a workbook in would do. counts: kind → status → rows; a fault is an error or a possible double.

    unread: sheet → headings of columns nothing is taken from.
    """

    counts: dict[ListKind, Counter[Status]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unread: dict[str, tuple[str, ...]] = field(default_factory=dict)
    intake: Intake = field(default_factory=lambda: Intake((), (), ()))
    mark: register.Mark | None = None

    @property
    def number_of_faults(self) -> int:
        """Rows, not faults: a row may have several."""
        return len({(fault.sheet, fault.row) for fault in self.faults})


def compare(
    file: Path, place: int, *, by: Account, at: datetime, since: date | None = None, name: str = ""
) -> Comparison:
    """Read the workbook and say what would be done; nothing is written.

    place: a hamlet, or a place whose hamlets the rows name. since: the day from which new subjects are there, unless
    told the first of the year. name: what the person calls the file.
    Errors: OutsideScope, those of `opening.read` and `lists.find`.
    """
    access.require(by, Permission.KEEP_REGISTER, [place], at=at)
    on = day_of(at)
    hamlets = register.hamlets_below(place, on)
    found = lists.find(opening.read(file, name=name), HamletNames(hamlets), today=on)
    areas = {one.id: one.commune for one in hamlets}
    return _Comparing(found, areas, on, since or date(on.year, 1, 1)).run()


def take_in(
    file: Path,
    place: int,
    *,
    skip_bad: bool = False,
    by: Account,
    at: datetime,
    since: date | None = None,
    name: str = "",
    told: Comparison | None = None,
) -> tuple[Comparison, bool]:
    """Compare and write: everything, or with skip_bad everything that is sound; the flag says whether anything was.

    One transaction, one event, one receipt: cut short it leaves nothing, and the same again changes nothing.
    told: the comparison a moment ago, so that the file is read once; a register that has changed since is compared
    again.
    Errors: IntakeHasFaults, RegisterChanged when others keep writing; those of `compare`.
    """
    for left in reversed(range(TRIES)):
        told = told or compare(file, place, by=by, at=at, since=since, name=name)
        if told.faults and not skip_bad:
            raise IntakeHasFaults(number=told.number_of_faults)
        if not told.intake:
            return told, False
        try:
            _write(told, by, at)
        except RegisterChanged:
            if not left:
                raise
            told = None
            continue
        return told, True
    raise AssertionError("the last try returns or raises")


def _write(told: Comparison, by: Account, at: datetime) -> None:
    assert told.mark is not None  # noqa: S101  (set by comparing)
    mark, intake = told.mark, told.intake
    facts: dict[str, int | str] = {
        "households": sum(new.kind is Title.HOUSEHOLD for new in intake.new),
        "people": sum(new.kind is Title.CITIZEN for new in intake.new),
        "corrected": len(intake.corrections),
        "affiliated": len(intake.belonging),
    }
    digest = _digest(intake, mark)

    def deed() -> dict[str, Any]:
        subjects.take_in(intake, mark=mark, facts=facts, by=by, at=at)
        return dict(facts)

    with transaction.atomic():
        audit.once(deed, actor=by.username, route=ROUTE, key=digest, body={"digest": digest}, at=at)


def _digest(intake: Intake, mark: register.Mark) -> str:
    told = hashlib.sha256(repr((mark.subjects, mark.affiliations, sorted(mark.places))).encode())
    for new in intake.new:
        told.update(json.dumps([new.kind, new.name, new.place, new.birth_year, new.code]).encode())
    told.update(repr((intake.corrections, intake.belonging, intake.numbers)).encode())
    return told.hexdigest()


class _Comparing:
    def __init__(self, found: Sequence[List], areas: Mapping[int, int], on: date, since: date) -> None:
        self._lists = {one.kind: one for one in found}
        self._areas, self._on, self._since = areas, on, since
        self._new: list[NewSubject] = []
        self._corrections: list[Correction] = []
        self._belonging: list[tuple[int, int]] = []
        self._numbers: list[tuple[int, KeptNumber]] = []
        self._told = Comparison()

    def run(self) -> Comparison:
        # Of the communes named, not of the hamlets alone: the same person may stand in the hamlet beside.
        named = {self._areas[line.place] for one in self._lists.values() for line in one.lines}
        places = frozenset(place for place, area in self._areas.items() if area in named)
        mark = register.mark(places)
        houses = self._match(ListKind.HOUSEHOLDS, places)
        references = self._households(houses)
        self._known = identity.digests_in(places)
        self._people(self._match(ListKind.PEOPLE, places), references)
        for one in self._lists.values():
            self._told.faults += one.faults
            wrong = {fault.row for fault in one.faults if not fault.is_double}
            if wrong:
                self._told.counts[one.kind][Status.ERROR] = len(wrong)
            if one.heads.unread:
                self._told.unread[one.sheet] = one.heads.unread
        self._told.faults.sort(key=lambda fault: (fault.sheet, fault.row))
        self._told.intake = Intake(self._new, self._corrections, self._belonging, self._numbers)
        self._told.mark = mark
        return self._told

    def _match(self, kind: ListKind, places: frozenset[int]) -> list[Found]:
        """For people without a list of them nothing; households are asked for by people, too."""
        one = self._lists.get(kind)
        self._held_households: list[Held]
        if one is None and kind is ListKind.PEOPLE:
            return []
        key = cells.household_key if kind is ListKind.HOUSEHOLDS else cells.person_key
        held = [
            Held(row.pk, row.name, key(row.name), row.place, row.birth_year, row.code, row.household)
            for row in register.registered_in(places, _TITLES[kind], self._on)
        ]
        if kind is ListKind.HOUSEHOLDS:
            self._held_households = held
        if one is None:
            return []
        area_of = self._areas.__getitem__ if kind is ListKind.PEOPLE else None
        found = match(one.lines, held, area_of=area_of)
        one.lines = []
        return found

    def _households(self, found: Sequence[Found]) -> dict[tuple[int, str, str], list[int | Found]]:
        """(hamlet, "code" or "name", text) → the households called so: ids, new ones negative, refused ones whole."""
        references: dict[tuple[int, str, str], list[int | Found]] = defaultdict(list)
        told = self._lists.get(ListKind.HOUSEHOLDS)
        for held in self._held_households:
            references[held.place, "name", held.key].append(held.pk)
            if held.code:
                references[held.place, "code", held.code].append(held.pk)
        if told is None:
            return references
        counts = self._told.counts[told.kind] = Counter()
        for one in found:
            line = one.line
            if one.error is not None:
                self._refuse(told, one)
                known: int | Found = one
            elif one.held is None:
                known = self._enter(Title.HOUSEHOLD, one)
            else:
                known = one.held.pk
                self._correct(one)
            if one.status is not Status.ERROR:
                counts[one.status] += 1
            if one.held is None:
                references[line.place, "name", line.key].append(known)
            if line.code and (one.held is None or one.held.code != line.code):
                references[line.place, "code", line.code].append(known)
        return references

    def _people(
        self, found: Sequence[Found], houses: Mapping[tuple[int, str, str], list[int | Found]]
    ) -> None:
        told = self._lists.get(ListKind.PEOPLE)
        if told is None:
            return
        counts = self._told.counts[told.kind] = Counter()
        holders = {digest: subject for subject, digest in self._known.items()}
        rows: dict[str, int] = {}
        for one in found:
            number = subjects.kept_number(one.line.number)
            if number is not None and one.error is None:
                _look_for_holder(one, number, holders, rows)
            house: int | None = None
            holds = Holds.CODE if one.line.household[0] else Holds.HOUSEHOLD
            if one.error is None:
                try:
                    house = _house_of(one, houses)
                except RuleBroken as error:
                    one.status, one.error = Status.ERROR, error
            if one.error is not None:
                self._refuse(told, one, holds)
                if one.status is Status.DOUBLE:
                    counts[Status.DOUBLE] += 1
                continue
            if one.held is None:
                subject = self._enter(Title.CITIZEN, one)
            else:
                subject = one.held.pk
                self._correct(one)
            if number is not None and self._known.get(subject) != number.digest:
                self._numbers.append((subject, number))
                one.status = Status.CHANGED if one.status is Status.SAME else one.status
            if house is not None and (one.held is None or one.held.household is None):
                self._belonging.append((subject, house))
                one.status = Status.CHANGED if one.status is Status.SAME else one.status
            counts[one.status] += 1

    def _refuse(self, told: List, one: Found, holds: Holds = Holds.NAME) -> None:
        assert one.error is not None  # noqa: S101  (asked by both callers)
        where = _AT.get(type(one.error), Holds.NAME)
        if type(one.error).__module__ == __name__:
            where = holds
        told.faults.append(told.fault(one.line.row, where, one.error, is_double=one.status is Status.DOUBLE))

    def _enter(self, kind: Title, one: Found) -> int:
        line = one.line
        self._new.append(
            NewSubject(kind, line.name, line.place, self._since, birth_year=line.birth, code=line.code)
        )
        return -len(self._new)

    def _correct(self, one: Found) -> None:
        held, line = one.held, one.line
        if held is None or one.status is not Status.CHANGED:
            return
        by_mark = line.id is not None or (line.code and line.code == held.code)
        self._corrections.append(
            Correction(
                subject=held.pk,
                held=(held.name, held.birth, held.code),
                name=line.name if by_mark else held.name,
                birth_year=held.birth if line.birth is None else line.birth,
                code=line.code or held.code,
            )
        )


def _look_for_holder(
    one: Found, number: KeptNumber, holders: Mapping[str, int], rows: dict[str, int]
) -> None:
    """Somebody else in the register, or on an earlier row, has the number: held back unless a cross says otherwise.

    rows: digest → the first row with it, filled here.
    """
    holder, first = holders.get(number.digest), rows.setdefault(number.digest, one.line.row)
    if one.line.is_not_double:
        return
    if holder is not None and (one.held is None or one.held.pk != holder):
        one.status, one.error = Status.DOUBLE, IntakeDoubleInRegister(subject=holder)
    elif first != one.line.row:
        one.status, one.error = Status.DOUBLE, IntakeDoubleInFile(first=first)


def _house_of(one: Found, houses: Mapping[tuple[int, str, str], list[int | Found]]) -> int | None:
    """The household a person's row names; None when it names none.

    Errors: IntakeHouseholdUnknown, IntakeHouseholdAmbiguous, IntakeHouseholdHeldBack, IntakeInOtherHousehold.
    """
    code, name = one.line.household
    if not code and not name:
        return None
    key = (one.line.place, "code", code) if code else (one.line.place, "name", cells.household_key(name))
    known = houses.get(key, [])
    if not known:
        raise IntakeHouseholdUnknown(text=(code or name)[:60])
    own = one.held.household if one.held is not None else None
    if own is not None:
        if own not in known:
            raise IntakeInOtherHousehold(subject=one.held.pk if one.held else 0)
        return own
    sound = [house for house in known if isinstance(house, int)]
    if len(known) > 1 and len(sound) != 1:
        raise IntakeHouseholdAmbiguous(text=(code or name)[:60])
    if not sound:
        refused = known[0]
        raise IntakeHouseholdHeldBack(first=refused.line.row if isinstance(refused, Found) else 0)
    return sound[0]
