"""The sets centres are rated by, and the ratings that hold."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from khuyenhoc import data
from khuyenhoc.apps.centres.models import Centre, Rating
from khuyenhoc.domain import answers, criteria
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.scoring import Scorecard, score
from khuyenhoc.storing import among

BELOW_THE_MARK = "chua_dat"  # what a year is rated that does not pass; sets name the grades above it


class CentreSetNotAsRated(RuleBroken):
    """The set by which a year was rated is gone, or its rules are others now; facts: set."""

    code = "CENTRE_SET_NOT_AS_RATED"


@lru_cache(maxsize=1)
def sets() -> tuple[CriteriaSet, ...]:
    """Every set there is, the oldest first; read once a process. Errors: CriteriaSetUnsound."""
    return tuple(criteria.load(text, file=name) for name, text in data.centre_set_files())


def set_for(year: int) -> CriteriaSet:
    """The latest that was in force when the year ended."""
    held = [one for one in sets() if one.in_force_from is None or one.in_force_from.year <= year]
    return max(held or sets(), key=lambda one: (one.in_force_from is not None, one.in_force_from, one.key))


def set_of(rating: Rating) -> CriteriaSet:
    """Errors: CentreSetNotAsRated."""
    for one in sets():
        if one.key == rating.criteria_set and one.rules_digest == rating.rules_digest:
            return one
    raise CentreSetNotAsRated(set=rating.criteria_set)


def grade(card: Scorecard) -> str:
    """The code of the rating a scorecard comes to."""
    return card.rating if card.passed else BELOW_THE_MARK


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating with the set it answers to and how its points came about."""

    rating: Rating
    rules: CriteriaSet
    card: Scorecard


def rating_of(centre: Centre, year: int) -> Rated | None:
    """That of the year which holds or waits; None where nobody rated it, or it was sent back."""
    found = Rating.objects.select_related("rated_by", "decided_by").filter(
        centre=centre, year=year, reason=""
    )
    one = found.first()
    return None if one is None else told(one)


def told(rating: Rating) -> Rated:
    rules = set_of(rating)
    return Rated(rating, rules, score(rules, answers.from_json(rules, rating.answers)))


def sent_back(centre: Centre, year: int) -> Rating | None:
    """The last of the year that was sent back; None when another took its place."""
    rows = Rating.objects.select_related("decided_by").filter(centre=centre, year=year).order_by("-pk")
    last = rows.first()
    return last if last is not None and last.reason else None


def ratings_of(centres: Collection[int], year: int) -> dict[int, str]:
    """centre → the year's rating, once somebody confirmed it."""
    rows = Rating.objects.filter(
        among("centre", centres), year=year, reason="", decided_at__isnull=False
    ).order_by("pk")
    return dict(rows.values_list("centre", "rating"))
