"""Tokens: with one of them a program reads figures in its owner's name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from khuyenhoc.apps.accounts import queries
from khuyenhoc.apps.accounts.actions.passphrases import AccountLocked, record
from khuyenhoc.apps.accounts.models import Token, User
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.tokens import ENDING, MOST_DAYS, POSSIBLE, token_of

MOST = 10  # good ones of one person
SEEN_ANEW = timedelta(minutes=10)  # a reading program would else write a row with every request


class TokenNameless(RuleBroken):
    """A token has to be named, so that its owner knows later what reads with it; facts: none."""

    code = "TOKEN_NAMELESS"


class TokenTooLong(RuleBroken):
    """A token is good for a day at least and not for ever; facts: most (days)."""

    code = "TOKEN_TOO_LONG"


class TokensTooMany(RuleBroken):
    """The person has as many good tokens as one may have; facts: most."""

    code = "TOKENS_TOO_MANY"


@dataclass(frozen=True, slots=True)
class Made:
    """text: the token, to be shown now; it cannot be read back later."""

    token: Token
    text: str


@transaction.atomic
def make_token(user: User, *, name: str, days: int, draw: Callable[[int], int], at: datetime) -> Made:
    """A token by its owner, good for so many days. draw: a number at random below the one given, `secrets.randbelow`.

    Errors: AccountLocked, TokenNameless, TokenTooLong, TokensTooMany.
    """
    if not user.is_active:
        raise AccountLocked()
    told = clean(name)[:100]
    if not told:
        raise TokenNameless()
    if not 1 <= days <= MOST_DAYS:
        raise TokenTooLong(most=MOST_DAYS)
    # the owner's row is locked first: two presses at once do not make one too many
    User.objects.select_for_update().get(pk=user.pk)
    if len([one for one in queries.tokens(user) if queries.is_good(one, at)]) >= MOST:
        raise TokensTooMany(most=MOST)
    text = token_of(draw(POSSIBLE))
    made = Token.objects.create(
        user=user,
        name=told,
        digest=queries.token_digest(text),
        ending=text[-ENDING:],
        recorded_at=at,
        expires_on=day_of(at) + timedelta(days=days),
    )
    record("token.made", user, by=user.username, at=at, facts={"token": made.pk, "days": days})
    return Made(made, text)


@transaction.atomic
def revoke_token(user: User, token: int, *, at: datetime) -> Token:
    """From now on it opens nothing; one revoked before stays so. Errors: Token.DoesNotExist for another's."""
    held = Token.objects.get(pk=token, user=user)
    if Token.objects.filter(pk=held.pk, revoked_at__isnull=True).update(revoked_at=at):
        record("token.revoked", user, by=user.username, at=at, facts={"token": held.pk})
        held.revoked_at = at
    return held


def used(token: Token, *, at: datetime) -> None:
    """Remember that something read with it, to some minutes."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=at - SEEN_ANEW)
    if token.last_used_at is None or token.last_used_at < at - SEEN_ANEW:
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=at)
