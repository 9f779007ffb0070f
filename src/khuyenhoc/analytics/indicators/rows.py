"""What each number counts, as rows: the one condition behind a figure and behind its list.

Every query of rows names the place at which a row is counted in a column or annotation: `Rows.home`.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from khuyenhoc.analytics import as_known
from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.models import Branch, Membership
from khuyenhoc.apps.gatherings.models import Gathering
from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.apps.recognition.models import Distinction, OtherTitle, Recognition
from khuyenhoc.apps.subjects.models import Relocation, Subject
from khuyenhoc.apps.subjects.queries import existing_on, has_moved_after
from khuyenhoc.domain.bodies import BodyKind
from khuyenhoc.domain.catalogue import Indicator
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.gatherings import GatheringKind
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import not_leading


@dataclass(frozen=True, slots=True)
class Rows:
    """found: each row once. home: the column of the place that counts it. name, sort, search: for a list of them.

    subject: the column of the subject a row is about. title: that of the title a grant may be limited to. "" where
    there is none.
    """

    found: QuerySet[Any]
    home: str
    name: str
    sort: str
    search: str = ""
    subject: str = ""
    title: str = ""

    def by_place(self) -> dict[int, int]:
        """The place that counts them → how many."""
        return dict(self.found.values_list(self.home).annotate(n=Count("pk")).order_by(self.home))


def of_subject(found: QuerySet[Any], home: str, way: str = "") -> Rows:
    """way: from the row to the subject, "recognition__subject__"; "" where the row is one."""
    return Rows(found, home, f"{way}name", f"{way}sort_key", f"{way}search_key", f"{way}pk", f"{way}kind")


# -- titles --------------------------------------------------------------------------------------------------------


def counted_anywhere(asking: Asking, year: int) -> QuerySet[Recognition]:
    """Titles held that the year's table counts, of the whole country."""
    rows = Recognition.objects.filter(year__lte=year, counted_to__gte=year)
    if asking.before is None:
        return rows.exclude(state=State.REVOKED)
    return as_known.standing(rows, asking.before)


def counted_in(asking: Asking, year: int) -> QuerySet[Recognition]:
    """Those of them at the places that are asked about; everywhere, where they will be carried."""
    return counted_anywhere(asking, year).filter(asking.reached)


def streak(asking: Asking, indicator: Indicator, level: str) -> Rows:
    """Who holds the title in the year and held it in each of the years before that the indicator asks for."""
    rows = counted_in(asking, asking.year).filter(title=indicator.title)
    if level or indicator.title != Title.ORGANISATION:
        rows = rows.filter(level=level)
    for back in range(1, int(indicator.facts["years"])):
        earlier = counted_anywhere(asking, asking.year - back).filter(subject=OuterRef("subject"))
        rows = rows.filter(Exists(earlier))
    # a subject counts once, whatever decisions its title rests on
    other = counted_in(asking, asking.year).filter(
        title=indicator.title, subject=OuterRef("subject"), place=OuterRef("place"), pk__lt=OuterRef("pk")
    )
    return of_subject(rows.filter(~Exists(other)), "place", "subject__")


def distinguished(asking: Asking, indicator: Indicator) -> Rows:
    """Distinctions of the kind on top of titles of the year that its table counts."""
    # one title is looked at for each of the few distinctions: joined, SQLite would go through all titles
    counted = counted_in(asking, asking.year).filter(pk=OuterRef("recognition"), year=asking.year)
    rows = Distinction.objects.filter(Exists(counted), kind=indicator.facts["distinction"])
    if asking.before is not None:
        rows = rows.filter(recorded_at__lt=asking.before)
    home = Subquery(Recognition.objects.filter(pk=OuterRef("recognition")).values("place"))
    return of_subject(rows.annotate(home=home), "home", "recognition__subject__")


def other_title(asking: Asking, indicator: Indicator) -> Rows:
    """Who holds another movement's title of the year and the learning title that the year's table counts too."""
    both = counted_anywhere(asking, asking.year).filter(subject=OuterRef("subject"))
    rows = OtherTitle.objects.filter(
        Exists(both),
        year=asking.year,
        movement=indicator.facts["movement"],
    )
    if asking.before is not None:
        rows = rows.filter(recorded_at__lt=asking.before)
    both_titles = Q(pk__in=rows.values("subject"))
    has_moved = has_moved_after(last_day(asking.year))
    if asking.is_of_few and not has_moved:
        return living(asking, Subject.objects.filter(both_titles, kind=indicator.title))
    # neither by kind nor by place: SQLite would go through everybody there for the few that hold another title
    held = Subject.objects.alias(its_kind=Coalesce("kind", Value("")))
    home = home_on(asking) if has_moved else not_leading("place_id")
    there = held.filter(both_titles, its_kind=indicator.title).annotate(home=home)
    there = there.filter(asking.reaching("home"))
    return of_subject(there, "home")


