"""Handing in a form that was filled in as a draft."""

from datetime import datetime

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments import queries
from khuyenhoc.apps.assessments.actions import Entry
from khuyenhoc.apps.assessments.models import Assessment, Draft
from khuyenhoc.apps.recognition.actions.measuring import assess
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Consent
from khuyenhoc.domain.days import day_of
from khuyenhoc.storing import objects_among, whole


@whole
def hand_in(
    registration_id: int, *, revision: int, consent: Consent, by: User, at: datetime, reason: str = ""
) -> Assessment:
    """Submit the draft as it was last kept, with what was shown for it; the draft is gone then.

    revision: the one that was looked at before it was handed in. reason: what was mended, for a form that came
    back. Errors: Draft.DoesNotExist, ChangedMeanwhile, and as assess.
    """
    kept = objects_among(Draft, [registration_id], column="registration", locked=True)
    if not kept:
        raise Draft.DoesNotExist
    draft = kept[0]
    if draft.revision != revision:
        raise assessments.ChangedMeanwhile(cases=[registration_id], number=1)
    # a draft typed to a set that no longer asks brings along only what today's set asks alike
    found = rounds.registrations([registration_id])
    form = queries.form_today(draft, found[0].round, day_of(at))
    entry = Entry(registration_id, form.cells)
    done = assess([entry], consent=consent, by=by, at=at, reason=reason, registered=found)[0]
    assessments.close_draft(done, draft)
    return done
