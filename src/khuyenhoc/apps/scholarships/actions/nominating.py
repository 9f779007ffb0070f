"""Putting people forward, looking nominations over, taking them back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.scholarships import queries
from khuyenhoc.apps.scholarships.actions.opening import Schools, hold, record
from khuyenhoc.apps.scholarships.models import AwardRound, Nomination
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.awards import written_key
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.ledger import MOST, AmountUnsound
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, person_sort_key, search_key
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among, insert

State = Nomination.State


class RoundNotOpen(RuleBroken):
    """The round takes no more nominations: it was decided; facts: none."""

    code = "ROUND_NOT_OPEN"


class NomineeElsewhere(RuleBroken):
    """Who is nominated lives, or is written down, at or below the place of the round; facts: none."""

    code = "NOMINEE_ELSEWHERE"


class NomineeMoved(RuleBroken):
    """Somebody was quicker: some of the nominations stand elsewhere by now; facts: number."""

    code = "NOMINEE_MOVED"


class NominatedBefore(RuleBroken):
    """The same person stands in this very round, and nobody said that once more is meant; facts: names."""

    code = "NOMINATED_BEFORE"


class NominatorCompletes(RuleBroken):
    """Only who put somebody forward changes what was told; facts: none."""

    code = "NOMINATOR_COMPLETES"


@dataclass(frozen=True, slots=True)
class NewNominee:
    """subject, school_body: of the register; what they say goes before what is written. amount: None for the round's.

    A school that is written as one of the place's own is called in the register is that one.
    again: somebody who stands in the round already is meant once more, for another prize.
    """

    name: str = ""
    birth_year: int | None = None
    subject: int | None = None
    school: str = ""
    school_body: int | None = None
    school_class: str = ""
    prize: str = ""
    amount: int | None = None
    reason: str = ""
    guardian_agrees: bool = False
    child_agrees: bool = False
    again: bool = False


@transaction.atomic
def nominate(of: int, place: int, new: Sequence[NewNominee], *, by: User, at: datetime) -> list[Nomination]:
    """place: where they are put forward, the round's own or one below it.

    Errors: OutsideScope, RoundNotOpen, NomineeElsewhere, NominatedBefore, NoSuchSchool, AmountUnsound.
    """
    held = open_now(of)
    access.require(by, Permission.KEEP_BOOKS, [place], at=at)
    on = day_of(at)
    if not places.ids_below(held.place_id, on, with_custody=True).filter(pk=place).exists():
        raise NomineeElsewhere()
    known = _of_register(new, place, by, at)
    schools = Schools(place, on)
    made = [_made(held, place, one, known, schools, by, at) for one in new]
    asked = [one for one, told in zip(made, new, strict=True) if not told.again]
    if twice := queries.standing_in(held, asked):
        raise NominatedBefore(names=[one.name for one in twice])
    insert(made)
    record("scholarship.nominated", held, {"nominations": [one.pk for one in made]}, by=by, at=at)
    return made


def _of_register(new: Sequence[NewNominee], place: int, by: User, at: datetime) -> dict[int, Subject]:
    wanted = {one.subject for one in new if one.subject is not None}
    if not wanted:
        return {}
    on = day_of(at)
    rows = Subject.objects.filter(
        among("pk", wanted), kind=Title.CITIZEN, place__in=places.ids_below(place, on, with_custody=True)
    )
    found = access.visible(rows, by, on, title="kind").in_bulk()
    if found.keys() != wanted:
        raise NomineeElsewhere()
    return found


def _made(
    of: AwardRound,
    place: int,
    new: NewNominee,
    known: dict[int, Subject],
    schools: Schools,
    by: User,
    at: datetime,
) -> Nomination:
    subject = known.get(new.subject) if new.subject is not None else None
    name = clean(subject.name if subject else new.name)
    born = subject.birth_year if subject and subject.birth_year else new.birth_year
    school = schools.find(new.school_body, new.school)
    amount = of.amount if new.amount is None else new.amount
    if not 1 <= amount <= MOST:
        raise AmountUnsound(amount=amount)
    if not name:
        raise NomineeElsewhere()
    return Nomination(
        round=of,
        place_id=place,
        subject=subject,
        name=name,
        search_key=search_key(name),
        sort_key=person_sort_key(name),
        written_key=written_key(name, born),
        birth_year=born,
        school=school.name if school is not None else clean(new.school),
        school_body=school,
        school_class=clean(new.school_class),
        prize=clean(new.prize),
        amount=amount,
        reason=clean(new.reason),
        guardian_agrees=new.guardian_agrees,
        child_agrees=new.child_agrees,
        nominated_by=by,
        nominated_at=at,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is completed of a nomination later on."""

    school_class: str
    prize: str
    reason: str
    guardian_agrees: bool
    child_agrees: bool


@transaction.atomic
def complete(nomination: int, told: Told, *, by: User, at: datetime) -> None:
    """By who put the person forward, until the round is decided; what was looked over is looked over again.

    Errors: OutsideScope, NominatorCompletes, RoundNotOpen, NomineeMoved.
    """
    known = Nomination.objects.filter(pk=nomination).first()
    if known is None:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    access.require(by, Permission.KEEP_BOOKS, [known.place_id], at=at)
    if known.nominated_by_id != by.pk:
        raise NominatorCompletes()
    held = open_now(known.round_id)
    rows = Nomination.objects.filter(pk=nomination, state__in=[State.NOMINATED, State.REVIEWED])
    if not rows.update(
        state=State.NOMINATED,
        reviewed_by=None,
        reviewed_at=None,
        school_class=clean(told.school_class),
        prize=clean(told.prize),
        reason=clean(told.reason),
        guardian_agrees=told.guardian_agrees,
        child_agrees=told.child_agrees,
    ):
        raise NomineeMoved(number=1)
    record("scholarship.completed", held, {"nominations": [nomination]}, by=by, at=at)


@transaction.atomic
def review(of: int, these: Collection[int], *, by: User, at: datetime) -> int:
    """Looked over by who keeps the books of the round's place; returns how many.

    Errors: OutsideScope, RoundNotOpen, NomineeMoved.
    """
    held = open_now(of)
    access.require(by, Permission.KEEP_BOOKS, [held.place_id], at=at)
    wanted = sorted(set(these))
    rows = Nomination.objects.filter(among("pk", wanted), round=held, state=State.NOMINATED)
    changed = rows.update(state=State.REVIEWED, reviewed_by=by, reviewed_at=at)
    if changed != len(wanted) or not wanted:
        raise NomineeMoved(number=len(wanted) - changed)
    record("scholarship.reviewed", held, {"nominations": wanted}, by=by, at=at)
    return changed


@transaction.atomic
def withdraw(nomination: int, *, why: str, by: User, at: datetime) -> None:
    """Errors: OutsideScope, RoundNotOpen, NomineeMoved."""
    known = Nomination.objects.filter(pk=nomination).first()
    if known is None:
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)
    access.require(by, Permission.KEEP_BOOKS, [known.place_id], at=at)
    held = open_now(known.round_id)
    rows = Nomination.objects.filter(pk=nomination, state__in=[State.NOMINATED, State.REVIEWED])
    if not rows.update(state=State.WITHDRAWN, why=clean(why)):
        raise NomineeMoved(number=1)
    record("scholarship.withdrawn", held, {"nominations": [nomination]}, by=by, at=at)


def open_now(of: int) -> AwardRound:
    """The round, held. Errors: OutsideScope, RoundNotOpen."""
    held = hold(of)
    if held.state != AwardRound.State.OPEN:
        raise RoundNotOpen()
    return held
