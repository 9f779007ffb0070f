"""Who works at a place, and what of it a person may give, end or hand over."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.access.queries.granted import may
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.places import Kind
from khuyenhoc.domain.roles import ROLES_AT, TO_GIVE, Role
from khuyenhoc.storing import among


def given(pk: int, *, by: User, on: date) -> Grant:
    """A grant that holds on the day or later and that the person may end or hand over.

    Errors: Grant.DoesNotExist, the same for what is unknown, over, one's own or foreign.
    """
    held = Grant.objects.select_related("user").get(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), ~Q(user=by), pk=pk
    )
    needed = TO_GIVE.get(Role(held.role))
    if needed is None or not may(by, needed, held.place_id, on=on):
        raise Grant.DoesNotExist
    return held


def roles_to_offer(by: User, place: int, on: date) -> list[Role]:
    """What the person may give at the place, as far as it makes sense at a place of its kind."""
    fit = ROLES_AT[Kind(places.version(place, on).place.kind)]
    return [role for role in Role if role in fit and role in TO_GIVE and may(by, TO_GIVE[role], place, on=on)]


def granted_at(where: Collection[int], *, on: date) -> dict[int, list[Grant]]:
    """place → the grants given for just that place that hold on the day, in the order they were given."""
    found: dict[int, list[Grant]] = {}
    rows = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), among("place", where), valid_from__lte=on
    )
    for row in rows.select_related("user").order_by("pk"):
        found.setdefault(row.place_id, []).append(row)
    return found


def granted_below(place: int, *, on: date, role: str = "", after: int = 0, limit: int = 50) -> list[Grant]:
    """Grants at and below the place that hold on the day or later, in the order they were given; paged by id."""
    rows = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), place__in=places.ids_below(place, on), pk__gt=after
    )
    if role:
        rows = rows.filter(role=role)
    return list(rows.select_related("user").order_by("pk")[:limit])
