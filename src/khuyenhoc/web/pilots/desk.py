"""The pilot of a page, and what its viewer may do with it."""

from typing import Any

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.pilots import queries as pilots
from khuyenhoc.apps.pilots.queries import HeldGoal, HeldPilot
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web.request import SignedInRequest, today


def may(request: SignedInRequest, permission: Permission, place: int) -> bool:
    return access.may(request.user, permission, place, on=today())


def require(request: SignedInRequest, permission: Permission, place: int) -> None:
    """Errors: OutsideScope."""
    if not may(request, permission, place):
        raise OutsideScope(permission=permission.value)


def require_seen(request: SignedInRequest, place: int) -> None:
    """Errors: OutsideScope."""
    if not access.sees_rows(request.user, place, today()):
        raise OutsideScope(permission=Permission.SEE.value)


def kept(request: SignedInRequest, pk: int, permission: Permission = Permission.KEEP_BOOKS) -> HeldPilot:
    """Errors: Pilot.DoesNotExist, OutsideScope."""
    found = pilots.get(pk, seen_by=request.user, on=today())
    require(request, permission, found.place_id)
    return found


def kept_goal(request: SignedInRequest, pk: int) -> HeldGoal:
    """Errors: Goal.DoesNotExist, OutsideScope."""
    found = pilots.goal(pk, seen_by=request.user, on=today())
    require(request, Permission.KEEP_BOOKS, found.pilot.place_id)
    return found


def about(pilot: HeldPilot) -> dict[str, Any]:
    """What every page of one pilot shows. place: the one that answers for its own today."""
    on = today()
    return {
        "section": "association",
        "pilot": pilot,
        "place": places.custodian(pilot.place_id, on),
        "label": places.label(pilot.place_id, on, on),
    }


def names(wanted: set[int], of_place: int) -> dict[int, str]:
    """Places as they are called on a page of the place, which need not be said again after each."""
    found = places.labels({*wanted, of_place}, today())
    return {place: found[place].removesuffix(f", {found[of_place]}") for place in wanted}
