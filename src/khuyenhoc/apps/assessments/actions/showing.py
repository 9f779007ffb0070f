"""Photos on a form that is open: put on an answer, taken off again."""

from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.actions.drafting import open_draft
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.actions import IndicatorNotInSet
from khuyenhoc.apps.photos import actions as photos
from khuyenhoc.apps.photos.models import Photo
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.domain.days import day_of
from khuyenhoc.storing.pictures import Picture


@transaction.atomic
def show_photo(registration_id: int, indicator: str, picture: Picture, *, by: User, at: datetime) -> Photo:
    """Put a photo on an answer, in place of the one that stood there.

    Errors: as keep_draft; IndicatorNotInSet for what today's set does not ask.
    """
    row = open_draft(registration_id, by=by, at=at).registration
    asked = rounds.set_on(row.round, day_of(at))
    if indicator not in {one.code for one in criteria.rules(asked).indicators}:
        raise IndicatorNotInSet(set=asked.key, indicator=indicator)
    return photos.put(row, indicator, picture, by=by, at=at)


@transaction.atomic
def remove_photo(registration_id: int, indicator: str, *, by: User, at: datetime) -> bool:
    """Take the photo off an answer; one that was never handed in is gone for good. False where there was none.

    Errors: as keep_draft.
    """
    row = open_draft(registration_id, by=by, at=at).registration
    return photos.take_off(row, indicator, by=by, at=at)
