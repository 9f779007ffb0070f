"""Names are proposed for a commendation."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.commendations.models import Commendation
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.recognition import queries as recognitions
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.praise import AS, Praised, Standing
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.streaks import streak
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among

OPEN = (Standing.PROPOSED.value, Standing.GRANTED.value)


class NothingProposed(RuleBroken):
    """At least one name is proposed; facts: none."""

    code = "NOTHING_PROPOSED"


class PraiseWithoutReason(RuleBroken):
    """Whoever is commended is commended for something; facts: none."""

    code = "PRAISE_WITHOUT_REASON"


class PraiseElsewhere(RuleBroken):
    """Only who lives or stands at the place or below it is proposed there; facts: number."""

    code = "PRAISE_ELSEWHERE"


class AlreadyPraised(RuleBroken):
    """Some are proposed or commended there in this year already; facts: number, year."""

    code = "ALREADY_PRAISED"


@dataclass(frozen=True, slots=True)
class NewPraise:
    """A subject of the register, or a written name with its kind and the place that counts it (0: this one)."""

    reason: str
    subject: int | None = None
    name: str = ""
    kind: str = ""
    home: int = 0


@transaction.atomic
def propose(
    place: int, year: int, wanted: Sequence[NewPraise], *, by: User, at: datetime
) -> list[Commendation]:
    """Propose names to the place for a year; all or none. What the register says of years in a row is kept beside.

    Errors: OutsideScope, NothingProposed, PraiseWithoutReason, PraiseElsewhere, AlreadyPraised.
    """
    if not wanted:
        raise NothingProposed()
    access.require(by, Permission.KEEP_BOOKS, [place], at=at)
    if any(not clean(one.reason) for one in wanted):
        raise PraiseWithoutReason()
    day = day_of(at)
    named = [one.subject for one in wanted if one.subject is not None]
    subjects = _subjects(place, named, by, at)
    below = places.ids_below(place, day, with_custody=True)
    homes = {one.home or place for one in wanted if one.subject is None}
    if strange := homes - set(below.filter(among("pk", homes))):
        raise PraiseElsewhere(number=len(strange))
    running = Commendation.objects.filter(
        among("subject", subjects), place=place, year=year, standing__in=OPEN
    )
    again = len(named) - len(set(named)) + running.count()
    if again:
        raise AlreadyPraised(number=again, year=year)
    counted = recognitions.years_counted(list(subjects))
    made = Commendation.objects.bulk_create(
        Commendation(
            place_id=place,
            year=year,
            kind=AS[Title(subjects[one.subject].kind)] if one.subject else Praised(one.kind),
            subject_id=one.subject,
            name="" if one.subject else clean(one.name),
            home_id=subjects[one.subject].place_id if one.subject else one.home or place,
            reason=clean(one.reason),
            years=_years(counted[one.subject], year) if one.subject else None,
            standing=Standing.PROPOSED,
            proposed_by=by,
            proposed_at=at,
        )
        for one in wanted
    )
    audit.record(
        "commendation.proposed",
        by=by.username,
        at=at,
        kind="commendation",
        place_id=place,
        facts={"commendations": [one.pk for one in made], "year": year},
    )
    return made


def _years(counted: Collection[int], year: int) -> int | None:
    """In a row up to the year, or up to the one before while this year's titles are not out yet."""
    return streak(counted, year) or streak(counted, year - 1) or None


def _subjects(place: int, wanted: Collection[int], by: User, at: datetime) -> dict[int, Subject]:
    day = day_of(at)
    below = places.ids_below(place, day, with_custody=True)
    rows = Subject.objects.filter(existing_on(day), among("pk", set(wanted)), place__in=below)
    # the rows are held, so that of two who propose the same name one is told so
    held = access.visible(rows, by, day, title="kind").order_by("pk").select_for_update(no_key=True)
    found = {row.pk: row for row in held}
    if missing := set(wanted) - found.keys():
        raise PraiseElsewhere(number=len(missing))
    return found
