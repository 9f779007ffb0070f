"""Opening a part of the work in a place from a day on, or closing it."""

from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.access import queries as access
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.rounds.models import FeatureStart
from khuyenhoc.domain.features import Feature
from khuyenhoc.domain.roles import Permission


@transaction.atomic
def open_feature(
    place: int, feature: Feature, opens_on: date | None, *, by: User, at: datetime
) -> FeatureStart:
    """Say from which day a part of the work is open in a place and below it; None closes it until a day is said.

    What was said before stays on record; what is done already stays done. Errors: OutsideScope.
    """
    access.require(by, Permission.OPEN_ROUND, [place], at=at)
    made = FeatureStart.objects.create(
        place_id=place, feature=feature, opens_on=opens_on, set_by=by.username, recorded_at=at
    )
    audit.record(
        "feature.opened" if opens_on else "feature.closed",
        by=by.username,
        at=at,
        kind="feature",
        object_id=made.pk,
        place_id=place,
        facts={"feature": feature.value, "on": opens_on.isoformat() if opens_on else None},
    )
    return made
