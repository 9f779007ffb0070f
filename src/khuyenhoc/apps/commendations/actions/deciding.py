"""A second person decides on what was proposed: all of it, or part with the reasons for the rest."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.commendations.models import Commendation, Decision
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.praise import Standing
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean
from khuyenhoc.storing import among


class CommendsUnproposed(RuleBroken):
    """Some wait for no decision here any more: decided meanwhile, withdrawn, or of another place; facts: number."""

    code = "COMMENDS_UNPROPOSED"


class CommendsOwnProposal(RuleBroken):
    """Nobody decides on what they proposed; facts: number."""

    code = "COMMENDS_OWN_PROPOSAL"


class RefusedWithoutReason(RuleBroken):
    """A name that is not commended is told why; facts: none."""

    code = "REFUSED_WITHOUT_REASON"


class NumberGiven(RuleBroken):
    """Another commending decision of the place and year has the number; facts: number, year."""

    code = "COMMENDING_NUMBER_GIVEN"


class SignedOnDayToCome(RuleBroken):
    """A decision is noted once it is signed; facts: day."""

    code = "COMMENDED_ON_DAY_TO_COME"


@transaction.atomic
def decide(
    place: int,
    year: int,
    grant: Collection[int],
    refuse: Mapping[int, str],
    *,
    number: str,
    signed_on: date,
    giver: str,
    signer: str,
    signer_name: str = "",
    by: User,
    at: datetime,
) -> Decision | None:
    """Commend some of what waits and refuse some (commendation → why); the rest goes on waiting.

    place: who decides; what was proposed below it is its to decide as well. signer: the post; signer_name: as it is
    printed, may be left out.

    Returns the decision; None where all are refused. Errors: OutsideScope, SignedOnDayToCome, CommendsUnproposed,
    CommendsOwnProposal, RefusedWithoutReason, NumberGiven.
    """
    access.require(by, Permission.APPROVE_BOOKS, [place], at=at)
    if signed_on > day_of(at):
        raise SignedOnDayToCome(day=signed_on)
    wanted = {*grant, *refuse}
    waiting = Commendation.objects.filter(
        among("pk", wanted),
        place__in=places.ids_below(place, day_of(at), with_custody=True),
        year=year,
        standing=Standing.PROPOSED,
    )
    found = list(waiting.order_by("pk").select_for_update(no_key=True))
    if not wanted or len(found) < len(wanted) or set(grant) & refuse.keys():
        raise CommendsUnproposed(number=len(wanted) - len(found))
    if own := [one for one in found if one.proposed_by_id == by.pk]:
        raise CommendsOwnProposal(number=len(own))
    if any(not clean(why) for why in refuse.values()):
        raise RefusedWithoutReason()
    decision = None
    if grant:
        paper = {"giver": clean(giver), "signer": clean(signer), "signer_name": clean(signer_name)}
        decision = _decision(
            place, year, clean(number), {**paper, "signed_on": signed_on, "decided_by": by, "decided_at": at}
        )
        Commendation.objects.filter(among("pk", set(grant))).update(
            standing=Standing.GRANTED,
            decision=decision,
            settled_by=by,
            settled_at=at,
            revision=F("revision") + 1,
        )
    for pk, why in refuse.items():
        Commendation.objects.filter(pk=pk).update(
            standing=Standing.REFUSED,
            why_not=clean(why),
            settled_by=by,
            settled_at=at,
            revision=F("revision") + 1,
        )
    audit.record(
        "commendation.decided",
        by=by.username,
        at=at,
        kind="commendation",
        object_id=decision.pk if decision else None,
        place_id=place,
        facts={"granted": sorted(grant), "refused": sorted(refuse), "year": year},
    )
    return decision


def _decision(place: int, year: int, number: str, paper: Mapping[str, Any]) -> Decision:
    decision, is_new = Decision.objects.get_or_create(
        place_id=place, year=year, number=number, defaults=paper
    )
    if not is_new:
        raise NumberGiven(number=number, year=year)
    return decision
