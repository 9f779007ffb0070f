"""Closed periods."""

from collections.abc import Iterable
from datetime import date, datetime

from khuyenhoc.apps.figures.models import Lock
from khuyenhoc.apps.places import queries as places


def locks(wanted: Iterable[int]) -> list[Lock]:
    """Locks set at the places, the latest period first."""
    return list(Lock.objects.filter(place__in=list(wanted)).order_by("-until", "-first", "place"))


def line_of(place: int, until: date) -> list[int]:
    """The place and all above it on the tree of a day, then where it lies today, or whoever answers for it."""
    today = places.custodian(place, places.LATEST)
    now = places.line(today, places.LATEST)
    try:
        then = places.line(place, until)
    except places.PlaceUnknownThen:
        then = [place]
    return list(dict.fromkeys(then + now))


def lock_over(place: int, until: date, *, known_before: datetime | None = None) -> Lock | None:
    """The lock under which a place's figures of a period that ends on the day stand; None where it is open.

    Of several the earliest: from then on every change needs a reason.
    """
    rows = Lock.objects.filter(place__in=line_of(place, until), first__lte=until, until__gte=until)
    if known_before is not None:
        rows = rows.filter(recorded_at__lt=known_before)
    return rows.order_by("recorded_at", "pk").first()
