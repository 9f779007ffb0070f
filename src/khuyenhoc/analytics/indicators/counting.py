"""The counting queries that the catalogue names: one function each, in one register.

Each answers place → number for the places of an `Asking`; a place of which nothing is known is left out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from khuyenhoc.analytics import as_known
from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.figure import Missing
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.association.models import Branch
from khuyenhoc.apps.recognition.models import Distinction, OtherTitle, Recognition
from khuyenhoc.apps.subjects.models import Relocation, Subject
from khuyenhoc.domain.catalogue import Indicator
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.restatement import Basis
from khuyenhoc.domain.tallies import Measure
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State

HAMLETS = frozenset({"hamlets and town quarters", "all hamlets"})


@dataclass(frozen=True, slots=True)
class Counted:
    """amounts by place; missing: why there is none where there is none. year: of the period's end."""

    amounts: Mapping[int, Amount] = field(default_factory=dict)
    missing: Missing = Missing.NO_ROUND


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator at a level on a base kind, asked of the places of an `Asking`."""

    asking: Asking
    indicator: Indicator
    level: str
    base_kind: str


Query = Callable[[Question], Counted]


def titles(asking: Asking, title: str, level: str, measure: str, year: int) -> dict[int, Amount]:
    """One measure of a title; organisations without a level named are counted whoever manages them.

    Where somebody registered nobody being recognised is 0, elsewhere it is not known.
    """
    found: dict[int, Amount] = {}
    for place, sums in asking.titles([year]).items():
        mine = {
            key: amount
            for key, amount in sums.items()
            if key[0] == title and (key[1] == level or (title == Title.ORGANISATION and not level))
        }
        told = [amount for key, amount in mine.items() if key[3] == measure]
        if told or any(key[3] == Measure.REGISTRATIONS for key in mine):
            found[place] = sum(told, Amount())
    return found


def registered(asked: Question) -> Counted:
    """Registered and not withdrawn; of a period of several years those of each of them."""
    return _of_title(asked, Measure.REGISTRATIONS, asked.asking.years)


def recognised(asked: Question) -> Counted:
    """Recognised in the year and not revoked since, as the table counts them."""
    return _of_title(asked, Measure.HELD, [asked.asking.year])


def _of_title(asked: Question, measure: Measure, years: Iterable[int]) -> Counted:
    title = asked.indicator.title
    if title == Title.COMMUNITY and not asked.level:
        return Counted(missing=Missing.LEVEL_NEEDED)
    found: dict[int, Amount] = {}
    for year in years:
        for place, amount in titles(asked.asking, title, asked.level, measure, year).items():
            found[place] = found.get(place, Amount()) + amount
    return Counted(found, _nothing(asked.asking))


def streak(asked: Question) -> Counted:
    """Who holds the title in the year and held it in each of the years before that the indicator asks for."""
    asking = asked.asking
    if asked.indicator.title == Title.COMMUNITY and not asked.level:
        return Counted(missing=Missing.LEVEL_NEEDED)
    rows = counted_in(asking, asking.year).filter(title=asked.indicator.title)
    if asked.level or asked.indicator.title != Title.ORGANISATION:
        rows = rows.filter(level=asked.level)
    for back in range(1, int(asked.indicator.facts["years"])):
        earlier = counted_anywhere(asking, asking.year - back).filter(subject=OuterRef("subject"))
        rows = rows.filter(Exists(earlier))
    by_place = dict(rows.values_list("place").annotate(n=Count("subject", distinct=True)).order_by("place"))
    found = _known_places(asking, asked.indicator.title, asked.level)
    found |= asking.gathered(by_place, asking.year, round_of=(asked.indicator.title, asked.level))
    return Counted(found, _nothing(asking))


def distinguished(asked: Question) -> Counted:
    """Distinctions of the kind on top of titles of the year that its table counts."""
    asking = asked.asking
    rows = Distinction.objects.filter(
        recognition__in=counted_in(asking, asking.year).values("pk"),
        recognition__year=asking.year,
        kind=asked.indicator.facts["distinction"],
    )
    if asking.before is not None:
        rows = rows.filter(recorded_at__lt=asking.before)
    told = rows.values_list("recognition__place").annotate(n=Count("pk")).order_by("recognition__place")
    found: dict[int, Amount] = {}
    for title in Title:
        found |= _known_places(asking, title, None)
    found |= asking.gathered(dict(told), asking.year)
    return Counted(found, _nothing(asking))


def other_title(asked: Question) -> Counted:
    """Who holds another movement's title of the year and the learning title that the year's table counts too."""
    asking = asked.asking
    home = home_on(asking)
    both = counted_anywhere(asking, asking.year).filter(subject=OuterRef("subject"))
    rows = OtherTitle.objects.filter(
        Exists(both),
        year=asking.year,
        movement=asked.indicator.facts["movement"],
        subject__kind=asked.indicator.title,
    )
    if asking.before is not None:
        rows = rows.filter(recorded_at__lt=asking.before)
    there = Subject.objects.filter(pk__in=rows.values("subject")).annotate(home=home)
    if asking.basis is Basis.REPORTED:
        there = there.filter(home__in=asking.below)
    told = there.values_list("home").annotate(n=Count("pk")).order_by("home")
    found = _known_places(asking, asked.indicator.title, "")
    found |= asking.gathered(dict(told), asking.year, round_of=(asked.indicator.title, ""))
    return Counted(found, _nothing(asking))


def members(asked: Question) -> Counted:
    asking = asked.asking
    return Counted(asking.members(asking.year), _nothing(asking))


def members_change(asked: Question) -> Counted:
    """Members at the end of the year less those a year before; it may be below 0."""
    asking = asked.asking
    now, then = asking.members(asking.year), asking.members(asking.years[0] - 1)
    found = {}
    for place in now.keys() | then.keys():
        one, other = now.get(place, Amount()), then.get(place, Amount())
        found[place] = Amount(
            one.exact - other.exact,
            one.estimated - other.estimated,
            one.unattributed - other.unattributed,
        )
    return Counted(found, _nothing(asking))


def branches(asked: Question) -> Counted:
    """Branches of the kind on the period's last day."""
    asking = asked.asking
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    rows = open_branches(asking).filter(kind=asked.indicator.facts["kind"])
    told = rows.values_list("place").annotate(n=Count("pk")).order_by("place")
    found = asking.gathered(dict(told), asking.year)
    # where branches are kept at all, none of the kind is 0
    kept = open_branches(asking).values_list("place").annotate(n=Count("pk")).order_by("place")
    known = {place: Amount() for place in asking.gathered(dict(kept), asking.year)}
    return Counted(known | found, _nothing(asking))


