"""The accounts of a demonstration, which anybody may enter."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q

from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Role


@dataclass(frozen=True, slots=True)
class SampleSignIn:
    """An account made up for a demonstration, with the role and place it stands for."""

    username: str
    full_name: str
    role: Role
    place: str


def sample_sign_ins(on: date) -> list[SampleSignIn]:
    """The first sample account of each role that can sign in, from the hamlet up; none among real accounts."""
    first: dict[str, Grant] = {}
    held = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        valid_from__lte=on,
        user__is_sample=True,
        user__is_active=True,
    ).exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    for one in held.select_related("user").order_by("pk"):
        first.setdefault(one.role, one)
    return [
        SampleSignIn(
            username=first[role].user.username,
            full_name=first[role].user.full_name,
            role=role,
            place=places.label(first[role].place_id, on),
        )
        for role in Role
        if role in first
    ]


def sample_account(username: str, on: date) -> User | None:
    """The account behind one of `sample_sign_ins`; None for any other name."""
    if username not in {one.username for one in sample_sign_ins(on)}:
        return None
    return User.objects.filter(username=username, is_sample=True).first()
