"""Classes of a centre, their sessions, and who came."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.centres.actions.registering import require_past, require_running
from khuyenhoc.apps.centres.models import Attendance, Centre, Class, Session
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.centres import Field, HeadCount, NobodyCame, require_order
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among, insert_columns


class ClassElsewhere(RuleBroken):
    """A class is held in its centre's commune; facts: none."""

    code = "CLASS_ELSEWHERE"


class ClassChangedMeanwhile(RuleBroken):
    """Somebody changed the class since the page was opened; facts: none."""

    code = "CLASS_CHANGED_MEANWHILE"


class SessionAlready(RuleBroken):
    """All of this is written down for that day; facts: day."""

    code = "SESSION_ALREADY"


class SessionOutside(RuleBroken):
    """The day lies before the class begins or after it ended; facts: day."""

    code = "SESSION_OUTSIDE"


class NoSuchLearners(RuleBroken):
    """Only people who were in the register of the person's places on that day are ticked; facts: number."""

    code = "NO_SUCH_LEARNERS"


class SessionGone(RuleBroken):
    """The session was taken back already; facts: none."""

    code = "SESSION_GONE"


@dataclass(frozen=True, slots=True)
class NewClass:
    """teachers: one a line. cost: whole đồng, None where nobody said."""

    topic: str
    field: Field
    place: int
    begins: date
    ends: date | None = None
    sessions_planned: int = 0
    teachers: str = ""
    cost: int | None = None


@transaction.atomic
def open_class(centre: Centre, new: NewClass, *, by: User, at: datetime) -> Class:
    """Whoever keeps the books where it is held opens it.

    Errors: OutsideScope, ClassElsewhere, CentreEnded, DaysOutOfOrder.
    """
    access.require(by, Permission.KEEP_BOOKS, [new.place], at=at)
    _require_sound(centre, new, at)
    require_running(centre, new.begins)
    made = Class.objects.create(centre=centre, recorded_by=by, recorded_at=at, **_columns(new))
    _log("centre.class_opened", made, by, at, centre=centre.pk)
    return made


@transaction.atomic
def change_class(of_class: Class, new: NewClass, *, revision: int, by: User, at: datetime) -> None:
    """Errors: OutsideScope, ClassElsewhere, DaysOutOfOrder, ClassChangedMeanwhile."""
    access.require(by, Permission.KEEP_BOOKS, {of_class.place_id, new.place}, at=at)
    _require_sound(of_class.centre, new, at)
    changed = Class.objects.filter(pk=of_class.pk, revision=revision).update(
        revision=revision + 1, **_columns(new)
    )
    if not changed:
        raise ClassChangedMeanwhile()
    _log("centre.class_changed", of_class, by, at, centre=of_class.centre_id)


@transaction.atomic
def hold_session(
    of_class: Class, held_on: date, people: Collection[int], *, others: HeadCount, by: User, at: datetime
) -> Session:
    """Write down who came on a day: people of the register, and how many others.

    A day that has its session already takes in whoever is new, and the number of others where one is told: a long
    list is ticked in parts.
    Errors: OutsideScope, CentreDayToCome, SessionOutside, SessionAlready, NoSuchLearners, NobodyCame.
    """
    access.require(by, Permission.KEEP_BOOKS, [of_class.place_id], at=at)
    require_past(held_on, at)
    if held_on < of_class.begins or (of_class.ends is not None and held_on > of_class.ends):
        raise SessionOutside(day=held_on)
    wanted = sorted(set(people))
    if not wanted and not others.number:
        raise NobodyCame()
    _require_learners(wanted, held_on, by, at)
    told = {"others": others.number, "qualifier": others.qualifier} if others.text else {}
    made, is_new = Session.objects.get_or_create(
        of_class=of_class, held_on=held_on, defaults={**told, "recorded_by": by, "recorded_at": at}
    )
    if not is_new:
        there = set(Attendance.objects.filter(session=made).values_list("person", flat=True))
        wanted = [person for person in wanted if person not in there]
        if not wanted and (not told or told == {"others": made.others, "qualifier": made.qualifier}):
            raise SessionAlready(day=held_on)
        Session.objects.filter(pk=made.pk).update(**told, recorded_by=by, recorded_at=at)
    if wanted:
        insert_columns(Attendance, ("person_id",), [(person,) for person in wanted], session_id=made.pk)
    facts = {"session": made.pk, "on": held_on.isoformat(), "others": others.number}
    _log("centre.session_held", of_class, by, at, cases=wanted, **facts)
    return made


@transaction.atomic
def take_back_session(of_class: Class, session: int, *, by: User, at: datetime) -> date:
    """A session entered by mistake never was; returns its day. Errors: OutsideScope, SessionGone."""
    access.require(by, Permission.KEEP_BOOKS, [of_class.place_id], at=at)
    found = Session.objects.filter(pk=session, of_class=of_class).first()
    if found is None:
        raise SessionGone()
    Attendance.objects.filter(session=found).delete()
    day = found.held_on
    found.delete()
    _log("centre.session_taken_back", of_class, by, at, session=session, on=day.isoformat())
    return day


def _require_learners(wanted: list[int], held_on: date, by: User, at: datetime) -> None:
    if not wanted:
        return
    rows = Subject.objects.filter(existing_on(held_on), among("pk", wanted), kind=Title.CITIZEN)
    seen = access.visible(rows, by, day_of(at), title="kind")
    found = seen.count()
    if found < len(wanted):
        raise NoSuchLearners(number=len(wanted) - found)


def _require_sound(centre: Centre, new: NewClass, at: datetime) -> None:
    require_order(new.begins, new.ends)
    on = day_of(at)
    commune = places.custodian(centre.place_id, on)
    if not places.ids_below(commune, on, with_custody=True).filter(pk=new.place).exists():
        raise ClassElsewhere()


def _columns(new: NewClass) -> dict[str, object]:
    return {
        "topic": clean(new.topic)[:200],
        "field": new.field,
        "place_id": new.place,
        "begins": new.begins,
        "ends": new.ends,
        "sessions_planned": new.sessions_planned,
        "teachers": "\n".join(filter(None, (clean(line)[:200] for line in new.teachers.splitlines()))),
        "cost": new.cost,
    }


def _log(
    deed: str, of_class: Class, by: User, at: datetime, *, cases: Collection[int] = (), **facts: object
) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="class",
        object_id=of_class.pk,
        place_id=of_class.place_id,
        cases=list(cases),
        facts=facts,
    )
