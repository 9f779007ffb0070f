"""Citizens inside what holds a title: adults of titled households, clans and communities, people of organisations.

The register tells who belongs to a household and an organisation and in which year they were born. It does not tell
who works or is an official, so shares of workers or of officials are never computed.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from khuyenhoc.analytics.indicators.asking import Asking
from khuyenhoc.analytics.indicators.counting import counted_anywhere, home_on
from khuyenhoc.analytics.indicators.figure import Missing
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.apps.subjects.queries import existing_on
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.catalogue import BaseName
from khuyenhoc.domain.days import last_day
from khuyenhoc.domain.restatement import Basis
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
    day = last_day(asking.year)
    people = Subject.objects.filter(existing_on(day), kind=Title.CITIZEN).annotate(home=home_on(asking))
    if asking.basis is Basis.REPORTED:
        people = people.filter(home__in=asking.below)
    people = people.filter(_inside(asking, base.within))
    ageless: dict[int, Amount] = {}
    if base.kind == ADULTS:
        ageless = _by_place(asking, people.filter(birth_year__isnull=True))
        people = people.filter(birth_year__lte=asking.year - ADULT)
    titled = counted_anywhere(asking, asking.year).filter(title=Title.CITIZEN, subject=OuterRef("pk"))
    wholes = _by_place(asking, people)
    parts = {place: Amount() for place in wholes} | _by_place(asking, people.filter(Exists(titled)))
    return Insiders(parts, wholes, ageless)


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