def coverage(asked: Question) -> Counted:
    """Hamlets that have a branch on the period's last day; of other bodies the register does not know branches."""
    asking = asked.asking
    if asked.base_kind not in HAMLETS:
        return Counted(missing=Missing.KIND_OF_BODY)
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    rows = open_branches(asking).filter(place__kind="hamlet").values_list("place", flat=True).distinct()
    by_place = dict.fromkeys(rows.order_by("place"), 1)
    return Counted(asking.gathered(by_place, asking.year), _nothing(asking))


COUNTING: Mapping[str, Query] = {
    "registered": registered,
    "recognised": recognised,
    "streak": streak,
    "distinguished": distinguished,
    "other_title": other_title,
    "members": members,
    "members_change": members_change,
    "branches": branches,
    "coverage": coverage,
}


def counted_in(asking: Asking, year: int) -> QuerySet[Recognition]:
    """Titles held at the places that the year's table counts; everywhere, where they will be carried."""
    return counted_anywhere(asking, year).filter(asking.reached)


def open_branches(asking: Asking) -> QuerySet[Branch]:
    return Branch.objects.filter(
        Q(until__isnull=True) | Q(until__gt=asking.day), asking.reached, since__lte=asking.day
    )


def home_on(asking: Asking) -> Coalesce:
    """For subjects: where each lived on the last day of the year."""
    moved = Relocation.objects.filter(subject=OuterRef("pk"), on__gt=last_day(asking.year)).order_by("on")
    return Coalesce(Subquery(moved.values("before_id")[:1]), F("place_id"), output_field=BigIntegerField())


def counted_anywhere(asking: Asking, year: int) -> QuerySet[Recognition]:
    rows = Recognition.objects.filter(year__lte=year, counted_to__gte=year)
    if asking.before is None:
        return rows.exclude(state=State.REVOKED)
    return as_known.standing(rows, asking.before)


def _known_places(asking: Asking, title: str, level: str | None) -> dict[int, Amount]:
    """0 for every place where the title had a round in the year; level None: any."""
    return {
        place: Amount()
        for place, sums in asking.titles([asking.year]).items()
        if any(
            key[0] == title
            and (level is None or key[1] == level or (title == Title.ORGANISATION and not level))
            for key in sums
        )
    }


def _nothing(asking: Asking) -> Missing:
    return Missing.NOT_COMPARABLE if asking.basis is Basis.LIKE_FOR_LIKE else Missing.NO_ROUND
