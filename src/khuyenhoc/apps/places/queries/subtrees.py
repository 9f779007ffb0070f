"""The ids of everything at and below a place."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from khuyenhoc.apps.places.models import Custody, Place, PlaceVersion
from khuyenhoc.apps.places.queries.bundles import lying_below
from khuyenhoc.apps.places.queries.tree import ROOT_ID, number_of, version


def ids_below(place: Place | int, on: date, *, with_custody: bool = False) -> "QuerySet[Any, int]":
    """Ids of the place and of all below it in the tree of that day, usable as `place__in=` and to filter on.

    with_custody: also the closed places that somebody in that subtree answers for on that day. A place
    that was closed by then has nothing below it. Errors: PlaceUnknownThen.
    """
    if with_custody and number_of(place) == ROOT_ID:
        return Place.objects.filter(lying_below([ROOT_ID], on, column="pk")).values_list("pk", flat=True)
    held = version(place, on)
    if held.valid_to is not None and held.valid_to <= on:
        return Place.objects.filter(pk=held.place_id).values_list("pk", flat=True)
    inside = PlaceVersion.objects.on(on).under(held.path).values("place_id")
    if not with_custody:
        return Place.objects.filter(pk__in=inside).values_list("pk", flat=True)
    open_on = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    answered_for = Custody.objects.filter(open_on, valid_from__lte=on, custodian__in=inside).values(
        "place_id"
    )
    # not two conditions joined by OR: PostgreSQL believes that most places meet them, and reads whole tables
    return Place.objects.filter(pk__in=inside.union(answered_for)).values_list("pk", flat=True)
