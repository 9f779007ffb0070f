"""The catalogue as it is answered."""

from pydantic import BaseModel, Field


class Named(BaseModel):
    """A text in both languages."""

    vi: str
    en: str


class Area(Named):
    """A group of indicators."""

    code: str


class Level(Named):
    """A level titles and organisations are told at."""

    code: str


class Indicator(Named):
    """A number that reports print."""

    code: str
    area: str
    levels: list[str] = Field(description='"" nếu không phân cấp / "" where it is told without one')
    unit_vi: str
    unit_en: str
    nature: str = Field(description="stock: vào một ngày; flow: trong một kỳ; share: chỉ có tỷ lệ")
    adds_up: bool
    bases: list[str] = Field(description="Mẫu số, thường dùng trước / what its rate may be a share of")
    is_counted: bool = Field(description="Hệ thống đếm được / counted here, not only reported")
    title: str
    requirements: list[str]
    cautions: list[Named]


class KindOfBase(Named):
    """What a rate is a share of."""

    kind: str
    title: str
    level: str


class Catalogue(BaseModel):
    """Every code that figures, bases and targets are told by."""

    areas: list[Area]
    indicators: list[Indicator]
    bases: list[KindOfBase]
    levels: list[Level]
