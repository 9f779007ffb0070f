"""Who stands above a place: what goes up the tree is decided there."""

from datetime import datetime

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.roles import Permission


def require_above(place: int, *, by: User, at: datetime) -> None:
    """The person sets figures at a place above, on the tree of the day; whoever answers for a closed place counts
    as the place itself.

    Errors: OutsideScope.
    """
    day = day_of(at)
    itself = {place, places.custodian(place, day)}
    for granted, _ in access.scope(by, day, Permission.SET_FIGURES).granted:
        below = places.ids_below(granted, day, with_custody=True)
        if granted not in itself and below.filter(pk=place).exists():
            return
    raise access.OutsideScope(permission=Permission.SET_FIGURES.value)
