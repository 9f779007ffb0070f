"""Comparisons as they are answered."""

from pydantic import BaseModel, Field

from khuyenhoc.api.shapes.figures import Figure


class Year(BaseModel):
    """change, rate_change_percent: against the year before, null where one of them is not known."""

    year: int
    figure: Figure
    change: int | None
    rate_change_percent: str | None


class Years(BaseModel):
    """The earliest first."""

    years: list[Year]


class Ranked(BaseModel):
    """rank: equal ones share it; null where nothing is known. is_small: of so small a base a rate says little."""

    rank: int | None
    place: int
    name: str
    indicator: str
    level: str
    value: int | None
    qualifier: str | None
    rate_percent: str | None
    base_kind: str
    base: int | None
    provenance: str
    period: str
    is_small: bool
    is_difficult: bool


class Ranking(BaseModel):
    """Those ranked, then those of which nothing is known; difficult areas apart where that was asked."""

    rows: list[Ranked]
    apart: list[Ranked]


class Clusters(BaseModel):
    """By name."""

    clusters: list[str]


class OnBases(BaseModel):
    """null: there was no such place then."""

    reported: Figure | None = Field(description="Theo địa giới khi ấy / on the tree of that time")
    restated: Figure | None = Field(
        description="Quy về địa giới của ngày `on` / carried to that day's places"
    )
    like_for_like: Figure | None = Field(description="Chỉ nơi so sánh được / only what is comparable")


class Corrected(BaseModel):
    """change: now less then."""

    then: Figure
    now: Figure
    change: int | None
