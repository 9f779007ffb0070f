"""Figures, bases and reported figures as they are answered. Rates are percent as exact text ("66.60")."""

from pydantic import BaseModel, Field


class Caution(BaseModel):
    """What a reader should know before signing the number."""

    code: str
    sentence: str


class Told(BaseModel):
    """A reported figure that the number rests on, or stands beside it."""

    place: int
    place_written: str
    period_written: str
    until: str
    value: int | None
    value_written: str
    value_qualifier: str | None
    rate_written: str
    rate_qualifier: str | None
    base_kind: str
    base_written: str
    unit: str
    source: str
    note: str


class Figure(BaseModel):
    """One indicator of one place and period. null is not known, which is not 0."""

    place: int
    place_code: str
    place_label: str
    indicator: str
    level: str
    period: str
    first: str
    until: str
    basis: str
    tree_of: str
    known_on: str | None
    provenance: str = Field(description="computed, reported, unknown")
    value: int | None
    qualifier: str | None = Field(
        description="exact, nearly, more than, less than, about, at least, at most, range"
    )
    rate_percent: str | None
    base_kind: str
    base: int | None
    base_low: int | None
    base_high: int | None
    base_provenance: str | None
    base_source: str | None
    missing: str | None = Field(description="Vì sao không đếm được / why nothing was counted")
    exact: int | None
    estimated: int | None
    unattributed: int | None
    reported: int | None
    difference: int | None = Field(description="Hệ thống đếm trừ số báo cáo / computed less reported")
    told: list[Told]
    cautions: list[Caution]


class Figures(BaseModel):
    """By period, then place. next: ask with `after` for the following part; null at the end."""

    figures: list[Figure]
    next: str | None


class ClaimedBase(BaseModel):
    """One claim of what rates are shares of; several of one kind may contradict each other."""

    place: int
    place_code: str
    place_label: str
    year: int
    kind: str
    low: int
    high: int
    written: str
    qualifier: str
    provenance: str = Field(description="counted, reported, typed")
    source: str
    contradicted: bool


class Bases(BaseModel):
    """By place."""

    bases: list[ClaimedBase]
    next: str | None


class Reported(BaseModel):
    """A figure as it was published or handed in and approved."""

    place: int
    place_written: str
    several: bool
    indicator: str
    level: str
    period_written: str
    first: str
    until: str
    value: int | None
    value_written: str
    value_qualifier: str | None
    unit: str
    rate_written: str
    rate_qualifier: str | None
    base_kind: str
    base: int | None
    base_written: str
    base_qualifier: str | None
    source: str
    note: str


class ReportedFigures(BaseModel):
    """By place and end of the period."""

    reported: list[Reported]
    next: str | None
