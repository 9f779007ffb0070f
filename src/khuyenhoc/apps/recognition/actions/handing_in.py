"""Handing in a form that was filled in as a draft."""

from datetime import datetime

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments import queries
from khuyenhoc.apps.assessments.actions import Entry
from khuyenhoc.apps.assessments.models import Assessment, Draft
from khuyenhoc.apps.recognition.actions.measuring import assess
from khuyenhoc.apps.rounds import queries as rounds
from khuyenhoc.apps.rounds.models import Consent, Registration
from khuyenhoc.domain.days import day_of
from khuyenhoc.storing import objects_among, whole


@whole
def hand_in(
    registration_id: int,
    *,
    revision: int,
    consent: Consent,
    by: User,
    at: datetime,
    reason: str = "",
    read: tuple[Registration, Draft] | None = None,
) -> Assessment:
    """Submit the draft as it was last kept, with what was shown for it; the draft is gone then.

    revision: the one that was looked at before it was handed in. reason: what was mended, for a form that came
    back. read: the registration with its round and set, and the draft, when the caller has read them in this
    transaction; the draft that goes is the one that was read. Errors: Draft.DoesNotExist, ChangedMeanwhile, and as
    assess.
    """
    row, draft = read or _read(registration_id)
    if draft.revision != revision:
        raise assessments.ChangedMeanwhile(cases=[registration_id], number=1)
    # a draft typed to a set that no longer asks brings along only what today's set asks alike
    form = queries.form_today(draft, row.round, day_of(at))
    entry = Entry(registration_id, form.cells)
    done = assess([entry], consent=consent, by=by, at=at, reason=reason, registered=[row])[0]
    assessments.close_draft(done, draft)
    return done


def _read(registration_id: int) -> tuple[Registration, Draft]:
    kept = objects_among(Draft, [registration_id], column="registration")
    if not kept:
        raise Draft.DoesNotExist
    return rounds.registrations([registration_id])[0], kept[0]
