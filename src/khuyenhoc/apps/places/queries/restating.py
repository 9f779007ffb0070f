"""The stored tree as the rules of restatement read it, and the clusters of provinces."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from khuyenhoc.apps.places.models import ClusterMember, PlaceVersion
from khuyenhoc.apps.places.models import Succession as Stored
from khuyenhoc.apps.places.queries.labels import labels
from khuyenhoc.apps.places.queries.stamping import made_once
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import FIRST_KNOWN, Kind, Succession, SuccessionKind, Version
from khuyenhoc.domain.restatement import Course, Ground


class ShareNotOfSplit(RuleBroken):
    """A share is said of a place that no split sent there; facts: place, successor (labels or ids)."""

    code = "SHARE_NOT_OF_SPLIT"


def ground(shares: Mapping[tuple[int, int], int] | None = None) -> Ground:
    """The whole dated tree, hamlets included; without shares read once a process as long as it does not change.

    shares: (predecessor, successor) -> hundredths of a percent, for splits of which nobody stated any.
    Errors: SharesAboveWhole, ShareNotOfSplit.
    """
    return _read(shares) if shares else made_once("ground", lambda: _read({}))


def _read(shares: Mapping[tuple[int, int], int]) -> Ground:
    versions, kinds = [], {}
    told = {kind.value: kind for kind in Kind}
    rows = PlaceVersion.objects.values_list("place", "place__kind", "parent", "valid_from", "valid_to")
    for place, kind, parent, begin, end in rows.order_by("place", "valid_from"):
        kinds[place] = told[kind]
        versions.append(Version(place, parent, begin, end))
    successions = [
        Succession(predecessor, successor, SuccessionKind(kind), on, share, is_default)
        for predecessor, successor, kind, on, share, is_default in Stored.objects.values_list(
            "predecessor", "successor", "kind", "on", "share", "is_default"
        )
    ]
    parts = {(one.predecessor, one.successor) for one in successions if one.kind is SuccessionKind.PART}
    for predecessor, successor in shares.keys() - parts:
        raise ShareNotOfSplit(place=predecessor, successor=successor)
    return Ground(kinds, versions, successions, shares)


def course(tree: Ground, begin: date, end: date) -> Course:
    """The way from one day to another; before FIRST_KNOWN the tree of 2020 is taken, see `is_assumed`.

    Errors: RestatedBackwards.
    """
    return Course(tree, begin if is_assumed(end) else max(begin, FIRST_KNOWN), end)


def is_assumed(day: date) -> bool:
    """Whether the tree of 2020 stands in for that of the day, which nobody knows."""
    return day < FIRST_KNOWN


def where_now(way: Course, place: int) -> int:
    """The smallest place of the course's last day in which all ground of a place of its first day certainly lies."""
    found = way.carry({place: 1})
    return next(iter([*found.exact, *(one.within for one in found.held), *(at for _, at in found.estimated)]))


@dataclass(frozen=True, slots=True)
class Member:
    """A province in a cluster, and the ids of where its ground lies on the later day."""

    place: int
    today: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A place in a cluster in [valid_from, valid_to), None for an open end. label: as on the first of those days.

    today: labels of where its ground lies on the later day.
    """

    cluster: str
    place: int
    label: str
    valid_from: date
    valid_to: date | None
    today: tuple[str, ...]
    source: str


def memberships(today: date, on: date | None = None) -> list[Membership]:
    """Every membership of every cluster, by cluster, time and place; `on`: only those that hold that day."""
    rows = ClusterMember.objects.select_related("cluster").order_by("cluster__name", "valid_from", "place")
    if on is not None:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    if not rows:
        return []  # the whole tree is read for nothing
    tree = ground()
    reached = {
        (one.place_id, one.valid_from): list(tree.reach(one.place_id, one.valid_from, today)) for one in rows
    }
    now = labels({end for ends in reached.values() for end in ends}, today)
    return [
        Membership(
            cluster=one.cluster.name,
            place=one.place_id,
            label=labels([one.place_id], one.valid_from)[one.place_id],
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            today=tuple(now[end] for end in reached[one.place_id, one.valid_from]),
            source=one.source,
        )
        for one in rows
    ]


def members_on(cluster: str, on: date, today: date) -> list[Member]:
    """Members of the cluster of that name on a day, by id, and where they lie on a later one.

    Empty for days of which the members are not known.
    """
    held = [
        one
        for one in ClusterMember.objects.filter(cluster__name=cluster, valid_from__lte=on).order_by("place")
        if one.valid_to is None or on < one.valid_to
    ]
    tree = ground()
    return [Member(one.place_id, tuple(tree.reach(one.place_id, on, today)), one.source) for one in held]
