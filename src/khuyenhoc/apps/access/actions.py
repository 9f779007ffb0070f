"""Giving and ending grants."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from khuyenhoc.apps.access import queries
from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import Permission, Role
from khuyenhoc.domain.titles import Title


class GrantsToSelf(RuleBroken):
    """Nobody gives themselves a role: who hands out work may not decide on it too. facts: none."""

    code = "GRANTS_TO_SELF"


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
    """Give others roles inside the giver's own scope, of places and of titles.

    Errors: GrantsToSelf, OutsideScope.
    """
    if any(new.user == by for new in grants):
        raise GrantsToSelf()
    places: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for new in grants:
        places[new.titles or tuple(Title)].add(new.place)
    for titles, there in places.items():
        queries.require(by, Permission.GRANT, there, at=at, titles=titles)
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


def lapse(
    heirs: Mapping[int, int], *, on: date, renew: bool, by: str, at: datetime
) -> tuple[list[int], list[int]]:
    """Grants on closed places end with them; returns (ids that ended, ids given instead).

    heirs: closed place → the place after it. renew: give the same person the same role and titles there from
    the day on, unless they have them. A grant that was to begin later ends after its first day. Only apps.reform
    calls it, inside its transaction.
    """
    open_then = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), place__in=heirs)
    ended = list(open_then.order_by("pk"))
    Grant.objects.filter(pk__in=[one.pk for one in ended], valid_from__lt=on).update(valid_to=on)
    for one in ended:
        if one.valid_from >= on:
            Grant.objects.filter(pk=one.pk).update(valid_to=one.valid_from + timedelta(days=1))
    fresh: dict[tuple[int, str, int, tuple[str, ...]], Grant] = {}
    if renew:
        there = Grant.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), place__in=set(heirs.values())
        )
        known = {(one.user_id, one.role, one.place_id, tuple(one.titles)) for one in there}
        for one in ended:
            key = (one.user_id, one.role, heirs[one.place_id], tuple(one.titles))
            if key not in known:
                fresh[key] = Grant(
                    user_id=one.user_id,
                    role=one.role,
                    place_id=heirs[one.place_id],
                    titles=one.titles,
                    valid_from=max(on, one.valid_from),
                    valid_to=one.valid_to,
                    granted_by=by,
                    recorded_at=at,
                )
    given = Grant.objects.bulk_create(fresh.values())
    return [one.pk for one in ended], [one.pk for one in given]
