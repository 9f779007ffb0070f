"""Awards that a place's association or one of its branches received."""

from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import Branch
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.commendations.actions.righting import RightedWithoutReason
from khuyenhoc.apps.commendations.models import Award
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.praise import AwardLevel
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean


class AwardToCome(RuleBroken):
    """An award is noted once it was received; facts: day."""

    code = "AWARD_TO_COME"


class AwardGone(RuleBroken):
    """It was taken off the list before; facts: none."""

    code = "AWARD_GONE"


@transaction.atomic
def receive(
    place: int,
    *,
    what: str,
    level: AwardLevel,
    giver: str,
    received_on: date,
    number: str = "",
    branch: Branch | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> Award:
    """branch: one of the place's own or below it; None: the place's association.

    Errors: OutsideScope, AwardToCome.
    """
    access.require(
        by, Permission.KEEP_BOOKS, {place, *([branch.place_id] if branch is not None else [])}, at=at
    )
    if received_on > day_of(at):
        raise AwardToCome(day=received_on)
    made = Award.objects.create(
        place_id=branch.place_id if branch is not None else place,
        branch=branch,
        what=clean(what),
        level=level,
        giver=clean(giver),
        number=clean(number),
        received_on=received_on,
        note=clean(note),
        recorded_by=by,
        recorded_at=at,
    )
    _record("award.received", made, by, at)
    return made


@transaction.atomic
def take_back(award: Award, *, why: str, by: User, at: datetime) -> None:
    """It was noted by mistake. Errors: OutsideScope, RightedWithoutReason, AwardGone."""
    access.require(by, Permission.KEEP_BOOKS, [award.place_id], at=at)
    if not clean(why):
        raise RightedWithoutReason()
    if not Award.objects.filter(pk=award.pk, taken_back_at__isnull=True).update(
        taken_back_at=at, why_taken_back=clean(why)
    ):
        raise AwardGone()
    _record("award.taken_back", award, by, at)


def _record(deed: str, award: Award, by: User, at: datetime) -> None:
    audit.record(deed, by=by.username, at=at, kind="award", object_id=award.pk, place_id=award.place_id)
