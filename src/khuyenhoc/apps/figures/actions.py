"""Counting bases from the register and setting targets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.figures.models import Base, DifficultArea, Target
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import BaseKind, Level, Title

_KINDS = {
    (Title.CITIZEN, Level.NONE): BaseKind.POPULATION,
    (Title.HOUSEHOLD, Level.NONE): BaseKind.HOUSEHOLDS,
    (Title.CLAN, Level.NONE): BaseKind.CLANS,
    (Title.COMMUNITY, Level.HAMLET): BaseKind.HAMLETS,
    (Title.COMMUNITY, Level.COMMUNE): BaseKind.COMMUNES,
}


@dataclass(frozen=True, slots=True)
class NewTarget:
    """percent in hundredths (7000 = 70 %)."""

    place: int
    year: int
    title: Title
    level: Level
    base_kind: str
    percent: int
    source: str
    for_difficult_areas: bool = False


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
def count_bases(place: int, year: int, *, source: str, by: User, at: datetime) -> int:
    """Count what the register holds below a place on the last day of the year; returns the rows written.

    Counting again supersedes what was counted before. Errors: OutsideScope.
    """
    access.require(by, Permission.SET_FIGURES, [place], at=at, titles=tuple(Title))
    day = last_day(year)
    found: Counter[tuple[int, BaseKind]] = Counter()
    for where, kind, level, number in subjects.counted_in(places.ids_below(place, day), day):
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


@transaction.atomic
def set_targets(targets: Sequence[NewTarget], *, by: User, at: datetime) -> None:
    """Set targets; one that was set before is superseded. Errors: OutsideScope."""
    access.require(
        by,
        Permission.SET_FIGURES,
        {new.place for new in targets},
        at=at,
        titles={new.title for new in targets},
    )
    for new in targets:
        Target.objects.filter(
            place_id=new.place,
            year=new.year,
            title=new.title,
            level=new.level,
            base_kind=new.base_kind,
            for_difficult_areas=new.for_difficult_areas,
            superseded_at__isnull=True,
        ).update(superseded_at=at)
        Target.objects.create(
            place_id=new.place,
            year=new.year,
            title=new.title,
            level=new.level,
            base_kind=new.base_kind,
            percent=new.percent,
            for_difficult_areas=new.for_difficult_areas,
            source=new.source,
            recorded_at=at,
        )
    audit.record("figures.targets_set", by=by.username, at=at, kind="target", facts={"targets": len(targets)})


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
