"""Inviting somebody by a code read aloud, and taking the invitation up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from khuyenhoc.apps.access import queries
from khuyenhoc.apps.access.actions.granting import (
    GrantsToSelf,
    NewGrant,
    end,
    give_invited,
    require_may_give,
)
from khuyenhoc.apps.access.models import Grant, Invitation
from khuyenhoc.apps.access.queries import InvitationNotInForce, OutsideScope
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.short_codes import POSSIBLE, short_code
from khuyenhoc.domain.text import clean

GOOD_FOR = 14  # days
HANDED_OVER = "Bàn giao"


class InvitedNobody(RuleBroken):
    """An invitation without a name; facts: none."""

    code = "INVITED_NOBODY"


@dataclass(frozen=True, slots=True)
class Invited:
    """code: to be read aloud now; it cannot be read back later."""

    invitation: Invitation
    code: str


@transaction.atomic
def invite(
    full_name: str,
    role: Role,
    place: int,
    *,
    valid_from: date,
    draw: Callable[[int], int],
    by: User,
    at: datetime,
    valid_to: date | None = None,
    titles: tuple[str, ...] = (),
    replaces: int | None = None,
) -> Invited:
    """Offer a role to whoever will type the code within two weeks.

    replaces: the grant that the new one takes over; its role, place and titles must be the same. draw: a number
    at random from 0 up to the one it is given, `secrets.randbelow`.
    Errors: InvitedNobody, RoleNotGiven, OutsideScope.
    """
    told = clean(full_name)
    if not told:
        raise InvitedNobody()
    require_may_give([(role, place, titles)], by=by, at=at)
    if replaces is not None and not Grant.objects.filter(pk=replaces, role=role, place=place).exists():
        raise OutsideScope(permission=role.value)
    code = short_code(draw(POSSIBLE))
    made = Invitation.objects.create(
        role=role,
        place_id=place,
        titles=list(titles),
        full_name=told,
        valid_from=valid_from,
        valid_to=valid_to,
        replaces_id=replaces,
        digest=queries.invitation_digest(code),
        expires_on=day_of(at) + timedelta(days=GOOD_FOR),
        made_by=by,
        recorded_at=at,
    )
    audit.record(
        "grant.offered",
        by=by.username,
        at=at,
        kind="invitation",
        object_id=made.pk,
        place_id=place,
        facts={"role": role.value, "replaces": replaces},
    )
    return Invited(made, code)


@transaction.atomic
def withdraw_invitation(invitation_id: int, *, by: User, at: datetime) -> None:
    """Make an invitation useless. Errors: Invitation.DoesNotExist, OutsideScope, InvitationNotInForce."""
    made = Invitation.objects.get(pk=invitation_id)
    require_may_give([(Role(made.role), made.place_id, made.titles)], by=by, at=at)
    unused = Invitation.objects.filter(pk=made.pk, used_at__isnull=True, withdrawn_at__isnull=True)
    if not unused.update(withdrawn_at=at):
        raise InvitationNotInForce()
    audit.record(
        "grant.offer_withdrawn",
        by=by.username,
        at=at,
        kind="invitation",
        object_id=made.pk,
        place_id=made.place_id,
    )


@transaction.atomic
def accept(typed: str, *, by: User, at: datetime) -> Grant:
    """Take up an invitation: the grant begins, and the one it replaces ends with the same day.

    Whoever asks limits how often a code may be tried.
    Errors: CodeUnsound, InvitationNotInForce, GrantsToSelf, GrantEnded when somebody else took the work over.
    """
    today = day_of(at)
    made = queries.invitation(typed, on=today)
    if made.made_by_id == by.pk:
        raise GrantsToSelf()
    try:
        require_may_give([(Role(made.role), made.place_id, made.titles)], by=made.made_by, at=at)
    except OutsideScope as error:  # whoever invited may not any more
        raise InvitationNotInForce() from error
    begins = max(made.valid_from, today)
    if made.valid_to is not None and made.valid_to <= begins:
        raise InvitationNotInForce()
    if made.replaces is not None:
        end(made.replaces, on=begins, reason=HANDED_OVER, by=made.made_by.username)
    new = NewGrant(by, Role(made.role), made.place_id, begins, made.valid_to, tuple(made.titles))
    given = give_invited(new, by=made.made_by.username, at=at)
    unused = Invitation.objects.filter(pk=made.pk, used_at__isnull=True, withdrawn_at__isnull=True)
    if not unused.update(used_at=at, grant=given):
        raise InvitationNotInForce()
    audit.record(
        "grant.taken_up",
        by=by.username,
        at=at,
        kind="invitation",
        object_id=made.pk,
        place_id=made.place_id,
        facts={"grant": given.pk},
    )
    return given
