"""Finding people who sign in."""

from collections.abc import Iterable
from typing import TypeAlias

from khuyenhoc.apps.accounts.models import User

Account: TypeAlias = User  # what pages call the person who signed in; they touch no models


def by_username(username: str) -> User | None:
    return User.objects.filter(username=username.strip().lower()).first()


def by_usernames(usernames: Iterable[str]) -> dict[str, User]:
    return {user.username: user for user in User.objects.filter(username__in=[*usernames])}


def has_real() -> bool:
    """Whether anybody has an account that was not made up for a demonstration."""
    return User.objects.filter(is_sample=False).exists()
