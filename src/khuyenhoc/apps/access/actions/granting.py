"""Giving and ending grants, and handing them over."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from khuyenhoc.apps.access import queries
from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.roles import TO_GIVE, Permission, Role
from khuyenhoc.domain.text import clean
from khuyenhoc.domain.titles import Title


class GrantsToSelf(RuleBroken):
    """Nobody gives themselves a role: who hands out work may not decide on it too. facts: none."""

    code = "GRANTS_TO_SELF"


class RoleNotGiven(RuleBroken):
    """Nobody gives this role by a grant: the centre's comes from the server's own command line. facts: role."""

    code = "ROLE_NOT_GIVEN"


class GrantEnded(RuleBroken):
    """The grant has ended already, or another ended it meanwhile; facts: none."""

    code = "GRANT_ENDED"


class EndedWithoutReason(RuleBroken):
    """A grant is to end before its time and nobody said why; facts: none."""

    code = "ENDED_WITHOUT_REASON"


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
    """Give others roles inside the giver's own scope, of places and of titles, and below the giver's own.

    Errors: GrantsToSelf, RoleNotGiven, OutsideScope.
    """
    if any(new.user == by for new in grants):
        raise GrantsToSelf()
    require_may_give([(new.role, new.place, new.titles) for new in grants], by=by, at=at)
    return _give(grants, by=by.username, at=at)


def require_may_give(wanted: Iterable[tuple[Role, int, Collection[str]]], *, by: User, at: datetime) -> None:
    """wanted: (role, place, titles; empty for all). Errors: RoleNotGiven, OutsideScope."""
    places: dict[tuple[Permission, tuple[str, ...]], set[int]] = defaultdict(set)
    for role, place, titles in wanted:
        if role not in TO_GIVE:
            raise RoleNotGiven(role=role.value)
        places[TO_GIVE[role], tuple(titles) or tuple(Title)].add(place)
    for (permission, titles), there in places.items():
        queries.require(by, permission, there, at=at, titles=titles)


@transaction.atomic
def end_grant(grant_id: int, *, on: date, reason: str, by: User, at: datetime) -> Grant:
    """End somebody's grant with the day before `on`; a grant that had not begun never holds.

    Errors: Grant.DoesNotExist, RoleNotGiven, OutsideScope, EndedWithoutReason, GrantEnded.
    """
    held = Grant.objects.get(pk=grant_id)
    require_may_give([(Role(held.role), held.place_id, held.titles)], by=by, at=at)
    told = clean(reason)
    if not told:
        raise EndedWithoutReason()
    end(held, on=on, reason=told, by=by.username)
    audit.record(
        "grant.ended",
        by=by.username,
        at=at,
        kind="grant",
        object_id=held.pk,
        place_id=held.place_id,
        facts={"on": on.isoformat()},
    )
    return held


def end(held: Grant, *, on: date, reason: str, by: str) -> None:
    """A part of the deeds that end a grant and that check who may. Errors: GrantEnded."""
    day = max(on, held.valid_from + timedelta(days=1))
    still = Grant.objects.filter(pk=held.pk).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    if not still.update(valid_to=day, ended_by=by, ended_reason=reason):
        raise GrantEnded()
    held.valid_to = day


@transaction.atomic
def grant_first(user: User, place: int, *, valid_from: date, by: str, at: datetime) -> Grant:
    """The centre's first grant, given from the server's own command line, where nobody is signed in."""
    return _give([NewGrant(user, Role.CENTRE, place, valid_from)], by=by, at=at)[0]


@transaction.atomic
def grant_card_holder(user: User, place: int, *, by: str, at: datetime) -> Grant:
    """The grant of the account in whose name citizens fill in their own forms; a part of cards.actions.holder."""
    return _give([NewGrant(user, Role.CARD_HOLDER, place, day_of(at))], by=by, at=at)[0]


def give_invited(new: NewGrant, *, by: str, at: datetime) -> Grant:
    """A part of `inviting.accept`, which checks that whoever invited still may."""
    return _give([new], by=by, at=at)[0]


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
