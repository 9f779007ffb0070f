"""Switching a round to another criteria set from a day on, without touching what was assessed before."""

from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import queries
from khuyenhoc.apps.assessments.actions.cases import require_reason
from khuyenhoc.apps.assessments.models import Assessment, Return
from khuyenhoc.apps.assessments.queries import Effect
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Registration, Round, SetSwitch
from khuyenhoc.domain.criteria.scope import require_holds
from khuyenhoc.domain.days import VIETNAM, day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.workflow import State

_OPEN = (State.SELF_ASSESSED, State.REVIEWED, State.VERIFIED, State.PROPOSED, State.RETURNED)


class SwitchWithoutGrounds(RuleBroken):
    """A switch names the paper it rests on; facts: none."""

    code = "SWITCH_WITHOUT_GROUNDS"


class SwitchOutsideRound(RuleBroken):
    """A switch takes effect today or later, and within the round; facts: day, opens, closes."""

    code = "SWITCH_OUTSIDE_ROUND"


class SwitchChangesNothing(RuleBroken):
    """The set asks in the round already; facts: set."""

    code = "SWITCH_CHANGES_NOTHING"


class SwitchOutOfOrder(RuleBroken):
    """A later switch is recorded for the round, or one on the same day; facts: day."""

    code = "SWITCH_OUT_OF_ORDER"


class RoundDecided(RuleBroken):
    """Everything in the round is decided and nobody can register any more; facts: none."""

    code = "ROUND_DECIDED"


class FollowsParentRound(RuleBroken):
    """A local round takes its set from its parent's; facts: none."""

    code = "FOLLOWS_PARENT_ROUND"


class NoSwitchToUndo(RuleBroken):
    """The round was never switched, or every switch is taken back already; facts: none."""

    code = "NO_SWITCH_TO_UNDO"


class SwitchInUse(RuleBroken):
    """Cases were assessed under the new set, so it can only be switched again; facts: number, set."""

    code = "SWITCH_IN_USE"


@transaction.atomic
def switch_set(
    opened: Round,
    to: CriteriaSetVersion,
    *,
    effective_on: date,
    legal_reference: str,
    reason: str,
    by: User,
    at: datetime,
) -> Effect:
    """Let another set ask in a round and its local rounds from a day on; returns what that does.

    What is assessed keeps its set, points and reasons, whatever state it is in; counts do not change. What is not
    assessed, and what came back, is assessed by the new set from that day on.
    Errors: OutsideScope, SwitchWithoutGrounds, ReasonMissing, SwitchOutsideRound, FollowsParentRound, RoundDecided,
    SwitchChangesNothing, SwitchOutOfOrder, SetDoesNotFit, MoreSpecificSetHolds.
    """
    told, before = _looked_over(
        opened, to, effective_on=effective_on, legal_reference=legal_reference, reason=reason, by=by, at=at
    )
    held = [opened, *rounds.local_rounds(opened)]
    for one in held:
        known = rounds.switches([one.pk])
        asks = known[-1].after_id if known else one.criteria_set_id
        if asks == to.pk and one.pk != opened.pk:
            continue
        _record(
            SetSwitch(
                round=one,
                before_id=asks,
                after=to,
                effective_on=effective_on,
                legal_reference=clean(legal_reference),
                reason=clean(reason),
                switched_by=by.username,
                recorded_at=at,
            )
        )
    audit.record(
        "round.set_switched",
        by=by.username,
        at=at,
        kind="round",
        object_id=opened.pk,
        place_id=opened.place_id,
        cases=[one.registration_id for one in told.in_flight],
        facts={
            "before": before.key,
            "after": to.key,
            "on": effective_on.isoformat(),
            "rounds": [one.pk for one in held],
        },
    )
    return told


def look_over_switch(
    opened: Round,
    to: CriteriaSetVersion,
    *,
    effective_on: date,
    legal_reference: str,
    reason: str,
    by: User,
    at: datetime,
) -> Effect:
    """What `switch_set` would do, or why it would not; nothing is written. Errors: those of `switch_set`."""
    told, _before = _looked_over(
        opened, to, effective_on=effective_on, legal_reference=legal_reference, reason=reason, by=by, at=at
    )
    return told


