"""Opening and closing centres, letting them rest, merging those of communes that were merged."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.centres.models import Centre, Manager, Rest
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.centres import require_order
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean


class CentreAlready(RuleBroken):
    """The commune has a centre that goes on; facts: none."""

    code = "CENTRE_ALREADY"


class CentreOfNoCommune(RuleBroken):
    """Only communes have a centre; facts: none."""

    code = "CENTRE_OF_NO_COMMUNE"


class CentreEnded(RuleBroken):
    """The centre has ended, or begins only later; facts: centre, day."""

    code = "CENTRE_ENDED"


class CentreDayToCome(RuleBroken):
    """What is told has not happened yet; facts: day."""

    code = "CENTRE_DAY_TO_COME"


class CentreRests(RuleBroken):
    """The centre rests already, or works already; facts: none."""

    code = "CENTRE_RESTS"


class CentreMergesIntoItself(RuleBroken):
    """Centres of closed communes go over into that of the commune after them; facts: none."""

    code = "CENTRE_MERGES_INTO_ITSELF"


@transaction.atomic
def open_centre(
    place: int, name: str, *, since: date, legal_reference: str = "", by: User, at: datetime
) -> Centre:
    """The commune's centre from a day on.

    Errors: OutsideScope, CentreOfNoCommune, CentreAlready, CentreDayToCome.
    """
    access.require(by, Permission.KEEP_BOOKS, [place], at=at)
    if places.version(place, day_of(at)).place.kind != Kind.COMMUNE:
        raise CentreOfNoCommune()
    require_past(since, at)
    if Centre.objects.filter(place=place, until__isnull=True).exists():
        raise CentreAlready()
    made = Centre.objects.create(
        place_id=place, name=clean(name)[:200], since=since, legal_reference=clean(legal_reference)[:200]
    )
    _log("centre.opened", made, by, at, since=since.isoformat())
    return made


@transaction.atomic
def close_centre(centre: Centre, *, on: date, by: User, at: datetime) -> None:
    """It ends with its managers. Errors: OutsideScope, CentreEnded, CentreDayToCome."""
    access.require(by, Permission.KEEP_BOOKS, [centre.place_id], at=at)
    require_past(on, at)
    _end(centre, on)
    _log("centre.closed", centre, by, at, on=on.isoformat())


@transaction.atomic
def rest(centre: Centre, *, since: date, reason: str, by: User, at: datetime) -> None:
    """It does not work from a day on. Errors: OutsideScope, CentreEnded, CentreRests, CentreDayToCome."""
    access.require(by, Permission.KEEP_BOOKS, [centre.place_id], at=at)
    require_past(since, at)
    require_running(centre, since)
    if Rest.objects.filter(centre=centre, until__isnull=True).exists():
        raise CentreRests()
    Rest.objects.create(centre=centre, since=since, reason=clean(reason)[:300])
    _log("centre.rests", centre, by, at, since=since.isoformat())


@transaction.atomic
def work_again(centre: Centre, *, since: date, by: User, at: datetime) -> None:
    """Errors: OutsideScope, CentreRests when it works already or rests only from that day on, CentreDayToCome."""
    access.require(by, Permission.KEEP_BOOKS, [centre.place_id], at=at)
    require_past(since, at)
    ended = Rest.objects.filter(centre=centre, until__isnull=True, since__lt=since).update(until=since)
    if not ended:
        raise CentreRests()
    _log("centre.works_again", centre, by, at, since=since.isoformat())


@transaction.atomic
def merge_centres(
    centres: Sequence[Centre], into: Centre, *, on: date, legal_reference: str = "", by: User, at: datetime
) -> None:
    """Centres of communes that were merged end in that of the commune after them, from a day on.

    Their classes, ratings and managers of old stay where they were; both ends lie in the person's scope, which
    reaches a closed commune through custody.
    Errors: OutsideScope, CentreEnded, CentreMergesIntoItself, CentreDayToCome.
    """
    access.require(
        by, Permission.KEEP_BOOKS, {into.place_id, *(centre.place_id for centre in centres)}, at=at
    )
    if not centres or into.pk in {centre.pk for centre in centres}:
        raise CentreMergesIntoItself()
    require_past(on, at)
    require_running(into, on)
    for centre in centres:
        _end(centre, on, into=into, legal_reference=clean(legal_reference)[:200])
    facts = {"centres": sorted(centre.pk for centre in centres)}
    _log("centres.merged", into, by, at, on=on.isoformat(), **facts)


def _end(centre: Centre, on: date, **more: object) -> None:
    changed = Centre.objects.filter(pk=centre.pk, until__isnull=True, since__lt=on).update(until=on, **more)
    if not changed:
        raise CentreEnded(centre=centre.name, day=on)
    Manager.objects.filter(centre=centre, until__isnull=True, since__lt=on).update(until=on)
    Manager.objects.filter(centre=centre, until__isnull=True).delete()  # never were
    Rest.objects.filter(centre=centre, until__isnull=True, since__lt=on).update(until=on)


def require_past(day: date, at: datetime) -> None:
    """Errors: CentreDayToCome."""
    if day > day_of(at):
        raise CentreDayToCome(day=day)


def require_running(centre: Centre, day: date) -> None:
    """Errors: CentreEnded."""
    found = Centre.objects.filter(pk=centre.pk, since__lte=day).first()
    if found is None or (found.until is not None and found.until <= day):
        raise CentreEnded(centre=centre.name, day=day)
    require_order(found.since, day)


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
