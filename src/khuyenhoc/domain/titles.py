"""The five learning titles, their levels, and what each is measured against.

Source: Decisions 387/QĐ-TTg (25/3/2022) and 677/QĐ-TTg (03/6/2022); levels are never added together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Title(StrEnum):
    CITIZEN = "citizen"
    HOUSEHOLD = "household"
    CLAN = "clan"
    COMMUNITY = "community"
    ORGANISATION = "organisation"


class Level(StrEnum):
    """Of the place that holds the community title, or that manages the organisation."""

    NONE = ""
    HAMLET = "hamlet"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"


class BaseKind(StrEnum):
    """What a rate is a share of, in the words the published reports use."""

    REGISTERED_CITIZENS = "registered citizens"
    HOUSEHOLDS = "all households"
    CLANS = "all clans"
    HAMLETS = "all hamlets"
    COMMUNES = "all communes"
    ORGANISATIONS = "all organisations"
    POPULATION = "population"
    ADULTS = "adults"


@dataclass(frozen=True, slots=True)
class TitleRow:
    """One row of the five-title table: a title at a level with the base its rate is a share of."""

    title: Title
    level: Level
    base_kind: BaseKind

    def takes(self, title: str, level: str) -> bool:
        """Whether cases of a title and level stand on this row; organisations do whoever manages them."""
        return title == self.title and (self.title is Title.ORGANISATION or level == self.level)

    def total(self, sums: Mapping[tuple[str, str, int, str], int], year: int, measure: str) -> int | None:
        """What of (title, level, year, measure) → number stands on this row; None where nothing was counted."""
        values = [
            value
            for (title, level, its_year, its_measure), value in sums.items()
            if (its_year, its_measure) == (year, measure) and self.takes(title, level)
        ]
        return sum(values) if values else None


# Levels of one title stand on rows of their own. Organisations share one base in the reports seen so far,
# whoever manages them, so their row carries no level.
FIVE_TITLES = (
    TitleRow(Title.CITIZEN, Level.NONE, BaseKind.REGISTERED_CITIZENS),
    TitleRow(Title.HOUSEHOLD, Level.NONE, BaseKind.HOUSEHOLDS),
    TitleRow(Title.CLAN, Level.NONE, BaseKind.CLANS),
    TitleRow(Title.COMMUNITY, Level.HAMLET, BaseKind.HAMLETS),
    TitleRow(Title.COMMUNITY, Level.COMMUNE, BaseKind.COMMUNES),
    TitleRow(Title.ORGANISATION, Level.NONE, BaseKind.ORGANISATIONS),
)
