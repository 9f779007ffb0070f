"""From which day a part of the work is open at a place."""

from collections.abc import Collection, Iterable
from datetime import date

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds.models import FeatureStart
from khuyenhoc.domain import features
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.features import Feature
from khuyenhoc.storing import asking, remembered


def feature_days(place: int, on: date) -> dict[Feature, date]:
    """feature → the day it opens at the place, `features.NEVER` for closed; what nobody held back is left out."""
    line = [place, *(version.place_id for version in places.ancestors(place, on))]
    last: dict[tuple[int, str], date] = {}
    for row in FeatureStart.objects.filter(place__in=line).order_by("pk"):
        last[row.place_id, row.feature] = row.opens_on or features.NEVER
    found = {}
    for feature in Feature:
        opens = features.opens_on(day for (_place, name), day in last.items() if name == feature)
        if opens is not None:
            found[feature] = opens
    return found


def own_feature_days(place: int) -> dict[Feature, FeatureStart]:
    """feature → what the place itself said last."""
    rows = FeatureStart.objects.filter(place=place).order_by("pk")
    return {Feature(row.feature): row for row in rows}


def require_features(feature: Feature, place_ids: Collection[int], on: date) -> None:
    """It is open at every place; it tells the day from which all are. Errors: FeatureNotOpen, FeatureClosed."""
    if feature not in remembered("features", [feature], _ask_features, of=[FeatureStart]):
        return
    days = [day for place in set(place_ids) if (day := feature_days(place, on).get(feature)) is not None]
    features.require_open(feature, features.opens_on(days), on)


def _ask_features(wanted: Collection[Feature]) -> dict[Feature, bool]:
    """Those of the features that somebody said anything of."""
    marks = ", ".join(["%s"] * len(wanted))
    with asking() as cursor:  # asked in every deed: Django's words take several times as long
        cursor.execute(
            f"SELECT DISTINCT feature FROM rounds_featurestart WHERE feature IN ({marks})",  # noqa: S608  (marks)
            [feature.value for feature in wanted],
        )
        return {Feature(name): True for (name,) in cursor.fetchall()}


def held_back(place: int, on: date, *, of: Iterable[Feature]) -> dict[Feature, RuleBroken]:
    """Those of the features that are not open at the place on the day, each with why."""
    days = feature_days(place, on)
    found: dict[Feature, RuleBroken] = {}
    for feature in of:
        try:
            features.require_open(feature, days.get(feature), on)
        except RuleBroken as error:
            found[feature] = error
    return found
