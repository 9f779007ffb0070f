"""Counting queries of pilots, commendations and awards, from their registers.

A place where nobody keeps such a book has no number; where it is kept none is 0.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.counting import Counted, Query, Question
from khuyenhoc.analytics.indicators.figure import Missing
from khuyenhoc.analytics.indicators.rows import Rows, counted_anywhere, living
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.commendations.models import Award, Commendation
from khuyenhoc.apps.pilots.models import Participant, Pilot, Site
from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.goals import Band
from khuyenhoc.domain.pilots import WHOLE_CLAN, Mark
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.praise import Praised, Standing
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import among


def pilots_running(asking: Asking) -> Rows:
    """On the period's last day, where they are kept."""
    day = asking.day
    found = Pilot.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        Q(closed_on__isnull=True) | Q(closed_on__gt=day),
        asking.reached,
        first__lte=day,
    )
    return Rows(found, "place", "name", "name")


def citizens(asking: Asking) -> Rows:
    return _taking_part(asking, Title.CITIZEN, frozenset())


def tourism(asking: Asking) -> Rows:
    return _taking_part(asking, Title.HOUSEHOLD, frozenset({Mark.TOURISM}))


def whole_clans(asking: Asking) -> Rows:
    return _taking_part(asking, Title.CLAN, WHOLE_CLAN)


def clans_titled(asking: Asking) -> Rows:
    """Marked so in the pilot, or counted as holding the title in the year."""
    clans = _subjects(asking, Title.CLAN, frozenset())
    marked = _ids(asking, Title.CLAN, frozenset({Mark.TITLE_MET}))
    held = Exists(counted_anywhere(asking, asking.year).filter(subject=OuterRef("pk")))
    return living(asking, clans.filter(among("pk", marked) | Q(held)))


def communes_rated_good(asking: Asking) -> Rows:
    rated = Site.objects.filter(_in_period(asking, "pilot__"), asking.reached, band=Band.GOOD)
    found = PlaceVersion.objects.on(asking.day).filter(
        place__kind=Kind.COMMUNE, place__in=rated.values("place")
    )
    return Rows(found, "place", "name", "search_key", "search_key")


def collectives(asking: Asking) -> Rows:
    return _commended(asking, Praised.COLLECTIVE)


def individuals(asking: Asking) -> Rows:
    return _commended(asking, Praised.INDIVIDUAL)


def families(asking: Asking) -> Rows:
    return _commended(asking, Praised.FAMILY)


def awards(asking: Asking) -> Rows:
    years = asking.years
    found = Award.objects.filter(
        asking.reached,
        taken_back_at__isnull=True,
        received_on__year__gte=years[0],
        received_on__year__lte=years[-1],
    )
    return Rows(found, "place", "what", "what")


def _commended(asking: Asking, kind: Praised) -> Rows:
    found = Commendation.objects.filter(
        asking.reached, kind=kind, standing=Standing.GRANTED, year__in=list(asking.years)
    ).annotate(called=Coalesce("subject__name", F("name")))
    return Rows(found, "place", "called", "called", "", "subject", "subject__kind")


def _in_period(asking: Asking, way: str = "") -> Q:
    """Pilots whose months meet the period's years; way: to the pilot."""
    begin = date(asking.years[0], 1, 1)
    going_on = Q(**{f"{way}until__isnull": True}) | Q(**{f"{way}until__gte": begin})
    return Q(**{f"{way}first__lte": asking.day}) & going_on


def _ids(asking: Asking, kind: Title, marks: Collection[Mark]) -> list[int]:
    part = Participant.objects.filter(
        _in_period(asking, "pilot__"), subject__kind=kind, left_at__isnull=True
    ).values_list("subject", "marks")
    return sorted({subject for subject, held in part if set(marks) <= set(held)})


def _subjects(asking: Asking, kind: Title, marks: Collection[Mark]) -> QuerySet[Subject]:
    return Subject.objects.filter(among("pk", _ids(asking, kind, marks)))


def _taking_part(asking: Asking, kind: Title, marks: Collection[Mark]) -> Rows:
    """Subjects with all the marks, each once however many pilots it is in, where it lived at the year's end."""
    return living(asking, _subjects(asking, kind, marks))


Source = Callable[[Asking], Rows]
SOURCES: Mapping[str, Source] = {
    "pilots_running": pilots_running,
    "pilot_citizens": citizens,
    "pilot_households_learning_with_tourism": tourism,
    "pilot_clans_with_convention_rules_fund": whole_clans,
    "pilot_clans_meeting_the_title": clans_titled,
    "pilot_communes_rated_tot": communes_rated_good,
    "commendations_collective": collectives,
    "commendations_individual": individuals,
    "commendations_family": families,
    "awards_received": awards,
}


def _kept(asking: Asking, query: str) -> dict[int, Amount]:
    """0 for every place at or below which the book is kept."""
    rows: QuerySet[Any, tuple[int]]
    if query == "awards_received":
        rows = Award.objects.filter(asking.reached).values_list("place")
    elif query.startswith("commendations_"):
        rows = Commendation.objects.filter(asking.reached).values_list("place")
    elif query == "pilots_running":
        rows = Pilot.objects.filter(asking.reached).values_list("place")
    else:
        rows = Site.objects.filter(_in_period(asking, "pilot__"), asking.reached).values_list("place")
    told = dict(rows.annotate(n=Count("pk")).order_by("place"))
    return {place: Amount() for place in asking.gathered(told, asking.year)}


def _counted(query: str) -> Query:
    def ask(asked: Question) -> Counted:
        asking = asked.asking
        if asking.before is not None:
            return Counted(missing=Missing.NOT_KNOWN_THEN)
        book = query if query in ("awards_received", "pilots_running") else query.partition("_")[0]
        kept = asking.once(("book", book), lambda: _kept(asking, query))
        if not kept:
            return Counted(missing=Missing.NO_ROUND)
        found = asking.gathered(SOURCES[query](asking).by_place(), asking.year)
        return Counted(kept | found, Missing.NO_ROUND)

    return ask


PILOTS: Mapping[str, Query] = {query: _counted(query) for query in SOURCES}
