"""Counting queries of learning centres and of outreach, from their registers.

A place where nobody keeps a centre's book, or told of outreach, has no number; where the book is kept none is 0.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.counting import Counted, Query, Question
from khuyenhoc.analytics.indicators.figure import Missing
from khuyenhoc.analytics.indicators.rows import Rows
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.centres.models import Attendance, Centre, Class, Manager, Rating, Rest, Session
from khuyenhoc.apps.centres.queries import in_office_on, running_on
from khuyenhoc.apps.stories.models import Outreach
from khuyenhoc.domain.centres import MANAGING, Office


def running(asking: Asking) -> QuerySet[Centre]:
    """Centres that go on at the end of the period."""
    return Centre.objects.filter(running_on(asking.day), asking.reached)


def _described(asking: Asking) -> QuerySet[Any]:
    """With whether each works, whether chair or vice-chair helps run it, and how the year was rated, once confirmed.

    In one question for all indicators. Chair or vice-chair: Decision 387/QĐ-TTg.
    """
    resting = Rest.objects.filter(running_on(asking.day), centre=OuterRef("pk"))
    offices = [Office.CHAIR, Office.VICE_CHAIR]
    held = Manager.objects.filter(
        running_on(asking.day),
        in_office_on(asking.day),
        centre=OuterRef("pk"),
        office__in=offices,
        post__in=MANAGING,
    )
    told = Rating.objects.filter(
        centre=OuterRef("pk"), year=asking.year, reason="", decided_at__isnull=False
    ).values("rating")
    return running(asking).annotate(works=~Exists(resting), managed=Exists(held), rated=Subquery(told[:1]))


def _wanted(query: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a centre has to be to stand behind the query."""
    match query:
        case "centres_active":
            return {"works": True}
        case "centres_managed":
            return {"managed": True}
        case "centres_rated":
            return {"rated": str(facts["rating"])}
        case _:
            return {}


def begun(asking: Asking) -> QuerySet[Class]:
    """Classes that began in the years."""
    return Class.objects.filter(asking.reached, _in_years(asking, "begins__year"))


def source(asking: Asking, query: str, facts: Mapping[str, Any]) -> Rows:
    """The rows behind a query of this module that has a list, by its name in the catalogue."""
    if query == "centre_classes":
        return Rows(begun(asking), "place", "topic", "topic")
    return Rows(_described(asking).filter(**_wanted(query, facts)), "place", "name", "name")


def listed(asked: Question) -> Counted:
    """Of the queries that have a list: as many as it has rows."""
    query, facts = asked.indicator.query, asked.indicator.facts
    if query == "centre_classes":
        return _told(asked, source(asked.asking, query, facts).by_place())
    wanted = _wanted(query, facts)
    rows = _centres(asked.asking)
    return _told(asked, Counter(row["place"] for row in rows if wanted.items() <= row.items()))


def centres_by_place(asking: Asking) -> dict[int, int]:
    """How many centres go on at the end of the period, where there is one; what rates are shares of, too."""
    return dict(Counter(row["place"] for row in _centres(asking)))


def _centres(asking: Asking) -> list[dict[str, Any]]:
    columns = ("place", "works", "managed", "rated")
    return asking.once(("centres",), lambda: list(_described(asking).order_by("pk").values(*columns)))


def cadres(asked: Question) -> Counted:
    """Officers of the association who are active at a centre that goes on, each once a centre; post of any kind.

    A linked one counts while the post is held; one written by name, while the office of chair or vice-chair stands.
    """
    asking = asked.asking
    there = Manager.objects.filter(
        running_on(asking.day), in_office_on(asking.day), centre__in=running(asking)
    ).exclude(officer__isnull=True, office=Office.NONE)
    rows = there.order_by("pk").values_list("centre__place", "centre", "officer", "name")
    people = {(place, centre, officer or name) for place, centre, officer, name in rows}
    return _told(asked, Counter(place for place, _centre, _who in people))


def attendances(asked: Question) -> Counted:
    """Of sessions in the years: people named and those counted, each time they came; of classes known in totals that
    began in them, what was told.
    """
    asking = asked.asking
    held = Session.objects.filter(asking.reaching("of_class__place"), _in_years(asking, "held_on__year"))
    found: Counter[int] = Counter(
        dict(held.values_list("of_class__place").annotate(n=Sum("others")).order_by("of_class__place"))
    )
    came = Attendance.objects.filter(session__in=held).values_list("session__of_class__place")
    found.update(dict(came.annotate(n=Count("pk")).order_by("session__of_class__place")))
    in_totals = begun(asking).filter(total_sessions__isnull=False).values_list("place")
    found.update(dict(in_totals.annotate(n=Sum("total_attendances")).order_by("place")))
    return _told(asked, found)


def outreach(asked: Question) -> Counted:
    """Times in the years; known wherever somebody told of any year."""
    asking = asked.asking
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    rows = Outreach.objects.filter(asking.reached).values_list("place", "year")
    told = list(rows.annotate(n=Sum("times")).order_by("place", "year"))
    known = _none_yet(asking, {place for place, _, _ in told})
    found: Counter[int] = Counter()
    for place, year, times in told:
        found[place] += times if year in asking.years else 0
    return Counted(known | asking.gathered(found, asking.year), Missing.ONLY_REPORTED)


def _told(asked: Question, by_place: Mapping[int, int]) -> Counted:
    """With 0 for every place at or below which a centre went on then, or did in the period."""
    asking = asked.asking
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    known = asking.once(
        ("centres known",), lambda: _none_yet(asking, {row["place"] for row in _centres(asking)})
    )
    return Counted(known | asking.gathered(by_place, asking.year), Missing.ONLY_REPORTED)


def _none_yet(asking: Asking, places: Iterable[int]) -> dict[int, Amount]:
    return {place: Amount() for place in asking.gathered(dict.fromkeys(places, 0), asking.year)}


def _in_years(asking: Asking, column: str) -> Q:
    return Q(**{f"{column}__gte": asking.years[0], f"{column}__lte": asking.year})


WITH_A_LIST = ("centres", "centres_active", "centres_rated", "centres_managed", "centre_classes")
CENTRES: Mapping[str, Query] = {
    **dict.fromkeys(WITH_A_LIST, listed),
    "cadres_in_centres": cadres,
    "centre_attendances": attendances,
    "outreach": outreach,
}
