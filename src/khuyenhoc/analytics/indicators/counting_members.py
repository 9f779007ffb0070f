"""Counting what only the members' books tell: who of the members belongs to the Party."""

from collections.abc import Mapping

from khuyenhoc.analytics.indicators import rows
from khuyenhoc.analytics.indicators.counting import Counted, Query, Question
from khuyenhoc.analytics.indicators.figure import Missing
from khuyenhoc.analytics.indicators.rows import Rows
from khuyenhoc.analytics.restated_titles import Amount
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.models import PartyMember
from khuyenhoc.domain.days import last_day


def in_party(year: int) -> Rows:
    """Members at the end of the year who belong to the Party then, each once, where the member is counted."""
    end = last_day(year)
    # begun with the few who are in it: asked of each member in turn, it went through those of the whole country
    there = PartyMember.objects.filter(association.in_party_on(end)).values("person")
    return rows.of_subject(rows.members(year).found.filter(person__in=there), "home", "person__")


def party_members(asked: Question) -> Counted:
    """Where some branch wrote down who they are; where nobody ever did, nothing is known, which is not 0."""
    asking = asked.asking
    if asking.before is not None:
        return Counted(missing=Missing.NOT_KNOWN_THEN)
    by_place = asking.once(("party",), lambda: in_party(asking.year).by_place())
    found: dict[int, Amount] = asking.gathered(by_place, asking.year)
    return Counted(found, Missing.NO_ROUND)


MEMBERS: Mapping[str, Query] = {"party_members": party_members}
