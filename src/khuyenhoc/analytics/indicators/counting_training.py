"""Courses, cadres trained and people briefed, counted from the books of gatherings.

A place in whose subtree no gathering of the years is written down keeps no such book: nothing is known of it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from khuyenhoc.analytics.indicators import rows
from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.counting import Counted, Query, Question
from khuyenhoc.analytics.indicators.figure import Missing
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.gatherings.models import Attendance
from khuyenhoc.domain.gatherings import GatheringKind


def courses(asked: Question) -> Counted:
    asking = asked.asking
    return _counted(asking, {place: one.held for place, one in _books(asking, GatheringKind.COURSE).items()})


def cadres_trained(asked: Question) -> Counted:
    """Attendances of cadres: those ticked on a list, else as many as somebody told."""
    asking = asked.asking
    return _counted(
        asking, {place: one.cadres for place, one in _books(asking, GatheringKind.COURSE).items()}
    )


def briefed(asked: Question) -> Counted:
    """People who came to briefings of the years: who stands on lists once a place, where they work; of briefings
    without a list as many as somebody told, where the briefing was held.
    """
    asking = asked.asking
    came = Attendance.objects.filter(
        asking.reached,
        gathering__kind=GatheringKind.BRIEFING,
        gathering__held_on__year__gte=asking.years[0],
        gathering__held_on__year__lte=asking.years[-1],
        gathering__held_on__lte=asking.day,
        gathering__cancelled_at__isnull=True,
        is_present=True,
    )
    books = _books(asking, GatheringKind.BRIEFING)
    found = Counter({place: one.without_list for place, one in books.items() if one.without_list is not None})
    people = came.order_by().values_list("place").annotate(n=Count("identity", distinct=True))
    found.update(dict(people.order_by("place")))
    return _counted(asking, dict(found))


TRAINING: Mapping[str, Query] = {
    "training_courses": courses,
    "cadres_trained": cadres_trained,
    "briefed": briefed,
}


@dataclass(frozen=True, slots=True)
class _Book:
    """A place's gatherings of a kind: how many, cadres among those who came, and who came to those without a list."""

    held: int
    cadres: int | None
    without_list: int | None


def _books(asking: Asking, kind: GatheringKind) -> Mapping[int, _Book]:
    """Place → its gatherings of the years; of all kinds in one question."""

    def ask() -> dict[str, dict[int, _Book]]:
        found: dict[str, dict[int, _Book]] = {}
        told = rows.gatherings(asking).values_list("kind", "place")
        summed = told.annotate(
            held=Count("pk"),
            came=Sum(Coalesce(F("cadres_counted"), F("cadres"))),
            listless=Sum("present", filter=Q(present_counted__isnull=True)),
        )
        for of_kind, place, *sums in summed.order_by("kind", "place"):
            found.setdefault(of_kind, {})[place] = _Book(*sums)
        return found

    return asking.once(("gatherings",), ask).get(kind, {})


def _counted(asking: Asking, by_place: Mapping[int, int | None]) -> Counted:
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    # 0 for every place at or below which a gathering of the years is written down
    written = {place: 0 for kind in GatheringKind for place in _books(asking, kind)}
    kept = {place: Amount() for place in asking.gathered(written, asking.year)}
    told = {place: number for place, number in by_place.items() if number is not None}
    return Counted(kept | asking.gathered(told, asking.year), Missing.NO_BOOK)
