"""The cases that stand at one station of a place, in whichever round they registered.

After a reform of places some of the year's cases sit in the round of a place that has ended; who answers for that
place today works them with the others.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain.workflow import State


def at_station(opened: Round, place: int, state: State, *, seen_by: User, on: date) -> QuerySet[Assessment]:
    """Of the round's year, title and level, at and below the place; only what the person may see."""
    rows = Assessment.objects.filter(
        place__in=places.ids_below(place, on, with_custody=True),
        year=opened.year,
        title=opened.title,
        level=opened.level,
        state=state,
    )
    if opened.organisation_kind:
        rows = rows.filter(subject__organisation_kind=opened.organisation_kind)
    if opened.organisation_id:
        rows = rows.filter(subject=opened.organisation_id)
    return access.visible(rows, seen_by, on)


def by_round(cases: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """round → its cases, out of (case, round); rounds and cases in order of id."""
    found: dict[int, list[int]] = defaultdict(list)
    for case, held_in in sorted(cases, key=lambda one: (one[1], one[0])):
        found[held_in].append(case)
    return dict(found)
