"""Marking difficult areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures.models import DifficultArea
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission


@dataclass(frozen=True, slots=True)
class NewDifficultArea:
    """In [valid_from, valid_to), None for an open end; source: the paper that says so."""

    place: int
    valid_from: date
    valid_to: date | None
    source: str


class MarkedAlready(RuleBroken):
    """The place is marked as a difficult area in some of those days; facts: place, day, source."""

    code = "MARKED_ALREADY"


@transaction.atomic
def mark_difficult(
    place: int,
    *,
    valid_from: date,
    valid_to: date | None = None,
    source: str,
    by: User,
    at: datetime,
) -> DifficultArea:
    """Mark a place as a difficult area by the paper named. Errors: OutsideScope, MarkedAlready."""
    access.require(by, Permission.SET_FIGURES, [place], at=at)
    return _mark([NewDifficultArea(place, valid_from, valid_to, source)], by=by.username, at=at)[0]


@transaction.atomic
def mark_difficult_on_server(areas: Sequence[NewDifficultArea], *, by: str, at: datetime) -> int:
    """The same from the server's own command line, all or none; returns how many were not marked just so before.

    Errors: MarkedAlready.
    """
    fresh = [
        new
        for new in areas
        if not DifficultArea.objects.filter(
            place=new.place, valid_from=new.valid_from, valid_to=new.valid_to, source=new.source
        ).exists()
    ]
    return len(_mark(fresh, by=by, at=at))


def _mark(areas: Sequence[NewDifficultArea], *, by: str, at: datetime) -> list[DifficultArea]:
    made = []
    for new in areas:
        there = DifficultArea.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=new.valid_from), place=new.place
        )
        if new.valid_to is not None:
            there = there.filter(valid_from__lt=new.valid_to)
        known = there.first()
        if known is not None:
            raise MarkedAlready(place=new.place, day=known.valid_from, source=known.source)
        made.append(
            DifficultArea.objects.create(
                place_id=new.place,
                valid_from=new.valid_from,
                valid_to=new.valid_to,
                source=new.source,
                recorded_at=at,
            )
        )
        audit.record(
            "figures.difficult_area_marked",
            by=by,
            at=at,
            kind="difficult_area",
            object_id=made[-1].pk,
            place_id=new.place,
        )
    return made
