"""Who of the register takes part in a pilot, and what was found to hold for them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.pilots import queries
from khuyenhoc.apps.pilots.actions.planning import record, touch
from khuyenhoc.apps.pilots.models import Participant, Pilot
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.pilots import MARKS, Mark
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among


class NotInTheRegister(RuleBroken):
    """Some are not in the register of the pilot's places; facts: number."""

    code = "NOT_IN_THE_REGISTER_OF_THE_PILOT"


class NotTakingPart(RuleBroken):
    """Some take no part in the pilot; facts: number."""

    code = "NOT_TAKING_PART"


@transaction.atomic
def join(pilot: Pilot, subjects: Collection[int], *, by: User, at: datetime) -> int:
    """Subjects of the register of the pilot's places take part; returns how many did not before.

    Whoever does it keeps the books of the pilot, and may see the subjects. Errors: OutsideScope, PilotClosed,
    NotInTheRegister.
    """
    access.require(by, Permission.KEEP_BOOKS, [pilot.place_id], at=at)
    touch(pilot)
    wanted, day = set(subjects), day_of(at)
    inside: set[int] = set()
    for where in queries.where_now(pilot, day):
        below = places.ids_below(where, day, with_custody=True)
        rows = Subject.objects.filter(existing_on(day), among("pk", wanted), place__in=below)
        inside |= set(access.visible(rows, by, day, title="kind").values_list("pk", flat=True))
    if missing := wanted - inside:
        raise NotInTheRegister(number=len(missing))
    there = set(
        Participant.objects.filter(pilot=pilot, left_at__isnull=True).values_list("subject", flat=True)
    )
    new = sorted(wanted - there)
    Participant.objects.bulk_create(
        Participant(pilot=pilot, subject_id=one, joined_by=by, joined_at=at) for one in new
    )
    record("pilot.joined", pilot, by, at, subjects=new)
    return len(new)


@transaction.atomic
def leave(pilot: Pilot, subjects: Collection[int], *, by: User, at: datetime) -> int:
    """They take part no more, or were ticked by mistake. Errors: OutsideScope, PilotClosed, NotTakingPart."""
    access.require(by, Permission.KEEP_BOOKS, [pilot.place_id], at=at)
    touch(pilot)
    gone = _taking_part(pilot, subjects)
    Participant.objects.filter(pk__in=[one.pk for one in gone]).update(left_at=at)
    record("pilot.left", pilot, by, at, subjects=sorted(one.subject_id for one in gone))
    return len(gone)


@transaction.atomic
def mark(pilot: Pilot, found: Mapping[int, Collection[Mark]], *, by: User, at: datetime) -> None:
    """subject → all that holds for it; a mark that its kind does not know is left out.

    Errors: OutsideScope, PilotClosed, NotTakingPart.
    """
    access.require(by, Permission.KEEP_BOOKS, [pilot.place_id], at=at)
    touch(pilot)
    rows = _taking_part(pilot, found)
    for row in rows:
        known = MARKS[Title(row.subject.kind)]
        row.marks = [one.value for one in known if one in found[row.subject_id]]
    Participant.objects.bulk_update(rows, ["marks"])
    record("pilot.marked", pilot, by, at, subjects=sorted(found))


@transaction.atomic
def settle(
    pilot: Pilot,
    ticked: Collection[int],
    unticked: Collection[int],
    found: Mapping[int, Collection[Mark]],
    *,
    by: User,
    at: datetime,
) -> dict[str, int]:
    """A page of a tick list, all or nothing: who takes part, who does not any more, and what holds for them.

    Returns {"joined": …, "left": …}. Errors: as `join`.
    """
    joined = join(pilot, ticked, by=by, at=at) if ticked else 0
    part = Participant.objects.filter(among("subject", set(unticked)), pilot=pilot, left_at__isnull=True)
    gone = list(part.values_list("subject", flat=True))
    left = leave(pilot, gone, by=by, at=at) if gone else 0
    if found:
        mark(pilot, found, by=by, at=at)
    return {"joined": joined, "left": left}


def _taking_part(pilot: Pilot, subjects: Collection[int]) -> list[Participant]:
    wanted = set(subjects)
    rows = Participant.objects.filter(among("subject", wanted), pilot=pilot, left_at__isnull=True)
    found = list(rows.select_related("subject").order_by("pk"))
    if missing := wanted - {row.subject_id for row in found}:
        raise NotTakingPart(number=len(missing))
    return found
