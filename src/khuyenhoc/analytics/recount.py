"""Every count recomputed from the cases themselves, and compared with what was kept along the way."""

from collections import Counter

from django.db.models import Count, Q

from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.domain.tallies import Difference, Measure, Tally, differences
from khuyenhoc.domain.workflow import State

_KEY = ("place", "title", "level", "year")


def recounted() -> dict[Tally, int]:
    """What every count must be: one grouped query a table, whatever their size."""
    found: Counter[Tally] = Counter()
    for place, title, level, year, standing, open_, withdrawn in (
        Registration.objects.values_list(*_KEY)
        .annotate(
            standing=Count("pk", filter=Q(withdrawn_at__isnull=True)),
            open=Count("pk", filter=Q(withdrawn_at__isnull=True, assessment__isnull=True)),
            withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
        )
        .order_by()
    ):
        found[Tally(place, title, level, year, Measure.REGISTRATIONS)] += standing
        found[Tally(place, title, level, year, State.REGISTERED)] += open_
        found[Tally(place, title, level, year, State.WITHDRAWN)] += withdrawn
    cases = Assessment.objects.exclude(state__in=[State.RECOGNISED, State.WITHDRAWN])
    for place, title, level, year, state, number in (
        cases.values_list(*_KEY, "state").annotate(number=Count("pk")).order_by()
    ):
        found[Tally(place, title, level, year, state)] += number
    for place, title, level, year, state, counted_to, number in (
        Recognition.objects.values_list(*_KEY, "state", "counted_to").annotate(number=Count("pk")).order_by()
    ):
        found[Tally(place, title, level, year, state)] += number
        if state != State.REVOKED:
            for counted in range(year, counted_to + 1):
                found[Tally(place, title, level, counted, Measure.HELD)] += number
    found.update(association.recounted())
    return {tally: number for tally, number in found.items() if number}


def compare() -> list[Difference]:
    """Every count that is not what its cases add up to; nothing when all agree."""
    return differences(counts.everything(), recounted())
