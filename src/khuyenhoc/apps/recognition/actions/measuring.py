"""Assessing and proposing with what the system counts itself, taken on the day."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Entry
from khuyenhoc.apps.assessments.models import Assessment, Proposal
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.recognition import queries
from khuyenhoc.apps.rounds import queries as registrations
from khuyenhoc.apps.rounds.models import Consent
from khuyenhoc.domain.days import day_of


@transaction.atomic
def assess(
    entries: Sequence[Entry], *, consent: Consent, by: User, at: datetime, reason: str = ""
) -> list[Assessment]:
    """Submit filled-in forms with what the system counts filled in as of their day. Errors: as self_assess."""
    measured: dict[int, dict[str, tuple[int, int]]] = {}
    by_set: dict[int, list[int]] = defaultdict(list)
    found = registrations.registrations([entry.registration for entry in entries])
    sets = {one.round.criteria_set_id: one.round.criteria_set for one in found}
    for one in found:
        by_set[one.round.criteria_set_id].append(one.subject_id)
    for key, subject_ids in by_set.items():
        rules = criteria.rules(sets[key])
        if queries.counted_codes(rules):
            measured.update(queries.measure(rules, subject_ids, day_of(at)))
    return assessments.self_assess(entries, measured=measured, consent=consent, by=by, at=at, reason=reason)


@transaction.atomic
def propose(
    assessment_ids: Collection[int], *, place: int, by: User, at: datetime, effective_on: date | None = None
) -> Proposal:
    """Propose cases, with what the system counts taken anew on the day. Errors: as assessments.propose."""
    measured: dict[int, dict[str, tuple[int, int]]] = {}
    rows = Assessment.objects.filter(pk__in=assessment_ids).select_related("round__criteria_set")
    by_set: dict[str, list[int]] = defaultdict(list)
    stored = {}
    for row in rows.order_by("pk"):
        stored[row.round.criteria_set.key] = row.round.criteria_set
        by_set[row.round.criteria_set.key].append(row.subject_id)
    for key, subject_ids in by_set.items():
        rules = criteria.rules(stored[key])
        if queries.counted_codes(rules):
            measured.update(queries.measure(rules, subject_ids, effective_on or day_of(at)))
    return assessments.propose(
        assessment_ids, place=place, measured=measured, by=by, at=at, effective_on=effective_on
    )
