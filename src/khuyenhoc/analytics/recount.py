"""Every count recomputed from the cases themselves, and compared with what was kept along the way."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.counts import queries as counts
from khuyenhoc.apps.recognition.models import DecisionPlace, Recognition
from khuyenhoc.apps.rounds.models import Registration
from khuyenhoc.domain.tallies import Difference, Measure, Tally, differences
from khuyenhoc.domain.workflow import State

_KEY = ("place", "year", "title", "level")  # as the tables' own indexes begin


def recounted() -> dict[Tally, int]:
    """What every count must be.

    Each table is grouped along its index, which needs no look at the rows themselves; the few rows that are not as
    most are (withdrawn, counted for more than their own year) are then read one after the other.
    """
    found: Counter[Tally] = Counter()
    _count_registrations(found)
    _count_assessments(found)
    _count_recognitions(found)
    found.update(association.recounted())
    return {tally: number for tally, number in found.items() if number}


def _count_registrations(found: Counter[Tally]) -> None:
    """All but those withdrawn wait for a form, until _count_assessments takes away those that have one."""
    registrations = Registration.objects.order_by()
    for *key, number in registrations.values_list(*_KEY).annotate(number=Count("pk")):
        found[_tally(key, Measure.REGISTRATIONS)] += number
        found[_tally(key, State.REGISTERED)] += number
    for key in registrations.filter(withdrawn_at__isnull=False).values_list(*_KEY).iterator():
        found[_tally(key, Measure.REGISTRATIONS)] -= 1
        found[_tally(key, State.REGISTERED)] -= 1
        found[_tally(key, State.WITHDRAWN)] += 1


def _count_assessments(found: Counter[Tally]) -> None:
    """One withdrawn is counted by its registration, which was withdrawn with it; one recognised by its title."""
    for *key, state, number in (
        Assessment.objects.order_by().values_list(*_KEY, "state").annotate(number=Count("pk"))
    ):
        if state == State.WITHDRAWN:
            continue
        found[_tally(key, State.REGISTERED)] -= number
        if state != State.RECOGNISED:
            found[_tally(key, state)] += number


def _count_recognitions(found: Counter[Tally]) -> None:
    """Each is held in the year it was won, and some in later ones or (won anew in the same year) in none."""
    recognitions = Recognition.objects.order_by()
    for *key, state, number in recognitions.values_list(*_KEY, "state").annotate(number=Count("pk")):
        found[_tally(key, state)] += number
        if state != State.REVOKED:
            found[_tally(key, Measure.HELD)] += number
    others = recognitions.exclude(state=State.REVOKED).exclude(counted_to=F("year"))
    for place, year, title, level, counted_to in others.values_list(*_KEY, "counted_to").iterator():
        found[Tally(place, title, level, year, Measure.HELD)] -= 1
        for counted in range(year, counted_to + 1):
            found[Tally(place, title, level, counted, Measure.HELD)] += 1


def _tally(key: Sequence[Any], state: str) -> Tally:
    place, year, title, level = key
    return Tally(place, title, level, year, state)


def _named(rows: QuerySet[Any], number: Count | Sum) -> dict[Tally, int]:
    """The titles of each decision in each place; the decision stands where a state stands."""
    keys = rows.order_by().values_list("place", "decision__year", "title", "decision").annotate(number=number)
    return {
        Tally(place, title, "", year, f"decision {decision}"): told
        for place, year, title, decision, told in keys.iterator()
    }


def compare() -> list[Difference]:
    """Every count that is not what its cases, or the places of its bundle, add up to; nothing when all agree."""
    return [
        *differences(counts.everything(), recounted()),
        *differences(*counts.bundled()),
        *differences(
            _named(DecisionPlace.objects.all(), Sum("number")),
            _named(Recognition.objects.all(), Count("pk")),
        ),
    ]
