"""Handing in a form that was filled in as a draft."""

from datetime import datetime

from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments import queries
from khuyenhoc.apps.assessments.actions import Entry
from khuyenhoc.apps.assessments.models import Assessment, Draft
from khuyenhoc.apps.recognition.actions.measuring import assess
from khuyenhoc.apps.rounds.models import Consent
from khuyenhoc.domain.days import day_of


@transaction.atomic
def hand_in(
    registration_id: int, *, revision: int, consent: Consent, by: User, at: datetime, reason: str = ""
) -> Assessment:
    """Submit the draft as it was last kept, with what was shown for it; the draft is gone then.

    revision: the one that was looked at before it was handed in. reason: what was mended, for a form that came
    back. Errors: Draft.DoesNotExist, ChangedMeanwhile, and as assess.
    """
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("registration__round__criteria_set")
        .get(registration=registration_id)
    )
    if draft.revision != revision:
        raise assessments.ChangedMeanwhile(cases=[registration_id], number=1)
    # a draft typed to a set that no longer asks brings along only what today's set asks alike
    form = queries.form_today(draft, draft.registration.round, day_of(at))
    done = assess([Entry(registration_id, form.cells)], consent=consent, by=by, at=at, reason=reason)[0]
    assessments.close_draft(done)
    return done
