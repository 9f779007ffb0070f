"""A branch of a place that the person sees, and what they may do with it."""

from dataclasses import dataclass

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.association import queries as association
from khuyenhoc.apps.association.queries import HeldBranch
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission
from khuyenhoc.web.request import SignedInRequest, today


@dataclass(frozen=True, slots=True)
class Held:
    """label: of the branch's place. keeps_books: branches, posts, fees; keeps_members: who is in it."""

    branch: HeldBranch
    place: int
    label: str
    keeps_books: bool
    keeps_members: bool

    @property
    def runs(self) -> bool:
        return self.branch.until is None or self.branch.until > today()


def sees(request: SignedInRequest, place: int) -> str:
    """The place's label. Errors: OutsideScope."""
    if not access.sees_rows(request.user, place, today()):
        raise OutsideScope(permission=Permission.SEE.value)
    return places.label(place, today())


def shows(request: SignedInRequest, place: int) -> bool:
    """Whether the person reads the lists of the place."""
    return access.sees_rows(request.user, place, today())


def keeps(request: SignedInRequest, place: int, permission: Permission = Permission.KEEP_BOOKS) -> bool:
    return access.may(request.user, permission, place, on=today())


def require(request: SignedInRequest, place: int, permission: Permission = Permission.KEEP_BOOKS) -> None:
    """Errors: OutsideScope."""
    if not keeps(request, place, permission):
        raise OutsideScope(permission=permission.value)


def held(request: SignedInRequest, place: int, pk: int, needs: Permission | None = None) -> Held:
    """Errors: Branch.DoesNotExist, OutsideScope."""
    branch = association.get(pk, place=place, seen_by=request.user, on=today())
    may = access.may_which(request.user, [Permission.KEEP_BOOKS, Permission.KEEP_REGISTER], place, on=today())
    if needs is not None and needs not in may:
        raise OutsideScope(permission=needs.value)
    return Held(
        branch,
        place,
        places.label(place, today()),
        Permission.KEEP_BOOKS in may,
        Permission.KEEP_REGISTER in may,
    )
