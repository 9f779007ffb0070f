"""Good practices: told to everybody who works in the system, and copied by them."""

from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.pilots.actions.planning import NewGoal, NewPilot, open_pilot
from khuyenhoc.apps.pilots.models import Goal, Pilot, Practice
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean, search_key


class NothingToTell(RuleBroken):
    """A good practice has a name and a text; facts: none."""

    code = "PRACTICE_SAYS_NOTHING"


class PracticeGone(RuleBroken):
    """It was taken back; facts: none."""

    code = "PRACTICE_GONE"


@transaction.atomic
def share(
    place: int,
    *,
    name: str,
    text: str,
    title: str = "",
    pilot: Pilot | None = None,
    by: User,
    at: datetime,
) -> Practice:
    """Tell others what worked. Errors: OutsideScope, NothingToTell."""
    access.require(by, Permission.KEEP_BOOKS, {place, *([pilot.place_id] if pilot else [])}, at=at)
    if not name.strip() or not text.strip():
        raise NothingToTell()
    made = Practice.objects.create(
        place_id=place,
        name=clean(name),
        text=text.strip(),
        search_key=search_key(f"{name} {text}"),
        title=title,
        pilot=pilot,
        shared_by=by,
        shared_at=at,
    )
    _record("practice.shared", made, by, at)
    return made


@transaction.atomic
def take_back(practice: Practice, *, by: User, at: datetime) -> None:
    """It is found no more; what was copied stays. Errors: OutsideScope, PracticeGone."""
    access.require(by, Permission.KEEP_BOOKS, [practice.place_id], at=at)
    if not Practice.objects.filter(pk=practice.pk, taken_back_at__isnull=True).update(taken_back_at=at):
        raise PracticeGone()
    _record("practice.taken_back", practice, by, at)


@transaction.atomic
def copy(
    practice: Practice, place: int, *, name: str, first: str, until: str, by: User, at: datetime
) -> Pilot:
    """A plan of one's own made from it: its goals come along, what was measured does not.

    Errors: OutsideScope, PracticeGone, PeriodUnclear, EndsBeforeItBegins.
    """
    if practice.taken_back_at is not None:
        raise PracticeGone()
    copied = Goal.objects.filter(pilot=practice.pilot_id, dropped_at__isnull=True).order_by("pk")
    plan = NewPilot(
        name=name,
        first=first,
        until=until,
        theme=practice.pilot.theme if practice.pilot else practice.name,
        title=practice.title,
        goals=[NewGoal(one.whom, one.aim, one.written, one.band, one.indicator) for one in copied],
    )
    return open_pilot(place, plan, by=by, at=at, copied_from=practice)


def _record(deed: str, practice: Practice, by: User, at: datetime) -> None:
    audit.record(
        deed, by=by.username, at=at, kind="practice", object_id=practice.pk, place_id=practice.place_id
    )
