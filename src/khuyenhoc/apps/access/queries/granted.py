"""The one predicate of scope: which places a person may see or act in, on a day.

Rows, counts, drop-downs, exports and background results all ask here. Scope follows the tree of the day, and
custody: who answers today for a closed place sees what happened there.
"""

import json
from collections import defaultdict
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
from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import ids_of, subtree
from khuyenhoc.domain.roles import PERMISSIONS, Permission, Role, roles_with
from khuyenhoc.storing import among_column, asking, remembered

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

    def matching(self, place: str = "place", title: str | None = "title", *, named: bool = False) -> Q:
        """The condition on rows: `place` names their place column, `title` their title column if they have one.

        named: with the places' numbers in it, for a condition that is looked at row by row.
        """
        if not self.granted:
            return Q(pk__in=[])
        return reduce(or_, (self._one(where, titles, place, title, named) for where, titles in self.granted))

    def _one(self, where: int, titles: frozenset[str], place: str, title: str | None, named: bool) -> Q:
        # of the country nearly every place is one of them: told by the few that are not
        if named or where == places.ROOT_ID:
            inside = places.lying_below([where], self.on, column=place)
        else:
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
    wanted = roles_with(permission)  # a role is the same as its name
    held = {  # of several versions of a place the latest begun one comes last and stays
        one.pk: one
        for one in remembered("grants", [user.pk], _ask_grants, of=[Grant, PlaceVersion]).get(user.pk, ())
        if one.role in wanted and one.holds(on)
    }
    return Scope(
        on, tuple((one.place, one.titles) for one in held.values() if _holds(one.place_ends, one.since, on))
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """A grant beside one version of its place."""

    pk: int
    role: str
    place: int
    titles: frozenset[str]
    since: date
    until: date | None
    place_begins: date
    place_ends: date | None

    def holds(self, on: date) -> bool:
        begun = self.since <= on and self.place_begins <= on
        return begun and (self.until is None or on < self.until)


_GRANTS = (
    "SELECT access_grant.user_id, access_grant.id, access_grant.role, access_grant.place_id, access_grant.titles, "
    "access_grant.valid_from, access_grant.valid_to, "
    "places_placeversion.valid_from, places_placeversion.valid_to FROM access_grant "
    "JOIN places_placeversion ON places_placeversion.place_id = access_grant.place_id "
    "WHERE {} ORDER BY access_grant.id, places_placeversion.valid_from"
)


def _ask_grants(users: Collection[int]) -> dict[int, list[_Held]]:
    """Asked in every deed: the same in Django's words takes ten times as long."""
    condition, ids = among_column("access_grant.user_id", users)
    found: dict[int, list[_Held]] = defaultdict(list)
    with asking() if len(users) == 1 else connection.cursor() as cursor:
        cursor.execute(_GRANTS.format(condition), [ids])
        for user, pk, role, place, titles, since, until, begins, ends in cursor.fetchall():
            limited_to = frozenset(json.loads(titles))
            days = (_day(since), _day(until), _day(begins), _day(ends))
            found[user].append(_Held(pk, role, place, limited_to, *days))
    return found


def _day(told: Any) -> Any:
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
    paths = places.paths(wanted | granted, found.on)
    lines = [(place, paths[place]) for place in wanted if place in paths]
    answering = places.named_custodians(wanted, found.on)
    if answering:
        above = places.paths({custodian for _, custodian in answering}, found.on)
        lines += [(place, above[custodian]) for place, custodian in answering if custodian in above]
    return {
        where: (wanted & {where})
        | {place for place, path in lines if where in paths and path.startswith(paths[where])}
        for where in granted
    }


def may(by: User, permission: Permission, place_id: int, *, on: date, title: str = "") -> bool:
    """Whether a button may be shown; the deed itself asks `require`."""
    return bool(may_which(by, [permission], place_id, on=on, title=title))


def may_which(
    by: User, permissions: Iterable[Permission], place_id: int, *, on: date, title: str = ""
) -> frozenset[Permission]:
    """Those of the permissions that `may` allows, asked together."""
    held = {permission: scope(by, on, permission) for permission in permissions}
    everywhere = Scope(on, tuple({one for found in held.values() for one in found.granted}))
    own = {where: {place_id} & {where} for where, _ in everywhere.granted}
    allowed = _allowed(held, own, title)
    if len(allowed) == len(held):  # who works at the place asked about needs no more
        return allowed
    return _allowed(held, _below(everywhere, {place_id}), title)


def _allowed(
    held: Mapping[Permission, Scope], inside: Mapping[int, set[int]], title: str
) -> frozenset[Permission]:
    """inside: granted place → itself or more, where the place asked about lies in it."""
    return frozenset(
        permission
        for permission, found in held.items()
        if any(
            inside[where] and (not titles or not title or title in titles) for where, titles in found.granted
        )
    )


def permissions_of(user: User, on: date) -> frozenset[Permission]:
    """Every permission the person holds anywhere on the day."""
    return frozenset().union(*(PERMISSIONS[role] for role, _ in roles_of(user, on)))


def figures_visible(user: User, place_ids: Iterable[int], *, on: date, as_of: date) -> set[int]:
    """Of the places, those whose sums the person may see: their own, and whatever lay above them.

    on: the day of the person's scope; as_of: the day of the figures' tree.
    """
    found, wanted = scope(user, on), set(place_ids)
    inside = set[int]().union(*_below(found, wanted).values())
    if wanted <= inside:
        return inside
    return inside | _above(found, wanted - inside, as_of)


def _above(found: Scope, wanted: set[int], as_of: date) -> set[int]:
    """Those of the places that stood on the day and had below them what is inside the scope today.

    Errors: PlaceUnknownThen when one of them began later.
    """
    standing = set(places.paths(wanted, as_of))
    for place in wanted - standing:
        places.version(place, as_of)  # had ended by then, or refused
    if not standing:
        return set()
    mine = found.matching("place", title=None)
    ways = PlaceVersion.objects.on(as_of).filter(mine).order_by().values_list("path", flat=True)
    return standing.intersection(number for path in ways for number in ids_of(path))


def require_figures(user: User, place: int, *, on: date, as_of: date) -> None:
    """Errors: OutsideScope when the person may not see the place's sums."""
    if not figures_visible(user, [place], on=on, as_of=as_of):
        raise OutsideScope(permission=Permission.SEE.value)


def sees_rows(user: User, place: int, on: date) -> bool:
    """Whether lists of the place may be opened, not only sums."""
    return any(_below(scope(user, on), {place}).values())


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
