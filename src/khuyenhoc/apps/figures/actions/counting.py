"""Bases counted from the register."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures.actions.keeping import require_reason
from khuyenhoc.apps.figures.models import Base
from khuyenhoc.apps.figures.queries.catalogue import catalogue
from khuyenhoc.apps.figures.queries.locks import lock_over
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import BaseKind, Level, Title

_KINDS = {
    (Title.CITIZEN, Level.NONE): BaseKind.POPULATION,
    (Title.HOUSEHOLD, Level.NONE): BaseKind.HOUSEHOLDS,
    (Title.CLAN, Level.NONE): BaseKind.CLANS,
    (Title.COMMUNITY, Level.HAMLET): BaseKind.HAMLETS,
    (Title.COMMUNITY, Level.COMMUNE): BaseKind.COMMUNES,
}


@transaction.atomic
def count_bases(place: int, year: int, *, source: str, reason: str = "", by: User, at: datetime) -> int:
    """Count what the register holds below a place on the last day of the year; returns the rows written.

    Of organisations only those that the catalogue counts among all of them.
    Counting again supersedes what was counted before. reason: why, in a closed period.
    Errors: OutsideScope, PeriodLocked.
    """
    access.require(by, Permission.SET_FIGURES, [place], at=at, titles=tuple(Title))
    day = last_day(year)
    require_reason(lock_over(place, day), reason.strip())
    found: Counter[tuple[int, BaseKind]] = Counter()
    left_out = catalogue().bases[BaseKind.ORGANISATIONS].leaves_out
    for where, kind, level, number in subjects.counted_in(
        places.ids_below(place, day), day, without=left_out
    ):
        if kind == Title.ORGANISATION:
            found[where, BaseKind.ORGANISATIONS] += number
        elif (Title(kind), Level(level)) in _KINDS:
            found[where, _KINDS[Title(kind), Level(level)]] += number
    Base.objects.filter(
        place__in=places.ids_below(place, day), year=year, provenance="counted", superseded_at__isnull=True
    ).update(superseded_at=at)
    Base.objects.bulk_create(
        (
            Base(
                place_id=where,
                year=year,
                kind=kind,
                value=number,
                provenance="counted",
                source=source,
                reason=reason.strip(),
                effective_on=day,
                recorded_at=at,
            )
            for (where, kind), number in sorted(found.items())
        ),
        batch_size=2_000,
    )
    audit.record(
        "figures.counted",
        by=by.username,
        at=at,
        kind="base",
        place_id=place,
        facts={"year": year, "rows": len(found)},
    )
    return len(found)
