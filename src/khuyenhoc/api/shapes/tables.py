"""The five-title table as it is answered."""

from pydantic import BaseModel

from khuyenhoc.api.shapes.figures import Caution


class TitleRow(BaseModel):
    """One title at one level. exact, estimated, unattributed: on another basis than the reported."""

    title: str
    level: str
    local_name: str
    registered: int | None
    recognised: int | None
    base_kind: str
    base: int | None
    base_source: str
    rate_percent: str | None
    target_percent: str | None
    target_year: int | None
    target_source: str
    needed: int | None
    last_year: int | None
    change: int | None
    exact: int | None
    estimated: int | None
    unattributed: int | None
    cautions: list[Caution]


class Members(BaseModel):
    """The association's members at the end of the year and their share of the population."""

    count: int
    base: int | None
    rate_percent: str | None
    last_year: int
    change: int


class FiveTitles(BaseModel):
    """What a place reached in a year."""

    place: int
    place_label: str
    year: int
    basis: str
    tree_of: str
    rows: list[TitleRow]
    members: Members
    cautions: list[Caution]
