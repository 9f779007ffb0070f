"""What every page of stories asks first: whose it is, and what the person may do there."""

from typing import Any

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.stories import queries as stories
from khuyenhoc.apps.stories.queries import HeldStory
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web.request import SignedInRequest, today


def require_seen(request: SignedInRequest, place: int) -> None:
    """Errors: OutsideScope."""
    if not access.sees_rows(request.user, place, today()):
        raise access.OutsideScope(permission=Permission.SEE.value)


def require_kept(request: SignedInRequest, place: int) -> None:
    """Errors: OutsideScope."""
    if not may(request, Permission.KEEP_BOOKS, place):
        raise access.OutsideScope(permission=Permission.KEEP_BOOKS.value)


def may(request: SignedInRequest, permission: Permission, place: int) -> bool:
    return access.may(request.user, permission, place, on=today())


def story_at(request: SignedInRequest, place: int, pk: int) -> HeldStory:
    """Errors: Story.DoesNotExist; OutsideScope unless the address names its place, or who answers for it."""
    found = stories.get(pk, seen_by=request.user, on=today())
    if place not in (found.place_id, places.custodian(found.place_id, today())):
        raise access.OutsideScope(permission=Permission.SEE.value)
    return found


def subjects_of(story: HeldStory) -> list[tuple[str, str]]:
    """(id, name) of those of the register that it tells of."""
    return [(str(one.pk), one.name) for one in stories.told_of([story])[story.pk]]


def frame(place: int, **more: Any) -> dict[str, Any]:
    """What every page tells."""
    return {"section": "association", "place": place, "label": places.label(place, today()), **more}
