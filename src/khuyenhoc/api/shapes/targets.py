"""Targets as they are answered."""

from pydantic import BaseModel, Field

from khuyenhoc.api.shapes.figures import Figure


class Target(BaseModel):
    """What a place aims at in a year: a share (percent) of the base, a number (amount), or both."""

    target: int
    place: int
    year: int
    indicator: str
    level: str
    base_kind: str
    percent: str | None
    percent_written: str
    percent_qualifier: str | None
    amount: int | None
    amount_written: str
    amount_qualifier: str | None
    unit: str
    for_difficult_areas: bool
    source: str
    note: str


class Targets(BaseModel):
    """By place, year and indicator."""

    targets: list[Target]
    next: str | None


class Aim(BaseModel):
    """A target that holds at a place. missing: how many more are needed; is_low: it lies below what is reached."""

    target: Target
    figure: Figure
    wanted: int | None
    missing: int | None
    is_own: bool
    is_low: bool
    is_reached: bool | None


class Aims(BaseModel):
    """In the catalogue's order."""

    aims: list[Aim]


class Plan(BaseModel):
    """What one place right below aims at."""

    place: int
    name: str
    target: Target | None
    base: int | None
    wanted: int | None


class Cascade(BaseModel):
    """A target beside the plans right below. short: how many they lack, null where nothing can be said."""

    target: Target
    wanted: int | None
    planned: int
    short: int | None
    at_most: int | None
    plans: list[Plan]


class Plans(BaseModel):
    """Each target that the place set for the year."""

    plans: list[Cascade]


class YearRate(BaseModel):
    """The rate of a year."""

    year: int
    rate_percent: str | None


class Outlook(BaseModel):
    """Whether a place will reach the target if it goes on as before."""

    place: int
    name: str
    outcome: str = Field(description="missed, unknown, likely, reached")
    expected_percent: str | None
    value: int | None
    base: int | None
    missing: int | None
    years: list[YearRate]


class Outlooks(BaseModel):
    """Those that miss it by most first."""

    target: Target
    places: list[Outlook]
