"""What may be asked: the parts of an address, each read in one way and refused in one."""

import re
from datetime import date
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import get_language
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field

from khuyenhoc.analytics.indicators import Wanted
from khuyenhoc.api.refusals import ParameterUnreadable, TooMuchAtOnce
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.figures import days_of, known_period, reported_period
from khuyenhoc.domain.restatement import Basis

MOST_PLACES = 200
MOST_INDICATORS = 20
MOST_PERIODS = 12
MOST_ROWS = 1_000
ROWS = 200
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso(told: Any) -> Any:
    """Only days as 2025-07-01: a bare number would be read as seconds."""
    if isinstance(told, str) and not _DAY.fullmatch(told):
        raise ValueError("not a day")
    return told


def _plain(told: str) -> str:
    """No text of ours holds control signs, and PostgreSQL refuses the first of them."""
    if any(ord(sign) < 32 or 0xD800 <= ord(sign) <= 0xDFFF for sign in told):
        raise ValueError("control sign")
    return told.strip()


Id = Annotated[int, Field(ge=1, le=10**18 - 1)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Day = Annotated[date, BeforeValidator(_iso), Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
Text = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
Limit = Annotated[int, Field(ge=1, le=MOST_ROWS)]


class Listed(Schema):
    """How lists are asked for, part by part."""

    after: Text = Field("", description="Khóa `next` của phần trước. / The `next` key of the part before.")
    limit: Limit = Field(ROWS, description="Số dòng một lần, nhiều nhất 1000. / Rows at once, 1000 at most.")


class Known(Schema):
    """As known on a day."""

    known_on: Day | None = Field(
        None,
        description="Như đã biết đến hết ngày này (2025-07-01). / As known at the end of that day.",
    )


class OnBasis(Known):
    """On which tree of places the numbers are told."""

    basis: Basis = Field(
        Basis.REPORTED,
        description="Địa giới: reported (của kỳ ấy), restated (của ngày `on`), like-for-like (chỉ nơi so sánh được). "
        "/ Tree of places: of the period, of the day `on`, or only what is comparable.",
    )
    on: Day | None = Field(
        None, description="Ngày của địa giới, mặc định hôm nay. / The day of the tree, today if left out."
    )

    @property
    def tree_day(self) -> date:
        return self.on or today()


def today() -> date:
    return day_of(timezone.now())


def language() -> str:
    return "en" if get_language() == "en" else "vi"


def period(text: str) -> tuple[str, date]:
    """The text and the period's last day. Errors: PeriodUnclear, also for a target."""
    reported_period(text)
    return text, days_of(known_period(text))[1]


def wanted(text: str, base: str | None = None) -> Wanted:
    """ "recognised_community.commune": indicator and level by code; the level may be left out.

    Errors: IndicatorUnknown, LevelUnknown, BaseKindUnknown.
    """
    known = figures.catalogue()
    code, _, level = text.partition(".")
    indicator = known.indicator(code)
    kind = known.base(base).kind if base else None
    return Wanted(indicator.code, known.level(indicator, level), kind)


def few(parameter: str, told: list[Any], most: int) -> list[Any]:
    """What was told, each once. Errors: ParameterUnreadable for none, TooMuchAtOnce."""
    if not told:
        raise ParameterUnreadable(parameter=parameter)
    if len(told) > most:
        raise TooMuchAtOnce(parameter=parameter, most=most)
    return list(dict.fromkeys(told))


def key(text: str) -> list[int]:
    """A `next` key: whole numbers with points between them. Errors: ParameterUnreadable."""
    parts = text.split(".") if text else []
    if not all(part.isascii() and part.isdecimal() and len(part) <= 18 for part in parts):
        raise ParameterUnreadable(parameter="after")
    return [int(part) for part in parts]
