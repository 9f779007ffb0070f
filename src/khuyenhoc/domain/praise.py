"""Commendations: who is praised, where a proposal stands, and how a run of years is told."""

from enum import StrEnum

from khuyenhoc.domain.titles import Title


class Praised(StrEnum):
    """As reports count them: groups, people and families apart."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"
    FAMILY = "family"


class Standing(StrEnum):
    """Of one name on a proposal. WITHDRAWN: it was wrong, before or after the decision."""

    PROPOSED = "proposed"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AwardLevel(StrEnum):
    """Who gave an award that a branch or a place's association received."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    CENTRAL_ASSOCIATION = "central_association"
    MINISTRY = "ministry"
    GOVERNMENT = "government"
    STATE = "state"


AS: dict[Title, Praised] = {
    Title.CITIZEN: Praised.INDIVIDUAL,
    Title.HOUSEHOLD: Praised.FAMILY,
    Title.CLAN: Praised.COLLECTIVE,
    Title.COMMUNITY: Praised.COLLECTIVE,
    Title.ORGANISATION: Praised.COLLECTIVE,
}
YEARS_WORTH_PRAISE = 3  # from how many years in a row a name is suggested when nobody says; no rule fixes it


def reason_of_streak(years: int, since: int, until: int, title: str) -> str:
    """The reason that is suggested, in the words of a certificate; title: its name in Vietnamese."""
    return f"Đạt danh hiệu {title} {years} năm liền ({since} - {until})"
