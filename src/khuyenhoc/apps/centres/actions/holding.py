"""Sessions of a class: held, put right, taken back; and who came."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.centres.actions.registering import require_past
from khuyenhoc.apps.centres.actions.teaching import record
from khuyenhoc.apps.centres.models import Attendance, Class, Session
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.centres import HeadCount, NobodyCame
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among, insert_columns


class SessionAlready(RuleBroken):
    """All of this is written down for that day; facts: day."""

    code = "SESSION_ALREADY"


class SessionOutside(RuleBroken):
    """The day lies before the class begins or after it ended; facts: day."""

    code = "SESSION_OUTSIDE"


class NoSuchLearners(RuleBroken):
    """Only people who were in the register of the person's places on that day are ticked; facts: number."""

    code = "NO_SUCH_LEARNERS"


class SessionDayTaken(RuleBroken):
    """The class has another session on that day; facts: day."""

    code = "SESSION_DAY_TAKEN"


class SessionChangedMeanwhile(RuleBroken):
    """Somebody changed the session since the page was opened; facts: none."""

    code = "SESSION_CHANGED_MEANWHILE"


class ClassInTotals(RuleBroken):
    """Only totals of the class are known, so it has no sessions; facts: none."""

    code = "CLASS_IN_TOTALS"


class SessionGone(RuleBroken):
    """The session was taken back already; facts: none."""

    code = "SESSION_GONE"


@transaction.atomic
def hold_session(
    of_class: Class,
    held_on: date,
    people: Collection[int],
    *,
    others: HeadCount,
    topic: str = "",
    by: User,
    at: datetime,
) -> Session:
    """Write down who came on a day: people of the register, and how many others.

    A day that has its session already takes in whoever is new, and the number of others where one is told: a long
    list is ticked in parts.
    Errors: OutsideScope, CentreDayToCome, SessionOutside, SessionAlready, NoSuchLearners, NobodyCame,
    ClassInTotals.
    """
    access.require(by, Permission.KEEP_BOOKS, [of_class.place_id], at=at)
    _require_within(of_class, held_on, at)
    if Class.objects.select_for_update(no_key=True).get(pk=of_class.pk).totals is not None:
        raise ClassInTotals()
    wanted = sorted(set(people))
    if not wanted and not others.number:
        raise NobodyCame()
    _require_learners(wanted, held_on, by, at)
    told: dict[str, Any] = {"others": others.number, "qualifier": others.qualifier} if others.text else {}
    if topic.strip():
        told["topic"] = clean(topic)[:200]
    made, is_new = Session.objects.get_or_create(
        of_class=of_class, held_on=held_on, defaults={**told, "recorded_by": by, "recorded_at": at}
    )
    if not is_new:
        there = set(Attendance.objects.filter(session=made).values_list("person", flat=True))
        wanted = [person for person in wanted if person not in there]
        if not wanted and all(getattr(made, name) == value for name, value in told.items()):
            raise SessionAlready(day=held_on)
        Session.objects.filter(pk=made.pk).update(**told, recorded_by=by, recorded_at=at)
    if wanted:
        insert_columns(Attendance, ("person_id",), [(person,) for person in wanted], session_id=made.pk)
    facts = {"session": made.pk, "on": held_on.isoformat(), "others": others.number}
    record("centre.session_held", of_class, by, at, cases=wanted, **facts)
    return made


@transaction.atomic
def correct_session(
    of_class: Class,
    session: int,
    *,
    seen: datetime,
    held_on: date,
    topic: str,
    people: Collection[int],
    others: HeadCount,
    by: User,
    at: datetime,
) -> Session:
    """What was written down of a session is put right: its day, what it was about, who came and how many others.

    people: all who came, those ticked before too. seen: when it was last changed, as the page showed it.
    Errors: OutsideScope, SessionGone, SessionChangedMeanwhile, SessionDayTaken, CentreDayToCome, SessionOutside,
    NoSuchLearners, NobodyCame.
    """
    access.require(by, Permission.KEEP_BOOKS, [of_class.place_id], at=at)
    _require_within(of_class, held_on, at)
    was = Session.objects.filter(pk=session, of_class=of_class).first()
    if was is None:
        raise SessionGone()
    wanted = set(people)
    if not wanted and not others.number:
        raise NobodyCame()
    if Session.objects.filter(of_class=of_class, held_on=held_on).exclude(pk=session).exists():
        raise SessionDayTaken(day=held_on)
    told = {"held_on": held_on, "topic": clean(topic)[:200], "others": others.number}
    rows = Session.objects.filter(pk=session, recorded_at=seen)
    if not rows.update(**told, qualifier=others.qualifier, recorded_by=by, recorded_at=at):
        raise SessionChangedMeanwhile()
    there = set(Attendance.objects.filter(session=was).values_list("person", flat=True))
    # whoever moved away or died since came all the same: only newly ticked ones have to be of the register
    new, gone = sorted(wanted - there), sorted(there - wanted)
    _require_learners(new, held_on, by, at)
    Attendance.objects.filter(among("person", gone), session=was).delete()
    if new:
        insert_columns(Attendance, ("person_id",), [(person,) for person in new], session_id=session)
    facts = {
        "session": session,
        "on": held_on.isoformat(),
        "was_on": was.held_on.isoformat(),
        "others": others.number,
        "others_were": was.others,
        "added": len(new),
        "removed": len(gone),
    }
    record("centre.session_corrected", of_class, by, at, cases=[*new, *gone], **facts)
    return Session.objects.get(pk=session)


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
    record("centre.session_taken_back", of_class, by, at, session=session, on=day.isoformat())
    return day


def _require_learners(wanted: list[int], held_on: date, by: User, at: datetime) -> None:
    if not wanted:
        return
    rows = Subject.objects.filter(existing_on(held_on), among("pk", wanted), kind=Title.CITIZEN)
    seen = access.visible(rows, by, day_of(at), title="kind")
    found = seen.count()
    if found < len(wanted):
        raise NoSuchLearners(number=len(wanted) - found)


def _require_within(of_class: Class, held_on: date, at: datetime) -> None:
    """Errors: CentreDayToCome, SessionOutside."""
    require_past(held_on, at)
    if held_on < of_class.begins or (of_class.ends is not None and held_on > of_class.ends):
        raise SessionOutside(day=held_on)
