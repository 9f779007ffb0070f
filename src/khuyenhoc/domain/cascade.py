"""Titles stand on titles: citizen → household → clan, household → hamlet → commune, citizen → organisation.

How large the share must be is data of the criteria set; here stands only who is inside whom.
"""

from dataclasses import dataclass
from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.titles import Level, Title


class Inside(StrEnum):
    """What a set counts inside a subject (`counts` in a criteria-set file)."""

    MEMBERS = "members"
    HOUSEHOLDS = "households"
    CLANS = "clans"
    HAMLETS = "hamlets"
    ORGANISATIONS = "organisations"


class Belonging(StrEnum):
    """How one subject belongs to another for a time."""

    HOUSEHOLD_MEMBER = "household_member"  # a citizen in a household, one at a time
    CLAN_HOUSEHOLD = "clan_household"
    ORGANISATION_MEMBER = "organisation_member"


class NothingInside(RuleBroken):
    """A set counts what a subject of its title cannot hold; facts: title, counts."""

    code = "NOTHING_INSIDE"


@dataclass(frozen=True, slots=True)
class Relation:
    """Who is inside: by belonging, or (belonging None) by living in the subject's place."""

    title: Title
    level: Level = Level.NONE
    belonging: Belonging | None = None


_IN_A_PLACE = {
    Inside.MEMBERS: Relation(Title.CITIZEN),
    Inside.HOUSEHOLDS: Relation(Title.HOUSEHOLD),
    Inside.CLANS: Relation(Title.CLAN),
    Inside.HAMLETS: Relation(Title.COMMUNITY, Level.HAMLET),
    Inside.ORGANISATIONS: Relation(Title.ORGANISATION),
}
RELATIONS: dict[Title, dict[Inside, Relation]] = {
    Title.CITIZEN: {},
    Title.HOUSEHOLD: {Inside.MEMBERS: Relation(Title.CITIZEN, belonging=Belonging.HOUSEHOLD_MEMBER)},
    Title.CLAN: {Inside.HOUSEHOLDS: Relation(Title.HOUSEHOLD, belonging=Belonging.CLAN_HOUSEHOLD)},
    Title.COMMUNITY: _IN_A_PLACE,
    Title.ORGANISATION: {Inside.MEMBERS: Relation(Title.CITIZEN, belonging=Belonging.ORGANISATION_MEMBER)},
}


def relation(title: Title, counts: Inside) -> Relation:
    """Who is counted inside a subject that holds `title`. Errors: NothingInside."""
    try:
        return RELATIONS[title][counts]
    except KeyError:
        raise NothingInside(title=title.value, counts=counts.value) from None
