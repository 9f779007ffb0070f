"""Giving and ending grants."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries
from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.domain.roles import Permission, Role


@dataclass(frozen=True, slots=True)
class NewGrant:
    user: User
    role: Role
    place: int
    valid_from: date
    valid_to: date | None = None
    titles: tuple[str, ...] = ()


@transaction.atomic
def grant(grants: Sequence[NewGrant], *, by: User, at: datetime) -> list[Grant]:
    """Give roles inside the giver's own scope. Errors: OutsideScope."""
    queries.require(by, Permission.GRANT, {new.place for new in grants}, at=at)
    return _give(grants, by=by.username, at=at)


@transaction.atomic
def grant_first(user: User, place: int, *, valid_from: date, by: str, at: datetime) -> Grant:
    """The centre's first grant, given from the server's own command line, where nobody is signed in."""
    return _give([NewGrant(user, Role.CENTRE, place, valid_from)], by=by, at=at)[0]


def _give(grants: Iterable[NewGrant], *, by: str, at: datetime) -> list[Grant]:
    given = Grant.objects.bulk_create(
        Grant(
            user=new.user,
            role=new.role,
            place_id=new.place,
            titles=list(new.titles),
            valid_from=new.valid_from,
            valid_to=new.valid_to,
            granted_by=by,
            recorded_at=at,
        )
        for new in grants
    )
    audit.record("grants.given", by=by, at=at, kind="grant", facts={"grants": [g.pk for g in given]})
    return given
