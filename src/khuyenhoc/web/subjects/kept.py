"""A subject whose register the person keeps, and the hamlets it may be written down at."""

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.subjects import queries as subjects
from khuyenhoc.apps.subjects.queries import HeldSubject
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.choices import Choices
from khuyenhoc.web.request import SignedInRequest, today


def keeps(request: SignedInRequest, place: int, kind: str = "") -> bool:
    return access.may(request.user, Permission.KEEP_REGISTER, place, on=today(), title=kind)


def subject(request: SignedInRequest, pk: int) -> HeldSubject:
    """Errors: Subject.DoesNotExist, OutsideScope."""
    found = subjects.get(pk, seen_by=request.user, on=today())
    if not keeps(request, found.place_id, found.kind):
        raise OutsideScope(permission=Permission.KEEP_REGISTER.value)
    return found


def topmost(request: SignedInRequest) -> list[int]:
    """The places whose register the person keeps, in the order they were given."""
    return [place for place, _ in access.scope(request.user, today(), Permission.KEEP_REGISTER).granted]


def hamlets(where: int) -> Choices:
    """The hamlets at or below the place by name; with the commune where there are several."""
    found = subjects.hamlets_below(where, today())
    several = len({one.commune for one in found}) > 1
    return [
        (
            str(one.id),
            f"{one.unit} {one.name}".strip()
            + (f", {one.commune_unit} {one.commune_name}" if several else ""),
        )
        for one in found
    ]


def places_for(kind: Title, where: int) -> Choices:
    """Where one of the kind is entered: bodies at the place itself, everything else in a hamlet."""
    if kind is Title.ORGANISATION:
        return [(str(where), places.label(where, today()))]
    return hamlets(where)
