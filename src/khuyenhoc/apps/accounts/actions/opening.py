"""Making accounts."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.domain.errors import RuleBroken


class UsernameTaken(RuleBroken):
    """Somebody has this sign-in name already; facts: username."""

    code = "USERNAME_TAKEN"


@transaction.atomic
def open_account(username: str, full_name: str, *, passphrase: str, at: datetime) -> User:
    """An account somebody makes for themselves. Errors: UsernameTaken."""
    name = username.strip().lower()
    if User.objects.filter(username=name).exists():
        raise UsernameTaken(username=name)
    return open_accounts([(name, full_name)], passphrase=passphrase, by=name, at=at)[0]


@transaction.atomic
def open_accounts(
    people: Sequence[tuple[str, str]],
    *,
    passphrase: str | None = None,
    is_sample: bool = False,
    by: str,
    at: datetime,
) -> list[User]:
    """Accounts for (username, full name) pairs; without a passphrase they cannot sign in.

    Usernames are folded to lower case; one that exists already is refused by the database.
    """
    # one hash for the list: they share the passphrase anyhow, and each hash takes a quarter of a second
    shared = None if passphrase is None else make_password(passphrase)
    accounts = User.objects.bulk_create(
        User(
            username=username.strip().lower(),
            full_name=full_name,
            password=make_password(None) if shared is None else shared,
            is_sample=is_sample,
        )
        for username, full_name in people
    )
    audit.record(
        "accounts.opened",
        by=by,
        at=at,
        kind="account",
        facts={"accounts": [account.pk for account in accounts]},
    )
    return accounts
