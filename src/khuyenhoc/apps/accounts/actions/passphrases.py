"""What an account's owner changes of it, and what is done to it from outside: passphrase, name, sessions, lock."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from khuyenhoc.apps.accounts.models import Token, User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.text import clean


class SampleAccountFixed(RuleBroken):
    """An account of the demonstration is everybody's: its passphrase and second step stay; facts: none."""

    code = "SAMPLE_ACCOUNT_FIXED"


class AccountLocked(RuleBroken):
    """The account is locked, nobody signs in to it; facts: none."""

    code = "ACCOUNT_LOCKED"


def require_own(user: User) -> None:
    """Errors: SampleAccountFixed, AccountLocked."""
    if user.is_sample:
        raise SampleAccountFixed()
    if not user.is_active:
        raise AccountLocked()


@transaction.atomic
def describe(user: User, *, full_name: str, language: str, at: datetime) -> None:
    """The name others read, and the language of the pages where no choice is kept in the browser.

    An account of the demonstration is everybody's and stays as it is.
    """
    if user.is_sample:
        return
    kept = clean(full_name) or user.full_name
    User.objects.filter(pk=user.pk).update(full_name=kept, language=language)
    user.full_name, user.language = kept, language
    record("account.described", user, by=user.username, at=at)


@transaction.atomic
def change_passphrase(user: User, passphrase: str, *, at: datetime) -> None:
    """By its owner, whose old passphrase the caller asked for; every other session ends.

    Errors: SampleAccountFixed, AccountLocked.
    """
    require_own(user)
    _put(user, passphrase, by="", is_told=True, at=at)
    record("passphrase.changed", user, by=user.username, at=at)


@transaction.atomic
def put_passphrase(user: User, passphrase: str, *, given_by: str, by: str, at: datetime) -> None:
    """Set anew without the old one: by a code somebody gave, or from the server's own command line.

    The account's tokens end: whoever came into it before may have made them.
    given_by: whose name the owner reads at the next sign-in. Errors: SampleAccountFixed, AccountLocked.
    """
    require_own(user)
    _put(user, passphrase, by=given_by, is_told=False, at=at)
    Token.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=at)
    record("passphrase.reset", user, by=by, at=at)


@transaction.atomic
def tell_of_reset(user: User) -> bool:
    """Whether the owner has still to be told that the passphrase was set anew; from now on they have been."""
    return bool(User.objects.filter(pk=user.pk, passphrase_told=False).update(passphrase_told=True))


@transaction.atomic
def sign_out_elsewhere(user: User, *, at: datetime) -> None:
    """End every session and forget every remembered device; the caller renews its own session's hash."""
    end_sessions(user)
    record("account.signed_out_elsewhere", user, by=user.username, at=at)


@transaction.atomic
def lock(user: User, *, by: str, at: datetime) -> None:
    """Nobody signs in to the account any more, and whoever is inside is out."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    end_sessions(user)
    record("account.locked", user, by=by, at=at)


@transaction.atomic
def unlock(user: User, *, by: str, at: datetime) -> None:
    User.objects.filter(pk=user.pk).update(is_active=True)
    record("account.unlocked", user, by=by, at=at)


def end_sessions(user: User) -> None:
    """A part of the deeds after which sessions of before are worth nothing; brings `user` up to date."""
    User.objects.filter(pk=user.pk).update(sign_outs=F("sign_outs") + 1)
    user.refresh_from_db(fields=["sign_outs"])


def record(deed: str, user: User, *, by: str, at: datetime, facts: dict[str, int] | None = None) -> None:
    audit.record(deed, by=by, at=at, kind="account", object_id=user.pk, facts=facts or {})


def _put(user: User, passphrase: str, *, by: str, is_told: bool, at: datetime) -> None:
    user.password = make_password(passphrase)
    user.passphrase_at, user.passphrase_by, user.passphrase_told = at, by, is_told
    user.save(update_fields=["password", "passphrase_at", "passphrase_by", "passphrase_told"])
    end_sessions(user)
