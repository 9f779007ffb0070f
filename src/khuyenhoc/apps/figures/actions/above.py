"""What goes up the tree is decided above."""

from datetime import datetime

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.figures.queries.above import stands_above
from khuyenhoc.domain.days import day_of
from khuyenhoc.domain.roles import Permission


def require_above(place: int, *, by: User, at: datetime) -> None:
    """The person stands above the place, see `queries.stands_above`. Errors: OutsideScope."""
    if not stands_above(place, by, on=day_of(at)):
        raise access.OutsideScope(permission=Permission.SET_FIGURES.value)
