"""Counting queries of learning centres and of outreach, from their registers.

A place where nobody keeps a centre's book, or told of outreach, has no number; where the book is kept none is 0.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.counting import Counted, Query, Question
from khuyenhoc.analytics.indicators.figure import Missing
from khuyenhoc.analytics.indicators.rows import Rows
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.centres.models import Attendance, Centre, Class, Manager, Rating, Rest, Session
from khuyenhoc.apps.centres.queries import in_office_on, running_on
from khuyenhoc.apps.stories.models import Outreach
from khuyenhoc.domain.centres import Office
from khuyenhoc.domain.restatement import Basis


def running(asking: Asking) -> QuerySet[Centre]:
    """Centres that go on at the end of the period."""
    return Centre.objects.filter(running_on(asking.day), asking.reached)


def active(asking: Asking) -> QuerySet[Centre]:
    resting = Rest.objects.filter(running_on(asking.day), centre=OuterRef("pk"))
    return running(asking).filter(~Exists(resting))


def rated(asking: Asking, rating: str) -> QuerySet[Centre]:
    """Whose year was rated so, and confirmed."""
    told = Rating.objects.filter(
        centre=OuterRef("pk"), year=asking.year, rating=rating, reason="", decided_at__isnull=False
    )
    return running(asking).filter(Exists(told))


def managed(asking: Asking) -> QuerySet[Centre]:
    """The chair or a vice-chair of the association helps run it (Decision 387/QĐ-TTg)."""
    office = [Office.CHAIR, Office.VICE_CHAIR]
    held = Manager.objects.filter(
        running_on(asking.day), in_office_on(asking.day), centre=OuterRef("pk"), office__in=office
    )
    return running(asking).filter(Exists(held))


def begun(asking: Asking) -> QuerySet[Class]:
    """Classes that began in the years."""
    return Class.objects.filter(asking.reached, _in_years(asking, "begins__year"))


def source(asking: Asking, query: str, facts: Mapping[str, Any]) -> Rows:
    """The rows behind a query of this module that has a list, by its name in the catalogue."""
    match query:
        case "centres_active":
            return Rows(active(asking), "place", "name", "name")
        case "centres_rated":
            return Rows(rated(asking, str(facts["rating"])), "place", "name", "name")
        case "centres_managed":
            return Rows(managed(asking), "place", "name", "name")
        case "centre_classes":
            return Rows(begun(asking), "place", "topic", "topic")
        case _:
            return Rows(running(asking), "place", "name", "name")


def listed(asked: Question) -> Counted:
    """Of the queries that have a list: as many as it has rows."""
    return _told(asked, source(asked.asking, asked.indicator.query, asked.indicator.facts).by_place())


def attendances(asked: Question) -> Counted:
    """Of sessions in the years: people named and those counted, each time they came."""
    asking = asked.asking
    where = Q(of_class__place__in=asking.below) if asking.basis is Basis.REPORTED else Q()
    held = Session.objects.filter(where, _in_years(asking, "held_on__year"))
    found: Counter[int] = Counter(
        dict(held.values_list("of_class__place").annotate(n=Sum("others")).order_by("of_class__place"))
    )
    came = Attendance.objects.filter(session__in=held).values_list("session__of_class__place")
    found.update(dict(came.annotate(n=Count("pk")).order_by("session__of_class__place")))
    return _told(asked, found)


def outreach(asked: Question) -> Counted:
    """Times in the years; known wherever somebody told of any year."""
    asking = asked.asking
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    rows = Outreach.objects.filter(asking.reached)
    known = _none_yet(asking, rows.order_by().values_list("place", flat=True).distinct())
    told = rows.filter(_in_years(asking, "year")).values_list("place").annotate(n=Sum("times"))
    return Counted(known | asking.gathered(dict(told.order_by("place")), asking.year), Missing.ONLY_REPORTED)


def _told(asked: Question, by_place: Mapping[int, int]) -> Counted:
    """With 0 for every place at or below which a centre went on then, or did in the period."""
    asking = asked.asking
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    known = asking.once(
        ("centres",),
        lambda: _none_yet(asking, running(asking).order_by("pk").values_list("place", flat=True)),
    )
    return Counted(known | asking.gathered(by_place, asking.year), Missing.ONLY_REPORTED)


def _none_yet(asking: Asking, places: Iterable[int]) -> dict[int, Amount]:
    return {place: Amount() for place in asking.gathered(dict.fromkeys(places, 0), asking.year)}


def _in_years(asking: Asking, column: str) -> Q:
    return Q(**{f"{column}__gte": asking.years[0], f"{column}__lte": asking.year})


WITH_A_LIST = ("centres", "centres_active", "centres_rated", "centres_managed", "centre_classes")
CENTRES: Mapping[str, Query] = {
    **dict.fromkeys(WITH_A_LIST, listed),
    "centre_attendances": attendances,
    "outreach": outreach,
}