def _looked_over(
    opened: Round,
    to: CriteriaSetVersion,
    *,
    effective_on: date,
    legal_reference: str,
    reason: str,
    by: User,
    at: datetime,
) -> tuple[Effect, CriteriaSetVersion]:
    """The effect, and the set that asks until then."""
    access.require(by, Permission.OPEN_ROUND, [opened.place_id], at=at, titles=[opened.title])
    if not clean(legal_reference):
        raise SwitchWithoutGrounds()
    require_reason(reason)
    today = day_of(at)
    opens, closes = max(today, opened.registration_from), opened.decide_to
    if not opens <= effective_on <= closes:
        raise SwitchOutsideRound(day=effective_on, opens=opens, closes=closes)
    _require_own_set(opened, today)
    held = [opened, *rounds.local_rounds(opened)]
    _require_undecided(held, effective_on)
    use = rounds.use_of(opened, effective_on, tree=today)
    require_holds(criteria.reach(to), criteria.reaches(opened.title), use)
    before = _next_in(opened, to, effective_on)
    return queries.effect(opened, to, effective_on), before


def _require_own_set(opened: Round, today: date) -> None:
    if opened.parent is None:
        return
    above = {version.place_id for version in places.ancestors(opened.place_id, today)}
    if opened.parent.place_id in above:  # after a reform the parent is the closed place's, which leads nobody
        raise FollowsParentRound()


def _require_undecided(held: list[Round], effective_on: date) -> None:
    ids = [one.pk for one in held]
    waiting = Registration.objects.filter(round__in=ids, withdrawn_at__isnull=True, is_assessed=False)
    still_open = Assessment.objects.filter(round__in=ids, state__in=_OPEN)
    may_register = any(effective_on <= one.registration_to for one in held)
    if not (may_register or waiting.exists() or still_open.exists()):
        raise RoundDecided()


def _next_in(opened: Round, to: CriteriaSetVersion, effective_on: date) -> CriteriaSetVersion:
    """The set that the new one follows."""
    known = rounds.switches([opened.pk])
    if known and known[-1].effective_on >= effective_on:
        raise SwitchOutOfOrder(day=known[-1].effective_on)
    before = known[-1].after if known else opened.criteria_set
    if before.pk == to.pk:
        raise SwitchChangesNothing(set=to.key)
    return before


def _record(switch: SetSwitch) -> None:
    try:
        with transaction.atomic():
            switch.save(force_insert=True)
    except IntegrityError as error:
        raise SwitchOutOfOrder(day=switch.effective_on) from error


@transaction.atomic
def undo_switch(opened: Round, *, reason: str, by: User, at: datetime) -> SetSwitch:
    """Take the round's last switch back, in its local rounds too, as long as nothing was assessed under it.

    It stays on record with who, when and why. Afterwards a round can only be switched again.
    Errors: OutsideScope, ReasonMissing, FollowsParentRound, NoSwitchToUndo, SwitchInUse.
    """
    access.require(by, Permission.OPEN_ROUND, [opened.place_id], at=at, titles=[opened.title])
    require_reason(reason)
    _require_own_set(opened, day_of(at))
    known = rounds.switches([opened.pk])
    if not known:
        raise NoSwitchToUndo()
    last = known[-1]
    ids = [opened.pk, *(one.pk for one in rounds.local_rounds(opened))]
    since = max(last.recorded_at, datetime.combine(last.effective_on, time(), VIETNAM))
    under = {"criteria_set": last.after_id, "entered_at__gte": since}
    used = Assessment.objects.filter(round__in=ids, **under).count()
    used += Return.objects.filter(assessment__round__in=ids, **under).count()
    if used:
        raise SwitchInUse(number=used, set=last.after.key)
    standing = SetSwitch.objects.filter(
        round__in=ids, effective_on=last.effective_on, after=last.after_id, cancelled_at__isnull=True
    )
    if not standing.update(cancelled_at=at, cancelled_by=by.username, cancelled_reason=clean(reason)):
        raise NoSwitchToUndo()
    audit.record(
        "round.set_switch_undone",
        by=by.username,
        at=at,
        kind="round",
        object_id=opened.pk,
        place_id=opened.place_id,
        facts={"before": last.before.key, "after": last.after.key, "on": last.effective_on.isoformat()},
    )
    last.refresh_from_db()
    return last
