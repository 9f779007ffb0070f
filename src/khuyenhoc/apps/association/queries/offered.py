"""Members who were offered to another branch and wait for its answer, and where they may be offered to."""

from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from django.db.models import Count, QuerySet

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association.models import Branch, Transfer
from khuyenhoc.apps.association.queries.branches import running_on
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import VIETNAM
from khuyenhoc.domain.memberships import Answer
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import Permission

LATELY = timedelta(days=30)
Offered: TypeAlias = Transfer  # what pages call one; they touch no models


def open_to(branch: Branch, user: User, *, on: date, limit: int = 300) -> list[Branch]:
    """Branches of the same commune whose members the person does not keep, by name; none for higher places."""
    line = places.line(places.custodian(branch.place_id, on), on)
    if places.version(line[0], on).place.kind != Kind.HAMLET:
        return []
    kept = access.scope(user, on, Permission.KEEP_REGISTER).matching("place", None)
    here = places.ids_below(line[1], on, with_custody=True)
    rows = Branch.objects.filter(running_on(on), place__in=here, until__isnull=True).exclude(kept)
    return list(rows.exclude(pk=branch.pk).order_by("sort_key", "pk")[:limit])


def waiting_to_come(place: int, on: date) -> QuerySet[Transfer]:
    """Into branches at and below the place."""
    here = places.ids_below(place, on, with_custody=True)
    return _waiting().filter(into__place__in=here)


def offered_to(user: User, on: date) -> list[tuple[int, int]]:
    """(place of a branch whose members the person keeps, how many others offer it); in one question."""
    kept = access.scope(user, on, Permission.KEEP_REGISTER).matching("into__place", None)
    rows = Transfer.objects.filter(kept, answer=Answer.WAITING).exclude(offered_by=user)
    return list(rows.values_list("into__place").annotate(Count("pk")).order_by("into__place"))


def waiting_to_go(place: int, on: date) -> QuerySet[Transfer]:
    """Out of branches at and below the place, into others."""
    here = places.ids_below(place, on, with_custody=True)
    return _waiting().filter(branch__place__in=here).exclude(into__place__in=here)


def answered_lately(place: int, on: date) -> list[Transfer]:
    """Answers of the last weeks to what the place's branches offered elsewhere, the latest first."""
    here = places.ids_below(place, on, with_custody=True)
    rows = Transfer.objects.filter(branch__place__in=here, answered_at__isnull=False)
    rows = rows.exclude(answer=Answer.WITHDRAWN).exclude(into__place__in=here)
    since = datetime.combine(on - LATELY, time(), VIETNAM)
    found = rows.filter(answered_at__gte=since).select_related("person", "branch", "into")
    return list(found.order_by("-answered_at", "pk")[:20])


def _waiting() -> QuerySet[Transfer]:
    rows = Transfer.objects.filter(answer=Answer.WAITING).select_related("person", "branch", "into")
    return rows.order_by("person__sort_key", "pk")
