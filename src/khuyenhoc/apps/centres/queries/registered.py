"""Which centres there are, who runs them and whether they work."""

from collections.abc import Collection
from datetime import date
from typing import TypeAlias

from django.db.models import Q

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import HeldOfficer
from khuyenhoc.apps.centres.models import Centre, Manager, Need, Rest
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.places import Kind
from khuyenhoc.storing import among

HeldCentre: TypeAlias = Centre  # what pages call it; they touch no models
HeldManager: TypeAlias = Manager


def running_on(day: date) -> Q:
    """The condition that a centre, a rest or a manager holds on the day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def commune_of(place: int, on: date) -> int | None:
    """The commune that the place is or lies in; None for what is above communes."""
    return next(
        (one for one in places.line(place, on) if places.version(one, on).place.kind == Kind.COMMUNE),
        None,
    )


def get(pk: int, *, seen_by: User, on: date) -> Centre:
    """Errors: Centre.DoesNotExist, the same for what is unknown and what is foreign."""
    return access.visible(Centre.objects.all(), seen_by, on, title=None).get(pk=pk)


def at(commune: int, on: date) -> Centre | None:
    """The commune's own centre that goes on on the day."""
    return Centre.objects.filter(running_on(on), place=commune).first()


def of_closed_places(heir: int, on: date) -> list[Centre]:
    """Centres that go on at closed communes the place answers for: they are to be merged into its own."""
    below = places.ids_below(heir, on)
    closed = places.ids_below(heir, on, with_custody=True).exclude(pk__in=below)
    running = Centre.objects.filter(Q(until__isnull=True) | Q(until__gt=on), place__in=closed)
    return list(running.order_by("name", "pk"))


def merged_into(centre: Centre) -> list[Centre]:
    return list(centre.merged_from.order_by("name", "pk"))


def rests(centre: Centre) -> list[Rest]:
    """When it did not work, the latest first."""
    return list(centre.rests.order_by("-since"))


def managers(centre: Centre) -> list[Manager]:
    """Of all times: those in office first, the director before deputies."""
    rows = list(centre.managers.order_by("-since", "pk"))
    return sorted(rows, key=lambda one: (one.until is not None, one.post != "director"))


def in_office_on(day: date) -> Q:
    """The condition that a manager's office in the association holds on the day: as written, or as the officer's."""
    held = Q(officer__since__lte=day) & (Q(officer__until__isnull=True) | Q(officer__until__gt=day))
    return Q(officer__isnull=True) | held


def officers_to_link(centre: Centre, on: date) -> list[HeldOfficer]:
    """Whoever holds a post on the day in the commune's association or a branch of it, the association's own first."""
    standing = association.standing_at(centre.place_id, on)
    own = [one for one in standing if one.place_id == centre.place_id and one.body_id is None]
    return [
        officer
        for branch in [*own, *(one for one in standing if one not in own)]
        for officer in association.officers_of(branch, on=on)
    ]


def needs(centre: Centre, year: int) -> list[Need]:
    """What people asked for, the most wanted first."""
    return list(centre.needs.filter(year=year).order_by("-number", "topic"))


def resting(centres: Collection[int], on: date) -> set[int]:
    """Those of them that do not work on the day."""
    rows = Rest.objects.filter(running_on(on), among("centre", centres))
    return set(rows.values_list("centre", flat=True))
