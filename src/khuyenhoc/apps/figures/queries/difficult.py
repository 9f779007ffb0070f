"""Which places are difficult areas."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from khuyenhoc.apps.figures.models import DifficultArea


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
