"""What was wrong is corrected or withdrawn, with its reason; what it said before stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.commendations.models import Commendation, Correction
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.praise import Standing
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean


class NotToBeRighted(RuleBroken):
    """What was refused or withdrawn stays so, and somebody may have been quicker; facts: none."""

    code = "NOT_TO_BE_RIGHTED"


class RightedWithoutReason(RuleBroken):
    """A correction and a withdrawal say why; facts: none."""

    code = "RIGHTED_WITHOUT_REASON"


@transaction.atomic
def correct(
    one: Commendation, *, reason: str, name: str = "", why: str, revision: int, by: User, at: datetime
) -> None:
    """For what it is given, and of a written name how it is spelled. A subject's name is corrected in the register.

    Errors: OutsideScope, RightedWithoutReason, NotToBeRighted.
    """
    _require(one, by, at)
    if not clean(why) or not clean(reason):
        raise RightedWithoutReason()
    new = "" if one.subject_id else clean(name) or one.name
    rows = Commendation.objects.filter(
        pk=one.pk, revision=revision, standing__in=[Standing.PROPOSED, Standing.GRANTED]
    )
    if not rows.update(reason=clean(reason), name=new, revision=F("revision") + 1):
        raise NotToBeRighted()
    Correction.objects.create(
        commendation=one, name=one.name, reason=one.reason, why=clean(why), corrected_by=by, corrected_at=at
    )
    _record("commendation.corrected", one, by, at)


@transaction.atomic
def withdraw(one: Commendation, *, why: str, revision: int, by: User, at: datetime) -> None:
    """The proposal, or the commendation itself, was wrong: it counts and is printed no more.

    What was granted is withdrawn only by whoever approves the books. Errors: as `correct`.
    """
    _require(one, by, at)
    if not clean(why):
        raise RightedWithoutReason()
    rows = Commendation.objects.filter(
        pk=one.pk, revision=revision, standing__in=[Standing.PROPOSED, Standing.GRANTED]
    )
    if not rows.update(
        standing=Standing.WITHDRAWN,
        why_not=clean(why),
        settled_by=by,
        settled_at=at,
        revision=F("revision") + 1,
    ):
        raise NotToBeRighted()
    _record("commendation.withdrawn", one, by, at)


def _require(one: Commendation, by: User, at: datetime) -> None:
    needed = Permission.APPROVE_BOOKS if one.standing == Standing.GRANTED else Permission.KEEP_BOOKS
    access.require(by, needed, [one.place_id], at=at)


def _record(deed: str, one: Commendation, by: User, at: datetime) -> None:
    audit.record(deed, by=by.username, at=at, kind="commendation", object_id=one.pk, place_id=one.place_id)
