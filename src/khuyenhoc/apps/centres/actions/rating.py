"""Rating a centre's year, and confirming it by a second person."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.centres import queries
from khuyenhoc.apps.centres.models import Centre, Rating
from khuyenhoc.domain import answers as answering
from khuyenhoc.domain.answers import Answer
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.scoring import score
from khuyenhoc.domain.text import clean


class RatingNotWhole(RuleBroken):
    """Every question of the set wants a sound answer; facts: codes."""

    code = "CENTRE_RATING_NOT_WHOLE"


class RatingDecided(RuleBroken):
    """The year's rating is confirmed, or nothing waits to be; facts: year."""

    code = "CENTRE_RATING_DECIDED"


class RatingOwnHand(RuleBroken):
    """Nobody confirms what they rated themselves; facts: none."""

    code = "CENTRE_RATING_OWN_HAND"


class RatingReasonMissing(RuleBroken):
    """Sending a rating back takes a reason; facts: none."""

    code = "CENTRE_RATING_REASON_MISSING"


class RatingYearToCome(RuleBroken):
    """A year is rated once it has begun, and while there was a centre; facts: year."""

    code = "CENTRE_RATING_YEAR_TO_COME"


@transaction.atomic
def rate(centre: Centre, year: int, answers: Mapping[str, Answer], *, by: User, at: datetime) -> Rating:
    """Score the year by the set of the year; while nobody confirmed it, rating again takes the place of the first.

    Errors: OutsideScope, RatingYearToCome, RatingNotWhole, RatingDecided.
    """
    access.require(by, Permission.KEEP_BOOKS, [centre.place_id], at=at)
    if not centre.since.year <= year <= day_of(at).year:
        raise RatingYearToCome(year=year)
    rules = queries.set_for(year)
    card = score(rules, answers)
    wrong = [one.partition(":")[2] for one in card.reasons if one.startswith(("MISSING:", "BAD:"))]
    if wrong or card.total_points is None:
        raise RatingNotWhole(codes=wrong)
    standing = Rating.objects.filter(centre=centre, year=year, reason="")
    if standing.filter(decided_at__isnull=False).exists():
        raise RatingDecided(year=year)
    standing.delete()
    made = Rating.objects.create(
        centre=centre,
        year=year,
        criteria_set=rules.key,
        rules_digest=rules.rules_digest,
        answers=answering.to_json(answers),
        points=card.total_points,
        percent=card.percent or 0,
        rating=queries.grade(card),
        rated_by=by,
        rated_at=at,
    )
    _log("centre.rated", centre, by, at, year=year, points=made.points, rating=made.rating)
    return made


@transaction.atomic
def confirm_rating(centre: Centre, year: int, *, by: User, at: datetime) -> None:
    """From now on it counts. Errors: OutsideScope, RatingDecided, RatingOwnHand."""
    _decide(centre, year, reason="", by=by, at=at)
    _log("centre.rating_confirmed", centre, by, at, year=year)


@transaction.atomic
def return_rating(centre: Centre, year: int, *, reason: str, by: User, at: datetime) -> None:
    """Errors: OutsideScope, RatingDecided, RatingOwnHand, RatingReasonMissing."""
    said = clean(reason)[:500]
    if not said:
        raise RatingReasonMissing()
    _decide(centre, year, reason=said, by=by, at=at)
    _log("centre.rating_returned", centre, by, at, year=year)


def _decide(centre: Centre, year: int, *, reason: str, by: User, at: datetime) -> None:
    access.require(by, Permission.APPROVE_BOOKS, [centre.place_id], at=at)
    waiting = Rating.objects.filter(centre=centre, year=year, reason="", decided_at__isnull=True)
    if waiting.filter(rated_by=by).exists():
        raise RatingOwnHand()
    if not waiting.update(decided_by=by, decided_at=at, reason=reason):
        raise RatingDecided(year=year)


def _log(deed: str, centre: Centre, by: User, at: datetime, **facts: object) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="centre",
        object_id=centre.pk,
        place_id=centre.place_id,
        facts=facts,
    )