# -- subjects and their homes --------------------------------------------------------------------------------------


def home_on(asking: Asking) -> Combinable:
    """For subjects: where each lived on the last day of the year."""
    end = last_day(asking.year)
    if not has_moved_after(end):
        return ExpressionWrapper(F("place_id"), output_field=BigIntegerField())
    moved = Relocation.objects.filter(subject=OuterRef("pk"), on__gt=end).order_by("on")
    return Coalesce(Subquery(moved.values("before_id")[:1]), F("place_id"), output_field=BigIntegerField())


def living(asking: Asking, found: QuerySet[Subject]) -> Rows:
    """Subjects, each counted where it lived on the last day of the year."""
    there = found.annotate(home=home_on(asking)).filter(asking.reaching("home"))
    return of_subject(there, "home")


# -- members -------------------------------------------------------------------------------------------------------


def joined(first: int, until: int) -> Rows:
    """Beginnings of membership in the years, each person once, where they lived when it was told."""
    return _beginnings(Q(joined__year__gte=first, joined__year__lte=until))


def members(year: int) -> Rows:
    """Members at the end of the year: of each the beginning of the time that goes on then."""
    end = last_day(year)
    open_then = Membership.objects.filter(
        Q(left__isnull=True) | Q(left__gt=end), person=OuterRef("person"), joined__lte=end
    )
    later = _starting(Membership.objects.filter(person=OuterRef("person"), joined__lte=end)).filter(
        Q(joined__gt=OuterRef("joined")) | Q(joined=OuterRef("joined"), pk__gt=OuterRef("pk"))
    )
    found = _beginnings(Q(joined__lte=end)).found.filter(Exists(open_then), ~Exists(later))
    return of_subject(found, "home", "person__")


def left(first: int, until: int) -> Rows:
    """Ends of membership in the years, each person once for each end, where the joining was counted."""
    goes_on = Membership.objects.filter(
        Q(left__isnull=True) | Q(left__gt=OuterRef("left")) | Q(left=OuterRef("left"), pk__gt=OuterRef("pk")),
        person=OuterRef("person"),
        joined__lte=OuterRef("left"),
    )
    begun = _starting(
        Membership.objects.filter(person=OuterRef("person"), joined__lte=OuterRef("joined"))
    ).order_by("-joined", "-pk")
    ends = Membership.objects.filter(~Exists(goes_on), left__year__gte=first, left__year__lte=until).annotate(
        home=Subquery(begun.annotate(at=_home_when_told()).values("at")[:1])
    )
    return of_subject(ends, "home", "person__")


