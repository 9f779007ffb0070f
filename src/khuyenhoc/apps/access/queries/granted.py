"""The one predicate of scope: which places a person may see or act in, on a day.

Rows, counts, drop-downs, exports and background results all ask here. Scope follows the tree of the day, and
custody: who answers today for a closed place sees what happened there.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Model, Q, QuerySet

from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import Place, PlaceVersion
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import subtree
from khuyenhoc.domain.roles import PERMISSIONS, Permission, Role, roles_with
from khuyenhoc.storing import among_column

M = TypeVar("M", bound=Model)


class OutsideScope(RuleBroken):
    """The person holds no grant for this deed there; pages answer as if it did not exist. facts: permission."""

    code = "OUTSIDE_SCOPE"


@dataclass(frozen=True, slots=True)
class Scope:
    """The places of one person's grants on one day, each with the titles it is limited to (empty: all)."""

    on: date
    granted: tuple[tuple[int, frozenset[str]], ...]

    def __bool__(self) -> bool:
        return bool(self.granted)

    def matching(self, place: str = "place", title: str | None = "title") -> Q:
        """The condition on rows: `place` names their place column, `title` their title column if they have one."""
        if not self.granted:
            return Q(pk__in=[])
        return reduce(or_, (self._one(where, titles, place, title) for where, titles in self.granted))

    def _one(self, where: int, titles: frozenset[str], place: str, title: str | None) -> Q:
        inside = Q(**{f"{place}__in": places.ids_below(where, self.on, with_custody=True)})
        return inside & Q(**{f"{title}__in": sorted(titles)}) if titles and title else inside


def grants_of(user: User, on: date) -> QuerySet[Grant]:
    """The person's grants that hold on the day, in the order they were given; an inactive account has none."""
    if not user.is_active:
        return Grant.objects.none()
    return Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), user=user, valid_from__lte=on
    ).order_by("pk")


def roles_of(user: User, on: date) -> list[tuple[Role, int]]:
    """(role, place) of each grant that holds on the day."""
    return [(Role(role), place) for role, place in grants_of(user, on).values_list("role", "place")]


def scope(user: User, on: date, permission: Permission = Permission.SEE) -> Scope:
    """Where the person holds the permission on the day.

    A grant lapses with its place, unless it was given for the closed place after that; one for a place that is
    still to come holds nothing yet.
    """
    if not user.is_active:
        return Scope(on, ())
    day = connection.ops.adapt_datefield_value(on)
    roles = [role.value for role in roles_with(permission)]
    with (
        connection.cursor() as cursor
    ):  # asked in every deed: the same in Django's words takes ten times as long
        cursor.execute(
            _GRANTS.format(", ".join(["%s"] * len(roles)) or "NULL"), [user.pk, day, day, day, *roles]
        )
        rows = cursor.fetchall()
    held = {  # of several versions of a place the latest begun one comes last and stays
        pk: (place, frozenset(json.loads(titles)), _day(since), _day(ends))
        for pk, place, titles, since, ends in rows
    }
    return Scope(
        on,
        tuple(
            (place, titles)
            for place, titles, since, ends in held.values()
            if since is not None and _holds(ends, since, on)
        ),
    )


_GRANTS = (
    "SELECT access_grant.id, access_grant.place_id, access_grant.titles, access_grant.valid_from, "
    "places_placeversion.valid_to FROM access_grant "
    "JOIN places_placeversion ON places_placeversion.place_id = access_grant.place_id "
    "WHERE access_grant.user_id = %s AND access_grant.valid_from <= %s "
    "AND (access_grant.valid_to IS NULL OR access_grant.valid_to > %s) AND places_placeversion.valid_from <= %s "
    "AND access_grant.role IN ({}) ORDER BY access_grant.id, places_placeversion.valid_from"
)


def _day(told: date | str | None) -> date | None:
    """SQLite keeps days as text."""
    return date.fromisoformat(told) if isinstance(told, str) else told


def _holds(place_ends: date | None, granted_since: date, on: date) -> bool:
    return place_ends is None or place_ends > on or granted_since >= place_ends


def visible(
    rows: QuerySet[M], user: User, on: date, *, place: str = "place", title: str | None = "title"
) -> QuerySet[M]:
    """The rows the person may see."""
    return rows.filter(scope(user, on).matching(place, title))


def require(
    by: User, permission: Permission, place_ids: Iterable[int], *, at: datetime, titles: Collection[str] = ()
) -> None:
    """Every place lies where the person holds the permission for every title named.

    Errors: OutsideScope; it says nothing about what exists there.
    """
    wanted = set(place_ids)
    found = scope(by, day_of(at), permission)
    own = {where: wanted & {where} for where, _ in found.granted}  # most deeds need no more
    named = list(titles) or [""]
    if not wanted or not (
        _reaches(found, own, wanted, named) or _reaches(found, _below(found, wanted), wanted, named)
    ):
        raise OutsideScope(permission=permission.value)


