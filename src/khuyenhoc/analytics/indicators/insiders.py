"""Citizens inside what holds a title: adults of titled households, clans and communities, people of organisations.

The register tells who belongs to a household and an organisation and in which year they were born. It does not tell
who works or is an official, so shares of workers or of officials are never computed.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.figure import Missing
from khuyenhoc.analytics.indicators.rows import Rows, counted_anywhere, living, of_subject
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.catalogue import BaseName
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.titles import Level, Title

ADULT = 18  # full years by the end of the year
ADULTS = "adults in titled households, clans, communities"
OF_ORGANISATIONS = "officials and workers in titled organisations"


@dataclass(frozen=True, slots=True)
class Insiders:
    """Of each place: who lives there and is inside, and who of them holds the citizen's title.

    ageless: place → people inside whose year of birth nobody entered; they are in neither.
    """

    parts: dict[int, Amount] = field(default_factory=dict)
    wholes: dict[int, Amount] = field(default_factory=dict)
    ageless: dict[int, Amount] = field(default_factory=dict)
    missing: Missing = Missing.NO_ROUND


def insiders(asking: Asking, base: BaseName) -> Insiders:
    """Each person once, where they lived on the year's last day, however many titled groups they belong to."""
    if base.kind not in (ADULTS, OF_ORGANISATIONS):
        return Insiders(missing=Missing.WHO_WORKS)
    if asking.before is not None:
        return Insiders(missing=Missing.NOT_KNOWN_THEN)
    ageless: dict[int, Amount] = {}
    if base.kind == ADULTS:
        ageless = _by_place(asking, _people(asking, base).filter(birth_year__isnull=True))
    wholes = _by_place(asking, inside(asking, base).found)
    parts = {place: Amount() for place in wholes} | _by_place(asking, inside(asking, base, titled=True).found)
    return Insiders(parts, wholes, ageless)


def inside(asking: Asking, base: BaseName, *, titled: bool = False) -> Rows:
    """The people of a base; titled: those of them who hold the citizen's title."""
    people = _people(asking, base)
    if base.kind == ADULTS:
        people = people.filter(birth_year__lte=asking.year - ADULT)
    if titled:
        held = counted_anywhere(asking, asking.year).filter(title=Title.CITIZEN, subject=OuterRef("pk"))
        people = people.filter(Exists(held))
    return of_subject(people, "home")


def _people(asking: Asking, base: BaseName) -> QuerySet[Subject]:
    there = Subject.objects.filter(existing_on(last_day(asking.year)), kind=Title.CITIZEN)
    return living(asking, there).found.filter(_inside(asking, base.within))


def _inside(asking: Asking, within: Collection[str]) -> Q:
    found = Q(pk__in=[])
    day = last_day(asking.year)
    mine = Affiliation.objects.filter(existing_on(day), member=OuterRef("pk"))
    if Title.HOUSEHOLD in within:
        households = _titled(asking, Title.HOUSEHOLD)
        found |= Q(Exists(mine.filter(kind=Belonging.HOUSEHOLD_MEMBER, group__in=households)))
    if Title.CLAN in within:
        of_clans = Affiliation.objects.filter(
            existing_on(day), kind=Belonging.CLAN_HOUSEHOLD, group__in=_titled(asking, Title.CLAN)
        )
        found |= Q(Exists(mine.filter(kind=Belonging.HOUSEHOLD_MEMBER, group__in=of_clans.values("member"))))
    if Title.COMMUNITY in within:
        hamlets = counted_anywhere(asking, asking.year).filter(title=Title.COMMUNITY, level=Level.HAMLET)
        found |= Q(home__in=hamlets.values("subject__place"))
    if Title.ORGANISATION in within:
        organisations = _titled(asking, Title.ORGANISATION)
        found |= Q(Exists(mine.filter(kind=Belonging.ORGANISATION_MEMBER, group__in=organisations)))
    return found


def _titled(asking: Asking, title: Title) -> "QuerySet[Any, Any]":
    return counted_anywhere(asking, asking.year).filter(title=title).values("subject")


def _by_place(asking: Asking, people: QuerySet[Any]) -> dict[int, Amount]:
    told = people.values_list("home").annotate(n=Count("pk", distinct=True)).order_by("home")
    return asking.gathered(dict(told), asking.year)
