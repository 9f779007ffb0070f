"""Classes of a centre."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.centres.actions.registering import require_past, require_running
from khuyenhoc.apps.centres.models import Centre, Class, Session
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.centres import Field, Totals, require_order, require_totals
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.written_numbers import Qualifier


class ClassElsewhere(RuleBroken):
    """A class is held in its centre's commune; facts: none."""

    code = "CLASS_ELSEWHERE"


class ClassChangedMeanwhile(RuleBroken):
    """Somebody changed the class since the page was opened; facts: none."""

    code = "CLASS_CHANGED_MEANWHILE"


class ClassHasSessions(RuleBroken):
    """What is written down session by session is not told in totals; facts: none."""

    code = "CLASS_HAS_SESSIONS"


@dataclass(frozen=True, slots=True)
class NewClass:
    """teachers: one a line. cost: whole đồng, None where nobody said. totals: in place of sessions."""

    topic: str
    field: Field
    place: int
    begins: date
    ends: date | None = None
    sessions_planned: int = 0
    teachers: str = ""
    cost: int | None = None
    totals: Totals | None = None


@transaction.atomic
def open_class(centre: Centre, new: NewClass, *, by: User, at: datetime) -> Class:
    """Whoever keeps the books where it is held opens it.

    Errors: OutsideScope, ClassElsewhere, CentreEnded, DaysOutOfOrder, TotalsUnsound.
    """
    access.require(by, Permission.KEEP_BOOKS, [new.place], at=at)
    _require_sound(centre, new, at)
    require_running(centre, new.begins)
    made = Class.objects.create(centre=centre, recorded_by=by, recorded_at=at, **_columns(new))
    record("centre.class_opened", made, by, at, centre=centre.pk)
    return made


@transaction.atomic
def change_class(of_class: Class, new: NewClass, *, revision: int, by: User, at: datetime) -> None:
    """Errors: OutsideScope, ClassElsewhere, DaysOutOfOrder, ClassChangedMeanwhile, TotalsUnsound,
    ClassHasSessions.
    """
    access.require(by, Permission.KEEP_BOOKS, {of_class.place_id, new.place}, at=at)
    Class.objects.select_for_update(no_key=True).get(pk=of_class.pk)  # a session of just now is seen
    if new.totals is not None and Session.objects.filter(of_class=of_class).exists():
        raise ClassHasSessions()
    _require_sound(of_class.centre, new, at)
    changed = Class.objects.filter(pk=of_class.pk, revision=revision).update(
        revision=revision + 1, **_columns(new)
    )
    if not changed:
        raise ClassChangedMeanwhile()
    record("centre.class_changed", of_class, by, at, centre=of_class.centre_id)


def _require_sound(centre: Centre, new: NewClass, at: datetime) -> None:
    require_order(new.begins, new.ends)
    if new.totals is not None:
        require_totals(new.totals)
        require_past(new.begins, at)
    on = day_of(at)
    commune = places.custodian(centre.place_id, on)
    if not places.ids_below(commune, on, with_custody=True).filter(pk=new.place).exists():
        raise ClassElsewhere()


def _columns(new: NewClass) -> dict[str, object]:
    totals = new.totals
    return {
        "topic": clean(new.topic)[:200],
        "field": new.field,
        "place_id": new.place,
        "begins": new.begins,
        "ends": new.ends,
        "sessions_planned": new.sessions_planned,
        "teachers": "\n".join(filter(None, (clean(line)[:200] for line in new.teachers.splitlines()))),
        "cost": new.cost,
        "total_sessions": totals.sessions if totals is not None else None,
        "total_people": totals.people if totals is not None else None,
        "total_attendances": totals.attendances if totals is not None else None,
        "total_qualifier": totals.qualifier if totals is not None else Qualifier.EXACT,
    }


def record(
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
