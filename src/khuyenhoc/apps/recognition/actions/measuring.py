"""Assessing and proposing with what the system counts itself, taken on the day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.actions import Entry
from khuyenhoc.apps.assessments.models import Assessment, Proposal
from khuyenhoc.apps.criteria import queries as criteria
from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.apps.recognition import queries
from khuyenhoc.apps.rounds import queries as registrations
from khuyenhoc.apps.rounds.models import Consent, Registration, Round
from khuyenhoc.domain.days import day_of
from khuyenhoc.storing import rows_among, whole


@whole
def assess(
    entries: Sequence[Entry],
    *,
    consent: Consent,
    by: User,
    at: datetime,
    reason: str = "",
    registered: Sequence[Registration] | None = None,
) -> list[Assessment]:
    """Submit filled-in forms with what the system counts filled in as of their day.

    registered: the entries' registrations, when the caller has read them in this transaction. Errors: as self_assess.
    """
    found = registered
    if found is None:
        found = registrations.registrations([entry.registration for entry in entries])
    day = day_of(at)
    rounds = {one.round_id: one.round for one in found}
    asking = registrations.sets_on(rounds.values(), day)
    cases = [(one.round, asking[one.round_id], one.subject_id) for one in found]
    return assessments.self_assess(
        entries,
        measured=_measured(cases, day),
        consent=consent,
        by=by,
        at=at,
        reason=reason,
        registered=found,
        asking=asking,
    )


@transaction.atomic
def propose(
    assessment_ids: Collection[int], *, place: int, by: User, at: datetime, effective_on: date | None = None
) -> Proposal:
    """Propose cases, with what the system counts taken anew on the day. Errors: as assessments.propose."""
    cases = rows_among(Assessment, ("round_id", "criteria_set_id", "subject_id"), assessment_ids)
    # Read once each: a set carries its whole text, too much to repeat in hundreds of rows.
    rounds = registrations.by_ids({held_in for held_in, _, _ in cases})
    sets = criteria.by_ids({answered_to for _, answered_to, _ in cases})
    measured = _measured(
        [(rounds[held_in], sets[answered_to], subject) for held_in, answered_to, subject in cases],
        effective_on or day_of(at),
    )
    return assessments.propose(
        assessment_ids, place=place, measured=measured, by=by, at=at, effective_on=effective_on
    )


def _measured(
    cases: Iterable[tuple[Round, CriteriaSetVersion, int]], on: date
) -> dict[int, dict[str, tuple[int, int]]]:
    """subject → code → what is counted: who is inside since their round's cut-off and holds the title on the day."""
    asked: dict[tuple[int, int], list[int]] = defaultdict(list)
    rounds: dict[int, Round] = {}
    sets: dict[int, CriteriaSetVersion] = {}
    for held_in, answered_to, subject in cases:
        rounds[held_in.pk], sets[answered_to.pk] = held_in, answered_to
        asked[held_in.pk, answered_to.pk].append(subject)
    measured: dict[int, dict[str, tuple[int, int]]] = {}
    for (pk, answered_to_pk), subjects in asked.items():
        rules = criteria.rules(sets[answered_to_pk])
        if queries.counted_codes(rules):
            measured.update(queries.measure_in(rounds[pk], rules, subjects, on))
    return measured
