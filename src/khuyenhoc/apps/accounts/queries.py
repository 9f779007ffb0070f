"""Finding people who sign in."""

from collections.abc import Iterable
from typing import TypeAlias

from khuyenhoc.apps.accounts.models import User

Account: TypeAlias = User  # what pages call the person who signed in; they touch no models


def by_username(username: str) -> User | None:
    return User.objects.filter(username=username.strip().lower()).first()


def by_usernames(usernames: Iterable[str]) -> dict[str, User]:
    return {user.username: user for user in User.objects.filter(username__in=[*usernames])}
