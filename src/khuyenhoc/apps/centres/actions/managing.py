"""Who runs a centre, and what people want to learn there."""

from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.queries import HeldOfficer, name_of
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.centres.actions.registering import require_past, require_running
from khuyenhoc.apps.centres.models import Centre, Manager, Need
from khuyenhoc.apps.centres.queries import officers_to_link
from khuyenhoc.domain.centres import Field, HeadCount, Office, Post
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean


class DirectorAlready(RuleBroken):
    """A centre has one director at a time; facts: none."""

    code = "CENTRE_DIRECTOR_ALREADY"


class NoSuchOfficer(RuleBroken):
    """Only officers in office of the commune's association and its branches are linked; facts: none."""

    code = "CENTRE_NO_SUCH_OFFICER"


class ManagerGone(RuleBroken):
    """The person has left office already, or came into it only that day; facts: none."""

    code = "CENTRE_MANAGER_GONE"


@transaction.atomic
def appoint(
    centre: Centre,
    name: str,
    *,
    post: Post,
    office: Office,
    since: date,
    officer: int | None = None,
    by: User,
    at: datetime,
) -> Manager:
    """officer: one of `queries.officers_to_link`, whose name and office then stand.

    Errors: OutsideScope, CentreEnded, DirectorAlready, NoSuchOfficer, CentreDayToCome.
    """
    access.require(by, Permission.KEEP_BOOKS, [centre.place_id], at=at)
    require_past(since, at)
    require_running(centre, since)
    if post is Post.DIRECTOR and centre.managers.filter(until__isnull=True, post=post).exists():
        raise DirectorAlready()
    linked = {one.pk: one for one in officers_to_link(centre, day_of(at))}
    if officer is not None:
        if officer not in linked:
            raise NoSuchOfficer()
        name, office = name_of(linked[officer]), _office_of(linked[officer], centre)
    made = Manager.objects.create(
        centre=centre, name=clean(name)[:200], post=post, office=office, since=since, officer_id=officer
    )
    _log("centre.manager_appointed", centre, by, at, manager=made.pk, post=post.value, office=office.value)
    return made


def _office_of(officer: HeldOfficer, centre: Centre) -> Office:
    """Chair and vice-chairs are those of the commune's own association."""
    is_own = officer.branch.body_id is None and officer.branch.place_id == centre.place_id
    return Office(officer.post) if is_own and officer.post in set(Office) else Office.NONE


@transaction.atomic
def end_post(centre: Centre, manager: int, *, on: date, by: User, at: datetime) -> None:
    """Errors: OutsideScope, ManagerGone, CentreDayToCome."""
    access.require(by, Permission.KEEP_BOOKS, [centre.place_id], at=at)
    require_past(on, at)
    ended = Manager.objects.filter(pk=manager, centre=centre, until__isnull=True, since__lt=on).update(
        until=on
    )
    if not ended:
        raise ManagerGone()
    _log("centre.manager_left", centre, by, at, manager=manager, on=on.isoformat())


@transaction.atomic
def tell_need(
    centre: Centre, year: int, topic: str, *, field: Field, people: HeadCount, by: User, at: datetime
) -> Need:
    """What a survey of the year found; told again, the new number holds. Errors: OutsideScope."""
    access.require(by, Permission.KEEP_BOOKS, [centre.place_id], at=at)
    made, _ = Need.objects.update_or_create(
        centre=centre,
        year=year,
        topic=clean(topic)[:200],
        defaults={
            "field": field,
            "number": people.number,
            "qualifier": people.qualifier,
            "recorded_by": by,
            "recorded_at": at,
        },
    )
    _log("centre.need_told", centre, by, at, need=made.pk, year=year)
    return made


@transaction.atomic
def drop_need(centre: Centre, need: int, *, by: User, at: datetime) -> bool:
    """What was entered by mistake; False where it is gone already. Errors: OutsideScope."""
    access.require(by, Permission.KEEP_BOOKS, [centre.place_id], at=at)
    gone, _ = Need.objects.filter(pk=need, centre=centre).delete()
    if gone:
        _log("centre.need_dropped", centre, by, at, need=need)
    return bool(gone)


def _log(deed: str, centre: Centre, by: User, at: datetime, **facts: object) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="centre",
        object_id=centre.pk,
        place_id=centre.place_id,
        facts=facts,
    )
