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
from khuyenhoc.apps.recognition import queries
from khuyenhoc.apps.rounds import queries as registrations
from khuyenhoc.apps.rounds.models import Consent, Round
from khuyenhoc.domain.days import day_of


@transaction.atomic
def assess(
    entries: Sequence[Entry], *, consent: Consent, by: User, at: datetime, reason: str = ""
) -> list[Assessment]:
    """Submit filled-in forms with what the system counts filled in as of their day. Errors: as self_assess."""
    found = registrations.registrations([entry.registration for entry in entries])
    measured = _measured([(one.round, one.subject_id) for one in found], day_of(at))
    return assessments.self_assess(
        entries, measured=measured, consent=consent, by=by, at=at, reason=reason, registered=found
    )


@transaction.atomic
def propose(
    assessment_ids: Collection[int], *, place: int, by: User, at: datetime, effective_on: date | None = None
) -> Proposal:
    """Propose cases, with what the system counts taken anew on the day. Errors: as assessments.propose."""
    cases = Assessment.objects.filter(pk__in=assessment_ids).order_by("pk").values_list("round", "subject")
    # Read once each: a set carries its whole text, too much to repeat in hundreds of rows.
    rounds = Round.objects.select_related("criteria_set").in_bulk({held_in for held_in, _ in cases})
    measured = _measured(
        [(rounds[held_in], subject) for held_in, subject in cases], effective_on or day_of(at)
    )
    return assessments.propose(
        assessment_ids, place=place, measured=measured, by=by, at=at, effective_on=effective_on
    )


def _measured(cases: Iterable[tuple[Round, int]], on: date) -> dict[int, dict[str, tuple[int, int]]]:
    """subject → code → what is counted: who is inside since their round's cut-off and holds the title on the day."""
    of_round: dict[int, list[int]] = defaultdict(list)
    rounds: dict[int, Round] = {}
    for held_in, subject in cases:
        rounds[held_in.pk] = held_in
        of_round[held_in.pk].append(subject)
    measured: dict[int, dict[str, tuple[int, int]]] = {}
    for pk, subjects in of_round.items():
        rules = criteria.rules(rounds[pk].criteria_set)
        if queries.counted_codes(rules):
            inside_on = min(rounds[pk].cut_off, on)
            measured.update(queries.measure(rules, subjects, on, inside_on=inside_on))
    return measured
