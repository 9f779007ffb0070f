"""Questions about bases and targets, as they are known now or were on an earlier day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum

from khuyenhoc.apps.figures.models import Base, DifficultArea, Target
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import last_day

__all__ = [
    "DifficultArea",
    "Target",
    "bases",
    "bases_by_child",
    "bases_where_counted",
    "difficult_area",
    "difficult_areas",
    "marked",
    "source_of_bases",
    "target",
]


def _known(before: datetime | None) -> Q:
    """What held at the moment; None is now."""
    if before is None:
        return Q(superseded_at__isnull=True)
    return Q(recorded_at__lt=before) & (Q(superseded_at__isnull=True) | Q(superseded_at__gte=before))


def bases(
    place: int, on: date, year: int, *, known_before: datetime | None = None
) -> dict[str, tuple[int, str, str]]:
    """kind → (sum at and below the place on the day's tree, provenance, source), of counted bases."""
    rows = (
        Base.objects.filter(
            places.standing_below(place, on), _known(known_before), year=year, provenance="counted"
        )
        .values_list("kind", "source")
        .annotate(sum=Sum("value"))
        .order_by("kind", "source")
    )
    found: dict[str, tuple[int, str, str]] = {}
    for kind, source, value in rows:
        before = found.get(kind)
        found[kind] = (value + (before[0] if before else 0), "counted", source)
    return found


def bases_by_child(place: int, on: date, year: int) -> dict[int, dict[str, int]]:
    """child → kind → counted base at and below each place right below on the tree of the day."""
    rows = (
        Base.objects.filter(places.standing_below(place, on), _known(None), year=year, provenance="counted")
        .annotate(child=places.child_below(place, on))
        .values_list("child", "kind")
        .annotate(sum=Sum("value"))
        .order_by("child", "kind")
    )
    found: dict[int, dict[str, int]] = {}
    for child, kind, value in rows:
        if child:
            found.setdefault(int(child), {})[kind] = value
    return found


def bases_where_counted(year: int, *, known_before: datetime | None = None) -> dict[str, dict[int, int]]:
    """kind → the place where it was counted → value, of the whole country."""
    found: dict[str, dict[int, int]] = {}
    rows = Base.objects.filter(_known(known_before), year=year, provenance="counted")
    for kind, place, value in rows.values_list("kind", "place", "value").order_by("place"):
        found.setdefault(kind, {})[place] = value
    return found


def source_of_bases(year: int, kind: str, *, known_before: datetime | None = None) -> str:
    """Where the counted bases of a kind come from; one of several sources, empty where there is none."""
    rows = Base.objects.filter(_known(known_before), year=year, provenance="counted", kind=kind)
    return rows.order_by("source").values_list("source", flat=True).last() or ""


def difficult_areas(below: QuerySet[Any, int] | None = None, on: date | None = None) -> list[DifficultArea]:
    """What was marked at the places (None: anywhere), by place and time; `on`: only what holds that day."""
    rows = DifficultArea.objects.order_by("place", "valid_from")
    if below is not None:
        rows = rows.filter(place__in=below)
    if on is not None:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    return list(rows)


def marked(line: Sequence[int]) -> list[DifficultArea]:
    """Every time the place, or what is above it in `line`, was marked as a difficult area, the earliest first."""
    return list(DifficultArea.objects.filter(place__in=line).order_by("valid_from", "pk"))


def difficult_area(
    line: Sequence[int], on: date, *, known_before: datetime | None = None
) -> DifficultArea | None:
    """What marks the place, or the nearest above it in `line`, as a difficult area on the day; None if nothing."""
    rows = DifficultArea.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), place__in=line, valid_from__lte=on
    )
    if known_before is not None:
        rows = rows.filter(recorded_at__lt=known_before)
    by_place = {one.place_id: one for one in rows.order_by("valid_from")}
    return next((by_place[place] for place in line if place in by_place), None)


def target(
    line: Sequence[int],
    *,
    year: int,
    title: str,
    level: str,
    base_kind: str,
    known_before: datetime | None = None,
) -> Target | None:
    """The target a year is held against: of the first place in `line` (the place, then its ancestors, nearest
    first) that has one for the year or later; of several, the earliest year. Only on the same base.

    Where the place lies in a difficult area at the end of the year, a target for such areas goes first."""
    difficult = difficult_area(line, last_day(year), known_before=known_before) is not None
    found: dict[int, Target] = {}
    rows = Target.objects.filter(
        _known(known_before),
        place__in=line,
        year__gte=year,
        title=title,
        level=level,
        base_kind=base_kind,
    ).order_by("-year", "for_difficult_areas")
    for one in rows if difficult else rows.filter(for_difficult_areas=False):
        found[one.place_id] = one
    return next((found[place] for place in line if place in found), None)