def _starting(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    """Those with which a time of being a member begins: no earlier one reaches up to them."""
    reaching = Membership.objects.filter(
        Q(left__isnull=True) | Q(left__gte=OuterRef("joined")),
        Q(joined__lt=OuterRef("joined")) | Q(joined=OuterRef("joined"), pk__lt=OuterRef("pk")),
        person=OuterRef("person"),
    )
    return rows.filter(~Exists(reaching))


def _beginnings(wanted: Q) -> Rows:
    found = _starting(Membership.objects.filter(wanted)).annotate(home=_home_when_told())
    return of_subject(found, "home", "person__")


def _home_when_told() -> Coalesce:
    moved = Relocation.objects.filter(
        subject=OuterRef("person"), recorded_at__gt=OuterRef("joined_recorded_at")
    ).order_by("recorded_at", "on")
    return Coalesce(
        Subquery(moved.values("before_id")[:1]), F("person__place_id"), output_field=BigIntegerField()
    )


# -- branches ------------------------------------------------------------------------------------------------------


def open_branches(asking: Asking) -> QuerySet[Branch]:
    """Branches that go on at the end of the period."""
    return Branch.objects.filter(
        Q(until__isnull=True) | Q(until__gt=asking.day), asking.reached, since__lte=asking.day
    )


def branches(asking: Asking, kind: str) -> Rows:
    """Of the kind they were on the period's last day."""
    there = open_branches(asking).annotate(kind_then=association.kind_on(asking.day)).filter(kind_then=kind)
    return Rows(there, "place", "name", "sort_key", "search_key")


def branches_by_kind(asking: Asking) -> Mapping[int, Mapping[tuple[str, bool], int]]:
    """Place → (kind on the period's last day, whether it is a body's) → how many branches; for all indicators."""

    def ask() -> dict[int, dict[tuple[str, bool], int]]:
        found: dict[int, dict[tuple[str, bool], int]] = {}
        there = open_branches(asking).annotate(
            kind_then=association.kind_on(asking.day), bodiless=Q(body__isnull=True)
        )
        columns = ("place", "kind_then", "bodiless")
        for place, kind, bodiless, n in (
            there.values_list(*columns).annotate(n=Count("pk")).order_by(*columns)
        ):
            found.setdefault(place, {})[kind, not bodiless] = n
        return found

    return asking.once(("branches by kind",), ask)


def gatherings_of(asking: Asking, kind: GatheringKind) -> Rows:
    """Of the kind, at the place that held them."""
    return Rows(gatherings(asking).filter(kind=kind), "place", "title", "search_key", "search_key")


def gatherings(asking: Asking) -> QuerySet[Gathering]:
    """Gatherings that begin in the years and are not cancelled."""
    return Gathering.objects.filter(
        asking.reached,
        held_on__year__gte=asking.years[0],
        held_on__year__lte=asking.years[-1],
        held_on__lte=asking.day,
        cancelled_at__isnull=True,
    )


def bodies(asking: Asking, kind: BodyKind, *, with_branch: bool | None = None) -> Sequence[Rows]:
    """Every body of the kind on the period's last day; with_branch: only those that have one, or have none."""
    day = asking.day
    running = Branch.objects.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)
    found = []
    if kind.hamlets:
        hamlets = PlaceVersion.objects.on(day).filter(asking.reached, place__kind=Kind.HAMLET)
        has = Exists(running.filter(place=OuterRef("place"), body__isnull=True))
        found.append(Rows(_having(hamlets, has, with_branch), "place", "name", "search_key", "search_key"))
    subjects = Subject.objects.filter(existing_on(day))
    wanted = Q(pk__in=[])
    if kind.clans:
        wanted |= Q(kind=Title.CLAN)
    if kind.all_organisations:
        wanted |= Q(kind=Title.ORGANISATION)
    elif kind.organisations:
        wanted |= Q(kind=Title.ORGANISATION, organisation_kind__in=sorted(kind.organisations))
    if kind.clans or kind.organisations or kind.all_organisations:
        has = Exists(running.filter(body=OuterRef("pk")))
        found.append(living(asking, _having(subjects.filter(wanted), has, with_branch)))
    return found


def bodies_by_place(asking: Asking, kind: BodyKind, *, with_branch: bool | None) -> dict[int, int]:
    """Event's own place → how many `bodies` of the kind; every kind is counted in the same two questions."""
    found = Counter[int]()
    for (of_kind, organisation, has), by_place in asking.once(
        ("bodies",), lambda: _count_bodies(asking)
    ).items():
        is_meant = (
            (kind.hamlets and of_kind == Kind.HAMLET)
            or (kind.clans and of_kind == Title.CLAN)
            or (
                of_kind == Title.ORGANISATION
                and (kind.all_organisations or organisation in kind.organisations)
            )
        )
        if is_meant and (with_branch is None or has is with_branch):
            found.update(by_place)
    return dict(found)


def _count_bodies(asking: Asking) -> dict[tuple[str, str, bool], dict[int, int]]:
    """(kind, kind of organisation, whether it has a branch) → place → how many."""
    day = asking.day
    running = Branch.objects.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)
    found: dict[tuple[str, str, bool], dict[int, int]] = defaultdict(dict)
    hamlets = PlaceVersion.objects.on(day).filter(asking.reached, place__kind=Kind.HAMLET)
    has = Exists(running.filter(place=OuterRef("place"), body__isnull=True))
    counted = hamlets.annotate(has=has).values_list("place", "has").annotate(n=Count("pk"))
    for place, has_branch, n in counted.order_by("place", "has"):
        found[Kind.HAMLET, "", bool(has_branch)][place] = n
    subjects = Subject.objects.filter(existing_on(day), kind__in=[Title.CLAN, Title.ORGANISATION])
    there = living(asking, subjects.annotate(has=Exists(running.filter(body=OuterRef("pk"))))).found
    columns = ("home", "kind", "organisation_kind", "has")
    for place, kind, organisation, has_branch, n in (
        there.values_list(*columns).annotate(n=Count("pk")).order_by(*columns)
    ):
        found[kind, organisation, bool(has_branch)][place] = n
    return dict(found)


def _having(rows: QuerySet[Any], has: Exists, with_branch: bool | None) -> QuerySet[Any]:
    return rows if with_branch is None else rows.filter(has if with_branch else ~has)
