"""Targets: what a year is held against."""

from collections.abc import Sequence
from datetime import datetime

from khuyenhoc.apps.figures.models import Target
from khuyenhoc.apps.figures.queries.difficult import difficult_area
from khuyenhoc.apps.figures.queries.known import known
from khuyenhoc.domain.catalogue import recognised
from khuyenhoc.domain.days import last_day


def target(
    line: Sequence[int],
    *,
    year: int,
    title: str,
    level: str,
    base_kind: str,
    known_before: datetime | None = None,
) -> Target | None:
    """The target for a title's rate; see `target_of`. Only one that aims at a share."""
    return target_of(
        line,
        year=year,
        indicator=recognised(title),
        level=level,
        base_kind=base_kind,
        known_before=known_before,
        shares_only=True,
    )


def target_of(
    line: Sequence[int],
    *,
    year: int,
    indicator: str,
    level: str = "",
    base_kind: str = "",
    known_before: datetime | None = None,
    shares_only: bool = False,
) -> Target | None:
    """The target a year is held against: of the first place in `line` (the place, then its ancestors, nearest
    first) that has one for the year or later; of several, the earliest year. Only on the same base.

    Where the place lies in a difficult area at the end of the year, a target for such areas goes first."""
    difficult = difficult_area(line, last_day(year), known_before=known_before) is not None
    found: dict[int, Target] = {}
    rows = Target.objects.filter(
        known(known_before),
        place__in=line,
        year__gte=year,
        indicator=indicator,
        level=level,
        base_kind=base_kind,
    ).order_by("-year", "for_difficult_areas")
    if shares_only:
        rows = rows.filter(percent__isnull=False)
    for one in rows if difficult else rows.filter(for_difficult_areas=False):
        found[one.place_id] = one
    return next((found[place] for place in line if place in found), None)


def targets(
    places: Sequence[int],
    *,
    years: Sequence[int] | None = None,
    indicator: str = "",
    known_before: datetime | None = None,
) -> list[Target]:
    """Every target of the places themselves, by place, year, indicator, level and base; None: of all years."""
    rows = Target.objects.filter(known(known_before), place__in=places)
    if years is not None:
        rows = rows.filter(year__in=years)
    if indicator:
        rows = rows.filter(indicator=indicator)
    return list(
        rows.order_by("place", "year", "indicator", "level", "base_kind", "for_difficult_areas", "pk")
    )
