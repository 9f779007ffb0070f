"""Counting how often the movement was made known."""

from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import Branch
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.stories.models import Outreach
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.stories import Means
from khuyenhoc.domain.text import clean

MOST_TIMES = 100_000


class OutreachWrong(RuleBroken):
    """At least once, in a year that has begun, by a branch of that place; facts: none."""

    code = "OUTREACH_WRONG"


class OutreachGone(RuleBroken):
    """The entry was taken away already; facts: none."""

    code = "OUTREACH_GONE"


@transaction.atomic
def tell_outreach(
    place: int,
    year: int,
    means: Means,
    *,
    times: int,
    branch: int | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> Outreach:
    """So many times more, in the year. Errors: OutsideScope, OutreachWrong."""
    access.require(by, Permission.KEEP_BOOKS, [place], at=at)
    if not 1 <= times <= MOST_TIMES or year > day_of(at).year:
        raise OutreachWrong()
    if branch is not None and not Branch.objects.filter(pk=branch, place=place).exists():
        raise OutreachWrong()
    made = Outreach.objects.create(
        place_id=place,
        branch_id=branch,
        year=year,
        means=means,
        times=times,
        note=clean(note)[:200],
        recorded_by=by,
        recorded_at=at,
    )
    _log("outreach.told", made, by, at, year=year, means=means.value, times=times)
    return made


@transaction.atomic
def drop_outreach(pk: int, *, by: User, at: datetime) -> None:
    """What was entered by mistake. Errors: OutreachGone, OutsideScope."""
    found = Outreach.objects.filter(pk=pk).first()
    if found is None:
        raise OutreachGone()
    access.require(by, Permission.KEEP_BOOKS, [found.place_id], at=at)
    _log("outreach.dropped", found, by, at, year=found.year, means=found.means, times=found.times)
    found.delete()


def _log(deed: str, entry: Outreach, by: User, at: datetime, **facts: object) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="outreach",
        object_id=entry.pk,
        place_id=entry.place_id,
        facts=facts,
    )
