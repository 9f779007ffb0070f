"""Finding people who sign in."""

from collections.abc import Iterable
from typing import TypeAlias

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.domain.text import search_key

Account: TypeAlias = User  # what pages call the person who signed in; they touch no models


def by_username(username: str) -> User | None:
    return User.objects.filter(username=username.strip().lower()).first()


def by_usernames(usernames: Iterable[str]) -> dict[str, User]:
    return {user.username: user for user in User.objects.filter(username__in=[*usernames])}


def has_real() -> bool:
    """Whether anybody has an account that was not made up for a demonstration."""
    return User.objects.filter(is_sample=False).exists()


def free_username(full_name: str) -> str:
    """A sign-in name made from a name, that nobody has: "Mẫu Thị Sáng" → "sang.mau", else "sang.mau2" …"""
    words = search_key(full_name).split()
    name = ".".join([words[-1], words[0]] if len(words) > 1 else words) or "hoi.vien"
    taken = set(User.objects.filter(username__startswith=name).values_list("username", flat=True))
    return next(one for one in (name, *(f"{name}{n}" for n in range(2, len(taken) + 3))) if one not in taken)
