"""Writing down who agrees to stand by name on lists for everybody, and who does not."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.subjects.actions.moving import DayToCome
from khuyenhoc.apps.subjects.models import Naming, Subject
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.naming import ASKED, TEXT, NamingNotAsked, NamingWantsOther, Teller, tellers
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among, insert_columns


@transaction.atomic
def say_naming(
    subject_ids: Collection[int],
    *,
    agrees: bool,
    teller: Teller,
    channel: Naming.Channel,
    told_on: date,
    by: User,
    at: datetime,
) -> list[int]:
    """Many at once, all or none, in one event that names them; returns the new rows' ids.

    Errors: OutsideScope, NamingNotAsked, NamingWantsOther, DayToCome.
    """
    rows = _kept(subject_ids, by, at)
    if told_on > day_of(at):
        raise DayToCome(day=told_on)
    others = [row.pk for row in rows if Title(row.kind) not in ASKED]
    if others:
        raise NamingNotAsked(number=len(others))
    wrong = [row.pk for row in rows if not _may_say(row, agrees, teller, told_on)]
    if wrong:
        raise NamingWantsOther(number=len(wrong))
    made = insert_columns(
        Naming,
        ("subject_id",),
        [(row.pk,) for row in rows],
        agrees=agrees,
        teller=teller,
        channel=channel,
        told_on=told_on,
        text=TEXT,
        recorded_by_id=by.pk,
        recorded_at=at,
    )
    facts = {"agrees": agrees, "teller": teller.value, "channel": str(channel), "on": told_on.isoformat()}
    audit.record(
        "subjects.naming_said",
        by=by.username,
        at=at,
        kind="subject",
        cases=[row.pk for row in rows],
        facts=facts,
    )
    return made


def _may_say(row: Subject, agrees: bool, teller: Teller, told_on: date) -> bool:
    """A refusal counts whoever of the house brings it; agreeing is the right one's alone."""
    if not agrees:
        return (teller is Teller.HEAD) == (row.kind == Title.HOUSEHOLD)
    return teller in tellers(Title(row.kind), row.birth_year, told_on.year)


@transaction.atomic
def take_back_naming(naming_ids: Collection[int], *, by: User, at: datetime) -> None:
    """What was entered by mistake counts no more; safe to repeat. Errors: OutsideScope."""
    told = Naming.objects.filter(among("pk", naming_ids))
    rows = _kept(set(told.values_list("subject", flat=True)), by, at)
    told.filter(taken_back_at__isnull=True).update(taken_back_at=at)
    audit.record(
        "subjects.naming_taken_back",
        by=by.username,
        at=at,
        kind="subject",
        cases=[row.pk for row in rows],
    )


def _kept(subject_ids: Collection[int], by: User, at: datetime) -> list[Subject]:
    """Errors: OutsideScope, for what is unknown too."""
    wanted = set(subject_ids)
    rows = list(Subject.objects.filter(among("pk", wanted)).order_by("pk"))
    access.require(
        by,
        Permission.KEEP_REGISTER,
        {row.place_id for row in rows},
        at=at,
        titles={row.kind for row in rows},
    )
    if len(rows) < len(wanted):
        raise access.OutsideScope(permission=Permission.KEEP_REGISTER.value)
    return rows