def _reaches(found: Scope, inside: Mapping[int, set[int]], wanted: set[int], titles: Collection[str]) -> bool:
    """Whether the grants that hold for each title have every place inside them."""
    return all(
        wanted
        <= {
            place
            for where, limited_to in found.granted
            if not title or not limited_to or title in limited_to
            for place in inside[where]
        }
        for title in titles
    )


def _below(found: Scope, wanted: set[int]) -> dict[int, set[int]]:
    """Granted place → which of the places `places.ids_below` has, custody included, asked for all at once."""
    granted = {where for where, _ in found.granted}
    paths = _paths(wanted | granted, found.on)
    lines = [(place, paths[place]) for place in wanted if place in paths]
    answering = _asked(_CUSTODIANS, wanted, found.on)
    if answering:
        above = _paths({custodian for _, custodian in answering}, found.on)
        lines += [(place, above[custodian]) for place, custodian in answering if custodian in above]
    return {
        where: (wanted & {where})
        | {place for place, path in lines if where in paths and path.startswith(paths[where])}
        for where in granted
    }


# Asked in most deeds: the same in Django's words takes many times as long.
_PATHS = (
    "SELECT place_id, path FROM places_placeversion "
    "WHERE {} AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)"
)
_CUSTODIANS = (
    "SELECT place_id, custodian_id FROM places_custody "
    "WHERE {} AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)"
)


def _paths(places: Collection[int], on: date) -> dict[int, str]:
    return dict(_asked(_PATHS, places, on))


def _asked(question: str, places: Collection[int], on: date) -> list[tuple[int, Any]]:
    day = connection.ops.adapt_datefield_value(on)
    condition, ids = among_column("place_id", places)
    with connection.cursor() as cursor:
        cursor.execute(question.format(condition), [ids, day, day])
        return [(int(place), told) for place, told in cursor.fetchall()]


def may(by: User, permission: Permission, place_id: int, *, on: date, title: str = "") -> bool:
    """Whether a button may be shown; the deed itself asks `require`."""
    return any(
        (not titles or not title or title in titles)
        and places.ids_below(where, on, with_custody=True).filter(pk=place_id).exists()
        for where, titles in scope(by, on, permission).granted
    )


def may_which(
    by: User, permissions: Iterable[Permission], place_id: int, *, on: date, title: str = ""
) -> frozenset[Permission]:
    """Those of the permissions that `may` allows, asked together."""
    inside: dict[int, bool] = {}
    found = set()
    for permission in permissions:
        for where, titles in scope(by, on, permission).granted:
            if titles and title and title not in titles:
                continue
            if where not in inside:
                below = places.ids_below(where, on, with_custody=True)
                inside[where] = below.filter(pk=place_id).exists()
            if inside[where]:
                found.add(permission)
    return frozenset(found)


def permissions_of(user: User, on: date) -> frozenset[Permission]:
    """Every permission the person holds anywhere on the day."""
    return frozenset().union(*(PERMISSIONS[role] for role, _ in roles_of(user, on)))


def figures_visible(user: User, place_ids: Iterable[int], *, on: date, as_of: date) -> set[int]:
    """Of the places, those whose sums the person may see: their own, and whatever lay above them.

    on: the day of the person's scope; as_of: the day of the figures' tree.
    """
    mine = scope(user, on).matching("pk", title=None)
    wanted = set(place_ids)
    inside = set(Place.objects.filter(mine, pk__in=wanted).values_list("pk", flat=True))
    above = {
        place
        for place in wanted - inside
        if Place.objects.filter(mine, pk__in=places.ids_below(place, as_of)).exists()
    }
    return inside | above


def require_figures(user: User, place: int, *, on: date, as_of: date) -> None:
    """Errors: OutsideScope when the person may not see the place's sums."""
    if not figures_visible(user, [place], on=on, as_of=as_of):
        raise OutsideScope(permission=Permission.SEE.value)


def sees_rows(user: User, place: int, on: date) -> bool:
    """Whether lists of the place may be opened, not only sums."""
    return Place.objects.filter(scope(user, on).matching("pk", title=None), pk=place).exists()


def places_then(user: User, *, on: date, as_of: date) -> list[int]:
    """The topmost places of `as_of` that lie in the person's scope of `on`, in the order of their grants.

    Who answers today for what was merged finds the places that were: a province its predecessors.
    """
    found: list[int] = []
    paths: list[str] = []
    for where, _ in scope(user, on).granted:
        within = PlaceVersion.objects.on(as_of).filter(
            place__in=places.ids_below(where, on, with_custody=True)
        )
        own = within.filter(place=where).first()
        rest = within.exclude(path__range=subtree(own.path)) if own else within
        lines = [(own.path, where)] if own else []
        lines += rest.order_by("path").values_list("path", "place_id")
        for path, place in sorted(lines, key=lambda line: len(line[0])):
            if not any(path.startswith(above) for above in paths):
                paths.append(path)
                found.append(place)
    return found


def needs_second_step(user: User, on: date) -> bool:
    """Whether the person's work asks for a second step at sign-in; accounts of a demonstration are spared."""
    roles: frozenset[Role] = settings.SECOND_STEP_ROLES
    if user.is_sample or not roles:
        return False
    return grants_of(user, on).filter(role__in=roles).exists()
