"""Who stands above a place: what goes up the tree is decided there, and corrected there."""

from datetime import date

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.figures.models import Reported, ReportState
from khuyenhoc.apps.figures.queries.catalogue import catalogue
from khuyenhoc.apps.figures.queries.locks import lock_over
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


def may_correct(figure: Reported, user: User, *, on: date) -> bool:
    """Whether the person may put another figure in the stead of one that counts, as the deed itself asks.

    What was approved is corrected by somebody above, what stands in a closed period by who sets figures where it was
    closed. False for what does not count yet, or no longer stands: that is written in its return, or not at all.
    """
    if figure.superseded_at is not None:
        return False
    known = catalogue().indicators.get(figure.indicator)
    title = known.title if known else ""
    wanted = list(figure.places.values_list("place", flat=True)) or [figure.place_id]
    if not all(access.may(user, Permission.SET_FIGURES, place, on=on, title=title) for place in wanted):
        return False
    if figure.report is not None and (
        figure.report.state != ReportState.APPROVED or not stands_above(figure.place_id, user, on=on)
    ):
        return False
    lock = lock_over(figure.place_id, figure.until)
    return lock is None or access.may(user, Permission.SET_FIGURES, lock.place_id, on=on)
