"""Places as they are answered; days as 2025-07-01, null where nobody knows or nothing ended."""

from pydantic import BaseModel, Field


class FoundPlace(BaseModel):
    """A place that answers to the text, as it was called in [valid_from, valid_to)."""

    place: int
    kind: str
    code: str = Field(description="Mã đơn vị hành chính; mã có thể dùng lại cho nơi khác / not a key")
    name: str
    label: str
    valid_from: str | None
    valid_to: str | None
    now: list[str] = Field(description="Nay là / what became of it")


class Found(BaseModel):
    """Those that still hold first."""

    places: list[FoundPlace]


class Version(BaseModel):
    """What a place was called and where it hung in [valid_from, valid_to)."""

    code: str
    name: str
    label: str
    parent: int | None
    valid_from: str | None
    valid_to: str | None
    from_assumed: bool
    to_assumed: bool


class Link(BaseModel):
    """Where a place came from or went."""

    place: int
    label: str
    kind: str
    share_percent: str | None
    is_default: bool
    on: str
    legal_reference: str


class PlaceHistory(BaseModel):
    """Every version, what it came from and what became of it."""

    place: int
    kind: str
    versions: list[Version]
    predecessors: list[Link]
    successors: list[Link]


class Place(BaseModel):
    """A place on a day."""

    place: int
    kind: str
    code: str
    name: str
    label: str
    parent: int | None
    valid_from: str | None
    valid_to: str | None


class PlaceList(BaseModel):
    """By id. next: ask with `after` for the following part; null at the end."""

    places: list[Place]
    on: str
    next: str | None
