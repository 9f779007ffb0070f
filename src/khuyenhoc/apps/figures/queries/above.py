"""Who stands above a place: what goes up the tree is decided there."""

from datetime import date

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.places import queries as places
from khuyenhoc.domain.roles import Permission


def stands_above(place: int, user: User, *, on: date) -> bool:
    """Whether the person sets figures at a place above, on the tree of the day.

    Whoever answers for a closed place counts as the place itself.
    """
    itself = {place, places.custodian(place, on)}
    for granted, _ in access.scope(user, on, Permission.SET_FIGURES).granted:
        below = places.ids_below(granted, on, with_custody=True)
        if granted not in itself and below.filter(pk=place).exists():
            return True
    return False
