"""Courses, cadres trained and people briefed, counted from the books of gatherings.

A place in whose subtree no gathering of the years is written down keeps no such book: nothing is known of it.
"""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce

from khuyenhoc.analytics.indicators import rows
from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.counting import Counted, Query, Question
from khuyenhoc.analytics.indicators.figure import Missing
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.gatherings.models import Attendance, Gathering
from khuyenhoc.domain.gatherings import GatheringKind


def courses(asked: Question) -> Counted:
    asking = asked.asking
    return _counted(asking, rows.gatherings_of(asking, GatheringKind.COURSE).by_place())


def cadres_trained(asked: Question) -> Counted:
    """Attendances of cadres: those ticked on a list, else as many as somebody told."""
    asking = asked.asking
    held = rows.gatherings_of(asking, GatheringKind.COURSE).found
    return _counted(asking, _told(held, Coalesce(F("cadres_counted"), F("cadres"))))


def briefed(asked: Question) -> Counted:
    """People who came to briefings of the years: who stands on lists once a place, where they work; of briefings
    without a list as many as somebody told, where the briefing was held.
    """
    asking = asked.asking
    held = rows.gatherings_of(asking, GatheringKind.BRIEFING).found
    came = Attendance.objects.filter(
        asking.reached,
        gathering__kind=GatheringKind.BRIEFING,
        gathering__held_on__year__gte=asking.years[0],
        gathering__held_on__year__lte=asking.years[-1],
        gathering__held_on__lte=asking.day,
        gathering__cancelled_at__isnull=True,
        is_present=True,
    )
    found = Counter(_told(held.filter(present_counted__isnull=True), F("present")))
    people = came.order_by().values_list("place").annotate(n=Count("identity", distinct=True))
    found.update(dict(people.order_by("place")))
    return _counted(asking, dict(found))


TRAINING: Mapping[str, Query] = {
    "training_courses": courses,
    "cadres_trained": cadres_trained,
    "briefed": briefed,
}


def _told(held: QuerySet[Gathering], number: F | Coalesce) -> dict[int, int]:
    summed = held.order_by().values_list("place").annotate(n=Sum(number)).order_by("place")
    return {place: n for place, n in summed if n is not None}


def _counted(asking: Asking, by_place: Mapping[int, int]) -> Counted:
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    kept = asking.once(("gatherings",), lambda: _kept(asking))
    return Counted(kept | asking.gathered(by_place, asking.year), Missing.NO_BOOK)


def _kept(asking: Asking) -> dict[int, Amount]:
    """0 for every place at or below which a gathering of the years is written down."""
    by_place: Counter[int] = Counter()
    for kind in GatheringKind:
        by_place.update(rows.gatherings_of(asking, kind).by_place())
    return {place: Amount() for place in asking.gathered(by_place, asking.year)}
