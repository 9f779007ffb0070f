"""Figures as published or reported, and the latest of them."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from khuyenhoc.apps.figures.models import Reported
from khuyenhoc.apps.figures.queries.known import known
from khuyenhoc.domain.written_numbers import Qualifier, WrittenNumber, read, with_qualifier

NUMBERS = ("value", "rate", "base")


def written(figure: Reported, number: str) -> WrittenNumber | None:
    """One of a figure's NUMBERS as the reader of numbers tells it, with its qualifier; None where there is none."""
    text: str = getattr(figure, f"{number}_text")
    if not text:
        return None
    return with_qualifier(
        read(text, share=number == "rate"), Qualifier(getattr(figure, f"{number}_qualifier"))
    )


def approved(before: datetime | None) -> Q:
    """What counts at the moment (None is now): typed from a publication, or in a return approved by then."""
    if before is None:
        return Q(report__isnull=True) | Q(report__approved_at__isnull=False)
    return Q(report__isnull=True) | Q(report__approved_at__lt=before)


def figures_of(
    places: Iterable[int],
    *,
    indicators: Collection[str] = (),
    first: date | None = None,
    until: date | None = None,
    known_before: datetime | None = None,
    also_waiting: bool = False,
) -> list[Reported]:
    """Figures of the places themselves, and those of several places that name one of them.

    first, until: whose period ends in those days. indicators: empty for all. also_waiting: with those of returns
    that nobody approved. By place, end of the period, indicator, level and base.
    """
    rows = _rows(known_before, also_waiting=also_waiting)
    wanted = list(places)
    rows = rows.filter(Q(place__in=wanted) | Q(places__place__in=wanted)).distinct()
    if indicators:
        rows = rows.filter(indicator__in=indicators)
    if first is not None:
        rows = rows.filter(until__gte=first)
    if until is not None:
        rows = rows.filter(until__lte=until)
    return list(
        rows.select_related("report").order_by("place", "until", "indicator", "level", "base_kind", "pk")
    )


def latest(
    places: Iterable[int],
    indicator: str,
    *,
    level: str = "",
    base_kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
    known_before: datetime | None = None,
) -> dict[int, Reported]:
    """place → its own figure whose period ends last in [since, until]; of two that end together the later recorded.

    base_kind None: on any base. Figures of several places are nobody's and left out.
    """
    rows = _rows(known_before).filter(place__in=list(places), several=False, indicator=indicator, level=level)
    if base_kind is not None:
        rows = rows.filter(base_kind=base_kind)
    if since is not None:
        rows = rows.filter(until__gte=since)
    if until is not None:
        rows = rows.filter(until__lte=until)
    return {one.place_id: one for one in rows.order_by("until", "recorded_at", "pk")}


def in_report(report: int, *, known_before: datetime | None = None) -> list[Reported]:
    """The figures of a return as they stand, in the order they were entered."""
    rows = Reported.objects.filter(known(known_before), report=report)
    return list(rows.select_related("replaces").order_by("pk"))


def history(figure: int) -> list[Reported]:
    """The figure and all it replaced, the newest first; each with why it was changed. Errors: DoesNotExist."""
    rows = Reported.objects.select_related("replaces", "report", "lock", "entered_by")
    found = [rows.get(pk=figure)]
    while found[-1].replaces_id is not None:
        found.append(rows.get(pk=found[-1].replaces_id))
    return found


def stands_for(figure: int) -> int | None:
    """The figure that stands now where this one stood, itself if it still does; None where it was taken away."""
    found = figure
    while (after := Reported.objects.filter(replaces=found).values_list("pk", flat=True).first()) is not None:
        found = after
    return found if Reported.objects.filter(pk=found, superseded_at__isnull=True).exists() else None


def after_lock(lock: int) -> list[tuple[Reported | None, Reported]]:
    """(what was closed, None where nothing was; what came in its stead) of every change under a lock."""
    rows = Reported.objects.filter(lock=lock).select_related("replaces")
    return [(one.replaces, one) for one in rows.order_by("recorded_at", "pk")]


def _rows(known_before: datetime | None, *, also_waiting: bool = False) -> QuerySet[Reported]:
    rows = Reported.objects.filter(known(known_before))
    return rows if also_waiting else rows.filter(approved(known_before))
