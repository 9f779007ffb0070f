"""The second person decides: who gets an award, against a decision with its number and day."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.funds.actions import DecisionMissing
from khuyenhoc.apps.scholarships import queries
from khuyenhoc.apps.scholarships.actions.nominating import NomineeMoved, RoundNotOpen, open_now
from khuyenhoc.apps.scholarships.actions.opening import hold, record
from khuyenhoc.apps.scholarships.models import AwardRound, Nomination
from khuyenhoc.domain import awards
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean

State = Nomination.State


class NominatorDecides(RuleBroken):
    """Nobody decides about whom they nominated themselves; facts: number."""

    code = "NOMINATOR_DECIDES"


class NotReviewed(RuleBroken):
    """Only nominations that were looked over are decided about; facts: number."""

    code = "NOT_REVIEWED"


class NothingChosen(RuleBroken):
    """A decision names at least one; facts: none."""

    code = "NOTHING_CHOSEN"


@transaction.atomic
def decide(
    of: int,
    chosen: Collection[int],
    *,
    decision_number: str,
    decision_day: date | None,
    signer: str,
    why_not: str,
    by: User,
    at: datetime,
) -> int:
    """Award the chosen and refuse the others that still stand; returns how many are awarded. why_not: for the others.

    Errors: OutsideScope, RoundNotOpen, NothingChosen, DecisionMissing, NominatorDecides, NotReviewed, NomineeMoved
    and those of `awards.require_awardable`.
    """
    held = open_now(of)
    access.require(by, Permission.APPROVE_BOOKS, [held.place_id], at=at)
    if not decision_number.strip() or decision_day is None:
        raise DecisionMissing()
    standing = {
        one.pk: one
        for one in Nomination.objects.filter(round=held, state__in=[State.NOMINATED, State.REVIEWED])
    }
    wanted = set(chosen)
    if not wanted:
        raise NothingChosen()
    if wanted - standing.keys():
        raise NomineeMoved(number=len(wanted - standing.keys()))
    rows = [standing[pk] for pk in sorted(wanted)]
    own = [one for one in rows if one.nominated_by_id == by.pk]
    if own:
        raise NominatorDecides(number=len(own))
    unseen = [one for one in rows if one.state != State.REVIEWED]
    if unseen:
        raise NotReviewed(number=len(unseen))
    awards.require_awardable(
        queries.candidates(rows, held),
        year=held.year,
        highest_only=held.highest_only,
        school_percent=held.school_percent,
        pupils=queries.pupils_of(held),
    )
    Nomination.objects.filter(pk__in=wanted).update(state=State.AWARDED)
    Nomination.objects.filter(pk__in=standing.keys() - wanted).update(state=State.REFUSED, why=clean(why_not))
    AwardRound.objects.filter(pk=held.pk).update(
        state=AwardRound.State.DECIDED,
        decision_number=clean(decision_number),
        decision_day=decision_day,
        signer=clean(signer),
        decided_by=by,
        decided_at=at,
    )
    facts = {"nominations": sorted(wanted), "refused": len(standing) - len(wanted)}
    record("scholarship.decided", held, facts, by=by, at=at)
    return len(wanted)


@transaction.atomic
def take_back_decision(of: int, *, by: User, at: datetime) -> None:
    """While nothing was paid; all that it decided about stands as looked over again.

    Errors: OutsideScope, RoundNotOpen.
    """
    held = hold(of)
    access.require(by, Permission.APPROVE_BOOKS, [held.place_id], at=at)
    if held.state != AwardRound.State.DECIDED:
        raise RoundNotOpen()
    rows = Nomination.objects.filter(round=held)
    rows.filter(state=State.AWARDED).update(state=State.REVIEWED)
    rows.filter(state=State.REFUSED, reviewed_at__isnull=False).update(state=State.REVIEWED, why="")
    rows.filter(state=State.REFUSED, reviewed_at__isnull=True).update(state=State.NOMINATED, why="")
    AwardRound.objects.filter(pk=held.pk).update(
        state=AwardRound.State.OPEN,
        decision_number="",
        decision_day=None,
        signer="",
        decided_by=None,
        decided_at=None,
    )
    record("scholarship.decision_taken_back", held, {"number": rows.count()}, by=by, at=at)
