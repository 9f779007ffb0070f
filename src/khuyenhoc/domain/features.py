"""Parts of the work that a place opens from a day on: registration first, assessment later."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from khuyenhoc.domain.errors import RuleBroken


class Feature(StrEnum):
    REGISTRATION = "registration"
    ASSESSMENT = "assessment"
    CARDS = "cards"
    PUBLIC_HONOURS = "public_honours"


NEVER = date.max  # the day of what is closed until somebody names one


class FeatureNotOpen(RuleBroken):
    """A part of the work that opens later at the place; facts: feature, day."""

    code = "FEATURE_NOT_OPEN"


class FeatureClosed(RuleBroken):
    """A part of the work that is closed at the place, with no day named; facts: feature."""

    code = "FEATURE_CLOSED"


def opens_on(starts: Iterable[date]) -> date | None:
    """The day a feature opens where the place and those above it named these days; None when nobody named one.

    The latest counts: who lies above may hold back, who lies below only longer.
    """
    return max(starts, default=None)


def require_open(feature: Feature, opens: date | None, on: date) -> None:
    """opens: as `opens_on` tells. Errors: FeatureNotOpen, FeatureClosed."""
    if opens is None or opens <= on:
        return
    if opens == NEVER:
        raise FeatureClosed(feature=feature.value)
    raise FeatureNotOpen(feature=feature.value, day=opens)
