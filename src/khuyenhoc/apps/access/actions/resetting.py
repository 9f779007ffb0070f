"""Letting somebody who forgot their passphrase set a new one, by a code read aloud."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from khuyenhoc.apps.access import queries
from khuyenhoc.apps.access.actions.granting import RoleNotGiven, require_may_give
from khuyenhoc.apps.access.models import Grant, PassphraseReset
from khuyenhoc.apps.access.queries import OutsideScope, ResetNotInForce
from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.short_codes import POSSIBLE, short_code

GOOD_FOR = timedelta(days=1)


class AccountOutOfReach(RuleBroken):
    """The account's owner holds work that the person may not give; facts: none."""

    code = "ACCOUNT_OUT_OF_REACH"


@dataclass(frozen=True, slots=True)
class Offered:
    """code: to be read aloud now; it cannot be read back later."""

    reset: PassphraseReset
    code: str


@transaction.atomic
def offer_reset(grant_id: int, *, draw: Callable[[int], int], by: User, at: datetime) -> Offered:
    """A code for whoever holds the grant; codes of before are worth nothing. draw: `secrets.randbelow`.

    Errors: Grant.DoesNotExist, AccountOutOfReach, SampleAccountFixed, AccountLocked.
    """
    held = _reached(grant_id, by=by, at=at)
    _withdraw(held.user, at)
    code = short_code(draw(POSSIBLE))
    made = PassphraseReset.objects.create(
        user=held.user,
        grant=held,
        digest=queries.reset_digest(code),
        expires_at=at + GOOD_FOR,
        made_by=by,
        recorded_at=at,
    )
    _record("passphrase.reset_offered", made, by=by, at=at)
    return Offered(made, code)


@transaction.atomic
def take_reset(typed: str, passphrase: str, *, at: datetime) -> User:
    """Set the new passphrase of the account whose code this is; whoever gave the code must still be allowed to.

    Whoever asks limits how often a code may be tried.
    Errors: CodeUnsound, ResetNotInForce, SampleAccountFixed, AccountLocked.
    """
    made = queries.reset(typed, at=at)
    try:
        require_reach(made.user, by=made.made_by, at=at)
    except AccountOutOfReach as error:
        raise ResetNotInForce() from error
    unused = PassphraseReset.objects.filter(pk=made.pk, used_at__isnull=True, withdrawn_at__isnull=True)
    if not unused.update(used_at=at):
        raise ResetNotInForce()
    giver = made.made_by
    accounts.put_passphrase(
        made.user, passphrase, given_by=f"{giver} ({giver.username})", by=made.user.username, at=at
    )
    _record("passphrase.reset_taken", made, by=made.user, at=at)
    return made.user


@transaction.atomic
def drop_second_step(grant_id: int, *, by: User, at: datetime) -> User:
    """For whoever holds the grant and lost telephone and printed codes; the passphrase stays as it is.

    Errors: Grant.DoesNotExist, AccountOutOfReach, SampleAccountFixed, AccountLocked.
    """
    held = _reached(grant_id, by=by, at=at)
    accounts.drop_second_step(held.user, by=by.username, at=at)
    return held.user


def _reached(grant_id: int, *, by: User, at: datetime) -> Grant:
    held = queries.given(grant_id, by=by, on=day_of(at))
    if by.is_sample or held.user.is_sample:
        raise accounts.SampleAccountFixed()
    if not held.user.is_active:
        raise accounts.AccountLocked()
    require_reach(held.user, by=by, at=at)
    return held


def require_reach(user: User, *, by: User, at: datetime) -> None:
    """Everything the other holds, now or later, is something the person may give.

    Otherwise a commune could take over the account of somebody who also works for the province.
    Errors: AccountOutOfReach.
    """
    on = day_of(at)
    held = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), user=user)
    if user == by:
        raise AccountOutOfReach()
    try:
        require_may_give([(Role(one.role), one.place_id, one.titles) for one in held], by=by, at=at)
    except (RoleNotGiven, OutsideScope) as error:
        raise AccountOutOfReach() from error


def _withdraw(user: User, at: datetime) -> None:
    unused = PassphraseReset.objects.filter(user=user, used_at__isnull=True, withdrawn_at__isnull=True)
    unused.update(withdrawn_at=at)


def _record(deed: str, made: PassphraseReset, *, by: User, at: datetime) -> None:
    audit.record(
        deed,
        by=by.username,
        at=at,
        kind="account",
        object_id=made.user_id,
        place_id=made.grant.place_id,
        facts={"reset": made.pk, "made_by": made.made_by_id},
    )
